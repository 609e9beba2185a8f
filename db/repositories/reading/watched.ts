import { expressionBuilder, type Kysely, type Selectable, sql } from 'kysely';
import type { TicketClockId } from '../../../contracts/clocks.ts';
import type { Department } from '../../../contracts/people.ts';
import type { DB } from '../../schema/rows.ts';
import { OWED } from '../underWay.ts';
import { inScope, type ReadScope } from './scope.ts';

/** What the desk may still owe a closed ticket. */
export type Duty = 'follow-up' | 'promise' | 'termination-review';

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

/** One page of what is owed to the scope's closed tickets, the longest waiting first; a ticket stands there once for each duty, and the review of an end of service for those who may do it. */
export async function listDuties(
  db: Kysely<DB>,
  scope: ReadScope,
  { duty, assignee, reviewer, after, limit }: DutyPage,
): Promise<DutyRow[]> {
  const { rows } = await sql<DutyRow>`
    select ${sql.join(OF_TICKET.map((column) => sql.ref(`tickets.${column}`)))}, owed.duty
    from ${OWED} owed join tickets on tickets.ticket_no = owed.ticket_no
    where ${inScope(tickets, scope)}
      and (${duty ?? null}::text is null or owed.duty = ${duty ?? null}) and (${assignee ?? null}::text is null or tickets.assignee = ${assignee ?? null})
      and (owed.duty <> 'termination-review' or tickets.state -> 'owed' ->> 'by' is distinct from ${reviewer}::text and ${reviewer !== null})
      and (${after === null} or (tickets.closed_at, tickets.ticket_no, owed.duty)
        > (${after?.at ?? null}::timestamptz, ${after?.ticketNo ?? null}::text, ${after?.duty ?? null}::text))
    order by tickets.closed_at, tickets.ticket_no, owed.duty limit ${limit}
  `.execute(db);
  return rows;
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
