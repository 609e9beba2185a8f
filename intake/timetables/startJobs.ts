import type { Kysely } from 'kysely';
import { claimStalledJobs } from '../../db/repositories/timetables/jobs.ts';
import type { DB } from '../../db/schema/rows.ts';
import { type Log, SILENT } from '../ports.ts';
import type { JobClient } from './jobClient.ts';

export interface StartDeps {
  readonly db: Kysely<DB>;
  readonly jobs: JobClient;
  readonly logger?: Log;
}

/** Starts a job that was just written down; where that fails, `startStalledJobs` does it later. */
export async function startJob({ jobs, logger = SILENT }: StartDeps, jobId: string): Promise<void> {
  try {
    await jobs.start(jobId);
  } catch (error) {
    logger.warn({ jobId, error: String(error) }, 'a job is not started yet');
  }
}

/** Starts what waits for too long: asked for while Temporal was away, by the command line, or ended there by force. */
export async function startStalledJobs(deps: StartDeps): Promise<void> {
  for (const jobId of await claimStalledJobs(deps.db)) await startJob(deps, jobId);
}
