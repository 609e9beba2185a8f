import { patched } from '@temporalio/workflow';
import type { Instant } from '../../../contracts/instants.ts';
import type { StaffRef } from '../../../contracts/people.ts';
import { toldDate } from '../../../domain/clocks/running/toldDate.ts';
import { isTimeToSetDate, RESOLVE_CLOCKS, tickingClock } from '../../../domain/ticket/clockwork.ts';
import { shutOutOfHands } from '../../../domain/ticket/commands/lettingGo.ts';
import { mayBeCalled } from '../../../domain/ticket/commands/urgency.ts';
import { carriedOut, decide, type TicketInput } from '../../../domain/ticket/decide.ts';
import { OF_SOLUTION } from '../../../domain/ticket/solutionTold.ts';
import type { Decided, Decision, TicketState } from '../../../domain/ticket/state.ts';
import type { Turn } from '../turns.ts';
import { asKnownBefore } from './known.ts';
import { limitsAsBefore } from './limits.ts';
import { plansAsBefore } from './plans.ts';
import { actedInSilence, closedInSilence, movedOnInSilence } from './silence.ts';

/**
 * The decision by the rules of its day: a command that was not refused as it came is done, also where a history meets rules that have
 * come to refuse it. So a new refusal needs no patch. Only what came amid other inputs is judged in its turn.
 */
export function decidedAsAllowed(state: TicketState, { input, allowedAt }: Turn, at: Instant): Decision {
  const decision = decide(state, input, at);
  return decision.ok || allowedAt !== state.version ? decision : carriedOut(state, input, at);
}

/** A decision as it was for tickets from before a change. */
export function decidedAsBefore(before: TicketState, decided: Decided, input: TicketInput): Decided {
  const known = mergedAsBefore(before, dateKept(before, archivedUnreviewed(before, decided, input), input), input);
  const inHands = takenInDispute(before, keptInHands(before, known, input), input);
  const decision = movedOnInSilence(before, closedInSilence(before, inHands, input), input);
  let { state } = decision;
  if (input.name === 'classify') state = { ...state, round: before.round };
  const called = calledFromHands(before, input);
  if (called !== null && !patched('begun-is-kept')) state = { ...state, assignee: called };
  const limits = limitsAsBefore(before, { ...decision, state: actedInSilence(before, state, input) }, input);
  return { ...decision, state: plansAsBefore(before, { ...decision, state: limits }, input) };
}

/** Whether its end of service was reviewed or not, a ticket was archived when nobody could re-open it any more. */
function archivedUnreviewed(before: TicketState, decided: Decided, input: TicketInput): Decided {
  const isOver = tickingClock(decided.state, ['REOPEN_WINDOW']) === undefined;
  const isHeld = before.owed?.duty === 'termination-review' && before.status === 'CLOSED' && isOver;
  if (input.name !== 'moments-passed' || !isHeld || patched('ends-are-reviewed-first')) return decided;
  return carriedOut({ ...before, owed: null }, input, decided.at);
}

/** A date that was told stayed, with whatever words a ticket became special. */
function dateKept(before: TicketState, decided: Decided, input: TicketInput): Decided {
  const isLetGo = input.name === 'classify' && decided.state.slaClass === 'special' && hasLostDate(before, decided);
  if (!isLetGo || patched('dates-fall-away')) return decided;
  const { category, slaClass, routing, department, urgent, duty = null } = input.payload;
  const payload = { category, slaClass, routing, department, urgent, duty };
  return carriedOut(asKnownBefore(before, input), { ...input, payload }, decided.at);
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
  return carriedOut(before, { ...input, merged: { ...input.merged, limits } }, decided.at);
}

/** Whom a review named in the end kept what he had in hand. */
function keptInHands(before: TicketState, decided: Decided, input: TicketInput): Decided {
  if (shutOutOfHands(before, decided.state).length === 0) return decided;
  if (patched('judged-let-go')) return letGoInSilence(decided);
  return carriedOut({ ...before, judged: decided.state.judged ?? [] }, input, decided.at);
}

/** Nobody was called for what was urgent and in nobody's hands any more. */
function letGoInSilence(decided: Decided): Decided {
  const letGo = decided.events.some(({ type, data }) => type === 'reassigned' && data['why'] === 'judged');
  const notices = decided.notices.filter(({ template }) => template !== 'urgent-confirmed');
  if (!letGo || notices.length === decided.notices.length || patched('let-go-is-called')) return decided;
  return { ...decided, notices };
}

/** What was no longer urgent while it was in dispute was taken from whoever had been given it to go on with, and had not begun. */
function takenInDispute(before: TicketState, decided: Decided, input: TicketInput): Decided {
  if (input.name !== 'downgrade-urgent' || decided.state.assignee === null) return decided;
  const clocks = before.clocks.filter(({ id }) => id !== 'SPECIALIST_TAKEOVER');
  const { assignee, heldSince } = carriedOut({ ...before, clocks }, input, decided.at).state;
  if (assignee !== null || patched('given-is-kept')) return decided;
  return { ...decided, state: { ...decided.state, assignee, heldSince } };
}

/** Whoever had begun lost the ticket to the person on duty all the same, also where it was about him. */
function calledFromHands(before: TicketState, input: TicketInput): StaffRef | null {
  const duty = input.name === 'confirm-urgent' ? input.payload.duty : null;
  if (duty === null || duty === 'nobody') return null;
  return mayBeCalled({ ...before, workers: [], judged: [] }, duty) && !mayBeCalled(before, duty) ? duty : null;
}
