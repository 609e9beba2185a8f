import { type Kysely, sql } from 'kysely';
import type { HandoverId } from '../../../contracts/handovers.ts';
import type { ReviewId, TicketNo } from '../../../contracts/ids.ts';
import type { Instant } from '../../../contracts/instants.ts';
import type { OutageCause, OutageComponent } from '../../../contracts/outages.ts';
import type { DB } from '../../schema/rows.ts';
import { type RecordOfLimits, RECORDS } from '../recordsOfLimits.ts';

const outages = (db: Kysely<DB>) => db.selectFrom('outages').selectAll();
export type OutageRow = Awaited<ReturnType<ReturnType<typeof outages>['executeTakeFirstOrThrow']>>;

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

/** The outages of which some part lies between two instants, oldest first; those withdrawn are none. */
export function outagesBetween(db: Kysely<DB>, from: Date, to: Date): Promise<OutageRow[]> {
  return outages(db)
    .where('withdrawn_at', 'is', null)
    .where('from_at', '<', to)
    .where((eb) => eb.or([eb('to_at', 'is', null), eb('to_at', '>', from)]))
    .orderBy('from_at')
    .execute();
}

/** Until the transaction ends nobody else changes when what stood still. */
export async function lockOutages(tx: Kysely<DB>): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('outages'))`.execute(tx);
}

/** That a moment of `from` of a ticket, a review or a hand-over was looked at not before `to`, in the decision that made this version. */
export interface Lateness {
  readonly of: RecordOfLimits;
  readonly id: TicketNo | ReviewId | HandoverId;
  readonly version: number;
  readonly from: Instant;
  readonly to: Instant;
  /** Less than this is no outage; in ms. */
  readonly longerThanMs: number;
}

/**
 * Writes lateness down as an outage, joined with those it touches, so that a thousand late tickets make one; safe to repeat.
 * It begins at the earliest with the decision before: what a decision starts for the past was never waited for.
 */
export async function measureOutage(db: Kysely<DB>, late: Lateness): Promise<void> {
  const from = await waitedSince(db, late);
  if (Date.parse(late.to) - Date.parse(from) <= late.longerThanMs) return;
  await db.transaction().execute(async (tx) => {
    await lockOutages(tx);
    await writeMeasured(tx, { component: 'limits', from, to: late.to, note: null });
  });
}

/** What was measured to have stood still. */
export interface Measured {
  readonly component: Extract<OutageComponent, 'limits' | 'worker'>;
  readonly from: Instant;
  readonly to: Instant;
  readonly note: string | null;
}

/**
 * Writes what was measured, as one with all that it touches; safe to repeat. Where the worker was away, that is why limits were
 * late. Only under `lockOutages`: two that touch the same row would each keep their own end.
 */
export async function writeMeasured(tx: Kysely<DB>, { component, from, to, note }: Measured): Promise<void> {
  const touching = await tx
    .deleteFrom('outages')
    .where('cause', '=', 'measured')
    .where('from_at', '<=', new Date(to))
    .where('to_at', '>=', new Date(from))
    .returning(['id', 'component', 'from_at', 'to_at', 'note', 'created_at'])
    .execute();
  const begins = [from, ...touching.map(({ from_at }) => from_at.toISOString())].toSorted()[0] ?? from;
  const ends = [to, ...touching.flatMap(({ to_at }) => to_at?.toISOString() ?? [])].toSorted().at(-1) ?? to;
  const [oldest] = touching.toSorted((a, b) => a.created_at.getTime() - b.created_at.getTime());
  await tx
    .insertInto('outages')
    .values({
      ...(oldest === undefined ? {} : { id: oldest.id, created_at: oldest.created_at }),
      cause: 'measured',
      component: touching.find((one) => one.component === 'worker')?.component ?? component,
      from_at: begins,
      to_at: ends,
      note: note ?? touching.find((one) => one.note !== null)?.note ?? null,
    })
    .execute();
}

async function waitedSince(db: Kysely<DB>, { of, id, version, from }: Lateness): Promise<Instant> {
  const { events, owner } = RECORDS[of];
  const { rows } = await sql<{ at: Date | null }>`
    select max(at) as at from ${events} where ${owner} = ${id} and version < ${version}
  `.execute(db);
  const before = rows[0]?.at?.toISOString() ?? from;
  return before > from ? before : from;
}
