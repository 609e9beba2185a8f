import { patched } from '@temporalio/workflow';
import type { ClockId } from '../../../contracts/clocks.ts';
import type { Instant } from '../../../contracts/instants.ts';
import { beginClock } from '../../../domain/clocks/running/beginning.ts';
import { ended as endedClock, isTicking, momentsAhead } from '../../../domain/clocks/running/ticking.ts';
import type { Clock } from '../../../domain/clocks/types.ts';
import { isRunning } from '../../../domain/dispute/dispute.ts';
import { tickingClock } from '../../../domain/ticket/clockwork.ts';
import type { TicketInput } from '../../../domain/ticket/decide.ts';
import { outlivedByPromise, withoutPromises } from '../../../domain/ticket/promises.ts';
import type { TicketState } from '../../../domain/ticket/state.ts';
import { now } from '../../common/now.ts';

/** Which limits run, and since when, as they did for tickets from before a change. */
export function limitsAsBefore(before: TicketState, decided: TicketState, input: TicketInput): TicketState {
  let state = decided;
  if (began(before, state).some(isConfirmed) && !patched('replies-beside-urgency')) state = urgentInstead(state);
  const ended = endedBy(input, before, state);
  if (ended.length > 0 && !patched('words-and-incidents-end')) state = asTheyRan(before, state, ended);
  const begun = begunBy(input, before, state);
  if (begun.length > 0 && !patched('words-and-policies-begin')) state = withoutClocks(state, begun);
  const first = firstMails(input, before, state);
  if (first.length > 0 && !patched('first-mails')) state = asLaterMails(before, state, first);
  if (outlivedByPromise(before, state) && !patched('promises-stand')) state = withoutPromises(state);
  if (isBegunInRound(before, state, input) && !patched('rounds-ask-for-no-date')) state = withDateAsked(state);
  const calledOff = calledOffByDispute(before, state);
  if (calledOff.length > 0 && !patched('disputes-end-replies')) state = asTheyRan(before, state, calledOff);
  const watched = watchedInDispute(before, state, input);
  if (watched.length > 0 && !patched('disputes-are-watched')) state = withoutClocks(state, watched);
  const standing = beganStandingStill(before, state);
  const isKept = (): boolean =>
    standsAlone(state, standing) ? patched('stands-still-alone') : patched('begins-standing-still');
  if (standing.length > 0 && !isKept())
    state = withClocks(state, standing, (clock) => ({ ...clock, status: 'running', pauses: [] }));
  return state;
}

/**
 * The same for what is known only once the limits are planned, by the instant of the decision: after its record a replay may read another
 * time than the run did, whose record was tried more than once.
 */
export function plannedAsBefore(before: TicketState, state: TicketState, at: Instant): TicketState {
  const late = withMomentsOfPauses(before, state, at);
  if (late.length === 0 || patched('moments-of-pauses')) return state;
  return withClocks(state, late, (clock) => ({ ...clock, doneUntil: at }));
}

