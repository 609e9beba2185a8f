import type { SearchAttributePair } from '@temporalio/common';
import { patched } from '@temporalio/workflow';
import type { ClockId } from '../../contracts/clocks.ts';
import type { Instant } from '../../contracts/instants.ts';
import type { Actor, StaffRef } from '../../contracts/people.ts';
import { isOpen } from '../../contracts/ticket.ts';
import { ended as endedClock, isTicking, momentsAhead } from '../../domain/clocks/running/ticking.ts';
import type { Clock } from '../../domain/clocks/types.ts';
import { toldDate } from '../../domain/clocks/running/toldDate.ts';
import { isRunning } from '../../domain/dispute/dispute.ts';
import { isTimeToSetDate, RESOLVE_CLOCKS, tickingClock } from '../../domain/ticket/clockwork.ts';
import { shutOutOfHands } from '../../domain/ticket/commands/lettingGo.ts';
import { mayBeCalled } from '../../domain/ticket/commands/urgency.ts';
import { carriedOut, decide, type TicketInput } from '../../domain/ticket/decide.ts';
import { isOpenPromise } from '../../domain/ticket/openPromise.ts';
import { outlivedByPromise, withoutPromises } from '../../domain/ticket/promises.ts';
import { SILENCE_CLOCKS } from '../../domain/ticket/silence.ts';
import { isEndTold, OF_SOLUTION } from '../../domain/ticket/solutionTold.ts';
import type { Decision, TicketState } from '../../domain/ticket/state.ts';
import { leavesHouse } from '../common/leavesHouse.ts';
import { now } from '../common/now.ts';
import { areOfWaiting } from './searchAttributes.ts';
import type { Turn } from './turns.ts';

/**
 * The state by which an input is decided: what tickets from before a change go on doing, as their histories have it. Each patch may go
 * two months after its release. Here: the desk did not remember that a rating was reviewed; staff withdrew claims, and buyers those
 * that were ruled on; to be classified anew was the same in a round as before it, and left a special ticket's rhythm of reports.
 */
export function asKnownBefore(state: TicketState, input: TicketInput): TicketState {
  const { rating } = state;
  if (input.name === 'rate' && rating?.reviewed === true && !patched('reviewed-once'))
    return { ...state, rating: { rating: rating.rating, at: rating.at } };
  const isSpecial = state.slaClass === 'special';
  if (input.name === 'classify' && (state.round > 0 || isSpecial) && !patched('classified-anew'))
    return { ...state, round: 0, ...(isSpecial ? { slaClass: null } : {}) };
  if (input.name === 'withdraw' && isOthersClaim(state, input.actor) && !patched('claims-own')) return withdrawn(state);
  return state;
}

function isOthersClaim({ dispute }: TicketState, actor: Actor): boolean {
  return isRunning(dispute) && (actor.kind !== 'customer' || dispute.step === 'APPEAL');
}

function withdrawn(state: TicketState): TicketState {
  return state.dispute === null ? state : { ...state, dispute: { ...state.dispute, step: 'WITHDRAWN' } };
}

/**
 * The decision by the rules of its day: a command that was not refused as it came is done, also where a history meets rules that have
 * come to refuse it. So a new refusal needs no patch. Only what came amid other inputs is judged in its turn.
 */
export function decidedAsAllowed(state: TicketState, { input, allowedAt }: Turn): Decision {
  const decision = decide(state, input, now());
  return decision.ok || allowedAt !== state.version ? decision : carriedOut(state, input, now());
}

