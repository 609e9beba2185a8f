import { randomUUID } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import type { TicketNo } from '../../contracts/ids.ts';
import { prepared } from '../prepare.ts';
import type { DB } from '../schema/rows.ts';
import { inBatches } from './inBatches.ts';

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

/** More at once would outlast a statement's time. */
const MOST_SWEPT = 10_000;

/** Removes what refused commands left behind more than 30 days ago; answers how many. */
export async function sweepTexts(db: Kysely<DB>): Promise<number> {
  return inBatches(MOST_SWEPT, async (most) => {
    const { numAffectedRows } = await sql`
      delete from texts where not kept and id = any(array(
        select id from texts where not kept and created_at < now() - interval '30 days' order by created_at limit ${most}
      ))
    `.execute(db);
    return numAffectedRows;
  });
}
