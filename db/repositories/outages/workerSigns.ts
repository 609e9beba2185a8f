import { type Kysely, sql } from 'kysely';
import { isOpen, TICKET_STATUSES } from '../../../contracts/ticket.ts';
import { prepared } from '../../prepare.ts';
import type { DB } from '../../schema/rows.ts';
import { lockOutages, writeMeasured } from './outages.ts';

/** No worker at all was seen for so long: nobody looked at limits or took commands (DECISION, docs/norms.md). */
const SILENCE_SECONDS = 15;
/** Signs of processes that ended are no longer needed. */
const KEPT_DAYS = 7;

/** What a worker was cut from that lived all the same. */
export type CutFrom = 'temporal' | 'postgresql';

const NOTES: Readonly<Record<CutFrom | 'stopped', string>> = {
  stopped: '工作进程按指令停止后未运行 / the worker had been stopped on purpose',
  temporal: '工作进程连不上 Temporal / the worker could not reach Temporal',
  postgresql: '工作进程连不上数据库 / the worker could not reach the database',
};

/**
 * A worker says that it can work; one small statement as long as some worker was seen lately. On the first sign after a silence of all
 * of them the time since the last sign is written down as an outage, once however many workers return; a new database had none.
 * `cutFrom`: what kept this worker from its last sign until now.
 */
export async function giveSign(db: Kysely<DB>, processId: string, cutFrom: CutFrom | null = null): Promise<void> {
  const given = await db
    .updateTable('worker_signs')
    .set({ at: sql`clock_timestamp()`, stopped: false })
    .where('process_id', '=', processId)
    .where(
      sql<boolean>`(select max(at) from worker_signs) > clock_timestamp() - make_interval(secs => ${SILENCE_SECONDS})`,
    )
    .modifyEnd(prepared('give_sign'))
    .executeTakeFirst();
  if (given.numUpdatedRows === 0n) await db.transaction().execute((tx) => signAfterSilence(tx, processId, cutFrom));
}

/** A worker was told to stop: should no other one run, what follows was meant. */
export async function giveLastSign(db: Kysely<DB>, processId: string): Promise<void> {
  await db
    .updateTable('worker_signs')
    .set({ at: sql`clock_timestamp()`, stopped: true })
    .where('process_id', '=', processId)
    .execute();
}

/** The outage and the sign that ends it stand together, or neither: a worker lost in between loses no outage. */
async function signAfterSilence(tx: Kysely<DB>, processId: string, cutFrom: CutFrom | null): Promise<void> {
  await lockOutages(tx);
  const now = await tx.selectNoFrom(sql<Date>`clock_timestamp()`.as('at')).executeTakeFirstOrThrow();
  const last = await tx.selectFrom('worker_signs').select(['at', 'stopped']).orderBy('at', 'desc').executeTakeFirst();
  const silent = last === undefined ? 0 : now.at.getTime() - last.at.getTime();
  if (last !== undefined && silent > SILENCE_SECONDS * 1000 && (await someTicketWaits(tx))) {
    const [from, to] = [last.at.toISOString(), now.at.toISOString()];
    const why = last.stopped ? 'stopped' : cutFrom;
    await writeMeasured(tx, { component: 'worker', from, to, note: why === null ? null : NOTES[why] });
  }
  const sign = { at: now.at, stopped: false };
  await tx
    .insertInto('worker_signs')
    .values({ process_id: processId, ...sign })
    .onConflict((row) => row.column('process_id').doUpdateSet(sign))
    .execute();
  await tx
    .deleteFrom('worker_signs')
    .where('at', '<', sql<Date>`now() - make_interval(days => ${KEPT_DAYS})`)
    .execute();
}

/** An outage while nobody waited for anything is none. */
async function someTicketWaits(tx: Kysely<DB>): Promise<boolean> {
  const open = TICKET_STATUSES.filter(isOpen);
  return (
    (await tx.selectFrom('tickets').select('ticket_no').where('status', 'in', open).executeTakeFirst()) !== undefined
  );
}