/** The same of what is decided by it. */
export function decidedAsBefore(before: TicketState, decided: Decision, input: TicketInput): Decision {
  if (!decided.ok) return decided;
  const known = mergedAsBefore(before, dateKept(before, decided, input), input);
  const decision = closedInSilence(before, keptInHands(before, known, input), input);
  let { state } = decision;
  if (input.name === 'classify') state = { ...state, round: before.round };
  const called = calledFromHands(before, input);
  if (called !== null && !patched('begun-is-kept')) state = { ...state, assignee: called };
  if (began(before, state).some(isConfirmed) && !patched('replies-beside-urgency')) state = urgentInstead(state);
  const ended = endedBy(input, before, state);
  if (ended.length > 0 && !patched('words-and-incidents-end')) state = asTheyRan(before, state, ended);
  const begun = begunBy(input, before, state);
  if (begun.length > 0 && !patched('words-and-policies-begin'))
    state = { ...state, clocks: state.clocks.filter((clock) => !begun.includes(clock)) };
  if (outlivedByPromise(before, state) && !patched('promises-stand')) state = withoutPromises(state);
  const standing = beganStandingStill(before, state);
  if (standing.length > 0 && !patched('begins-standing-still'))
    state = withClocks(state, standing, (clock) => ({ ...clock, status: 'running', pauses: [] }));
  return { ...decision, state };
}

/** A date that was told stayed, with whatever words a ticket became special. */
function dateKept(before: TicketState, decided: Decided, input: TicketInput): Decided {
  const isLetGo = input.name === 'classify' && decided.state.slaClass === 'special' && hasLostDate(before, decided);
  if (!isLetGo || patched('dates-fall-away')) return decided;
  const { category, slaClass, routing, department, urgent, duty = null } = input.payload;
  const payload = { category, slaClass, routing, department, urgent, duty };
  return carriedOut(asKnownBefore(before, input), { ...input, payload }, now());
}

function hasLostDate(before: TicketState, { state }: Decided): boolean {
  const [was, is] = [before, state].map((each) => tickingClock(each, RESOLVE_CLOCKS));
  return was !== undefined && toldDate(was) !== null && (is === undefined || isTimeToSetDate(is));
}

/** What was told of a solution in a merged ticket was lost where the limit here had been missed; that it had been missed there was told to nobody. */
function mergedAsBefore(before: TicketState, decided: Decided, input: TicketInput): Decided {
  if (input.name !== 'message-arrived' || input.merged === undefined) return decided;
  const isMissed = tickingClock(before, OF_SOLUTION)?.breached === true;
  const notices = decided.notices.filter(({ params }) => params['missed'] === undefined);
  if ((!isMissed && notices.length === decided.notices.length) || patched('merged-into-missed')) return decided;
  if (!isMissed) return { ...decided, notices };
  const limits = input.merged.limits?.filter(({ id }) => !OF_SOLUTION.includes(id)) ?? [];
  return carriedOut(before, { ...input, merged: { ...input.merged, limits } }, now());
}

/** Whom a review named in the end kept what he had in hand. */
function keptInHands(before: TicketState, decided: Decided, input: TicketInput): Decided {
  if (shutOutOfHands(before, decided.state).length === 0) return decided;
  if (patched('judged-let-go')) return letGoInSilence(decided);
  return carriedOut({ ...before, judged: decided.state.judged ?? [] }, input, now());
}

/** Nobody was called for what was urgent and in nobody's hands any more. */
function letGoInSilence(decided: Decided): Decided {
  const letGo = decided.events.some(({ type, data }) => type === 'reassigned' && data['why'] === 'judged');
  const notices = decided.notices.filter(({ template }) => template !== 'urgent-confirmed');
  if (!letGo || notices.length === decided.notices.length || patched('let-go-is-called')) return decided;
  return { ...decided, notices };
}

/** A wait that ran out closed the ticket, whatever the customer was promised. */
function closedInSilence(before: TicketState, decided: Decided, input: TicketInput): Decided {
  if (!ranOutOpen(before, decided.state) || patched('promises-hold-open')) return decided;
  const promises = decided.state.clocks.filter(isOpenPromise);
  const closed = carriedOut(
    { ...before, clocks: before.clocks.filter((clock) => !isOpenPromise(clock)) },
    input,
    now(),
  );
  return { ...closed, state: { ...closed.state, clocks: [...closed.state.clocks, ...promises] } };
}

function ranOutOpen(before: TicketState, { status, clocks }: TicketState): boolean {
  const waited = tickingClock(before, SILENCE_CLOCKS)?.key;
  return isOpen(status) && clocks.some((clock) => clock.key === waited && clock.status === 'lapsed');
}

