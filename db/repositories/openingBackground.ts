import { type Kysely, sql } from 'kysely';
import type { TicketNo } from '../../contracts/ids.ts';
import type { Instant } from '../../contracts/instants.ts';
import type { Scope, StaffRef, StaffRole } from '../../contracts/people.ts';
import { isOfService } from './reading/ofService.ts';
import { prepared } from '../prepare.ts';
import type { DB, JsonValue } from '../schema/rows.ts';
import { type ReadyAgent, readyAgentsJson } from './people/agents.ts';
import { dutyNow } from './shifts/dutyNow.ts';
import type { RequestKey } from './idempotency.ts';

export interface OpeningQuestion {
  readonly key: RequestKey;
  readonly companyId: string;
  readonly accountId: string | null;
  readonly orderNo: string | null;
  readonly urgentReason: string | null;
  readonly askedFor: string | null;
  readonly about: string | null;
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
  /** Whom it is about is one of ours; true where nobody is named. */
  readonly aboutKnown: boolean;
  /** Of which role he is; null where nobody is named. */
  readonly aboutRole: StaffRole | null;
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
  aboutRole: StaffRole | null;
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
        where e.type = 'urgent-downgraded' and e.at > now() - interval '30 days' and not e.data ? 'onlyAsked') else 0 end as downgrades,
      (select t.ticket_no from tickets t
        where t.company_id = ${question.companyId} and t.order_no = ${question.orderNo}
          and (t.closed_at is null or t.closed_at > now() - interval '30 days') and t.close_reason is distinct from 'DUPLICATE'
          and not ${isOfService('t')}
        order by t.created_at desc limit 1) as "repeatOf",
      (${question.askedFor}::text is null or exists (select from staff where staff_no = ${question.askedFor})) as "askedForKnown",
      (select role from staff where staff_no = ${question.about}) as "aboutRole",
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
    aboutKnown: question.about === null || row.aboutRole !== null,
    aboutRole: row.aboutRole,
    history: row.history,
    agents: row.agents ?? [],
    contact: row.contact,
    earlier:
      row.sameRequest === null ? null : { sameRequest: row.sameRequest, ticketNo: row.ticketNo, answer: row.answer },
  };
}
