import { type Kysely, sql } from 'kysely';
import type { TicketNo } from '../../contracts/ids.ts';
import type { Instant } from '../../contracts/instants.ts';
import type { OutageCause, OutageComponent } from '../../contracts/outages.ts';
import type { Actor } from '../../contracts/people.ts';
import type { DB } from '../schema/rows.ts';

export interface Declaration {
  readonly component: OutageComponent;
  readonly from: Instant;
  /** Null: goes on. */
  readonly to: Instant | null;
  readonly note: string | null;
  readonly by: Actor;
}

const outages = (db: Kysely<DB>) => db.selectFrom('outages').selectAll();
export type OutageRow = Awaited<ReturnType<ReturnType<typeof outages>['executeTakeFirstOrThrow']>>;

/** Null where an outage of that component goes on already and this one would too. */
export async function declareOutage(db: Kysely<DB>, declared: Declaration): Promise<OutageRow | null> {
  const { component, from, to, note, by } = declared;
  const row = await db
    .insertInto('outages')
    .values({ cause: 'declared', component, from_at: from, to_at: to, note, declared_by: JSON.stringify(by) })
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst();
  return row ?? null;
}

/** Null where it is unknown, has ended, or began after `at`: `findOutage` tells which. */
export async function endOutage(
  db: Kysely<DB>,
  { id, at, by }: { readonly id: string; readonly at: Instant; readonly by: Actor },
): Promise<OutageRow | null> {
  const row = await db
    .updateTable('outages')
    .set({ to_at: at, ended_by: JSON.stringify(by) })
    .where('id', '=', id)
    .where('to_at', 'is', null)
    .where('from_at', '<', new Date(at))
    .returningAll()
    .executeTakeFirst();
  return row ?? null;
}

export async function findOutage(db: Kysely<DB>, id: string): Promise<OutageRow | null> {
  return (await outages(db).where('id', '=', id).executeTakeFirst()) ?? null;
}

export interface OutagePage {
  readonly cause: OutageCause | undefined;
  readonly after: { readonly at: Instant; readonly id: string } | null;
  readonly limit: number;
}

/** One page of all outages, the latest start first. */
export function listOutages(db: Kysely<DB>, { cause, after, limit }: OutagePage): Promise<OutageRow[]> {
  let rows = outages(db).orderBy('from_at', 'desc').orderBy('id', 'desc').limit(limit);
  if (cause !== undefined) rows = rows.where('cause', '=', cause);
  if (after !== null) rows = rows.where(sql<boolean>`(from_at, id) < (${after.at}::timestamptz, ${after.id}::uuid)`);
  return rows.execute();
}

/** The outages of which some part lies between two instants, oldest first. */
export function outagesBetween(db: Kysely<DB>, from: Date, to: Date): Promise<OutageRow[]> {
  return outages(db)
    .where('from_at', '<', to)
    .where((eb) => eb.or([eb('to_at', 'is', null), eb('to_at', '>', from)]))
    .orderBy('from_at')
    .execute();
}

/** That a ticket's moment of `from` was looked at not before `to`, in the decision that made this version. */
export interface Lateness {
  readonly ticketNo: TicketNo;
  readonly version: number;
  readonly from: Instant;
  readonly to: Instant;
  /** Less than this is no outage; in ms. */
  readonly longerThanMs: number;
}

/**
 * Writes lateness down as an outage, joined with those it touches, so that a thousand late tickets make one; safe to repeat.
 * It begins at the earliest with the ticket's decision before: what a decision starts for the past was never waited for.
 */
export async function measureOutage(db: Kysely<DB>, late: Lateness): Promise<void> {
  const from = await waitedSince(db, late);
  if (Date.parse(late.to) - Date.parse(from) <= late.longerThanMs) return;
  await db.transaction().execute(async (tx) => {
    // Two that touch the same row would each keep their own end.
    await sql`select pg_advisory_xact_lock(hashtext('outages'))`.execute(tx);
    const touching = await tx
      .deleteFrom('outages')
      .where('cause', '=', 'measured')
      .where('from_at', '<=', new Date(late.to))
      .where('to_at', '>=', new Date(from))
      .returning(['id', 'from_at', 'to_at', 'created_at'])
      .execute();
    const begins = [from, ...touching.map(({ from_at }) => from_at.toISOString())].toSorted()[0] ?? from;
    const ends = [late.to, ...touching.flatMap(({ to_at }) => to_at?.toISOString() ?? [])].toSorted().at(-1);
    const [oldest] = touching.toSorted((a, b) => a.created_at.getTime() - b.created_at.getTime());
    await tx
      .insertInto('outages')
      .values({
        ...(oldest === undefined ? {} : { id: oldest.id, created_at: oldest.created_at }),
        cause: 'measured',
        component: 'limits',
        from_at: begins,
        to_at: ends ?? late.to,
      })
      .execute();
  });
}

async function waitedSince(db: Kysely<DB>, { ticketNo, version, from }: Lateness): Promise<Instant> {
  const row = await db
    .selectFrom('ticket_events')
    .select(({ fn }) => fn.max('at').as('at'))
    .where('ticket_no', '=', ticketNo)
    .where('version', '<', version)
    .executeTakeFirst();
  const before = row?.at?.toISOString() ?? from;
  return before > from ? before : from;
}
