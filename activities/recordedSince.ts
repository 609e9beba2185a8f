import type { Kysely } from 'kysely';
import { decisionsSince } from '../db/repositories/decisions.ts';
import type { DB } from '../db/schema/rows.ts';
import type { Adopted } from '../domain/ticket/record.ts';
import type { TicketState } from '../domain/ticket/state.ts';

/** The activity that reads what stands of a ticket from `version` on; null where there is no such ticket. */
export function createRecordedSince({ db }: { readonly db: Kysely<DB> }) {
  return (from: Pick<TicketState, 'ticketNo' | 'version'>): Promise<Adopted | null> => decisionsSince(db, from);
}
