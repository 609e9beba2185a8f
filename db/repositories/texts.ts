import { randomUUID } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import type { TicketNo } from '../../contracts/ids.ts';
import { prepared } from '../prepare.ts';
import type { DB } from '../schema/rows.ts';

/**
 * Stores the free text of a command under the names of its fields (`{solution}`, `{tasks: [{deliverable}]}`) and answers its id.
 * It is kept once an event refers to it, else swept after 30 days: a command may be accepted long before it is recorded.
 */
export async function storeText(db: Kysely<DB>, ticketNo: TicketNo, body: object): Promise<string> {
  const id = randomUUID();
  await db
    .insertInto('texts')
    .values({ id, ticket_no: ticketNo, body: JSON.stringify(body) })
    .modifyEnd(prepared('store_text'))
    .execute();
  return id;
}

/** Removes what refused commands left behind more than 30 days ago; answers how many. */
export async function sweepTexts(db: Kysely<DB>): Promise<number> {
  const result = await db
    .deleteFrom('texts')
    .where('kept', '=', false)
    .where('created_at', '<', sql<Date>`now() - interval '30 days'`)
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}
