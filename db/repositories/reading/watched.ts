import { type Kysely, sql } from 'kysely';
import type { TicketClockId } from '../../../contracts/clocks.ts';
import type { Department } from '../../../contracts/people.ts';
import type { DB } from '../../schema/rows.ts';

/** A closed ticket to which the desk still owes something. */
export type Duty = 'follow-up' | 'termination-review';

export interface DutyPage {
  readonly duty: Duty | undefined;
  readonly after: { readonly at: string; readonly ticketNo: string } | null;
  readonly limit: number;
}

/** One page of what is owed to closed tickets, the longest waiting first. */
export function listDuties(db: Kysely<DB>, { duty, after, limit }: DutyPage) {
  let rows = db
    .selectFrom('tickets')
    .select(['ticket_no', 'subject', 'category', 'channel', 'close_reason', 'closed_at', 'state'])
    .where('status', '=', 'CLOSED')
    .where(sql<boolean>`state ->> 'owed' is not null`)
    .orderBy('closed_at')
    .orderBy('ticket_no')
    .limit(limit);
  if (duty !== undefined) rows = rows.where(sql<boolean>`state -> 'owed' ->> 'duty' = ${duty}`);
  if (after !== null)
    rows = rows.where(sql<boolean>`(closed_at, ticket_no) > (${after.at}::timestamptz, ${after.ticketNo})`);
  return rows.execute();
}
export type DutyRow = Awaited<ReturnType<typeof listDuties>>[number];

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

/** One page of the supervised tickets that are still open, in order of their numbers. */
export async function listRed(
  db: Kysely<DB>,
  { department, after, limit }: { department: Department | undefined; after: string | null; limit: number },
): Promise<RedRow[]> {
  const { rows } = await sql<RedRow>`
    select t.ticket_no as "ticketNo", t.status, t.department, t.assignee, t.urgent,
      (select max(e.at) from ticket_events e where e.ticket_no = t.ticket_no and e.type = 'supervised') as "supervisedAt",
      (select max(e.at) from ticket_events e where e.ticket_no = t.ticket_no and e.type = 'progress-reported') as "lastReportAt",
      (select max(c.due_at) from clocks c where c.ticket_no = t.ticket_no and c.id = 'SUPERVISION_REPORT'
        and c.status in ('running', 'paused')) as "reportDueAt",
      (select coalesce(jsonb_agg(jsonb_build_object('clock', c.id, 'dueAt', c.due_at) order by c.due_at), '[]') from clocks c
        where c.ticket_no = t.ticket_no and c.breached and c.status in ('running', 'paused')) as breaches
    from tickets t
    where (t.state ->> 'supervised')::boolean and t.status not in ('CLOSED', 'ARCHIVED', 'PURGED')
      and (${department ?? null}::text is null or t.department = ${department ?? null})
      and (${after}::text is null or t.ticket_no > ${after})
    order by t.ticket_no limit ${limit}
  `.execute(db);
  return rows;
}
