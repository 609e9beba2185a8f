import type { TicketClockId } from '../../contracts/clocks.ts';
import type { LimitGoingOn, MergedMatter } from '../../contracts/commands.ts';
import type { TicketNo } from '../../contracts/ids.ts';
import type { Instant } from '../../contracts/instants.ts';
import { isOpen } from '../../contracts/ticket.ts';
import { isQualityMatter } from '../catalog/qualityMatters.ts';
import { isSuggestion } from '../catalog/suggestions.ts';
import { isTicking, pausesEnded } from '../clocks/running/ticking.ts';
import type { Clock } from '../clocks/types.ts';
import { isRunning } from '../dispute/dispute.ts';
import { cancelClocks, isTimeToSetDate, REPLY_CLOCKS, RESOLVE_CLOCKS, startClock, tickingClock } from './clockwork.ts';
import { measuresRun } from './underDispute.ts';
import { change, type Draft, tellCustomer, tellStaff } from './draft.ts';
import { owner, SUPERVISORS } from './people/owner.ts';
import { dateTold, FROM_RECEIPT, startInPlace } from './resolveLimit.ts';
import { OF_SOLUTION, toldBy } from './solutionTold.ts';
import type { TicketState } from './state.ts';
import { tellPlanPast } from './tellPlan.ts';

/** What was told to the customer, or is owed to him, wherever the matter stands. */
const GO_ON: readonly TicketClockId[] = [
  ...REPLY_CLOCKS,
  'URGENT_CONTAIN',
  'EMAIL_COMPLEX_REPLY',
  'SUGGESTION_REVIEW',
  'SPECIALIST_TAKEOVER',
  ...OF_SOLUTION,
];

/**
 * What runs in a ticket at the moment of its merge and is owed in the other from then on; until a date is set, none is owed for it. Of
 * what nobody has classified no solution was told: only since when it counts goes along.
 */
export function limitsGoingOn(state: Pick<TicketState, 'category' | 'clocks'>): readonly LimitGoingOn[] {
  return state.clocks
    .filter((clock) => GO_ON.includes(clock.id) && isTicking(clock) && !isTimeToSetDate(clock))
    .flatMap((clock) => {
      const { id, startedAt, timetable, plan, pauses: all } = clock;
      const told = toldBy(state, clock);
      const dueAt = told ?? plan?.dueAt ?? null;
      const pauses = all.flatMap(({ from, to, why }) => (to === null ? [] : [{ from, to, why }]));
      const stood = pauses.length === 0 ? {} : { pauses };
      const untold = told === null ? { untold: true as const } : {};
      return dueAt === null ? [] : [{ id: idThere(id), startedAt, dueAt, timetable, ...stood, ...untold }];
    });
}

/** The limits of a ticket at its merge: nobody waits for the customer there any more, so what stood still runs on, yet to be planned. */
export function runningOn(clocks: readonly Clock[], at: Instant): Clock[] {
  return clocks.map((clock) =>
    clock.status === 'paused'
      ? { ...clock, status: 'running', pauses: pausesEnded(clock.pauses, at), plan: null }
      : clock,
  );
}

/** By when the customer of a ticket was told its solution; null where he was told no instant, as of what stands still, or it has passed. */
export function solutionToldBy(state: TicketState, at: Instant): Instant | null {
  const limit = tickingClock(state, OF_SOLUTION);
  const told = limit?.status === 'running' ? toldBy(state, limit) : null;
  return told === null || told <= at ? null : told;
}

/** Limits that no word of closing ends. */
const NOT_BY_CLOSING: readonly TicketClockId[] = ['URGENT_RESPONSE', 'URGENT_CONTAIN', 'SUGGESTION_REVIEW'];

