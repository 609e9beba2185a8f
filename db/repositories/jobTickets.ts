import { type Kysely, sql } from 'kysely';
import type { TicketNo } from '../../contracts/ids.ts';
import type { JobKind, JobSelection } from '../../contracts/jobs.ts';
import type { Department } from '../../contracts/people.ts';
import type { Clock } from '../../domain/clocks/types.ts';
import type { TicketState } from '../../domain/ticket/state.ts';
import type { DB } from '../schema/rows.ts';
import { liveClocksInYears } from './openClocks.ts';

/** Which tickets a job is about: whoever may give one sees every company's. */
export interface JobTickets {
  readonly kind: JobKind;
  readonly selection: JobSelection;
}

/** How many tickets a job has before it. */
export async function countJobTickets(db: Kysely<DB>, job: JobTickets): Promise<number> {
  const row = await chosen(db, job)
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/** The next tickets after the cursor as their workflows last recorded them. */
export async function nextStates(
  db: Kysely<DB>,
  job: JobTickets,
  { cursor, limit }: { readonly cursor: TicketNo | null; readonly limit: number },
): Promise<TicketState[]> {
  const rows = await after(chosen(db, job), cursor).select('state').orderBy('ticket_no').limit(limit).execute();
  return rows.map(({ state }) => state);
}

export interface TicketClocks {
  readonly ticketNo: TicketNo;
  readonly department: Department;
  readonly clocks: readonly Clock[];
}

/** The clocks of the next tickets after the cursor; nothing else of them is read. */
export function nextClocks(
  db: Kysely<DB>,
  job: JobTickets,
  { cursor, limit }: { readonly cursor: TicketNo | null; readonly limit: number },
): Promise<TicketClocks[]> {
  return after(chosen(db, job), cursor)
    .select(['ticket_no as ticketNo', 'department', sql<Clock[]>`state -> 'clocks'`.as('clocks')])
    .orderBy('ticket_no')
    .limit(limit)
    .execute();
}

/** Those of the numbers that are no ticket's. */
export async function unknownTickets(db: Kysely<DB>, numbers: readonly TicketNo[]): Promise<TicketNo[]> {
  const { rows } = await sql<{ ticketNo: TicketNo }>`
    select number as "ticketNo" from unnest(${numbers}::text[]) as number
    where not exists (select from tickets where ticket_no = number) order by number
  `.execute(db);
  return rows.map(({ ticketNo }) => ticketNo);
}

/** Open tickets with a running limit whose days are not all announced yet. */
export function countProvisional(db: Kysely<DB>): Promise<number> {
  return countJobTickets(db, { kind: 'replan', selection: { provisional: true } });
}

function chosen(db: Kysely<DB>, { kind, selection }: JobTickets) {
  const { departments, categories, slaClasses, ticketNos, provisional, finalIn, from, to } = selection;
  const tickets = db.selectFrom('tickets');
  const narrowed = [
    kind === 'replan' ? sql<boolean>`status not in ('CLOSED', 'ARCHIVED', 'PURGED')` : null,
    departments === undefined ? null : sql<boolean>`department = any(${departments})`,
    categories === undefined ? null : sql<boolean>`category = any(${categories})`,
    slaClasses === undefined ? null : sql<boolean>`sla_class = any(${slaClasses})`,
    ticketNos === undefined ? null : sql<boolean>`ticket_no = any(${ticketNos})`,
    from === undefined ? null : sql<boolean>`received_at >= ${from}`,
    to === undefined ? null : sql<boolean>`received_at < ${to}`,
    provisional === undefined
      ? null
      : sql<boolean>`exists (select from clocks where clocks.ticket_no = tickets.ticket_no
          and clocks.provisional and clocks.status in ('running', 'paused'))`,
    finalIn === undefined ? null : sql<boolean>`ticket_no in (${liveClocksInYears(db, finalIn).select('ticket_no')})`,
  ];
  return narrowed.reduce((query, part) => (part === null ? query : query.where(part)), tickets);
}

function after(query: ReturnType<typeof chosen>, cursor: TicketNo | null) {
  return cursor === null ? query : query.where('ticket_no', '>', cursor);
}
