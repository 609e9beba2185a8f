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

/** Whoever had a part in what is to be judged: everybody who worked on it, and whom an open review is about. */
export function isConcerned(state: TicketState, staffNo: string): boolean {
  return workedOn(state).includes(staffNo) || state.reviews.open.some(({ subject }) => subject === staffNo);
}
