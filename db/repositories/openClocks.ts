import { type Kysely, type RawBuilder, sql } from 'kysely';
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

/** Years as the zone counts their days. */
export interface ZonedYears {
  readonly years: readonly number[];
  readonly zone: string;
}

/** Live clocks of open tickets whose limit is final and touches one of the years; what runs on closed ones counts no workdays. */
export function liveClocksInYears(db: Kysely<DB>, zoned: ZonedYears) {
  return db
    .selectFrom('clocks')
    .where('status', 'in', ['running', 'paused'])
    .where('provisional', '=', false)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('tickets')
          .whereRef('tickets.ticket_no', '=', 'clocks.ticket_no')
          .where('tickets.status', 'not in', ['CLOSED', 'ARCHIVED', 'PURGED']),
      ),
    )
    .where(touchesYears({ startedAt: sql.ref('started_at'), dueAt: sql.ref('due_at') }, zoned));
}

/** Whether a limit begins before the end of one of the years and is due after its beginning. */
export function touchesYears(
  { startedAt, dueAt }: { readonly startedAt: RawBuilder<unknown>; readonly dueAt: RawBuilder<unknown> },
  { years, zone }: ZonedYears,
) {
  return sql<boolean>`exists (select from unnest(${years}::integer[]) as year where
    ${startedAt} < make_timestamptz(year + 1, 1, 1, 0, 0, 0, ${zone})
    and ${dueAt} >= make_timestamptz(year, 1, 1, 0, 0, 0, ${zone}))`;
}

/** How many of them there are on open tickets, and the first of them, the earliest ticket before the others. */
export async function finalLimitsIn(
  db: Kysely<DB>,
  years: ZonedYears,
  mostNamed: number,
): Promise<{ readonly limits: number; readonly tickets: number; readonly named: readonly LiveClock[] }> {
  const counted = await liveClocksInYears(db, years)
    .select(({ fn }) => [fn.countAll<string>().as('limits'), fn.count<string>('ticket_no').distinct().as('tickets')])
    .executeTakeFirstOrThrow();
  const named = await liveClocksInYears(db, years)
    .select(['ticket_no as ticketNo', 'id'])
    .orderBy('ticket_no')
    .limit(mostNamed)
    .execute();
  return { limits: Number(counted.limits), tickets: Number(counted.tickets), named };
}
