import { type Kysely, sql } from 'kysely';
import type { TicketEvent } from '../../contracts/events.ts';
import type { TicketNo } from '../../contracts/ids.ts';
import type { DecisionRecord } from '../../domain/ticket/record.ts';
import type { TicketState } from '../../domain/ticket/state.ts';
import { prepared } from '../prepare.ts';
import type { DB } from '../schema/rows.ts';
import { insertDecisionRows, nextDueAt, type PlannedDecision } from './decisionRows.ts';

/** The last decision that was written of a ticket. */
export interface WrittenDecision {
  readonly state: TicketState;
  readonly cause: string | null;
}

export async function lastDecision(db: Kysely<DB>, ticketNo: TicketNo): Promise<WrittenDecision | null> {
  const row = await db
    .selectFrom('tickets')
    .select(['state', 'cause'])
    .where('ticket_no', '=', ticketNo)
    .executeTakeFirst();
  return row ?? null;
}

/**
 * Writes a decision whole, in one statement: the ticket's row, its events with the next `seq`, clocks, tasks, notices and links.
 * False where this version or a later one stands already (nothing is written), or where there is no such ticket.
 */
export async function writeDecision(
  db: Kysely<DB>,
  decision: DecisionRecord,
  planned: PlannedDecision,
): Promise<boolean> {
  const { state, rows } = planned;
  // The last rating counts, with its comment or without one.
  const rated = eventOf(decision, 'rated');
  const { rows: written } = await sql`
    with updated as (
      update tickets set version = ${state.version}, cause = ${decision.cause}, status = ${state.status},
        category = ${state.category}, sla_class = ${state.slaClass}, routing = ${state.routing}, department = ${state.department},
        assignee = ${state.assignee?.staffNo ?? null}, first_contact = ${state.firstContact}, urgent = ${state.urgent},
        urgent_reason = ${state.urgentReason}, closed_at = ${state.closedAt}, close_reason = ${state.closeReason},
        rating = ${state.rating?.rating ?? null}, rated_at = ${state.rating?.at ?? null},
        rating_text_id = case when ${rated !== undefined} then ${rated?.textId ?? null}::uuid else rating_text_id end,
        archived_at = coalesce(${eventOf(decision, 'archived')?.at ?? null}::timestamptz, archived_at),
        next_due_at = ${nextDueAt(state)},
        reply_owed_since = case when ${hasReplied(decision)} then null else reply_owed_since end,
        last_seq = last_seq + ${rows.events.length}, state = ${JSON.stringify(state)}
      where ticket_no = ${state.ticketNo} and version < ${state.version}
      returning ticket_no, version, last_seq - ${rows.events.length}::int as base
    ), doc as (
      select ticket_no, version, base, ${JSON.stringify(rows)}::jsonb as d from updated
    ), ${insertDecisionRows(rows)}
    select ticket_no from updated ${prepared('write_decision')}
  `.execute(db);
  return written.length > 0;
}

/**
 * Writes a decision over a rival of the same version: one that was written, but that Temporal never learnt of because
 * the worker died in between. The workflow's word is the last; what the rival left is removed, unless it was seen by then:
 * its events stay where something was said after them, its notices where they were sent.
 */
export async function replaceDecision(
  db: Kysely<DB>,
  decision: DecisionRecord,
  planned: PlannedDecision,
): Promise<boolean> {
  const { ticketNo, version, clocks, tasks } = planned.state;
  return db.transaction().execute(async (tx) => {
    const removed = await sql`
      update tickets set version = version - 1, last_seq = (
        select max(seq) from ticket_events e where e.ticket_no = tickets.ticket_no and (e.version is distinct from ${version} or exists (
          select from ticket_events later where later.ticket_no = e.ticket_no and later.seq > e.seq
            and later.version is distinct from ${version})))
      where ticket_no = ${ticketNo} and version = ${version} and cause is distinct from ${decision.cause}
    `.execute(tx);
    if (removed.numAffectedRows === 0n) return false;
    await sql`
      delete from ticket_events using tickets
      where tickets.ticket_no = ${ticketNo} and ticket_events.ticket_no = ${ticketNo} and seq > last_seq
    `.execute(tx);
    await tx
      .deleteFrom('notices')
      .where('ticket_no', '=', ticketNo)
      .where('version', '=', version)
      .where('mail_state', '<>', 'sent')
      .execute();
    const keys = clocks.map((clock) => clock.key);
    await sql`delete from clocks where ticket_no = ${ticketNo} and key <> all(${keys})`.execute(tx);
    const taskIds = tasks.map((task) => task.taskId);
    await sql`delete from tasks where ticket_no = ${ticketNo} and task_id <> all(${taskIds})`.execute(tx);
    return writeDecision(tx, decision, planned);
  });
}

function eventOf(decision: DecisionRecord, type: TicketEvent['type']): TicketEvent | undefined {
  return decision.events.find((event) => event.type === type);
}

/** An answer or a request for material is a person's reply as well. */
function hasReplied(decision: DecisionRecord): boolean {
  return decision.events.some((event) => event.type === 'answered' || event.type === 'material-requested');
}
