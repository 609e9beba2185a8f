import {
  type Expression,
  expressionBuilder,
  type ExpressionBuilder,
  type Kysely,
  type RawBuilder,
  type Selectable,
  type ShallowDehydrateObject,
  type SqlBool,
  sql,
} from 'kysely';
import { IN_HOUSE_CLOCK_IDS } from '../../../contracts/clocks.ts';
import type { TicketNo } from '../../../contracts/ids.ts';
import type { Instant } from '../../../contracts/instants.ts';
import type { Department } from '../../../contracts/people.ts';
import type { TicketStatus } from '../../../contracts/ticket.ts';
import type { Retention } from '../../../domain/clocks/planning/retention.ts';
import type { DisputeStep } from '../../../domain/dispute/rules.ts';
import { prepared } from '../../prepare.ts';
import type { DB, JsonValue } from '../../schema/rows.ts';
import type { Flag } from '../people/flags.ts';
import { isMissed } from './missed.ts';
import { inScope, type ReadScope } from './scope.ts';
import {
  type Declined,
  declined,
  type DisputeWords,
  disputeWords,
  flags,
  retention,
  urgencyAsked,
} from './ticketWords.ts';

export interface TicketFilter {
  readonly status?: TicketStatus | undefined;
  readonly category?: string | undefined;
  readonly department?: Department | undefined;
  readonly assignee?: string | undefined;
  readonly lead?: string | undefined;
  readonly companyId?: string | undefined;
  readonly urgent?: boolean | undefined;
  /** Waits for a senior agent. */
  readonly escalated?: boolean | undefined;
  /** Some clock is breached at this moment; the house's own measures are not counted. */
  readonly breached?: boolean | undefined;
  /** The latest dispute stands at one of these. */
  readonly disputeSteps?: readonly DisputeStep[] | undefined;
  /** Part of the number, the subject or the description. */
  readonly q?: string | undefined;
}

/** After which row a page begins, in the order that `sort` names. */
export type TicketPage =
  | { readonly sort: '-createdAt'; readonly after: { at: Instant; ticketNo: string } | null; readonly limit: number }
  | {
      readonly sort: 'nextDue';
      readonly after: { at: Instant | null; ticketNo: string } | null;
      readonly limit: number;
    };

const tickets = expressionBuilder<DB, 'tickets'>();

/** A ticket whole, as its answer shows it: with its clocks in the order in which they started, and its tasks. */
export interface TicketRow extends Omit<Selectable<DB['tickets']>, 'last_seq' | 'rating_text_id' | Unshown> {
  readonly company_name: string;
  readonly rating_text: JsonValue | null;
  readonly urgency_asked: string | null;
  readonly dispute_words: readonly DisputeWords[] | null;
  readonly declined: Declined | null;
  readonly retention: Partial<Retention> | null;
  readonly flags: readonly Flag[];
  readonly clocks: readonly ShallowDehydrateObject<Pick<Selectable<DB['clocks']>, ShownOfClock>>[];
  readonly tasks: readonly ShallowDehydrateObject<Pick<Selectable<DB['tasks']>, ShownOfTask>>[];
}
type Unshown = 'reply_owed_since';
type ShownOfClock =
  | 'key'
  | 'id'
  | 'status'
  | 'started_at'
  | 'target_at'
  | 'due_at'
  | 'stopped_at'
  | 'breached'
  | 'provisional'
  | 'explanation';
type ShownOfTask =
  'task_id' | 'department' | 'responsible' | 'deliverable' | 'milestone_at' | 'status' | 'result' | 'said_in';

/** One statement of fixed text: building it anew for each answer costs as much as running it. */
const wholeTickets = sql`
  select tickets.ticket_no, tickets.company_id, tickets.account_id, tickets.channel, tickets.category, tickets.sla_class,
    tickets.routing, tickets.department, tickets.assignee, tickets.first_contact, tickets.status, tickets.version,
    tickets.urgent, tickets.urgent_reason, tickets.subject, tickets.description, tickets.demand, tickets.order_no,
    tickets.contact, tickets.verified, tickets.scopes, tickets.created_at, tickets.received_at, tickets.closed_at,
    tickets.close_reason, tickets.archived_at, tickets.rating, tickets.rated_at, tickets.next_due_at, tickets.state,
    companies.name as company_name, texts.body as rating_text, ${urgencyAsked} as urgency_asked,
    ${disputeWords} as dispute_words, ${declined} as declined, ${retention} as retention, ${flags} as flags,
    (select coalesce(jsonb_agg(to_jsonb(clock)), '[]') from (
      select key, id, status, started_at, target_at, due_at, stopped_at, breached, provisional, explanation
      from clocks where clocks.ticket_no = tickets.ticket_no order by started_at, position) clock) as clocks,
    (select coalesce(jsonb_agg(to_jsonb(task)), '[]') from (
      select task_id, department, responsible, deliverable, milestone_at, status, result, said_in
      from tasks where tasks.ticket_no = tickets.ticket_no order by length(task_id), task_id) task) as tasks
  from tickets join companies on companies.id = tickets.company_id left join texts on texts.id = tickets.rating_text_id`;

/** The whole ticket, or null where it does not exist or the scope does not hold it. */
export async function readTicket(db: Kysely<DB>, scope: ReadScope, ticketNo: TicketNo): Promise<TicketRow | null> {
  const { rows } = await sql<TicketRow>`${wholeTickets}
    where tickets.ticket_no = ${ticketNo} and ${inScope(tickets, scope)} ${prepared(`read_ticket_${scope.kind}`)}
  `.execute(db);
  return rows[0] ?? null;
}

