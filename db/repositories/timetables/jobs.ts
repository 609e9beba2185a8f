import { type Kysely, type Selectable, sql } from 'kysely';
import type { TicketNo } from '../../../contracts/ids.ts';
import type { JobFailure, JobKind, JobResult, JobSelection, ListedLimit } from '../../../contracts/jobs.ts';
import type { Actor } from '../../../contracts/people.ts';
import type { TimetableVersions } from '../../../domain/clocks/timetable.ts';
import type { DB, Jobs } from '../../schema/rows.ts';
import { writeJobLimits } from './jobLimits.ts';
import type { JobPage } from './jobPage.ts';
import type { Contents } from './timetables.ts';

export type JobRow = Omit<Selectable<Jobs>, 'contents'>;

/** Failures beyond these are counted only. */
const MOST_NAMED = 100;

const COLUMNS = [
  'id',
  'number',
  'kind',
  'calendar',
  'policy',
  'selection',
  'actor',
  'reason',
  'status',
  'total',
  'done',
  'failed',
  'failures',
  'cursor',
  'page',
  'result',
  'failure',
  'cancelled_by',
  'created_at',
  'started_at',
  'touched_at',
  'ended_at',
] as const satisfies readonly (keyof Jobs)[];

export interface NewJob {
  readonly kind: JobKind;
  /** Null: each limit keeps its own. */
  readonly calendar: number | null;
  readonly policy: number | null;
  /** Of the versions named, as they stand now. */
  readonly contents: Partial<Contents>;
  readonly selection: JobSelection;
  readonly actor: Actor;
  readonly reason: string | null;
}

/** Writes a job that waits to be started; answers its id. */
export async function insertJob(db: Kysely<DB>, job: NewJob): Promise<string> {
  const { kind, calendar, policy, contents, selection, actor, reason } = job;
  const { id } = await db
    .insertInto('jobs')
    .values({
      kind,
      calendar,
      policy,
      contents: JSON.stringify(contents),
      selection: JSON.stringify(selection),
      actor: JSON.stringify(actor),
      reason,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** Null where there is none. */
export async function findJob(db: Kysely<DB>, id: string): Promise<JobRow | null> {
  return (await db.selectFrom('jobs').select(COLUMNS).where('id', '=', id).executeTakeFirst()) ?? null;
}

/** One page of all jobs, newest first. */
export function listJobs(
  db: Kysely<DB>,
  { before, limit }: { readonly before: string | null; readonly limit: number },
): Promise<JobRow[]> {
  const rows = db.selectFrom('jobs').select(COLUMNS).orderBy('number', 'desc').limit(limit);
  return (before === null ? rows : rows.where('number', '<', before)).execute();
}

/** Whether a re-plan that was asked for before this one is not over yet: two at once would leave some tickets with the older wish. */
export async function waitsForAnother(
  db: Kysely<DB>,
  { kind, number }: Pick<JobRow, 'kind' | 'number'>,
): Promise<boolean> {
  if (kind !== 'replan') return false;
  const before = await db
    .selectFrom('jobs')
    .select('id')
    .where('kind', '=', 'replan')
    .where('status', 'in', ['queued', 'running'])
    .where('number', '<', number)
    .executeTakeFirst();
  return before !== undefined;
}

/** Re-plans that are not over yet and apply other versions than these: whoever has just gone back may not want them any more. */
export async function replansToOthers(db: Kysely<DB>, { calendar, policy }: TimetableVersions): Promise<string[]> {
  const jobs = await db
    .selectFrom('jobs')
    .select('id')
    .where('kind', '=', 'replan')
    .where('status', 'in', ['queued', 'running'])
    .where((eb) => eb.or([eb('calendar', '<>', calendar), eb('policy', '<>', policy)]))
    .orderBy('number')
    .execute();
  return jobs.map(({ id }) => id);
}

/** What limits are to be reckoned by; rejects for an unknown job. */
export async function readJobContents(db: Kysely<DB>, id: string): Promise<Partial<Contents>> {
  const { contents } = await db.selectFrom('jobs').select('contents').where('id', '=', id).executeTakeFirstOrThrow();
  return contents;
}

/** The waiting job runs from now on, over so many tickets. One that runs or is over already stays as it is. */
export async function beginJob(db: Kysely<DB>, id: string, total: number): Promise<void> {
  await db
    .updateTable('jobs')
    .set({ status: 'running', total, started_at: sql<Date>`now()`, touched_at: sql<Date>`now()` })
    .where('id', '=', id)
    .where('status', '=', 'queued')
    .execute();
}

/** Where a job stands that somebody is about to get on with. */
export type JobPlace = Pick<JobRow, 'id' | 'cursor'>;

const standsAt = (cursor: TicketNo | null) => sql<boolean>`cursor is not distinct from ${cursor}`;

/** Notes what is about to be given to tickets. False where another has got on with the job meanwhile. */
export async function notePage(db: Kysely<DB>, { id, cursor }: JobPlace, page: JobPage): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('jobs')
    .set({ page: JSON.stringify(page), touched_at: sql<Date>`now()` })
    .where('id', '=', id)
    .where('status', '=', 'running')
    .where('page', 'is', null)
    .where(standsAt(cursor))
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** What a page brought. */
export interface PageOutcome {
  readonly tickets: number;
  readonly result: JobResult;
  readonly failures: readonly JobFailure[];
  /** What was found or done, each limit by itself. */
  readonly limits: readonly ListedLimit[];
  /** Null: there was no ticket left. */
  readonly last: TicketNo | null;
  readonly over: boolean;
}

/** Adds a page to its job, once: false where another has got on with the job meanwhile, and then nothing is written. */
export function turnPage(db: Kysely<DB>, job: JobRow, outcome: PageOutcome): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    const turned = await markTurned(tx, job, outcome);
    if (turned) await writeJobLimits(tx, job.id, outcome.limits);
    return turned;
  });
}

