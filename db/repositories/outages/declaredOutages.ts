import { type Kysely, sql } from 'kysely';
import type { Instant } from '../../../contracts/instants.ts';
import type { OutageAction, OutageFacts } from '../../../contracts/outages.ts';
import type { Actor } from '../../../contracts/people.ts';
import { inTransaction } from '../../inTransaction.ts';
import type { DB } from '../../schema/rows.ts';
import { lockOutages, type OutageRow } from './outages.ts';

/** What became of a change: `overlaps` names another outage of the same part, `conflict` the row as it stands. */
export type OutageOutcome =
  | { readonly kind: 'done'; readonly row: OutageRow }
  | { readonly kind: 'overlaps'; readonly other: OutageRow }
  | { readonly kind: 'conflict'; readonly row: OutageRow }
  | { readonly kind: 'unknown' };

/** Somebody's word on an outage. */
export interface OutageDeed {
  readonly id: string;
  readonly by: Actor;
  readonly reason: string | null;
}

/** Writes an outage down, unless one of the same part covers some of its time. */
export function declareOutage(db: Kysely<DB>, facts: OutageFacts, by: Actor): Promise<OutageOutcome> {
  return inTransaction(db, async (tx) => {
    await lockOutages(tx);
    const other = await overlapping(tx, facts, null);
    if (other !== null) return { kind: 'overlaps', other };
    const row = await tx
      .insertInto('outages')
      .values({ cause: 'declared', ...columnsOf(facts), declared_by: JSON.stringify(by) })
      .returningAll()
      .executeTakeFirstOrThrow();
    await audit(tx, { action: 'declared', before: null, after: row, deed: { id: row.id, by, reason: null } });
    return { kind: 'done', row };
  });
}

/** Says when it was over; `conflict` where it has ended, began later, was withdrawn or was measured. */
export function endOutage(db: Kysely<DB>, deed: OutageDeed, at: Instant): Promise<OutageOutcome> {
  return changing(db, deed, async (tx, before) => {
    if (before.to_at !== null || before.from_at >= new Date(at)) return { kind: 'conflict', row: before };
    const row = await tx
      .updateTable('outages')
      .set({ to_at: at, ended_by: JSON.stringify(deed.by) })
      .where('id', '=', deed.id)
      .returningAll()
      .executeTakeFirstOrThrow();
    await audit(tx, { action: 'ended', before, after: row, deed });
    return { kind: 'done', row };
  });
}

/** Puts right what was declared; reports are told by it from now on. */
export function correctOutage(
  db: Kysely<DB>,
  deed: OutageDeed,
  change: (before: OutageRow) => OutageFacts,
): Promise<OutageOutcome> {
  return changing(db, deed, async (tx, before) => {
    const facts = change(before);
    const other = await overlapping(tx, facts, deed.id);
    if (other !== null) return { kind: 'overlaps', other };
    const row = await tx
      .updateTable('outages')
      .set(columnsOf(facts))
      .where('id', '=', deed.id)
      .returningAll()
      .executeTakeFirstOrThrow();
    await audit(tx, { action: 'corrected', before, after: row, deed });
    return { kind: 'done', row };
  });
}

/** It was none: it explains nothing any more. */
export function withdrawOutage(db: Kysely<DB>, deed: OutageDeed): Promise<OutageOutcome> {
  return changing(db, deed, async (tx, before) => {
    const row = await tx
      .updateTable('outages')
      .set({ withdrawn_at: sql<Date>`now()` })
      .where('id', '=', deed.id)
      .returningAll()
      .executeTakeFirstOrThrow();
    await audit(tx, { action: 'withdrawn', before, after: row, deed });
    return { kind: 'done', row };
  });
}

/** What was done with an outage, oldest first. */
export function outageAudit(db: Kysely<DB>, id: string) {
  return db
    .selectFrom('outage_audit')
    .select(['action', 'actor', 'at', 'reason', 'before', 'after'])
    .where('outage_id', '=', id)
    .orderBy('id')
    .execute();
}
export type OutageAuditRow = Awaited<ReturnType<typeof outageAudit>>[number];

function changing(
  db: Kysely<DB>,
  { id }: OutageDeed,
  change: (tx: Kysely<DB>, before: OutageRow) => Promise<OutageOutcome>,
): Promise<OutageOutcome> {
  return inTransaction(db, async (tx) => {
    await lockOutages(tx);
    const before = await tx.selectFrom('outages').selectAll().where('id', '=', id).executeTakeFirst();
    if (before === undefined) return { kind: 'unknown' };
    if (before.cause !== 'declared' || before.withdrawn_at !== null) return { kind: 'conflict', row: before };
    return change(tx, before);
  });
}

/** Another declared outage of the same part that covers some of this time; half-open, so one may follow another at once. */
async function overlapping(
  tx: Kysely<DB>,
  { component, from, to }: OutageFacts,
  except: string | null,
): Promise<OutageRow | null> {
  let others = tx
    .selectFrom('outages')
    .selectAll()
    .where('cause', '=', 'declared')
    .where('withdrawn_at', 'is', null)
    .where('component', '=', component)
    .where((eb) => eb.or([eb('to_at', 'is', null), eb('to_at', '>', new Date(from))]))
    .orderBy('from_at')
    .limit(1);
  if (to !== null) others = others.where('from_at', '<', new Date(to));
  if (except !== null) others = others.where('id', '<>', except);
  return (await others.executeTakeFirst()) ?? null;
}

function columnsOf({ component, from, to, note }: OutageFacts) {
  return { component, from_at: from, to_at: to, note };
}

interface AuditLine {
  readonly action: OutageAction;
  readonly before: OutageRow | null;
  readonly after: OutageRow;
  readonly deed: OutageDeed;
}

async function audit(tx: Kysely<DB>, { action, before, after, deed }: AuditLine): Promise<void> {
  await tx
    .insertInto('outage_audit')
    .values({
      outage_id: after.id,
      action,
      actor: JSON.stringify(deed.by),
      reason: deed.reason,
      before: before === null ? null : JSON.stringify(factsOf(before)),
      after: JSON.stringify(factsOf(after)),
    })
    .execute();
}

/** As it was declared, in UTC. */
export function factsOf({ component, from_at, to_at, note }: OutageRow): OutageFacts {
  return { component, from: from_at.toISOString(), to: to_at?.toISOString() ?? null, note };
}
