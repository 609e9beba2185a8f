import { type Kysely, sql } from 'kysely';
import type { TicketNo } from '../../contracts/ids.ts';
import type { TicketStatus } from '../../contracts/ticket.ts';
import type { TicketState } from '../../domain/ticket/state.ts';
import { prepared } from '../prepare.ts';
import type { DB, JsonValue } from '../schema/rows.ts';

/** Something Temporal has still to be told. */
export interface OutboxRow {
  readonly id: string;
  readonly ticketNo: TicketNo;
  readonly kind: 'start' | 'message' | 'recorded';
  readonly payload: JsonValue;
  readonly attempts: number;
  /** Whether the ticket has decided on it already: a message that was told, but whose row was left by a crash. */
  readonly decided: boolean;
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
    select c.id, c.ticket_no as "ticketNo", c.kind, c.payload, c.attempts, t.status, t.state,
      exists (select from decisions d where d.ticket_no = c.ticket_no and d.cause = c.payload->>'messageId') as decided
    from claimed c join tickets t using (ticket_no) order by c.due_at nulls last, c.id
    ${prepared('claim_outbox')}
  `.execute(db);
  return rows;
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
