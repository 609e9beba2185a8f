import { type Kysely, sql } from 'kysely';
import type { MessagePosted } from '../../contracts/commands.ts';
import type { Instant } from '../../contracts/instants.ts';
import type { TicketNo } from '../../contracts/ids.ts';
import type { TicketStatus } from '../../contracts/ticket.ts';
import type { TicketState } from '../../domain/ticket/state.ts';
import { NOT_FLUSHED } from '../notFlushed.ts';
import { prepared } from '../prepare.ts';
import type { DB, JsonValue } from '../schema/rows.ts';

/** Something Temporal has still to be told. */
export interface OutboxRow {
  readonly id: string;
  readonly ticketNo: TicketNo;
  readonly kind: 'start' | 'message' | 'recorded';
  readonly payload: JsonValue;
  readonly attempts: number;
  readonly status: TicketStatus;
  /** As last recorded; a workflow is started with it. */
  readonly state: TicketState;
}

/**
 * Takes up to `limit` due rows for 30 s, the most pressing limit first, and of each ticket only its oldest row: order is kept.
 * Rows that another relay holds are passed over; what is neither told nor put back comes up again by itself.
 */
export async function claimOutbox(db: Kysely<DB>, limit: number): Promise<readonly OutboxRow[]> {
  const { rows } = await sql<OutboxRow>`
    with due as (
      select o.id from outbox o
      where o.next_attempt_at <= now() and not exists (select from outbox e where e.ticket_no = o.ticket_no and e.id < o.id)
      order by o.due_at nulls last, o.id limit ${limit} for update skip locked
    ), claimed as (
      update outbox o set attempts = o.attempts + 1, next_attempt_at = now() + interval '30 seconds' from due where o.id = due.id
      returning o.*
    )
    select c.id, c.ticket_no as "ticketNo", c.kind, c.payload, c.attempts, t.status, t.state
    from claimed c join tickets t using (ticket_no) order by c.due_at nulls last, c.id
    ${prepared('claim_outbox')}
  `.execute(db);
  return rows;
}

/**
 * The messages of a ticket up to an instant (UTC, past) that it has not decided on, whether or not Temporal was told, in their order.
 * Whoever is writing one at this moment is waited for; one that comes later is later than that.
 */
export async function undecidedMessages(
  db: Kysely<DB>,
  ticketNo: TicketNo,
  until: Instant,
): Promise<readonly MessagePosted[]> {
  return db.transaction().execute(async (tx) => {
    // As messages are written with the ticket's row locked. Nothing is changed, so nothing need reach the disk.
    await sql`select ${NOT_FLUSHED} from tickets where ticket_no = ${ticketNo} for share ${prepared('wait_for_writers')}`.execute(
      tx,
    );
    const { rows } = await sql<{ posted: MessagePosted }>`
      select payload as posted from outbox o
      where ticket_no = ${ticketNo} and kind = 'message' and (payload->>'at')::timestamptz <= ${until}::timestamptz
        and not exists (select from decisions d where d.ticket_no = o.ticket_no and d.cause = o.payload->>'messageId')
      order by id ${prepared('undecided_messages')}
    `.execute(tx);
    return rows.map(({ posted }) => posted);
  });
}

/** Temporal was told. */
export async function deleteOutbox(db: Kysely<DB>, id: string): Promise<void> {
  await db.deleteFrom('outbox').where('id', '=', id).modifyEnd(prepared('delete_outbox')).execute();
}

export async function postponeOutbox(
  db: Kysely<DB>,
  id: string,
  failure: { error: string; seconds: number },
): Promise<void> {
  await db
    .updateTable('outbox')
    .set({ last_error: failure.error, next_attempt_at: sql<Date>`now() + make_interval(secs => ${failure.seconds})` })
    .where('id', '=', id)
    .execute();
}

/** Has a ticket's workflow told how far the ticket has come; once is enough, however often it is asked for. */
export async function askToCatchUp(db: Kysely<DB>, ticketNo: TicketNo): Promise<void> {
  await sql`
    insert into outbox (ticket_no, kind, due_at)
    select ticket_no, 'recorded', next_due_at from tickets
    where ticket_no = ${ticketNo} and not exists (select from outbox o where o.ticket_no = ${ticketNo} and o.kind = 'recorded')
  `.execute(db);
}