/** The first limit of a ticket that would end later in another one of the same matter; null where none would. */
export function limitLaterThere(state: TicketState, other: TicketState): LimitGoingOn | null {
  const isLater = ({ id, dueAt, untold }: LimitGoingOn): boolean => {
    if (untold === true) return false;
    if (OF_SOLUTION.includes(id)) return isSolvedLater(other, dueAt);
    const there = tickingClock(other, [id])?.plan?.dueAt ?? '';
    return NOT_BY_CLOSING.includes(id) && there > dueAt;
  };
  return limitsGoingOn(state).find(isLater) ?? null;
}

/** Its answer is with the customer, or it is over: what comes now finds nothing of the work, which begins anew with his refusal alone. */
function isAnswered({ status }: TicketState): boolean {
  return !isOpen(status) || status === 'AWAITING_CONFIRMATION';
}

/** Whether a ticket is still to be solved, and no limit has it solved by then; where none runs, only a special one waits for its date. */
function isSolvedLater(state: TicketState, by: Instant): boolean {
  if (isAnswered(state)) return false;
  const running = tickingClock(state, OF_SOLUTION);
  if (running === undefined) return isWithoutDate(state);
  const dueAt = running.plan?.dueAt ?? null;
  return isTimeToSetDate(running) || dueAt === null || dueAt > by;
}

/** A special ticket that nobody has taken over yet; what is about the service, a suggestion or in dispute has other ends. */
function isWithoutDate({ slaClass, category, round, dispute }: TicketState): boolean {
  return (
    slaClass === 'special' &&
    round === 0 &&
    !isQualityMatter(category) &&
    !isSuggestion(category) &&
    !isRunning(dispute)
  );
}

/** Nothing that is said in a ticket that goes on is its first mail. */
function idThere(id: TicketClockId): TicketClockId {
  return id === 'EMAIL_FIRST_REPLY' ? 'NEXT_REPLY_EMAIL' : id;
}

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
  const { dueAt } = limit;
  const running = tickingClock(draft.state, OF_SOLUTION);
  if (limit.untold === true) return countFromReceipt(draft, running, limit);
  const isMissed = running?.breached === true && !isTimeToSetDate(running);
  if (isMissed || !isSolvedLater(draft.state, dueAt)) return remember(draft, running, dueAt);
  const date = dateTold(draft, dueAt);
  if (running === undefined) {
    const { startedAt, timetable } = limit;
    startClock(draft, { id: 'RESOLVE_SPECIAL', startedAt, timetable, terms: { phase: 'second', ...date } });
  } else {
    const phase = running.id === 'RESOLVE_SPECIAL' ? 'second' : running.terms.phase;
    const { startedAt, timetable, pauses } = countsFrom(running, limit);
    cancelClocks(draft, [running.id]);
    startInPlace(draft, { id: running.id, startedAt, timetable, terms: { ...running.terms, phase, ...date } }, pauses);
  }
  // Whoever may not read the other ticket is told that there was one.
  const moved = { dueAt, mergedFrom, byMerge: 1 };
  if (dueAt <= draft.at) return tellCustomer(draft, 'limit-moved', { ...moved, missed: 1 });
  const told = running === undefined || isTimeToSetDate(running) ? null : (running.plan?.dueAt ?? null);
  tellPlanPast(draft, { from: told, to: dueAt });
  tellCustomer(draft, 'limit-moved', moved);
}

/** Nobody was told a date of it: it binds no class, but what is not classified here either counts from when the older came. */
function countFromReceipt(draft: Draft, running: Clock | undefined, limit: LimitGoingOn): void {
  if (draft.state.category !== null || running === undefined || running.breached) return;
  const from = countsFrom(running, limit);
  if (from === running) return;
  const { startedAt, timetable, pauses } = from;
  cancelClocks(draft, [running.id]);
  startInPlace(draft, { id: running.id, startedAt, timetable, terms: running.terms }, pauses);
}

/** From when the matter counts: what came first is not younger in the other ticket, by whose class, and in whose standstill, it goes on. */
function countsFrom(running: Clock, limit: LimitGoingOn): Pick<Clock, 'startedAt' | 'timetable' | 'pauses'> {
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
