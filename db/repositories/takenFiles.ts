import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { TicketNo } from '../../contracts/ids.ts';
import type { DB } from '../schema/rows.ts';

/** Whose request takes which files; `cause` is the same for each repetition of it. */
export interface Addition {
  readonly ids: readonly string[];
  readonly owner: string;
  readonly cause: string;
}

export interface Taking extends Addition {
  /** Where they go at once; null: they are held for the decision of this cause, which brings them to its ticket (`takeHeld`). */
  readonly ticketNo: TicketNo | null;
  readonly internal: boolean;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The position of the first that is not the owner's, or that another request has or holds; null: there is none. */
export async function firstUnknownFile(db: Kysely<DB>, { ids, owner, cause }: Addition): Promise<number | null> {
  const { rows } = await sql<{ id: string }>`
    select id from attachments
    where id = any(${uuidsIn(ids)}::uuid[]) and owner = ${owner} and (cause is null or cause = ${cause})
  `.execute(db);
  const unknown = ids.findIndex((id) => !rows.some((row) => row.id === id));
  return unknown < 0 ? null : unknown;
}

/**
 * Takes the owner's files for a request, all or none, so that no other takes one of them; in the transaction of what they come with. Answers
 * the position of the first that it cannot have; null: it has all of them, as on its repetition. As words, files remember in which category
 * they came.
 */
export async function takeFiles(db: Kysely<DB>, taking: Taking): Promise<number | null> {
  const { ids, owner, cause, ticketNo, internal } = taking;
  if (ids.length === 0) return null;
  await sql`
    with loose as (
      select id from attachments where id = any(${uuidsIn(ids)}::uuid[]) and owner = ${owner} and cause is null order by id for update
    )
    update attachments set cause = ${cause}, ticket_no = ${ticketNo}, internal = ${internal}, said_in = coalesce(
      (select array_remove(array[category], null) from tickets where tickets.ticket_no = ${ticketNo}), '{}')
    where id in (select id from loose) and (select count(*) from loose) = ${new Set(ids).size}
  `.execute(db);
  return firstUnknownFile(db, taking);
}

/** Gives back what is held for a request that came to nothing. */
export async function releaseHeld(db: Kysely<DB>, cause: string): Promise<void> {
  await db
    .updateTable('attachments')
    .set({ cause: null })
    .where('cause', '=', cause)
    .where('ticket_no', 'is', null)
    .execute();
}

/** The part of a decision's statement (see `insertDecisionRows`) that brings to its ticket what is held for it. */
export function takeHeld(cause: string, saidIn: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`files_in as (
  update attachments set ticket_no = doc.ticket_no, said_in = ${saidIn} from doc where attachments.cause = ${cause} and attachments.ticket_no is null
)`;
}

function uuidsIn(ids: readonly string[]): string[] {
  return ids.filter((id) => UUID.test(id));
}
