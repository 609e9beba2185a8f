import { activityInfo, heartbeat } from '@temporalio/activity';
import type { Kysely } from 'kysely';
import type { JobProgress } from '../contracts/jobs.ts';
import {
  beginJob,
  endJob,
  findJob,
  type JobRow,
  readJobContents,
  turnPage,
  waitsForAnother,
} from '../db/repositories/timetables/jobs.ts';
import { countJobTickets } from '../db/repositories/timetables/jobTickets.ts';
import type { DB } from '../db/schema/rows.ts';
import { type InHouse, inHouseOf } from '../domain/clocks/inHouse.ts';
import type { TimetableSource } from '../domain/clocks/timetable.ts';
import { progressOf } from './jobs/progress.ts';
import { replanPage } from './jobs/replanPage.ts';
import type { ReviewPort, TicketPort } from './jobs/tickets.ts';
import { type PairOf, pairsFor } from './jobs/timetables.ts';
import { whatIfPage } from './jobs/whatIfPage.ts';

export interface JobDeps {
  readonly db: Kysely<DB>;
  readonly timetables: TimetableSource;
  readonly tickets: TicketPort;
  readonly reviews: ReviewPort;
}

/** Contents and what was reckoned from them, for as many jobs as may run at once. */
const JOBS_KEPT = 4;

interface Kept {
  /** As the policy that is applied has it; null where none is. */
  readonly inHouse: InHouse | null;
  readonly pairOf: PairOf;
}

/**
 * The activities of a job. A re-plan stays queued while one before it is not over. A page and how far the job has come are written in one transaction, so a page that is interrupted is done again
 * and none counts twice; of two that work on the same page one is heard. Rejects with a RangeError for an unknown job.
 */
export function createTimetableJobs({ db, timetables, tickets, reviews }: JobDeps) {
  const kept = new Map<string, Promise<Kept>>();

  function keptOf(job: JobRow): Promise<Kept> {
    const known = kept.get(job.id);
    if (known !== undefined) return known;
    const loading = readJobContents(db, job.id).then((contents) => ({
      inHouse: contents.policy === undefined ? null : inHouseOf(contents.policy),
      pairOf: pairsFor(timetables, job, contents),
    }));
    kept.set(job.id, loading);
    loading.catch(() => kept.delete(job.id));
    for (const id of [...kept.keys()].slice(0, -JOBS_KEPT)) kept.delete(id);
    return loading;
  }

  async function runJobPage(jobId: string): Promise<JobProgress> {
    const job = await begun(db, jobId);
    if (job.status !== 'running') return progressOf(job);
    if (job.cancelled_by !== null && job.page === null) {
      await endJob(db, jobId, { as: 'cancelled', failure: null });
      return progressOf(await jobOf(db, jobId));
    }
    const { inHouse, pairOf } = await keptOf(job);
    const beat = (): void => heartbeat();
    const { attempt } = activityInfo();
    const outcome =
      job.kind === 'what-if'
        ? await whatIfPage({ db, pairOf, inHouse, beat }, job)
        : await replanPage({ db, tickets, reviews, pairOf, inHouse, beat, attempt }, job);
    if (outcome !== null) await turnPage(db, job, outcome);
    return progressOf(await jobOf(db, jobId));
  }

  async function abandonJob(jobId: string, as: 'cancelled' | 'failed', failure: string | null): Promise<void> {
    await endJob(db, jobId, { as, failure });
  }

  return { runJobPage, abandonJob };
}

export type TimetableJobs = ReturnType<typeof createTimetableJobs>;

async function jobOf(db: Kysely<DB>, jobId: string): Promise<JobRow> {
  const job = await findJob(db, jobId);
  if (job === null) throw new RangeError(`there is no job ${jobId}`);
  return job;
}

async function begun(db: Kysely<DB>, jobId: string): Promise<JobRow> {
  const job = await jobOf(db, jobId);
  if (job.status !== 'queued' || (await waitsForAnother(db, job))) return job;
  await beginJob(db, jobId, await countJobTickets(db, job));
  return jobOf(db, jobId);
}
