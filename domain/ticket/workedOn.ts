import type { Actor } from '../../contracts/people.ts';
import type { TicketState } from './state.ts';

/** Everybody who worked on the ticket, the one who did last first. */
export function workedOn(state: TicketState): string[] {
  const { assignee, lead, pastHandlers, firstContact, tasks } = state;
  const all = [
    assignee?.staffNo,
    lead?.staffNo,
    ...pastHandlers.toReversed(),
    ...tasks.map(({ responsible }) => responsible.staffNo),
    firstContact,
  ];
  return [...new Set(all.filter((staffNo) => staffNo !== undefined && staffNo !== null))];
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

/** Whoever had a part in what is to be judged: everybody who worked on it, and whom an open review is about. */
export function isConcerned(state: TicketState, staffNo: string): boolean {
  return workedOn(state).includes(staffNo) || state.reviews.open.some(({ subject }) => subject === staffNo);
}
