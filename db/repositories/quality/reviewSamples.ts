import { type Kysely, sql } from 'kysely';
import type { TicketNo } from '../../../contracts/ids.ts';
import type { Instant } from '../../../contracts/instants.ts';
import type { Actor, Department } from '../../../contracts/people.ts';
import type { TicketState } from '../../../domain/ticket/state.ts';
import type { DB } from '../../schema/rows.ts';
import { exactly } from '../reading/exactly.ts';

/** What is drawn from: tickets closed between two instants on which somebody worked, of one department or of all. */
export interface SampleWish {
  readonly month: string;
  readonly from: Instant;
  readonly to: Instant;
  readonly department: Department | null;
  readonly seed: string;
  /** How many of that many. */
  readonly sizeOf: (population: number) => number;
  readonly by: Actor;
}

/**
 * Draws a sample and writes down which tickets it is; their reviews are opened after it. The same seed draws the same tickets
 * of the same population, in an order that says nothing about them. No ticket is drawn twice in a month: the same wish again is
 * answered with the sample that it drew, another wish draws from the rest.
 */
export async function drawSample(db: Kysely<DB>, wish: SampleWish): Promise<{ id: string; isNew: boolean }> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (tx) => {
      // Before the first statement that reads: what another draw has just taken must be seen by this one.
      await sql`lock table review_samples in share row exclusive mode`.execute(tx);
      const population = await countClosed(tx, wish);
      const wished = wish.sizeOf(population);
      const earlier = await drawnBefore(tx, wish, wished);
      if (earlier !== null) return { id: earlier, isNew: false };
      return { id: await draw(tx, wish, { population, wished }), isNew: true };
    });
}

async function drawnBefore(tx: Kysely<DB>, wish: SampleWish, wished: number): Promise<string | null> {
  const earlier = await tx
    .selectFrom('review_samples')
    .select('id')
    .where('month', '=', wish.month)
    .where('seed', '=', wish.seed)
    .where(sql<boolean>`department is not distinct from ${wish.department}::text`)
    .where('wished', '=', wished)
    .orderBy('drawn_at')
    .orderBy('id')
    .executeTakeFirst();
  return earlier?.id ?? null;
}

async function draw(
  tx: Kysely<DB>,
  wish: SampleWish,
  { population, wished }: { population: number; wished: number },
): Promise<string> {
  const { month, department, seed, by } = wish;
  const { id } = await tx
    .insertInto('review_samples')
    .values({ month, department, seed, population, wished, drawn_by: JSON.stringify(by) })
    .returning('id')
    .executeTakeFirstOrThrow();
  await sql`
    insert into review_sample_tickets (sample_id, ticket_no, position)
    select ${id}, ticket_no, row_number() over (order by draw, ticket_no) from (
      select ticket_no, md5(${seed} || ':' || ticket_no) as draw from tickets where ${closedIn(wish)}
        and ticket_no not in (
          select d.ticket_no from review_sample_tickets d join review_samples s on s.id = d.sample_id
          where s.month = ${month}
        )
      order by draw, ticket_no limit ${wished}
    ) drawn
  `.execute(tx);
  return id;
}

function closedIn({ from, to, department }: SampleWish) {
  return sql<boolean>`status in ('CLOSED', 'ARCHIVED') and closed_at >= ${from}::timestamptz
    and closed_at < ${to}::timestamptz and department = coalesce(${department}, department) and ${isWorkedOn}`;
}

/**
 * As `workedOn` of the domain finds somebody: what nobody worked on is nobody's service to score, and a duplicate's is scored where the
 * matter went on. Tickets from before it was kept who worked on them have whoever was named.
 */
const isWorkedOn = sql<boolean>`close_reason is distinct from 'DUPLICATE' and coalesce(
  nullif(state -> 'workers', 'null') <> '[]',
  coalesce(state #>> '{firstContact}', state #>> '{assignee,staffNo}', state #>> '{lead,staffNo}',
    state #>> '{pastHandlers,0}', state #>> '{tasks,0,taskId}') is not null)`;

