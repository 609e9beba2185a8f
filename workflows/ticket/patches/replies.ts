import { patched } from '@temporalio/workflow';
import type { ClockId, TicketClockId } from '../../../contracts/clocks.ts';
import type { Instant } from '../../../contracts/instants.ts';
import { beginClock } from '../../../domain/clocks/running/beginning.ts';
import { ended as endedClock, isTicking } from '../../../domain/clocks/running/ticking.ts';
import type { Clock } from '../../../domain/clocks/types.ts';
import { isRunning } from '../../../domain/dispute/dispute.ts';
import { owedReplies, tickingClock } from '../../../domain/ticket/clockwork.ts';
import { measuresRun } from '../../../domain/ticket/underDispute.ts';
import type { TicketInput } from '../../../domain/ticket/decide.ts';
import type { Decided, TicketState } from '../../../domain/ticket/state.ts';
import { asTheyRan, began, withClocks, withoutClocks } from './clocks.ts';

/** Which limits of a word to the customer run as they did for tickets from before a change; and what a promise, an incident or a policy began or ended. */
export function repliesAsBefore(before: TicketState, decided: Decided, input: TicketInput): TicketState {
  let { state } = decided;
  const disputed = takenIntoDispute(input, before);
  if (disputed.length > 0 && !patched('disputes-take-in-no-replies')) state = withTakenIn(before, state, disputed);
  if (began(before, state).some(isConfirmed) && !patched('replies-beside-urgency'))
    state = urgentInstead(state, decided.at);
  const ended = endedBy(input, before, state);
  if (ended.length > 0 && !patched('words-and-incidents-end')) state = asTheyRan(before, state, ended);
  const begun = begunBy(input, before, state);
  if (begun.length > 0 && !patched('words-and-policies-begin')) state = withoutClocks(state, begun);
  const first = firstMails(input, before, state);
  if (first.length > 0 && !patched('first-mails')) state = asKind('NEXT_REPLY_EMAIL', before, state, first);
  const beside = besideResponse(input, before, state);
  if (beside.length > 0 && !patched('one-response-for-all')) state = asKind('URGENT_RESPONSE', before, state, beside);
  return state;
}

function isConfirmed({ terms }: Clock): boolean {
  return terms.confirmed === true;
}

/** A response that a supervisor asked for took the place of what the customer was promised. */
function urgentInstead(state: TicketState, at: Instant): TicketState {
  const replaced = state.clocks.filter((clock) => REPLACED_BY_URGENCY.includes(clock.id) && isTicking(clock));
  const rest = withClocks(state, replaced, (clock) => endedClock(clock, at, 'cancelled'));
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

/** They were limits of this kind. */
function asKind(kind: TicketClockId, before: TicketState, state: TicketState, begun: readonly Clock[]): TicketState {
  return withClocks(state, begun, (clock) => {
    const { id, key } = beginClock(before, { id: kind, startedAt: clock.startedAt });
    return { ...clock, id, key };
  });
}

/** What was said while a response ran that a supervisor had asked for was answered by another one. */
function besideResponse(input: TicketInput, before: TicketState, state: TicketState): Clock[] {
  if (input.name !== 'message-arrived' || input.replyClock !== 'URGENT_RESPONSE' || input.merged !== undefined)
    return [];
  const isAsked = tickingClock(before, ['URGENT_RESPONSE'])?.terms.confirmed === true;
  return isAsked && owedReplies(before).length === 0 ? began(before, state) : [];
}

/** What an answer to a merged ticket would have met went on in a dispute, too, where nobody answers. */
function takenIntoDispute(input: TicketInput, before: TicketState): Clock[] {
  const isDisputed = isRunning(before.dispute) || measuresRun(before);
  if (input.name !== 'message-arrived' || !isDisputed) return [];
  const ofAnswer = (input.merged?.limits ?? []).filter(
    ({ id }) => id === 'EMAIL_COMPLEX_REPLY' || id === 'SUGGESTION_REVIEW',
  );
  return ofAnswer
    .filter(({ id }) => tickingClock(before, [id]) === undefined)
    .map(({ id, startedAt, timetable }) =>
      beginClock(before, { id, startedAt, timetable, terms: { urgent: before.urgent } }),
    );
}

/** In the order in which they began: before the reply that the merged words are owed. */
function withTakenIn(before: TicketState, state: TicketState, taken: readonly Clock[]): TicketState {
  const known = before.clocks.length;
  return { ...state, clocks: [...state.clocks.slice(0, known), ...taken, ...state.clocks.slice(known)] };
}
