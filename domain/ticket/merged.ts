import type { TicketClockId } from '../../contracts/clocks.ts';
import type { LimitGoingOn, MergedMatter } from '../../contracts/commands.ts';
import type { TicketNo } from '../../contracts/ids.ts';
import type { Instant } from '../../contracts/instants.ts';
import { isOpen } from '../../contracts/ticket.ts';
import { isSuggestion } from '../catalog/suggestions.ts';
import { isTicking } from '../clocks/running/ticking.ts';
import type { Clock } from '../clocks/types.ts';
import { cancelClocks, isTimeToSetDate, REPLY_CLOCKS, RESOLVE_CLOCKS, startClock, tickingClock } from './clockwork.ts';
import { change, type Draft, tellCustomer, tellStaff } from './draft.ts';
import { owner, SUPERVISORS } from './people/owner.ts';
import type { TicketState } from './state.ts';

/** The customer waits for the solution, the first or a new one. */
const OF_SOLUTION: readonly TicketClockId[] = [...RESOLVE_CLOCKS, 'REASSESS'];

/** What was told to the customer, or is owed to him, wherever the matter stands. */
const GO_ON: readonly TicketClockId[] = [
  ...REPLY_CLOCKS,
  'URGENT_CONTAIN',
  'SUGGESTION_REVIEW',
  'SPECIALIST_TAKEOVER',
  ...OF_SOLUTION,
];

/** Nobody was told an instant: it stands still, or it is the time to set a date. One that was missed stays missed. */
function tellsNoInstant(clock: Clock): boolean {
  return (clock.status === 'paused' && !clock.breached) || isTimeToSetDate(clock);
}

/** What runs in a ticket at the moment of its merge and is owed in the other from then on. */
export function limitsGoingOn({ clocks }: TicketState): readonly LimitGoingOn[] {
  return clocks
    .filter((clock) => GO_ON.includes(clock.id) && isTicking(clock) && !tellsNoInstant(clock))
    .flatMap(({ id, startedAt, timetable, plan }) => {
      const dueAt = plan?.dueAt ?? null;
      return dueAt === null ? [] : [{ id: idThere(id), startedAt, dueAt, timetable }];
    });
}

/** By when the customer of a ticket was told its solution; null where he was told no instant, or it has passed. */
export function solutionToldBy(state: TicketState, at: Instant): Instant | null {
  const limit = limitsGoingOn(state).find(({ id }) => OF_SOLUTION.includes(id));
  return limit === undefined || limit.dueAt <= at ? null : limit.dueAt;
}

/** Limits that no word of closing ends. */
const NOT_BY_CLOSING: readonly TicketClockId[] = ['URGENT_RESPONSE', 'URGENT_CONTAIN', 'SUGGESTION_REVIEW'];

/** The first limit of a ticket that would end later in another one of the same matter; null where none would. */
export function limitLaterThere(state: TicketState, other: TicketState): LimitGoingOn | null {
  const isLater = ({ id, dueAt }: LimitGoingOn): boolean => {
    if (OF_SOLUTION.includes(id)) return isSolvedLater(other, dueAt);
    const there = tickingClock(other, [id])?.plan?.dueAt ?? '';
    return NOT_BY_CLOSING.includes(id) && there > dueAt;
  };
  return limitsGoingOn(state).find(isLater) ?? null;
}

/** Whether a ticket is still to be solved, and no limit has it solved by then. */
function isSolvedLater(state: TicketState, by: Instant): boolean {
  if (!isOpen(state.status) || state.status === 'AWAITING_CONFIRMATION') return false;
  const running = tickingClock(state, OF_SOLUTION);
  if (running === undefined) return !isSuggestion(state.category);
  const dueAt = running.plan?.dueAt ?? null;
  return isTimeToSetDate(running) || dueAt === null || dueAt > by;
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

/** Of two limits of one kind the earlier holds. */
function goOn(draft: Draft, from: TicketNo, limit: LimitGoingOn): void {
  const { id, startedAt, dueAt, timetable } = limit;
  if (OF_SOLUTION.includes(id)) return solveBy(draft, from, limit);
  const own = tickingClock(draft.state, [id])?.plan?.dueAt ?? null;
  if (own === null ? id === 'SPECIALIST_TAKEOVER' : own <= dueAt) return;
  cancelClocks(draft, [id]);
  startClock(draft, { id, startedAt, timetable });
}

/** The solution comes by what was told in either, of whatever kind the limit there was; also where that has been missed already. */
function solveBy(draft: Draft, mergedFrom: TicketNo, { id, startedAt, dueAt, timetable }: LimitGoingOn): void {
  const running = tickingClock(draft.state, OF_SOLUTION);
  if (running?.breached === true || !isSolvedLater(draft.state, dueAt)) return;
  const date = { fixedDueAt: dueAt, fixedAt: draft.at } as const;
  if (running === undefined) {
    const own = draft.state.slaClass === 'special' ? 'RESOLVE_SPECIAL' : id;
    startClock(draft, { id: own, startedAt, timetable, terms: { phase: 'second', ...date } });
  } else {
    const phase = running.id === 'RESOLVE_SPECIAL' ? 'second' : running.terms.phase;
    cancelClocks(draft, [running.id]);
    startClock(draft, {
      id: running.id,
      startedAt: running.startedAt,
      timetable: running.timetable,
      terms: { ...running.terms, phase, ...date },
    });
  }
  if (dueAt > draft.at) tellCustomer(draft, 'limit-moved', { dueAt, mergedFrom });
}
