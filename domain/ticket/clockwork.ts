import type { TicketClockId } from '../../contracts/clocks.ts';
import type { TaskId } from '../../contracts/ids.ts';
import type { Instant } from '../../contracts/instants.ts';
import { QUALITY_CLOCK_OF } from '../catalog/qualityMatters.ts';
import { isSuggestion } from '../catalog/suggestions.ts';
import { beginClock } from '../clocks/running/beginning.ts';
import { isTargetKept } from '../clocks/running/reached.ts';
import { ended, isPastDue, isTicking, momentsAhead, pausesEnded } from '../clocks/running/ticking.ts';
import type { TimetableVersions } from '../clocks/timetable.ts';
import type { Clock, ClockTerms, Pause } from '../clocks/types.ts';
import { change, type Draft } from './draft.ts';
import type { TicketState } from './state.ts';
import { timetableAt } from './timetableAt.ts';

/** What the customer's first unanswered message starts, the opening one included. */
export const MESSAGE_CLOCKS: readonly TicketClockId[] = [
  'ONLINE_REPLY',
  'ONLINE_LEFT',
  'URGENT_RESPONSE',
  'EMAIL_FIRST_REPLY',
  'NEXT_REPLY_EMAIL',
];

/** The customer waits for a person's word. */
export const REPLY_CLOCKS: readonly TicketClockId[] = [...MESSAGE_CLOCKS, 'URGE_REPLY'];

/** What a word of staff to the customer ends: what was promised, and what the house measures beside it. */
export const ENDED_BY_WORD: readonly TicketClockId[] = [...REPLY_CLOCKS, 'ONLINE_STRICT'];

/** The customer waits for the solution. */
export const RESOLVE_CLOCKS: readonly TicketClockId[] = [
  'RESOLVE_SIMPLE',
  'RESOLVE_COMPLEX',
  'RESOLVE_MULTI',
  'RESOLVE_SPECIAL',
];

/** A complaint about the service waits for the result of its review. */
export const QUALITY_CLOCKS: readonly TicketClockId[] = Object.values(QUALITY_CLOCK_OF);

/** What runs on a closed ticket: the customer's windows, and what the desk still owes it. */
export const AFTER_CLOSING: readonly TicketClockId[] = [
  'RATING_WINDOW',
  'REOPEN_WINDOW',
  'FOLLOW_UP',
  'TERMINATION_REVIEW',
];

/** The limit that holds for a plan: that of the solution, of the new one in a round, or of a suggestion's review. */
export function limitOfPlan(state: TicketState): Clock | undefined {
  const ofSolution = isSuggestion(state.category) ? (['SUGGESTION_REVIEW'] as const) : RESOLVE_CLOCKS;
  const limit = tickingClock(state, [...ofSolution, 'REASSESS']);
  return limit === undefined || isTimeToSetDate(limit) ? undefined : limit;
}

/** A special ticket has its own date; before it is set, what runs is the time to set one, which promises the customer nothing. */
export function isTimeToSetDate({ id, terms }: Clock): boolean {
  return id === 'RESOLVE_SPECIAL' && terms.phase === 'first';
}

/** Stand still while the customer or a dispute's party is to act (docs/norms.md, clocks). */
export const PAUSING: readonly TicketClockId[] = [
  ...RESOLVE_CLOCKS,
  'MILESTONE',
  'PROGRESS_SYNC',
  'DEPARTMENT_INTERNAL',
  'SUPERVISION_REPORT',
];

const YEAR_MS = 366 * 24 * 3_600_000;

/** The furthest that a date given by hand may lie ahead (DECISION, docs/norms.md). */
export function aYearAfter(at: Instant): Instant {
  return new Date(Date.parse(at) + YEAR_MS).toISOString();
}

/** The ticking clock of an id, if there is one; the latest start wins. */
export function tickingClock(state: TicketState, ids: readonly TicketClockId[]): Clock | undefined {
  return state.clocks.findLast((clock) => ids.includes(clock.id) && isTicking(clock));
}

/** The limits of what the customer has said and nobody has answered: a response that only a supervisor's confirmation began is none. */
export function owedReplies({ clocks }: TicketState): readonly Clock[] {
  return clocks.filter(
    (clock) => MESSAGE_CLOCKS.includes(clock.id) && isTicking(clock) && clock.terms.confirmed !== true,
  );
}

export interface ClockStart {
  readonly id: TicketClockId;
  /** Default: now. */
  readonly startedAt?: Instant;
  readonly taskId?: TaskId;
  readonly terms?: Partial<ClockTerms>;
  /** Default: those that the ticket had when it began. */
  readonly timetable?: TimetableVersions;
}

/** Starts a limit, standing still where others of the ticket do; its instants are planned when the decision is recorded. */
export function startClock(draft: Draft, { startedAt = draft.at, terms, ...start }: ClockStart): void {
  const { timetable = timetableAt(draft.state, startedAt) } = start;
  const urgent = { urgent: draft.state.urgent };
  const clock = beginClock(draft.state, { ...start, timetable, startedAt, terms: { ...urgent, ...terms } });
  const why = PAUSING.includes(start.id) ? standsFor(draft.state) : null;
  change(draft, { clocks: [...draft.state.clocks, why === null ? clock : standing(clock, draft.at, why)] });
}

