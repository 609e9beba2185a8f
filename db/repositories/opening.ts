import { type Kysely, sql } from 'kysely';
import type { TicketNo } from '../../contracts/ids.ts';
import type { Instant } from '../../contracts/instants.ts';
import type { Scope } from '../../contracts/people.ts';
import type { TicketState } from '../../domain/ticket/state.ts';
import { prepared } from '../prepare.ts';
import type { DB, JsonValue } from '../schema/rows.ts';
import { claimSlot, type Slot } from './people/agents.ts';
import { insertOpeningRows, nextDueAt, type PlannedDecision } from './decisionRows.ts';
import { isTakenKey, type RequestKey } from './idempotency.ts';

/** What the customer wrote and who wrote it: columns of the ticket's row besides those of its state. */
export interface TicketWords {
  readonly subject: string;
  readonly description: string;
  readonly demand: string | null;
  readonly orderNo: string | null;
  readonly contact: { readonly name: string; readonly phone: string | null; readonly email: string | null } | null;
  readonly verified: 'verified' | 'partial' | 'failed';
  readonly scopes: readonly Scope[];
  /** Since when a person's reply is owed: from the opening on where a reply limit runs. */
  readonly replyOwedSince: Instant | null;
  /** Kept under the given id; the opening event refers to it. */
  readonly text: { readonly id: string; readonly body: { readonly urgentReason: string | null } } | null;
}

export interface OpeningWrite {
  readonly key: RequestKey;
  readonly planned: PlannedDecision;
  readonly words: TicketWords;
  /** The place in the hands of the agent who gets it; null: nobody does. */
  readonly slot: Slot | null;
  /** The first answer, with the stand-in number. */
  readonly answer: unknown;
}

/** What was written, with the real number everywhere. */
export interface OpenedRow {
  readonly ticketNo: TicketNo;
  readonly outboxId: string;
  readonly state: TicketState;
  readonly answer: JsonValue;
}

/**
 * Opens a ticket in one statement: all of it stands afterwards, or nothing.
 * The number of the day is given here, in place of the stand-in that `planned.state.ticketNo` and the answer carry: the day's
 * counter is locked for this statement only, and a statement that fails gives its number back. Day = Shanghai day of `createdAt`.
 * Says so where another request has taken the same key, or another ticket the agent's place, meanwhile.
 */
export async function writeOpening(
  db: Kysely<DB>,
  { key, planned, words, slot, answer }: OpeningWrite,
): Promise<OpenedRow | 'key-taken' | 'slot-taken'> {
  const { state, rows } = planned;
  const ticket = { ...state, ...words, assignee: state.assignee?.staffNo ?? null, nextDueAt: nextDueAt(state), state };
  const document = JSON.stringify({ ...rows, ticket, answer });
  try {
    const { rows: opened } = await sql<OpenedRow>`
      with ${taking(slot)}counter as (
        insert into day_counters as c (day, last)
        select (${state.createdAt}::timestamptz at time zone 'Asia/Shanghai')::date, 1 ${slot === null ? sql`` : sql`from slot`}
        on conflict (day) do update set last = c.last + 1 returning day, last
      ), number as (
        select 'KF' || to_char(day, 'YYYYMMDD') || lpad(last::text, greatest(3, length(last::text)), '0') as ticket_no from counter
      ), doc as materialized (
        select ticket_no, 1 as version, 0 as base, replace(${document}, ${state.ticketNo}, ticket_no)::jsonb as d from number
      ), key_in as (
        insert into idempotency_keys (principal, route, key, request_hash, ticket_no, status, body)
        select ${key.principal}, ${key.route}, ${key.key}, ${key.hash}, ticket_no, 201, nullif(d->'answer', 'null')::json from doc
      ), ${insertTicket}, ${insertText}, ${insertOpeningRows()}, outbox_in as (
        insert into outbox (ticket_no, kind, due_at, next_attempt_at)
        select ticket_no, 'start', (d->'ticket'->>'nextDueAt')::timestamptz, now() + interval '3 seconds' from doc
        returning id, ticket_no
      )
      select o.ticket_no as "ticketNo", o.id as "outboxId", doc.d->'ticket'->'state' as state, doc.d->'answer' as answer
      from outbox_in o, doc ${prepared(slot === null ? 'write_opening' : 'write_opening_for_agent')}
    `.execute(db);
    return opened[0] ?? 'slot-taken';
  } catch (error) {
    if (isTakenKey(error)) return 'key-taken';
    throw error;
  }
}

/** Whose slot is taken comes first: without it the day's counter does not move, and nothing is written. */
function taking(slot: Slot | null) {
  return slot === null ? sql`` : sql`slot as (${claimSlot(slot)}), `;
}

const insertTicket = sql`ticket_in as (
  insert into tickets (ticket_no, company_id, account_id, channel, category, sla_class, routing, department, assignee, first_contact,
    status, version, urgent, urgent_reason, subject, description, demand, order_no, contact, verified, scopes, created_at,
    received_at, next_due_at, reply_owed_since, last_seq, state)
  select doc.ticket_no, t."companyId", t."accountId", t.channel, t.category, t."slaClass", t.routing, t.department, t.assignee,
    t."firstContact", t.status, t.version, t.urgent, t."urgentReason", t.subject, t.description, t.demand, t."orderNo", t.contact,
    t.verified, t.scopes, t."createdAt", t."receivedAt", t."nextDueAt", t."replyOwedSince", jsonb_array_length(doc.d->'events'), t.state
  from doc, jsonb_to_record(doc.d->'ticket') as t("companyId" text, "accountId" text, channel text, category text, "slaClass" text,
    routing text, department text, assignee text, "firstContact" text, status text, version int, urgent boolean, "urgentReason" text,
    subject text, description text, demand text, "orderNo" text, contact jsonb, verified text, scopes jsonb,
    "createdAt" timestamptz, "receivedAt" timestamptz, "nextDueAt" timestamptz, "replyOwedSince" timestamptz, state jsonb)
)`;

const insertText = sql`text_in as (
  insert into texts (id, ticket_no, body, kept)
  select (doc.d->'ticket'->'text'->>'id')::uuid, doc.ticket_no, doc.d->'ticket'->'text'->'body', true
  from doc where doc.d->'ticket'->'text' <> 'null'
)`;