async function markTurned(tx: Kysely<DB>, job: JobRow, outcome: PageOutcome): Promise<boolean> {
  const { tickets, result, failures, last, over } = outcome;
  const done = job.done + tickets;
  const { numUpdatedRows } = await tx
    .updateTable('jobs')
    .set({
      done,
      total: over ? done : Math.max(job.total, done),
      failed: job.failed + failures.length,
      failures: JSON.stringify([...job.failures, ...failures].slice(0, MOST_NAMED)),
      result: JSON.stringify(result),
      cursor: last ?? job.cursor,
      page: null,
      touched_at: sql<Date>`now()`,
      ...(over ? { status: 'done' as const, ended_at: sql<Date>`now()` } : {}),
    })
    .where('id', '=', job.id)
    .where('status', '=', 'running')
    .where(standsAt(job.cursor))
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** A waiting job is cancelled at once, a running one after its page. False where it is over or unknown. */
export async function cancelJob(db: Kysely<DB>, id: string, by: Actor): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('jobs')
    .set({
      cancelled_by: sql`coalesce(cancelled_by, ${JSON.stringify(by)}::jsonb)`,
      status: sql`case status when 'queued' then 'cancelled' else status end`,
      ended_at: sql<Date | null>`case status when 'queued' then now() end`,
    })
    .where('id', '=', id)
    .where('status', 'in', ['queued', 'running'])
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Ends a job before its last ticket; one that is over stays as it is. */
export async function endJob(
  db: Kysely<DB>,
  id: string,
  { as, failure }: { readonly as: 'cancelled' | 'failed'; readonly failure: string | null },
): Promise<void> {
  await db
    .updateTable('jobs')
    .set({ status: as, failure, page: null, ended_at: sql<Date>`now()`, touched_at: sql<Date>`now()` })
    .where('id', '=', id)
    .where('status', 'in', ['queued', 'running'])
    .execute();
}

/** Jobs that nobody seems to work on: waiting for longer than a start takes, or without progress for a minute. Each is answered to one caller. */
export async function claimStalledJobs(db: Kysely<DB>): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    update jobs set touched_at = now()
    where (status = 'queued' and touched_at < now() - interval '2 seconds')
      or (status = 'running' and touched_at < now() - interval '1 minute')
    returning id
  `.execute(db);
  return rows.map(({ id }) => id);
}
