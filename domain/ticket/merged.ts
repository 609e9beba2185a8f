import type { TicketClockId } from '../../contracts/clocks.ts';
import type { LimitGoingOn } from '../../contracts/commands.ts';
import type { Instant } from '../../contracts/instants.ts';
import { isOpen } from '../../contracts/ticket.ts';
import { isQualityMatter } from '../catalog/qualityMatters.ts';
import { isSuggestion } from '../catalog/suggestions.ts';
import { isTicking, pausesEnded } from '../clocks/running/ticking.ts';
import type { Clock } from '../clocks/types.ts';
import { isRunning } from '../dispute/dispute.ts';
import { isTimeToSetDate, REPLY_CLOCKS, tickingClock } from './clockwork.ts';
import { OF_SOLUTION, toldBy } from './solutionTold.ts';
import type { TicketState } from './state.ts';

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
export function isAnswered({ status }: TicketState): boolean {
  return !isOpen(status) || status === 'AWAITING_CONFIRMATION';
}

/** Whether a ticket is still to be solved, and no limit has it solved by then; where none runs, only a special one waits for its date. */
export function isSolvedLater(state: TicketState, by: Instant): boolean {
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
