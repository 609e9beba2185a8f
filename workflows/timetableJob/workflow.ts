import {
  ActivityFailure,
  CancellationScope,
  CancelledFailure,
  continueAsNew,
  setCurrentDetails,
  sleep,
} from '@temporalio/workflow';
import type { JobProgress } from '../../contracts/jobs.ts';
import { abandonJob, runJobPage } from './activities.ts';
import { detailsOf } from './details.ts';
import type { TimetableJobRun } from './messages.ts';

/** A page makes about six events; a run stays far below what Temporal takes. */
const PAGES_PER_RUN = 100;

/** How long a re-plan that waits for the one before it looks away. */
const LOOK_AGAIN = '5s';

/**
 * Works through a job page by page until its row says that it is over: done, or cancelled there by whoever asked for it.
 * Cancelled in Temporal, or met by what cannot be reckoned, the row says so too. A page is never broken off.
 */
export async function timetableJob({ jobId }: TimetableJobRun): Promise<void> {
  for (let page = 0; page < PAGES_PER_RUN; page += 1) {
    if (CancellationScope.current().consideredCancelled) await cancelled(jobId);
    const progress = await CancellationScope.nonCancellable(() => nextPage(jobId));
    setCurrentDetails(detailsOf(progress));
    if (isOver(progress)) return;
    if (progress.status === 'queued')
      await CancellationScope.nonCancellable(() => sleep(LOOK_AGAIN, { summary: 'waits for the re-plan before it' }));
  }
  // A new run would know nothing of it.
  if (CancellationScope.current().consideredCancelled) await cancelled(jobId);
  await continueAsNew<typeof timetableJob>({ jobId });
}

async function nextPage(jobId: string): Promise<JobProgress> {
  try {
    return await runJobPage(jobId);
  } catch (error) {
    await abandonJob(jobId, 'failed', reasonOf(error));
    throw error;
  }
}

async function cancelled(jobId: string): Promise<never> {
  await CancellationScope.nonCancellable(() => abandonJob(jobId, 'cancelled', null));
  throw new CancelledFailure('the job was cancelled in Temporal');
}

function isOver({ status }: JobProgress): boolean {
  switch (status) {
    case 'queued':
    case 'running':
      return false;
    case 'done':
    case 'failed':
    case 'cancelled':
      return true;
  }
}

function reasonOf(error: unknown): string {
  const cause = error instanceof ActivityFailure ? error.cause : error;
  return cause instanceof Error ? cause.message : String(cause);
}
