import { type Kysely, sql } from 'kysely';
import type { TicketNo } from '../../contracts/ids.ts';
import type { Department } from '../../contracts/people.ts';
import type { Clock } from '../../domain/clocks/types.ts';
import type { DB } from '../schema/rows.ts';

/** The clocks of an open ticket as last recorded. */
export interface OpenClocks {
  readonly ticketNo: TicketNo;
  readonly department: Department;
  readonly clocks: readonly Clock[];
}

const PAGE = 500;

/**
 * The clocks of every open ticket, page by page: for whoever reckons limits anew, so no scope and no customer content.
 * Tickets opened after the first page are not among them; one that has closed meanwhile is left out.
 */
export async function* openClocks(db: Kysely<DB>): AsyncGenerator<readonly OpenClocks[]> {
  const { rows } = await sql<{ numbers: TicketNo[] | null }>`
    select array_agg(ticket_no order by ticket_no) as numbers from tickets where status not in ('CLOSED', 'ARCHIVED', 'PURGED')
  `.execute(db);
  const numbers = rows[0]?.numbers ?? [];
  for (let from = 0; from < numbers.length; from += PAGE) yield await clocksIn(db, numbers.slice(from, from + PAGE));
}

function clocksIn(db: Kysely<DB>, numbers: readonly TicketNo[]): Promise<OpenClocks[]> {
  return db
    .selectFrom('tickets')
    .select(['ticket_no as ticketNo', 'department', sql<Clock[]>`state -> 'clocks'`.as('clocks')])
    .where('ticket_no', '=', sql<TicketNo>`any(${numbers})`)
    .where('status', 'not in', ['CLOSED', 'ARCHIVED', 'PURGED'])
    .orderBy('ticket_no')
    .execute();
}

/** A clock that runs or stands still now. */
export interface LiveClock {
  readonly ticketNo: TicketNo;
  readonly id: string;
}

/** Live clocks whose limit is final and touches one of the years, as the zone counts days; the earliest ticket first. */
export function liveClocksInYears(
  db: Kysely<DB>,
  { years, zone, limit }: { readonly years: readonly number[]; readonly zone: string; readonly limit: number },
): Promise<LiveClock[]> {
  return db
    .selectFrom('clocks')
    .select(['ticket_no as ticketNo', 'id'])
    .where('status', 'in', ['running', 'paused'])
    .where('provisional', '=', false)
    .where(
      sql<boolean>`exists (select from unnest(${years}::integer[]) as year where
        started_at < make_timestamptz(year + 1, 1, 1, 0, 0, 0, ${zone})
        and due_at >= make_timestamptz(year, 1, 1, 0, 0, 0, ${zone}))`,
    )
    .orderBy('ticket_no')
    .limit(limit)
    .execute();
}