async function countClosed(tx: Kysely<DB>, wish: SampleWish): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::integer as n from tickets where ${closedIn(wish)}
  `.execute(tx);
  return rows[0]?.n ?? 0;
}

/** A drawn ticket whose review is still to be opened, with what is known of it. */
export interface DrawnTicket {
  readonly sampleId: string;
  readonly ticketNo: TicketNo;
  readonly drawnBy: Actor;
  readonly drawnAt: Date;
  readonly state: TicketState;
  /** Its review stands already; only this list does not know it yet. */
  readonly isOpened: boolean;
}

/** The next tickets whose reviews are to be opened, of one sample or of all. */
export async function listDrawn(db: Kysely<DB>, sampleId: string | null, limit: number): Promise<DrawnTicket[]> {
  const { rows } = await sql<DrawnTicket>`
    select d.sample_id as "sampleId", d.ticket_no as "ticketNo", s.drawn_by as "drawnBy", s.drawn_at as "drawnAt", t.state,
      exists (select from reviews r where r.sample_id = d.sample_id and r.ticket_no = d.ticket_no) as "isOpened"
    from review_sample_tickets d join review_samples s on s.id = d.sample_id join tickets t on t.ticket_no = d.ticket_no
    where d.opened_at is null and d.sample_id = coalesce(${sampleId}::uuid, d.sample_id)
    order by d.sample_id, d.position limit ${limit}
  `.execute(db);
  return rows;
}

export async function markOpened(db: Kysely<DB>, { sampleId, ticketNo }: DrawnTicket): Promise<void> {
  await db
    .updateTable('review_sample_tickets')
    .set({ opened_at: sql<Date>`now()` })
    .where('sample_id', '=', sampleId)
    .where('ticket_no', '=', ticketNo)
    .execute();
}

const samples = (db: Kysely<DB>) =>
  db
    .selectFrom('review_samples')
    .select(['id', 'month', 'department', 'seed', 'population', 'drawn_by', 'drawn_at'])
    .select(exactly('drawn_at').as('exactly_drawn_at'))
    .select((eb) =>
      eb
        .selectFrom('review_sample_tickets')
        .select(({ fn }) => fn.countAll<string>().as('n'))
        .whereRef('review_sample_tickets.sample_id', '=', 'review_samples.id')
        .as('size'),
    );
export type SampleRow = Awaited<ReturnType<ReturnType<typeof samples>['executeTakeFirstOrThrow']>>;

export async function findSample(db: Kysely<DB>, id: string): Promise<SampleRow | null> {
  return (await samples(db).where('id', '=', id).executeTakeFirst()) ?? null;
}

/** One page of all samples, the latest first. */
export function listSamples(
  db: Kysely<DB>,
  { after, limit }: { readonly after: { readonly at: Instant; readonly id: string } | null; readonly limit: number },
): Promise<SampleRow[]> {
  let rows = samples(db).orderBy('drawn_at', 'desc').orderBy('id', 'desc').limit(limit);
  if (after !== null) rows = rows.where(sql<boolean>`(drawn_at, id) < (${after.at}::timestamptz, ${after.id}::uuid)`);
  return rows.execute();
}

/** The tickets of a sample in the order drawn, with their reviews as far as they are opened. */
export function ticketsOfSample(db: Kysely<DB>, sampleId: string) {
  return db
    .selectFrom('review_sample_tickets as drawn')
    .leftJoin('reviews', (join) =>
      join.onRef('reviews.sample_id', '=', 'drawn.sample_id').onRef('reviews.ticket_no', '=', 'drawn.ticket_no'),
    )
    .select(['drawn.ticket_no', 'reviews.review_id', 'reviews.status', 'reviews.score'])
    .where('drawn.sample_id', '=', sampleId)
    .orderBy('drawn.position')
    .execute();
}
