import { expressionBuilder, type Kysely, type RawBuilder, type Selectable, sql } from 'kysely';
import type { TicketClockId } from '../../../contracts/clocks.ts';
import type { Department } from '../../../contracts/people.ts';
import type { DB } from '../../schema/rows.ts';
import { inScope, type ReadScope } from './scope.ts';

const DUTIES = ['follow-up', 'promise', 'termination-review'] as const;
/** What the desk may still owe a closed ticket. */
export type Duty = (typeof DUTIES)[number];

export interface DutyPage {
  readonly duty: Duty | undefined;
  readonly assignee: string | undefined;
  /** Who may review ends of services, unless he ended one himself; null: the reader may review none. */
  readonly reviewer: string | null;
  readonly after: { readonly at: string; readonly ticketNo: string; readonly duty: string } | null;
  readonly limit: number;
}

const OF_TICKET = [
  'ticket_no',
  'subject',
  'category',
  'channel',
  'assignee',
  'close_reason',
  'closed_at',
  'state',
] as const;
export type DutyRow = Pick<Selectable<DB['tickets']>, (typeof OF_TICKET)[number]> & { readonly duty: Duty };

const tickets = expressionBuilder<DB, 'tickets'>();

/**
 * One page of what is owed to the scope's closed tickets, the longest waiting first; a ticket stands there once for each duty, and the review
 * of an end of service for those who may do it. Each duty has a page of its own, so that hardly more is read than is shown.
 */
export async function listDuties(db: Kysely<DB>, scope: ReadScope, page: DutyPage): Promise<DutyRow[]> {
  const duties = page.duty === undefined ? DUTIES : [page.duty];
  const pages = duties.map((duty) => sql`(${pageOf(duty, scope, page)})`);
  const { rows } = await sql<DutyRow>`
    select * from (${sql.join(pages, sql` union all `)}) duties order by closed_at, ticket_no, duty limit ${page.limit}
  `.execute(db);
  return rows;
}

function pageOf(duty: Duty, scope: ReadScope, { assignee, reviewer, after, limit }: DutyPage): RawBuilder<unknown> {
  return sql`
    select ${sql.join(OF_TICKET.map((column) => sql.ref(`tickets.${column}`)))}, ${duty}::text as duty
    from tickets where tickets.status = 'CLOSED' and ${isOwed(duty, reviewer)} and ${inScope(tickets, scope)}
      and (${assignee ?? null}::text is null or tickets.assignee = ${assignee ?? null})
      and (${after === null} or (tickets.closed_at, tickets.ticket_no, ${duty}::text)
        > (${after?.at ?? null}::timestamptz, ${after?.ticketNo ?? null}::text, ${after?.duty ?? null}::text))
    order by tickets.closed_at, tickets.ticket_no limit ${limit}`;
}

function isOwed(duty: Duty, reviewer: DutyPage['reviewer']): RawBuilder<unknown> {
  switch (duty) {
    case 'follow-up':
      return sql`tickets.owed = 'follow-up'`;
    case 'promise':
      // Few outlive the closing of their tickets.
      return sql`tickets.ticket_no in (select c.ticket_no from clocks c where c.id = 'PROMISE' and c.status = 'running')`;
    case 'termination-review':
      return sql`tickets.owed = 'termination-review'
        and tickets.state -> 'owed' ->> 'by' is distinct from ${reviewer}::text and ${reviewer !== null}`;
  }
}

export interface RedRow {
  readonly ticketNo: string;
  readonly status: string;
  readonly department: Department;
  readonly assignee: string | null;
  readonly urgent: boolean;
  readonly supervisedAt: Date | null;
  readonly lastReportAt: Date | null;
  readonly reportDueAt: Date | null;
  readonly breaches: readonly { readonly clock: TicketClockId; readonly dueAt: string }[];
}

/** One page of the scope's supervised tickets that are still open, in order of their numbers. */
export async function listRed(
  db: Kysely<DB>,
  scope: ReadScope,
  { department, after, limit }: { department: Department | undefined; after: string | null; limit: number },
): Promise<RedRow[]> {
  const { rows } = await sql<RedRow>`
    select tickets.ticket_no as "ticketNo", tickets.status, tickets.department, tickets.assignee, tickets.urgent,
      (select max(e.at) from ticket_events e where e.ticket_no = tickets.ticket_no and e.type = 'supervised') as "supervisedAt",
      (select max(e.at) from ticket_events e where e.ticket_no = tickets.ticket_no and e.type = 'progress-reported') as "lastReportAt",
      (select max(c.due_at) from clocks c where c.ticket_no = tickets.ticket_no and c.id = 'SUPERVISION_REPORT'
        and c.status in ('running', 'paused')) as "reportDueAt",
      (select coalesce(jsonb_agg(jsonb_build_object('clock', c.id, 'dueAt', c.due_at) order by c.due_at), '[]') from clocks c
        where c.ticket_no = tickets.ticket_no and c.breached and c.status in ('running', 'paused')) as breaches
    from tickets
    where ${inScope(tickets, scope)} and (tickets.state ->> 'supervised')::boolean and tickets.status not in ('CLOSED', 'ARCHIVED', 'PURGED')
      and (${department ?? null}::text is null or tickets.department = ${department ?? null})
      and (${after}::text is null or tickets.ticket_no > ${after})
    order by tickets.ticket_no limit ${limit}
  `.execute(db);
  return rows;
}