/** For whom the limits of the ticket stand still now: for no second request of material in one round. */
function standsFor({ status, materialRequests }: TicketState): Pause['why'] | null {
  if (status === 'WAITING_PARTIES') return 'dispute';
  return status === 'WAITING_CUSTOMER' && materialRequests === 1 ? 'material' : null;
}

function standing(clock: Clock, from: Instant, why: Pause['why']): Clock {
  return {
    ...clock,
    status: 'paused',
    pauses: [...pausesEnded(clock.pauses, from), { from, to: null, why }],
    plan: null,
  };
}

/** Starts a limit unless one of its kind ticks already. */
export function startUnlessTicking(draft: Draft, start: ClockStart): void {
  if (tickingClock(draft.state, [start.id]) === undefined) startClock(draft, start);
}

function replaceClocks(draft: Draft, chosen: (clock: Clock) => boolean, next: (clock: Clock) => Clock): void {
  change(draft, { clocks: draft.state.clocks.map((clock) => (chosen(clock) ? next(clock) : clock)) });
}

/**
 * What the limit asked for was done: in time or late is judged by the due instant, never by when a timer fired. What is heard of late
 * (a message counts from when it was stored) ends nothing that began after it.
 */
export function stopClocks(draft: Draft, ids: readonly TicketClockId[], taskId: TaskId | null = null): void {
  replaceClocks(
    draft,
    (clock) =>
      ids.includes(clock.id) &&
      isTicking(clock) &&
      clock.startedAt <= draft.at &&
      (taskId === null || clock.taskId === taskId),
    (clock) => ended(clock, draft.at, 'done'),
  );
}

/** What the limit asked for is no longer wanted. */
export function cancelClocks(draft: Draft, ids: readonly TicketClockId[], taskId: TaskId | null = null): void {
  replaceClocks(
    draft,
    (clock) => ids.includes(clock.id) && isTicking(clock) && (taskId === null || clock.taskId === taskId),
    (clock) => ended(clock, draft.at, 'cancelled'),
  );
}

export function cancelAllClocks(draft: Draft, but: readonly TicketClockId[] = []): void {
  replaceClocks(
    draft,
    (clock) => isTicking(clock) && !but.includes(clock.id),
    (clock) => ended(clock, draft.at, 'cancelled'),
  );
}

/** A wait or window ran out: nobody is to blame. */
export function lapseClock(draft: Draft, key: string): void {
  replaceClocks(
    draft,
    (clock) => clock.key === key,
    (clock) => ({ ...clock, status: 'lapsed', stoppedAt: clock.plan?.dueAt ?? draft.at }),
  );
}

/**
 * Sets a running limit anew (a date given by hand, a further phase); it is planned again when recorded. What it had missed before is a fact
 * for good, and a target that has come still comes, also where nobody had looked at it yet.
 */
export function resetClock(
  draft: Draft,
  id: TicketClockId,
  patch: { terms?: Partial<ClockTerms>; taskId?: TaskId },
): void {
  replaceClocks(
    draft,
    (clock) => clock.id === id && isTicking(clock) && (patch.taskId === undefined || clock.taskId === patch.taskId),
    (clock) => {
      const breached = clock.breached || isPastDue(clock, draft.at);
      const anew = { ...clock, breached, terms: { ...clock.terms, ...patch.terms }, plan: null };
      return isTargetToCome(clock, draft.at) && !isTargetKept(anew) ? anew : { ...anew, doneUntil: draft.at };
    },
  );
}

/** It has come, and nobody has looked at it. */
function isTargetToCome(clock: Clock, at: Instant): boolean {
  return momentsAhead(clock).some((moment) => moment.kind === 'target' && moment.at <= at);
}

/** What stands still already goes on doing so, from now on for the new reason. */
export function pauseClocks(draft: Draft, why: Pause['why']): void {
  replaceClocks(
    draft,
    (clock) => PAUSING.includes(clock.id) && isTicking(clock) && pausedFor(clock) !== why,
    (clock) => standing({ ...clock, breached: clock.breached || isPastDue(clock, draft.at) }, draft.at, why),
  );
}

function pausedFor({ pauses }: Clock): Pause['why'] | null {
  return pauses.find(({ to }) => to === null)?.why ?? null;
}

/** Ends every pause; what came in it and was moved by none comes now. The progress rhythm starts afresh, since the customer has just been heard (docs/norms.md, clocks). */
export function resumeClocks(draft: Draft): void {
  const rhythmPaused = draft.state.clocks.some((clock) => clock.id === 'PROGRESS_SYNC' && clock.status === 'paused');
  cancelPausedRhythm(draft);
  replaceClocks(
    draft,
    (clock) => clock.status === 'paused',
    (clock) => ({ ...clock, status: 'running', pauses: pausesEnded(clock.pauses, draft.at), plan: null }),
  );
  if (rhythmPaused) startClock(draft, { id: 'PROGRESS_SYNC' });
}

function cancelPausedRhythm(draft: Draft): void {
  replaceClocks(
    draft,
    (clock) => clock.id === 'PROGRESS_SYNC' && clock.status === 'paused',
    (clock) => ended(clock, draft.at, 'cancelled'),
  );
}
