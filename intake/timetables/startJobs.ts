import type { Kysely } from 'kysely';
import { claimStalledJobs } from '../../db/repositories/timetables/jobs.ts';
import type { DB } from '../../db/schema/rows.ts';
import { type Log, SILENT } from '../ports.ts';
import { startEach } from '../startEach.ts';
import type { JobClient } from './jobClient.ts';

export interface StartDeps {
  readonly db: Kysely<DB>;
  readonly jobs: JobClient;
  readonly logger?: Log;
}

/** Starts jobs that were just written down; what fails is done later by `startStalledJobs`. */
export async function startJobs(
  { jobs, logger = SILENT }: Omit<StartDeps, 'db'>,
  jobIds: readonly string[],
): Promise<void> {
  await startEach(
    jobIds,
    (jobId) => jobs.start(jobId),
    (jobId, error) => logger.warn({ jobId, error: String(error) }, 'a job is not started yet'),
  );
}

/** Starts what waits for too long: asked for while Temporal was away, by the command line, or ended there by force. */
export async function startStalledJobs(deps: StartDeps): Promise<void> {
  await startJobs(deps, await claimStalledJobs(deps.db));
}