function began(before: TicketState, { clocks }: TicketState): Clock[] {
  const known = new Set(before.clocks.map(({ key }) => key));
  return clocks.filter(({ key }) => !known.has(key));
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

function withDateAsked(state: TicketState): TicketState {
  return { ...state, clocks: [...state.clocks, beginClock(state, { id: 'RESOLVE_SPECIAL', startedAt: now() })] };
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

function isConfirmed({ terms }: Clock): boolean {
  return terms.confirmed === true;
}

/** A response that a supervisor asked for took the place of what the customer was promised. */
function urgentInstead(state: TicketState): TicketState {
  const replaced = state.clocks.filter((clock) => REPLACED_BY_URGENCY.includes(clock.id) && isTicking(clock));
  const rest = withClocks(state, replaced, (clock) => endedClock(clock, now(), 'cancelled'));
  return withClocks(rest, rest.clocks.filter(isConfirmed), (clock) => ({
    ...clock,
    terms: { ...clock.terms, confirmed: false },
  }));
}

const REPLACED_BY_URGENCY: readonly ClockId[] = ['ONLINE_LEFT', 'EMAIL_FIRST_REPLY'];

/** What a report of progress, and an incident that was declared, did not end. */
const NOT_ENDED_BY: Readonly<Partial<Record<TicketInput['name'], readonly ClockId[]>>> = {
  'progress-report': ['ONLINE_REPLY', 'ONLINE_STRICT', 'ONLINE_LEFT', 'EMAIL_FIRST_REPLY', 'NEXT_REPLY_EMAIL'],
  attach: ['URGENT_CONTAIN'],
  'confirm-urgent': ['URGENT_CONTAIN'],
  classify: ['URGENT_CONTAIN'],
};

function endedBy({ name }: TicketInput, before: TicketState, { clocks }: TicketState): Clock[] {
  const over = new Set(before.clocks.filter((clock) => !isTicking(clock)).map(({ key }) => key));
  return clocks.filter((clock) => NOT_ENDED_BY[name]?.includes(clock.id) && !over.has(clock.key) && !isTicking(clock));
}

function asTheyRan(before: TicketState, state: TicketState, ended: readonly Clock[]): TicketState {
  return withClocks(
    state,
    ended,
    (clock) => before.clocks.find(({ key }) => key === clock.key) ?? { ...clock, status: 'running', stoppedAt: null },
  );
}

/** What a promise by these inputs, a mail that was found complex, and a policy that is applied while the ticket waits, did not begin. */
const NOT_BEGUN_BY: Readonly<Partial<Record<TicketInput['name'], ClockId>>> = {
  'progress-report': 'EMAIL_COMPLEX_REPLY',
  'request-material': 'EMAIL_COMPLEX_REPLY',
  'message-arrived': 'EMAIL_COMPLEX_REPLY',
  classify: 'EMAIL_COMPLEX_REPLY',
  replan: 'DEPARTMENT_INTERNAL',
};

function begunBy({ name }: TicketInput, before: TicketState, state: TicketState): Clock[] {
  if (name === 'replan' && !state.status.startsWith('WAITING')) return [];
  if (name === 'message-arrived' && tickingClock(before, ['EMAIL_FIRST_REPLY']) !== undefined) return [];
  return began(before, state).filter(({ id }) => id === NOT_BEGUN_BY[name]);
}

/** What waits for its reply again as the first mail, though somebody has taken the ticket over. */
function firstMails({ name }: TicketInput, before: TicketState, state: TicketState): Clock[] {
  if (name !== 'downgrade-urgent' || before.firstContact === null) return [];
  return began(before, state).filter(({ id }) => id === 'EMAIL_FIRST_REPLY');
}

/** It waited as a later one. */
function asLaterMails(before: TicketState, state: TicketState, first: readonly Clock[]): TicketState {
  return withClocks(state, first, (clock) => {
    const { id, key } = beginClock(before, { id: 'NEXT_REPLY_EMAIL', startedAt: clock.startedAt });
    return { ...clock, id, key };
  });
}

/** What came while a limit stood still, and was moved by no pause, was let go. */
function withMomentsOfPauses(before: TicketState, { clocks }: TicketState, at: Instant): Clock[] {
  const stood = new Set(before.clocks.filter(({ status }) => status === 'paused').map(({ key }) => key));
  return clocks.filter((clock) => stood.has(clock.key) && momentsAhead(clock).some((moment) => moment.at <= at));
}

function withClocks(state: TicketState, chosen: readonly Clock[], next: (clock: Clock) => Clock): TicketState {
  return { ...state, clocks: state.clocks.map((clock) => (chosen.includes(clock) ? next(clock) : clock)) };
}

function withoutClocks(state: TicketState, chosen: readonly Clock[]): TicketState {
  return { ...state, clocks: state.clocks.filter((clock) => !chosen.includes(clock)) };
}
