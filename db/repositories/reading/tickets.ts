import { type Expression, type ExpressionBuilder, type Kysely, type SqlBool, sql } from 'kysely';
import type { TicketNo } from '../../../contracts/ids.ts';
import type { Instant } from '../../../contracts/instants.ts';
import type { Department } from '../../../contracts/people.ts';
import type { TicketStatus } from '../../../contracts/ticket.ts';
import type { DB } from '../../schema/rows.ts';
import { inScope, LAPSING_CLOCKS, type ReadScope } from './scope.ts';

export interface TicketFilter {
  readonly status?: TicketStatus | undefined;
  readonly category?: string | undefined;
  readonly department?: Department | undefined;
  readonly assignee?: string | undefined;
  readonly companyId?: string | undefined;
  readonly urgent?: boolean | undefined;
  /** Some clock is breached at this moment. */
  readonly breached?: boolean | undefined;
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

/** The words in which urgency was asked for, while nobody has judged them; looked up for those tickets alone. */
const urgencyAsked = sql<string | null>`case when (tickets.state ->> 'urgentAsked')::boolean then (
  select asked.body ->> 'urgentReason' from ticket_events opening join texts asked on asked.id = opening.text_id
  where opening.ticket_no = tickets.ticket_no and opening.seq = 1
) end`;

function ticketsIn(db: Kysely<DB>, scope: ReadScope) {
  return db
    .selectFrom('tickets')
    .innerJoin('companies', 'companies.id', 'tickets.company_id')
    .leftJoin('texts', 'texts.id', 'tickets.rating_text_id')
    .selectAll('tickets')
    .select(['companies.name as company_name', 'texts.body as rating_text', urgencyAsked.as('urgency_asked')])
    .where((eb) => inScope(eb, scope));
}

export type TicketRow = Awaited<ReturnType<ReturnType<typeof ticketsIn>['executeTakeFirstOrThrow']>>;

/** The ticket, or null where it does not exist or the scope does not hold it. */
export async function findTicket(db: Kysely<DB>, scope: ReadScope, ticketNo: TicketNo): Promise<TicketRow | null> {
  return (await ticketsIn(db, scope).where('tickets.ticket_no', '=', ticketNo).executeTakeFirst()) ?? null;
}

const likeLiteral = (text: string): string => `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;

function isBreached(eb: ExpressionBuilder<DB, 'tickets'>): Expression<SqlBool> {
  return eb.exists(
    eb
      .selectFrom('clocks')
      .select('clocks.key')
      .whereRef('clocks.ticket_no', '=', 'tickets.ticket_no')
      .where((c) =>
        c.or([
          c('clocks.breached', '=', true),
          c.and([
            c('clocks.status', '=', 'running'),
            c('clocks.due_at', '<=', sql<Date>`now()`),
            c('clocks.id', 'not in', [...LAPSING_CLOCKS]),
          ]),
        ]),
      ),
  );
}

function matches(eb: ExpressionBuilder<DB, 'tickets'>, filter: TicketFilter): Expression<SqlBool> {
  const wanted: Expression<SqlBool>[] = [];
  if (filter.status !== undefined) wanted.push(eb('tickets.status', '=', filter.status));
  if (filter.category !== undefined) wanted.push(eb('tickets.category', '=', filter.category));
  if (filter.department !== undefined) wanted.push(eb('tickets.department', '=', filter.department));
  if (filter.assignee !== undefined) wanted.push(eb('tickets.assignee', '=', filter.assignee));
  if (filter.companyId !== undefined) wanted.push(eb('tickets.company_id', '=', filter.companyId));
  if (filter.urgent !== undefined) wanted.push(eb('tickets.urgent', '=', filter.urgent));
  if (filter.breached !== undefined) wanted.push(filter.breached ? isBreached(eb) : eb.not(isBreached(eb)));
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

/** One page of the scope's tickets; tickets without a running limit come last in `nextDue`. */
export async function listTickets(
  db: Kysely<DB>,
  scope: ReadScope,
  { filter, page }: { filter: TicketFilter; page: TicketPage },
): Promise<TicketRow[]> {
  const rows = ticketsIn(db, scope)
    .where((eb) => matches(eb, filter))
    .where((eb) => comesAfter(eb, page))
    .limit(page.limit);
  return page.sort === '-createdAt'
    ? rows.orderBy('tickets.created_at', 'desc').orderBy('tickets.ticket_no', 'desc').execute()
    : rows
        .orderBy('tickets.next_due_at', (o) => o.asc().nullsLast())
        .orderBy('tickets.ticket_no')
        .execute();
}
