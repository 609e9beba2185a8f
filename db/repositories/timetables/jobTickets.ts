import { type Kysely, sql } from 'kysely';
import type { TicketNo } from '../../../contracts/ids.ts';
import type { JobKind, JobSelection } from '../../../contracts/jobs.ts';
import type { LimitOwner } from '../../../domain/clocks/limitOwner.ts';
import type { ReviewState } from '../../../domain/quality/state.ts';
import type { TicketState } from '../../../domain/ticket/state.ts';
import type { DB } from '../../schema/rows.ts';
import { liveClocksInYears, liveReviewClocksInYears } from './finalLimits.ts';
import { reviewsWithLimits, TICKET_WITH_LIMITS } from '../limitOwners.ts';
import { UNDER_WAY } from '../underWay.ts';

/** Which tickets a job is about: whoever may give one sees every company's. */
export interface JobTickets {
  readonly kind: JobKind;
  readonly selection: JobSelection;
}

/** How many tickets a job has before it; a re-plan also those of which only a review is still under way. */
export async function countJobTickets(db: Kysely<DB>, job: JobTickets): Promise<number> {
  const tickets = chosen(db, job).select('ticket_no');
  const all = job.kind === 'replan' ? tickets.union(chosenReviews(db, job.selection).select('ticket_no')) : tickets;
  const row = await db
    .selectFrom(all.as('all'))
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

/** The reviews under way of the next tickets after the cursor, all of a ticket or none, at least so many where there are. */
export async function nextReviewStates(
  db: Kysely<DB>,
  { selection }: JobTickets,
  { cursor, limit }: { readonly cursor: TicketNo | null; readonly limit: number },
): Promise<ReviewState[]> {
  const reviews = chosenReviews(db, selection);
  const rows = await (cursor === null ? reviews : reviews.where('ticket_no', '>', cursor))
    .select('state')
    .orderBy('ticket_no')
    .fetch(limit, 'with ties')
    .execute();
  return rows.map(({ state }) => state);
}

/** The clocks of the next tickets after the cursor and of all their reviews, each ticket's first. */
export async function nextClocks(
  db: Kysely<DB>,
  job: JobTickets,
  { cursor, limit }: { readonly cursor: TicketNo | null; readonly limit: number },
): Promise<{ readonly ticketNo: TicketNo; readonly owners: readonly LimitOwner[] }[]> {
  const tickets = await after(chosen(db, job), cursor)
    .select(TICKET_WITH_LIMITS)
    .orderBy('ticket_no')
    .limit(limit)
    .execute();
  const numbers = tickets.map(({ ticketNo }) => ticketNo);
  const owners = new Map<TicketNo, LimitOwner[]>(tickets.map((ticket) => [ticket.ticketNo, [ticket]]));
  for (const review of await reviewsWithLimits(db, numbers).execute()) owners.get(review.ticketNo)?.push(review);
  return [...owners].map(([ticketNo, of]) => ({ ticketNo, owners: of }));
}

/** Those of the numbers that are no ticket's. */
export async function unknownTickets(db: Kysely<DB>, numbers: readonly TicketNo[]): Promise<TicketNo[]> {
  const { rows } = await sql<{ ticketNo: TicketNo }>`
    select number as "ticketNo" from unnest(${numbers}::text[]) as number
    where not exists (select from tickets where ticket_no = number) order by number
  `.execute(db);
  return rows.map(({ ticketNo }) => ticketNo);
}

/** Tickets with a running limit, their own or a review's, whose days are not all announced yet. */
export function countProvisional(db: Kysely<DB>): Promise<number> {
  return countJobTickets(db, { kind: 'replan', selection: { provisional: true } });
}

function chosen(db: Kysely<DB>, { kind, selection }: JobTickets) {
  const tickets = holding(db, selection);
  return kind === 'replan' ? tickets.where(UNDER_WAY) : tickets;
}

/** Reviews under way of the tickets chosen, open or not: samples are drawn of tickets that have ended. */
function chosenReviews(db: Kysely<DB>, selection: JobSelection) {
  return db
    .selectFrom('reviews')
    .where('ended_at', 'is', null)
    .where('ticket_no', 'in', holding(db, selection).select('ticket_no'));
}

/** Tickets that have such a limit, or a review under way has: what stands in both is one limit, so neither is chosen without the other. */
function holding(db: Kysely<DB>, selection: JobSelection) {
  const { provisional, finalIn } = selection;
  const narrowed = [
    provisional === undefined ? null : PROVISIONAL,
    finalIn === undefined
      ? null
      : sql<boolean>`ticket_no in (${liveClocksInYears(db, finalIn).select('ticket_no')}
          union all select "ticketNo" from (${liveReviewClocksInYears(finalIn)}) as live)`,
  ];
  return narrowed.reduce((query, part) => (part === null ? query : query.where(part)), described(db, selection));
}

const PROVISIONAL = sql<boolean>`ticket_no in (
  select ticket_no from clocks where provisional and status in ('running', 'paused')
  union all select ticket_no from reviews, jsonb_array_elements(reviews.state -> 'clocks') as clock
    where ended_at is null and clock ->> 'status' = 'running' and (clock -> 'plan' ->> 'provisional')::boolean)`;

/** By what the tickets themselves are chosen. */
function described(db: Kysely<DB>, selection: JobSelection) {
  const { departments, categories, slaClasses, ticketNos, from, to } = selection;
  const narrowed = [
    departments === undefined ? null : sql<boolean>`department = any(${departments})`,
    categories === undefined ? null : sql<boolean>`category = any(${categories})`,
    slaClasses === undefined ? null : sql<boolean>`sla_class = any(${slaClasses})`,
    ticketNos === undefined ? null : sql<boolean>`ticket_no = any(${ticketNos})`,
    from === undefined ? null : sql<boolean>`received_at >= ${from}`,
    to === undefined ? null : sql<boolean>`received_at < ${to}`,
  ];
  return narrowed.reduce((query, part) => (part === null ? query : query.where(part)), db.selectFrom('tickets'));
}

function after(query: ReturnType<typeof chosen>, cursor: TicketNo | null) {
  return cursor === null ? query : query.where('ticket_no', '>', cursor);
}
