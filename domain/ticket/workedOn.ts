import type { EventType } from '../../contracts/events.ts';
import type { Actor } from '../../contracts/people.ts';
import { change, type Draft } from './draft.ts';
import type { TicketState } from './state.ts';

/** What somebody does for the customer or the case himself: being named for it, or for a part of it, is none of that. */
const WORK: readonly EventType[] = [
  'taken-over',
  'material-requested',
  'progress-reported',
  'date-set',
  'answered',
  'incident-answered',
  'suggestion-reviewed',
  'declined',
  'closed-unresolved',
  'ruled',
  'appeal-decided',
  'task-taken-over',
  'task-completed',
];

/** Notes whose work a decision is. */
export function noteWork(draft: Draft): void {
  const { actor, events } = draft;
  if (actor.kind !== 'staff' || actor.onBehalf === true) return;
  if (events.some(({ type }) => WORK.includes(type))) noteWorker(draft, actor.staffNo);
}

/** A word to the customer is work, too. */
export function noteWorker(draft: Draft, staffNo: string | null): void {
  if (staffNo === null) return;
  const before = draft.state.workers ?? named(draft.state);
  change(draft, { workers: [...before.filter((earlier) => earlier !== staffNo), staffNo] });
}

/** Everybody who had it, or a part of it, in hand, the one who has it last first. */
function named({ assignee, lead, pastHandlers, firstContact, tasks }: TicketState): string[] {
  const all = [
    assignee?.staffNo,
    lead?.staffNo,
    ...pastHandlers.toReversed(),
    ...tasks.map(({ responsible }) => responsible.staffNo),
    firstContact,
  ];
  return [...new Set(all.filter((staffNo) => staffNo !== undefined && staffNo !== null))];
}

/** Everybody who did a piece of work on the ticket: who has it in hand first, then the one who did last. */
export function workedOn(state: TicketState): string[] {
  const inHand = named(state);
  const workers = state.workers ?? inHand;
  return [...new Set([...inHand.filter((staffNo) => workers.includes(staffNo)), ...workers.toReversed()])];
}

/** Whoever worked on it, and then whoever was only named for it. */
export function hadPart(state: TicketState): string[] {
  return [...new Set([...workedOn(state), ...named(state)])];
}

/**
 * How many decisions of the ticket this person is not told of yet: openings of reviews of work that may be his. A rating that opens
 * one is told.
 */
export function untoldDecisions(state: TicketState, actor: Actor): number {
  if (actor.kind !== 'staff') return 0;
  const { staffNo } = actor;
  return state.reviews.open.filter(
    ({ origin, subject, concerned }) => origin !== 'rating' && (subject === staffNo || concerned.includes(staffNo)),
  ).length;
}

/** Whoever had a part in what is to be judged, and whom an open review is about. */
export function isConcerned(state: TicketState, staffNo: string): boolean {
  return hadPart(state).includes(staffNo) || state.reviews.open.some(({ subject }) => subject === staffNo);
}
