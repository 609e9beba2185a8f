import { type Draft, tellStaff } from '../draft.ts';
import { owner } from '../people/owner.ts';

/** Whoever may take it up hears where it waits: in its department's queue, or in a round for the level of that. */
export function tellQueue(draft: Draft): void {
  const { department, status, round } = draft.state;
  const waits = status === 'REASSESSING' ? { round } : {};
  tellStaff(draft, owner(draft.state), 'ticket-queued', { department, ...waits });
}