type Decided = Extract<Decision, { ok: true }>;

/**
 * The same for what is known only once the limits are planned, by the instant of the decision: after its record a replay may read another
 * time than the run did, whose record was tried more than once.
 */
export function plannedAsBefore(before: TicketState, state: TicketState, at: Instant): TicketState {
  const late = withMomentsOfPauses(before, state, at);
  if (late.length === 0 || patched('moments-of-pauses')) return state;
  return withClocks(state, late, (clock) => ({ ...clock, doneUntil: at }));
}

/**
 * Whether something that this decision tells leaves the house by mail. That the time to set a date moves did, to its customer, and that
 * the limit of what nobody has classified does.
 */
export function isMailed(before: TicketState, decision: Extract<Decision, { ok: true }>, input: TicketInput): boolean {
  return (
    leavesHouse(before, decision, input) ||
    (toldOf(before, input, isTimeToSetDate) && !patched('times-to-set-a-date')) ||
    (toldOf(before, input, (limit) => isUntold(before, limit)) && !patched('unclassified-is-untold'))
  );
}

function isUntold({ category }: TicketState, limit: Clock): boolean {
  return category === null && RESOLVE_CLOCKS.includes(limit.id) && !isEndTold({ category }, limit);
}

/** A re-plan moves one of these limits later. */
function toldOf({ channel, clocks }: TicketState, input: TicketInput, which: (limit: Clock) => boolean): boolean {
  if (input.name !== 'replan' || channel !== 'email') return false;
  const keys = clocks.filter(which).map(({ key }) => key);
  return (input.payload.limits ?? []).some(
    ({ key, from, to }) => keys.includes(key) && from !== null && to !== null && to > from,
  );
}

/** The same for the attributes by which a ticket is found: that nothing changed but on whom it waits was not told at each place. */
export function toldAsBefore(
  changed: readonly SearchAttributePair[],
  before: TicketState,
  after: TicketState,
): readonly SearchAttributePair[] {
  if (changed.length === 0 || !areOfWaiting(changed)) return changed;
  // Once closed they waited on the customer alone.
  if (before.status === 'CLOSED' && after.status === 'CLOSED') return patched('duty-done') ? changed : [];
  // Also with a part of the plan refused they waited on the departments.
  const isPlan = before.status === 'COORDINATING' && after.status === 'COORDINATING';
  if (!isPlan || isRunning(before.dispute) || isRunning(after.dispute)) return changed;
  return patched('planned-anew') ? changed : [];
}

function began(before: TicketState, { clocks }: TicketState): Clock[] {
  const known = new Set(before.clocks.map(({ key }) => key));
  return clocks.filter(({ key }) => !known.has(key));
}

/** Limits that began while others stood still ran at once. */
function beganStandingStill(before: TicketState, state: TicketState): Clock[] {
  return began(before, state).filter(({ status }) => status === 'paused');
}

/** Whoever had begun lost the ticket to the person on duty all the same, also where it was about him. */
function calledFromHands(before: TicketState, input: TicketInput): StaffRef | null {
  const duty = input.name === 'confirm-urgent' ? input.payload.duty : null;
  if (duty === null || duty === 'nobody') return null;
  return mayBeCalled({ ...before, workers: [], judged: [] }, duty) && !mayBeCalled(before, duty) ? duty : null;
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

/** What came while a limit stood still, and was moved by no pause, was let go. */
function withMomentsOfPauses(before: TicketState, { clocks }: TicketState, at: Instant): Clock[] {
  const stood = new Set(before.clocks.filter(({ status }) => status === 'paused').map(({ key }) => key));
  return clocks.filter((clock) => stood.has(clock.key) && momentsAhead(clock).some((moment) => moment.at <= at));
}

function withClocks(state: TicketState, chosen: readonly Clock[], next: (clock: Clock) => Clock): TicketState {
  return { ...state, clocks: state.clocks.map((clock) => (chosen.includes(clock) ? next(clock) : clock)) };
}
