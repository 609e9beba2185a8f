import { type Kysely, sql } from 'kysely';
import type { TicketEvent } from '../../contracts/events.ts';
import type { TicketNo } from '../../contracts/ids.ts';
import { type Adopted, type DecisionRecord, repliedUntil } from '../../domain/ticket/record.ts';
import type { TicketState } from '../../domain/ticket/state.ts';
import { prepared } from '../prepare.ts';
import type { DB } from '../schema/rows.ts';
import { insertDecisionRows, nextDueAt, type PlannedDecision } from './decisionRows.ts';

/**
 * What stands of a ticket from `version` on, where a worker was lost before Temporal learnt of it: the latest state, what each of
 * those decisions was made on, and which of them have mail to send. Null where there is no such ticket.
 */
export async function decisionsSince(
  db: Kysely<DB>,
  { ticketNo, version }: Pick<TicketState, 'ticketNo' | 'version'>,
): Promise<Adopted | null> {
  const { rows } = await sql<Adopted>`
    select state, array(
      select d.cause from decisions d where d.ticket_no = tickets.ticket_no and d.version >= ${version} order by d.version desc) as causes, array(
      select distinct n.version from notices n
      where n.ticket_no = tickets.ticket_no and n.version >= ${version} and n.mail_state = 'pending' order by 1) as mailed
    from tickets where ticket_no = ${ticketNo}
  `.execute(db);
  return rows[0] ?? null;
}

/**
 * Writes a decision whole, in one statement: the ticket's row, its events with the next `seq`, clocks, tasks, notices and links.
 * False, and nothing is written, where this version or a later one stands already; or another ticket under this number, given
 * again by a database that had lost the first; or none.
 */
export async function writeDecision(
  db: Kysely<DB>,
  decision: DecisionRecord,
  planned: PlannedDecision,
): Promise<boolean> {
  const { state, rows } = planned;
  const inserts = insertDecisionRows(rows, decision.cause);
  // The last rating counts, with its comment or without one.
  const rated = eventOf(decision, 'rated');
  const { rows: written } = await sql`
    with updated as (
      update tickets set version = ${state.version}, status = ${state.status},
        category = ${state.category}, sla_class = ${state.slaClass}, routing = ${state.routing}, department = ${state.department},
        assignee = ${state.assignee?.staffNo ?? null}, first_contact = ${state.firstContact}, urgent = ${state.urgent},
        urgent_reason = ${state.urgentReason}, closed_at = ${state.closedAt}, close_reason = ${state.closeReason},
        rating = ${state.rating?.rating ?? null}, rated_at = ${state.rating?.at ?? null},
        rating_text_id = case when ${rated !== undefined} then ${rated?.textId ?? null}::uuid else rating_text_id end,
        archived_at = coalesce(${eventOf(decision, 'archived')?.at ?? null}::timestamptz, archived_at),
        next_due_at = ${nextDueAt(state)},
        reply_owed_since = case when ${state.closedAt !== null} or reply_owed_since <= ${repliedUntil(decision)}::timestamptz
          then null else reply_owed_since end,
        last_seq = last_seq + ${rows.events.length}, state = ${JSON.stringify(state)}
      where ticket_no = ${state.ticketNo} and version < ${state.version} and created_at = ${state.createdAt}::timestamptz
      returning ticket_no, version, last_seq - ${rows.events.length}::int as base
    ), doc as (
      select ticket_no, version, base, ${JSON.stringify(rows)}::jsonb as d from updated
    ), cause_in as (
      insert into decisions (ticket_no, version, cause) select ticket_no, version, ${decision.cause} from updated
    ), ${inserts.rows}
    select ticket_no from updated ${prepared(`write_decision_${inserts.name}`)}
  `.execute(db);
  return written.length > 0;
}

function eventOf(decision: DecisionRecord, type: TicketEvent['type']): TicketEvent | undefined {
  return decision.events.find((event) => event.type === type);
}

/** Whether a ticket decided on this cause (an update's id, a message's), so that what it led to can be read. */
export async function isDecided(db: Kysely<DB>, ticketNo: TicketNo, cause: string): Promise<boolean> {
  const decision = await db
    .selectFrom('decisions')
    .select('version')
    .where('ticket_no', '=', ticketNo)
    .where('cause', '=', cause)
    .modifyEnd(prepared('is_decided'))
    .executeTakeFirst();
  return decision !== undefined;
}
