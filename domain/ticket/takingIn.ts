import type { TicketClockId } from '../../contracts/clocks.ts';
import type { LimitGoingOn, MergedMatter } from '../../contracts/commands.ts';
import type { TicketNo } from '../../contracts/ids.ts';
import type { Instant } from '../../contracts/instants.ts';
import type { Clock, ClockTerms } from '../clocks/types.ts';
import { isRunning } from '../dispute/dispute.ts';
import { cancelClocks, isTimeToSetDate, RESOLVE_CLOCKS, startClock, tickingClock } from './clockwork.ts';
import { change, type Draft, tellCustomer, tellStaff } from './draft.ts';
import { isAnswered, isSolvedLater } from './merged.ts';
import { owner, SUPERVISORS } from './people/owner.ts';
import { dateTold, FROM_RECEIPT, startInPlace } from './resolveLimit.ts';
import { OF_SOLUTION } from './solutionTold.ts';
import type { TicketState } from './state.ts';
import { tellPlanPast } from './tellPlan.ts';
import { measuresRun } from './underDispute.ts';

/** Another ticket was merged into this one: whoever has it is told, and no limit that ran there ends later here (docs/norms.md). */
export function takeIn(draft: Draft, { ticketNo, limits = [], urgentAsked }: MergedMatter): void {
  for (const limit of limits) goOn(draft, ticketNo, limit);
  const window = tickingClock(draft.state, OF_SOLUTION)?.id;
  tellStaff(draft, owner(draft.state), 'ticket-merged', { mergedFrom: ticketNo, ...(window && { window }) });
  const { urgent, department } = draft.state;
  if (urgentAsked !== true || urgent || draft.state.urgentAsked) return;
  change(draft, { urgentAsked });
  tellStaff(draft, SUPERVISORS, 'urgent-asked', { department });
}

/** Work that an answer ends. */
const ENDED_BY_ANSWER: readonly TicketClockId[] = [
  'URGENT_CONTAIN',
  'EMAIL_COMPLEX_REPLY',
  'SUGGESTION_REVIEW',
  'SPECIALIST_TAKEOVER',
];

/** Nobody answers beside a dispute, or once it is ruled. */
const ENDED_BY_DISPUTE: readonly TicketClockId[] = ['EMAIL_COMPLEX_REPLY', 'SUGGESTION_REVIEW'];

/** What such a limit asks for is done, or comes no more. */
function isOver(id: TicketClockId, state: TicketState): boolean {
  const isDisputed = isRunning(state.dispute) || measuresRun(state);
  return (ENDED_BY_ANSWER.includes(id) && isAnswered(state)) || (ENDED_BY_DISPUTE.includes(id) && isDisputed);
}

/** Of two limits of one kind the earlier holds. */
function goOn(draft: Draft, from: TicketNo, limit: LimitGoingOn): void {
  const { id, startedAt, dueAt, timetable } = limit;
  if (OF_SOLUTION.includes(id)) return solveBy(draft, from, limit);
  if (isOver(id, draft.state)) return;
  const own = tickingClock(draft.state, [id])?.plan?.dueAt ?? null;
  if (own === null ? id === 'SPECIALIST_TAKEOVER' : own <= dueAt) return;
  cancelClocks(draft, [id]);
  startClock(draft, { id, startedAt, timetable });
}

/** The solution comes by what was told in either, of whatever kind the limit there was; also where that has been missed already. */
function solveBy(draft: Draft, mergedFrom: TicketNo, limit: LimitGoingOn): void {
  const running = tickingClock(draft.state, OF_SOLUTION);
  if (limit.untold === true) return countFromReceipt(draft, running, limit);
  const isMissed = running?.breached === true && !isTimeToSetDate(running);
  if (isMissed || !isSolvedLater(draft.state, limit.dueAt)) return remember(draft, running, limit.dueAt);
  bringForward(draft, running, limit);
  tellMoved(draft, mergedFrom, running, limit.dueAt);
}

/** The limit here ends when the other would have; where none runs, as of a special ticket that nobody has taken over, it is a date. */
function bringForward(draft: Draft, running: Clock | undefined, limit: LimitGoingOn): void {
  const date = dateTold(draft, limit.dueAt);
  if (running === undefined) {
    const { startedAt, timetable } = limit;
    startClock(draft, { id: 'RESOLVE_SPECIAL', startedAt, timetable, terms: { phase: 'second', ...date } });
    return;
  }
  const phase = running.id === 'RESOLVE_SPECIAL' ? 'second' : running.terms.phase;
  startAnew(draft, running, countsFrom(running, limit), { ...running.terms, phase, ...date });
}

/** Whoever may not read the other ticket is told that there was one. */
function tellMoved(draft: Draft, mergedFrom: TicketNo, before: Clock | undefined, dueAt: Instant): void {
  const moved = { dueAt, mergedFrom, byMerge: 1 };
  if (dueAt <= draft.at) return tellCustomer(draft, 'limit-moved', { ...moved, missed: 1 });
  const told = before === undefined || isTimeToSetDate(before) ? null : (before.plan?.dueAt ?? null);
  tellPlanPast(draft, { from: told, to: dueAt });
  tellCustomer(draft, 'limit-moved', moved);
}

/** Nobody was told a date of it: it binds no class, but what is not classified here either counts from when the older came. */
function countFromReceipt(draft: Draft, running: Clock | undefined, limit: LimitGoingOn): void {
  if (draft.state.category !== null || running === undefined || running.breached) return;
  const from = countsFrom(running, limit);
  if (from !== running) startAnew(draft, running, from, running.terms);
}

type Counted = Pick<Clock, 'startedAt' | 'timetable' | 'pauses'>;

function startAnew(draft: Draft, { id }: Clock, { startedAt, timetable, pauses }: Counted, terms: ClockTerms): void {
  cancelClocks(draft, [id]);
  startInPlace(draft, { id, startedAt, timetable, terms }, pauses);
}

/** From when the matter counts: what came first is not younger in the other ticket, by whose class, and in whose standstill, it goes on. */
function countsFrom(running: Clock, limit: LimitGoingOn): Counted {
  const isEarlier = limit.startedAt < running.startedAt;
  if (!FROM_RECEIPT.includes(running.id) || !FROM_RECEIPT.includes(limit.id) || !isEarlier) return running;
  const { startedAt, timetable, pauses = [] } = limit;
  return { startedAt, timetable, pauses: [...pauses, ...running.pauses.filter(({ to }) => to === null)] };
}

/**
 * It is solved before that anyway, or that has been missed: what was told there holds where the limit here is replaced by a longer one.
 * What was missed in both is not missed earlier than it was here.
 */
function remember(draft: Draft, running: Clock | undefined, toldThere: Instant): void {
  if (running === undefined || !RESOLVE_CLOCKS.includes(running.id)) return;
  const { noLaterThan: known = null } = running.terms;
  const own = running.plan?.dueAt ?? null;
  const dueAt = own !== null && own > toldThere ? own : toldThere;
  if (known !== null && known.dueAt <= dueAt) return;
  const terms = { ...running.terms, noLaterThan: { dueAt, since: draft.at } };
  change(draft, { clocks: draft.state.clocks.map((clock) => (clock === running ? { ...clock, terms } : clock)) });
}
