import { patched } from '@temporalio/workflow';
import type { TicketClockId } from '../../../contracts/clocks.ts';
import type { Instant } from '../../../contracts/instants.ts';
import { isQualityMatter } from '../../../domain/catalog/qualityMatters.ts';
import { beginClock } from '../../../domain/clocks/running/beginning.ts';
import { isTicking, momentsAhead } from '../../../domain/clocks/running/ticking.ts';
import type { Clock } from '../../../domain/clocks/types.ts';
import { isRunning } from '../../../domain/dispute/dispute.ts';
import { tickingClock } from '../../../domain/ticket/clockwork.ts';
import type { TicketInput } from '../../../domain/ticket/decide.ts';
import { outlivedByPromise, withoutPromises } from '../../../domain/ticket/promises.ts';
import type { Decided, TicketState } from '../../../domain/ticket/state.ts';
import { asTheyRan, began, withClocks, withoutClocks } from './clocks.ts';
import { repliesAsBefore } from './replies.ts';

/** Which limits run, and since when, as they did for tickets from before a change. */
export function limitsAsBefore(before: TicketState, decided: Decided, input: TicketInput): TicketState {
  let state = repliesAsBefore(before, decided, input);
  if (outlivedByPromise(before, state) && !patched('promises-stand')) state = withoutPromises(state);
  if (isBegunInRound(before, state, input) && !patched('rounds-ask-for-no-date'))
    state = withBegun(state, { id: 'RESOLVE_SPECIAL', startedAt: decided.at });
  if (isGivenBackToInspectors(before, state) && !patched('quality-not-taken-over'))
    state = withBegun(state, { id: 'SPECIALIST_TAKEOVER', startedAt: decided.at });
  const calledOff = calledOffByDispute(before, state);
  if (calledOff.length > 0 && !patched('disputes-end-replies')) state = asTheyRan(before, state, calledOff);
  const watched = watchedInDispute(before, state, input);
  if (watched.length > 0 && !patched('disputes-are-watched')) state = withoutClocks(state, watched);
  const standing = beganStandingStill(before, state);
  const isKept = (): boolean =>
    standsAlone(state, standing) ? patched('stands-still-alone') : patched('begins-standing-still');
  if (standing.length > 0 && !isKept())
    state = withClocks(state, standing, (clock) => ({ ...clock, status: 'running', pauses: [] }));
  const unseen = setAnewBehindTarget(input, before, state);
  if (unseen.length > 0 && !patched('targets-still-come'))
    state = withClocks(state, unseen, (clock) => ({ ...clock, doneUntil: clock.terms.fixedAt }));
  return state;
}

/** The same for what is known only once the limits are planned, by the instant of the decision. */
export function plannedAsBefore(before: TicketState, state: TicketState, at: Instant): TicketState {
  const late = withMomentsOfPauses(before, state, at);
  if (late.length === 0 || patched('moments-of-pauses')) return state;
  return withClocks(state, late, (clock) => ({ ...clock, doneUntil: at }));
}

/** Limits that began while others stood still ran at once. */
function beganStandingStill(before: TicketState, state: TicketState): Clock[] {
  return began(before, state).filter(({ status }) => status === 'paused');
}

/** They ran also where nothing else stood still, as in a round. */
function standsAlone({ clocks }: TicketState, standing: readonly Clock[]): boolean {
  return !clocks.some((clock) => clock.status === 'paused' && !standing.includes(clock));
}

/** Whoever began the work on a special ticket was asked for its date, in a round too. */
function isBegunInRound(before: TicketState, state: TicketState, { name }: TicketInput): boolean {
  const { round, slaClass, status, assignee } = state;
  const mayBegin = name === 'coordinate' || before.status === 'RECEIVED' || before.status === 'ASSIGNED';
  const begins = mayBegin && before.status !== 'REASSESSING' && (status === 'IN_PROGRESS' || status === 'COORDINATING');
  const isNew = assignee !== null && assignee.staffNo !== before.assignee?.staffNo;
  return (
    begins && isNew && round > 0 && slaClass === 'special' && tickingClock(state, ['RESOLVE_SPECIAL']) === undefined
  );
}

function withBegun(state: TicketState, begun: { id: TicketClockId; startedAt: Instant }): TicketState {
  return { ...state, clocks: [...state.clocks, beginClock(state, begun)] };
}

/** What is about the service itself was to be taken over in time, once somebody had let go of it. */
function isGivenBackToInspectors(before: TicketState, { status, category }: TicketState): boolean {
  return before.status === 'IN_PROGRESS' && status === 'ASSIGNED' && [before.category, category].every(isQualityMatter);
}

/** The full reply to a mail, and the review of a suggestion, were waited for beside a dispute. */
function calledOffByDispute(before: TicketState, { dispute, clocks }: TicketState): Clock[] {
  const ran = new Set(before.clocks.filter(isTicking).map(({ key }) => key));
  const ofAnswer = clocks.filter(({ id }) => id === 'EMAIL_COMPLEX_REPLY' || id === 'SUGGESTION_REVIEW');
  return isRunning(dispute) ? ofAnswer.filter(({ key, status }) => ran.has(key) && status === 'cancelled') : [];
}

/** Supervised, answered and then disputed, a ticket had no report due any more. */
function watchedInDispute(before: TicketState, state: TicketState, { name }: TicketInput): Clock[] {
  if (!before.supervised || !isRunning(state.dispute) || name === 'progress-report') return [];
  return began(before, state).filter(({ id }) => id === 'SUPERVISION_REPORT');
}

/** A target that nobody had looked at when its limit was extended was let go. */
function setAnewBehindTarget({ name }: TicketInput, before: TicketState, { clocks }: TicketState): Clock[] {
  if (name !== 'extend') return [];
  return clocks.filter(({ key, plan, doneUntil, terms }) => {
    const isSetAnew = plan === null && before.clocks.some((was) => was.key === key && was.plan !== null);
    return isSetAnew && doneUntil !== terms.fixedAt;
  });
}

/** What came while a limit stood still, and was moved by no pause, was let go. */
function withMomentsOfPauses(before: TicketState, { clocks }: TicketState, at: Instant): Clock[] {
  const stood = new Set(before.clocks.filter(({ status }) => status === 'paused').map(({ key }) => key));
  return clocks.filter((clock) => stood.has(clock.key) && momentsAhead(clock).some((moment) => moment.at <= at));
}