/** What the rules know of a ticket. */
export type FoundTicket = Pick<Selectable<DB['tickets']>, 'ticket_no' | 'state' | 'last_seq'>;

/** The ticket's state, or null where it does not exist or the scope does not hold it. */
export async function findTicket(db: Kysely<DB>, scope: ReadScope, ticketNo: TicketNo): Promise<FoundTicket | null> {
  const row = await db
    .selectFrom('tickets')
    .select(['tickets.ticket_no', 'tickets.state', 'tickets.last_seq'])
    .where((eb) => inScope(eb, scope))
    .where('tickets.ticket_no', '=', ticketNo)
    .modifyEnd(prepared(`find_ticket_${scope.kind}`))
    .executeTakeFirst();
  return row ?? null;
}

const likeLiteral = (text: string): string => `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;

function isBreached(eb: ExpressionBuilder<DB, 'tickets'>): Expression<SqlBool> {
  return eb.exists(
    eb
      .selectFrom('clocks')
      .select('clocks.key')
      .whereRef('clocks.ticket_no', '=', 'tickets.ticket_no')
      .where('clocks.id', 'not in', [...IN_HOUSE_CLOCK_IDS])
      .where(isMissed('clocks')),
  );
}

/** As the index has it. */
const isEscalated = sql<boolean>`(tickets.state ->> 'escalated')::boolean`;

const latestStep = sql<string | null>`tickets.state #>> '{dispute,step}'`;

/** Where the latest dispute stands in which whoever reads takes part: a supplier is told of no other. */
function stepSeenIn(scope: ReadScope): RawBuilder<string | null> {
  if (scope.kind !== 'disputes' || scope.against.kind !== 'supplier') return latestStep;
  const { companyId } = scope.against;
  return sql`case when tickets.company_id = ${companyId} then ${latestStep} else (
    select one ->> 'step' from jsonb_array_elements(
      coalesce(tickets.state -> 'pastDisputes', '[]') || coalesce(tickets.state -> 'dispute', '[]')) with ordinality o (one, nth)
    where one ->> 'supplierCompanyId' = ${companyId} order by nth desc limit 1) end`;
}

function matches(eb: ExpressionBuilder<DB, 'tickets'>, filter: TicketFilter, scope: ReadScope): Expression<SqlBool> {
  const wanted: Expression<SqlBool>[] = [];
  if (filter.status !== undefined) wanted.push(eb('tickets.status', '=', filter.status));
  if (filter.category !== undefined) wanted.push(eb('tickets.category', '=', filter.category));
  if (filter.department !== undefined) wanted.push(eb('tickets.department', '=', filter.department));
  if (filter.assignee !== undefined) wanted.push(eb('tickets.assignee', '=', filter.assignee));
  if (filter.lead !== undefined) wanted.push(eb('tickets.lead', '=', filter.lead));
  if (filter.companyId !== undefined) wanted.push(eb('tickets.company_id', '=', filter.companyId));
  if (filter.urgent !== undefined) wanted.push(eb('tickets.urgent', '=', filter.urgent));
  if (filter.escalated !== undefined) wanted.push(eb(isEscalated, '=', filter.escalated));
  if (filter.breached !== undefined) wanted.push(filter.breached ? isBreached(eb) : eb.not(isBreached(eb)));
  if (filter.disputeSteps !== undefined)
    wanted.push(sql<SqlBool>`${stepSeenIn(scope)} = any(${[...filter.disputeSteps]})`);
  if (filter.q !== undefined) {
    const pattern = likeLiteral(filter.q);
    wanted.push(
      eb.or([
        sql<SqlBool>`tickets.ticket_no ilike ${pattern}`,
        eb('tickets.subject', 'ilike', pattern),
        eb('tickets.description', 'ilike', pattern),
      ]),
    );
  }
  return eb.and(wanted);
}

function comesAfter(eb: ExpressionBuilder<DB, 'tickets'>, page: TicketPage): Expression<SqlBool> {
  if (page.after === null) return sql<SqlBool>`true`;
  const { at, ticketNo } = page.after;
  const number = sql<TicketNo>`${ticketNo}`;
  if (page.sort === '-createdAt') {
    return sql<SqlBool>`(tickets.created_at, tickets.ticket_no) < (${at}::timestamptz, ${number})`;
  }
  const undated = eb('tickets.next_due_at', 'is', null);
  if (at === null) return eb.and([undated, eb('tickets.ticket_no', '>', number)]);
  return eb.or([sql<SqlBool>`(tickets.next_due_at, tickets.ticket_no) > (${at}::timestamptz, ${number})`, undated]);
}

const ORDER = {
  '-createdAt': sql`tickets.created_at desc, tickets.ticket_no desc`,
  nextDue: sql`tickets.next_due_at asc nulls last, tickets.ticket_no`,
};

/** One page of the scope's tickets; tickets without a running limit come last in `nextDue`. */
export async function listTickets(
  db: Kysely<DB>,
  scope: ReadScope,
  { filter, page }: { filter: TicketFilter; page: TicketPage },
): Promise<TicketRow[]> {
  const { rows } = await sql<TicketRow>`${wholeTickets}
    where ${inScope(tickets, scope)} and ${matches(tickets, filter, scope)} and ${comesAfter(tickets, page)}
    order by ${ORDER[page.sort]} limit ${page.limit}
  `.execute(db);
  return rows;
}
