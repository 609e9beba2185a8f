import { type Kysely, sql } from 'kysely';
import type { TicketNo } from '../../contracts/ids.ts';
import type { Instant } from '../../contracts/instants.ts';
import type { Scope, StaffRef } from '../../contracts/people.ts';
import type { TicketState } from '../../domain/ticket/state.ts';
import { prepared } from '../prepare.ts';
import type { DB, JsonValue } from '../schema/rows.ts';
import { claimSlot, type ReadyAgent, readyAgentsJson, type Slot } from './agents.ts';
import { dutyNow } from './dutyNow.ts';
import { insertOpeningRows, nextDueAt, type PlannedDecision } from './decisionRows.ts';
import { isTakenKey, type RequestKey } from './idempotency.ts';

export interface OpeningQuestion {
  readonly key: RequestKey;
  readonly companyId: string;
  readonly accountId: string | null;
  readonly orderNo: string | null;
  readonly urgentReason: string | null;
  readonly askedFor: string | null;
  /** The ticket goes straight to an agent, where one is free. */
  readonly wantsAgent: boolean;
}

/** What the store knows before a ticket opens, read in one round trip. */
export interface OpeningBackground {
  /** PostgreSQL's time: the ticket's `createdAt`, and by it the day of its number. */
  readonly at: Instant;
  readonly companyName: string | null;
  readonly account: { readonly companyId: string; readonly scopes: readonly Scope[]; readonly main: boolean } | null;
  readonly duty: StaffRef | null;
  /** Until when online and phone service of the account is limited, null where it is not. */
  readonly limitedUntil: Instant | null;
  /** How often the company's urgency did not hold in the last 30 days; looked up where urgency is asked for. */
  readonly downgrades: number;
  /** The latest other ticket of the company and order: open, or of the last 30 days. */
  readonly repeatOf: TicketNo | null;
  /** The staff number that was asked for is one of ours, of today or of old; true where none was. */
  readonly askedForKnown: boolean;
  /** The customer's latest ticket with the agent who was asked for, as far back as customers see (three months). */
  readonly history: TicketNo | null;
  /** Whoever is ready; looked up where the ticket goes straight to an agent. */
  readonly agents: readonly ReadyAgent[];
  /** First contact of the customer's latest open ticket; looked up with `agents`. */
  readonly contact: { readonly staffNo: string; readonly ticketNo: TicketNo } | null;
  /** The ticket that this key opened before. */
  readonly earlier: EarlierOpening | null;
}

export interface EarlierOpening {
  readonly sameRequest: boolean;
  /** Null: the key is taken by a request that has not been answered. */
  readonly ticketNo: TicketNo | null;
  readonly answer: JsonValue;
}

interface BackgroundRow {
  at: Date;
  companyName: string | null;
  accountCompany: string | null;
  accountScopes: Scope[] | null;
  accountKind: 'main' | 'sub' | null;
  duty: StaffRef | null;
  limitedUntil: Date | null;
  downgrades: number;
  repeatOf: TicketNo | null;
  askedForKnown: boolean;
  history: TicketNo | null;
  agents: ReadyAgent[] | null;
  contact: OpeningBackground['contact'];
  sameRequest: boolean | null;
  ticketNo: TicketNo | null;
  answer: JsonValue;
}

export async function readBackground(db: Kysely<DB>, question: OpeningQuestion): Promise<OpeningBackground> {
  const { principal, route, key, hash } = question.key;
  const { rows } = await sql<BackgroundRow>`
    select clock_timestamp() as at, c.name as "companyName", a.company_id as "accountCompany", a.scopes as "accountScopes",
      a.kind as "accountKind", k.request_hash = ${hash} as "sameRequest", k.ticket_no as "ticketNo", k.body as answer,
      ${dutyNow()} as duty,
      (select max(l.until) from account_limits l
        where l.account_id = ${question.accountId} and l.approved and l.lifted_at is null and l.until > now()) as "limitedUntil",
      case when ${question.urgentReason !== null} then (select count(*)::int from ticket_events e
        join tickets t on t.ticket_no = e.ticket_no and t.company_id = ${question.companyId}
        where e.type = 'urgent-downgraded' and e.at > now() - interval '30 days') else 0 end as downgrades,
      (select t.ticket_no from tickets t
        where t.company_id = ${question.companyId} and t.order_no = ${question.orderNo}
          and (t.closed_at is null or t.closed_at > now() - interval '30 days') and t.close_reason is distinct from 'DUPLICATE'
        order by t.created_at desc limit 1) as "repeatOf",
      (${question.askedFor}::text is null or exists (select from staff where staff_no = ${question.askedFor})) as "askedForKnown",
      case when ${question.askedFor}::text is not null then (
        select t.ticket_no from tickets t
        where t.company_id = ${question.companyId} and t.created_at > now() - interval '3 months'
          and (${question.accountId}::text is null or t.account_id = ${question.accountId})
          and ${question.askedFor} in (t.first_contact, t.assignee)
        order by t.created_at desc limit 1) end as history,
      case when ${question.wantsAgent} then ${readyAgentsJson} end as agents,
      case when ${question.wantsAgent} and exists (select from agent_states where state = 'ready') then (
        select jsonb_build_object('staffNo', t.first_contact, 'ticketNo', t.ticket_no) from tickets t
        where t.company_id = ${question.companyId} and t.closed_at is null and t.first_contact is not null
          and (${question.accountId}::text is null or t.account_id = ${question.accountId})
        order by t.created_at desc limit 1) end as contact
    from (select) one
      left join companies c on c.id = ${question.companyId}
      left join accounts a on a.id = ${question.accountId}
      left join idempotency_keys k on (k.principal, k.route, k.key) = (${principal}, ${route}, ${key}) ${prepared('read_background')}
  `.execute(db);
  const row = rows[0];
  if (row === undefined) throw new Error('a row of constants came back empty');
  return {
    at: row.at.toISOString(),
    companyName: row.companyName,
    account:
      row.accountCompany === null
        ? null
        : { companyId: row.accountCompany, scopes: row.accountScopes ?? [], main: row.accountKind === 'main' },
    duty: row.duty,
    limitedUntil: row.limitedUntil?.toISOString() ?? null,
    downgrades: row.downgrades,
    repeatOf: row.repeatOf,
    askedForKnown: row.askedForKnown,
    history: row.history,
    agents: row.agents ?? [],
    contact: row.contact,
    earlier:
      row.sameRequest === null ? null : { sameRequest: row.sameRequest, ticketNo: row.ticketNo, answer: row.answer },
  };
}

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
