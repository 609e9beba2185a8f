import { randomUUID } from 'node:crypto';
import { type WorkflowHandle, WorkflowFailedError } from '@temporalio/client';
import { beforeAll, describe, expect, test } from 'vitest';
import { jobWorkflowId } from '../../contracts/ids.ts';
import type { JobProgress, JobStatus } from '../../contracts/jobs.ts';
import { createJobClient, type JobClient } from '../../intake/timetables/jobClient.ts';
import { replayed } from '../support/replayed.ts';
import { timeSkipping } from '../support/timeSkipping.ts';

/** What stands in the rows of jobs, as their pages see it. */
interface Rows {
  pages: number;
  pagesInAll: number;
  /** Looks at which another re-plan is still under way. */
  waits: number;
  readonly abandoned: string[];
  /** What happens before a page. */
  before: (page: number) => void | Promise<void>;
}

let jobClient: JobClient;
const jobs = new Map<string, Rows>();

async function runJobPage(jobId: string): Promise<JobProgress> {
  const rows = rowsOf(jobId);
  await rows.before(rows.pages + 1);
  if (rows.waits > 0) {
    rows.waits -= 1;
    return { status: 'queued', title: 'replan · policy 2', total: 0, done: 0, failed: 0, counts: {} };
  }
  rows.pages += 1;
  const status: JobStatus = rows.pages >= rows.pagesInAll ? 'done' : 'running';
  const total = rows.pagesInAll * 50;
  return { status, title: 'replan · policy 2', total, done: rows.pages * 50, failed: 0, counts: { replanned: 50 } };
}

async function abandonJob(jobId: string, as: string, failure: string | null): Promise<void> {
  rowsOf(jobId).abandoned.push(failure === null ? as : `${as}: ${failure}`);
}

function rowsOf(jobId: string): Rows {
  const rows = jobs.get(jobId);
  if (rows === undefined) throw new RangeError(`there is no job ${jobId}`);
  return rows;
}

interface Started {
  readonly rows: Rows;
  readonly jobId: string;
  readonly handle: WorkflowHandle;
}

async function started(pagesInAll: number, before: Rows['before'] = () => undefined, waits = 0): Promise<Started> {
  const jobId = randomUUID();
  const rows: Rows = { pages: 0, pagesInAll, waits, abandoned: [], before };
  jobs.set(jobId, rows);
  await jobClient.start(jobId);
  return { rows, jobId, handle: time.client.workflow.getHandle(jobWorkflowId(jobId)) };
}

function jobReplayed({ handle }: Started, name: string): Promise<void> {
  return replayed(handle, { name, folder: 'timetableJob' });
}

const time = timeSkipping({ runJobPage, abandonJob });
beforeAll(() => {
  jobClient = createJobClient(time.client);
});

describe('a job', () => {
  test('is worked through page by page until its row says that it is over', async () => {
    const job = await started(3);
    await job.handle.result();
    expect(job.rows).toMatchObject({ pages: 3, abandoned: [] });
    await jobReplayed(job, 'three-pages');
  });

  test('of many pages goes on in new runs, so that no history grows long', async () => {
    const job = await started(201);
    const first = (await job.handle.describe()).runId;
    await job.handle.result();
    expect(job.rows.pages).toBe(201);
    expect((await job.handle.describe()).runId).not.toBe(first);
    const { events } = await job.handle.fetchHistory();
    expect(events?.length).toBeLessThan(20);
  });

  test('that stumbles over a lost connection tries the page again', async () => {
    let lost = 0;
    const job = await started(2, (page) => {
      if (page !== 2 || lost === 3) return;
      lost += 1;
      throw new Error('the connection was lost');
    });
    await job.handle.result();
    expect([lost, job.rows.pages, job.rows.abandoned]).toEqual([3, 2, []]);
    await jobReplayed(job, 'lost-connection');
  });

  test('waits while another before it is not over, without working through anything', async () => {
    const job = await started(2, () => undefined, 3);
    await job.handle.result();
    expect(job.rows).toMatchObject({ pages: 2, waits: 0, abandoned: [] });
    await jobReplayed(job, 'waited');
  });

  test('that cannot be reckoned fails, and its row says why', async () => {
    const job = await started(5, (page) => {
      if (page === 2) throw new RangeError('calendar 7 was never published');
    });
    await expect(job.handle.result()).rejects.toBeInstanceOf(WorkflowFailedError);
    expect(job.rows).toMatchObject({ pages: 1, abandoned: ['failed: calendar 7 was never published'] });
    await jobReplayed(job, 'failed');
  });

  /** Operations staff cancel it while this page is worked through. */
  async function cancelledAt(cancelledPage: number, pages: number): Promise<Started> {
    let cancel = async (): Promise<void> => undefined;
    const job = await started(pages, async (page) => {
      if (page === cancelledPage) await cancel();
    });
    cancel = async () => void (await job.handle.cancel());
    await expect(job.handle.result()).rejects.toBeInstanceOf(WorkflowFailedError);
    return job;
  }

  test('that operations staff cancel in Temporal is cancelled in its row', async () => {
    const job = await cancelledAt(3, 50);
    expect(job.rows.abandoned).toEqual(['cancelled']);
    expect(job.rows.pages).toBeLessThan(50);
    await jobReplayed(job, 'cancelled');
  });

  test('that is cancelled in Temporal at the last page of a run is cancelled as well', async () => {
    const job = await cancelledAt(100, 201);
    expect(job.rows).toMatchObject({ pages: 100, abandoned: ['cancelled'] });
  });

  test('that runs already is not started twice', async () => {
    let goOn = (): void => undefined;
    const held = new Promise<void>((resolve) => (goOn = resolve));
    const job = await started(1, () => held);
    const { runId } = await job.handle.describe();
    await jobClient.start(job.jobId);
    expect((await job.handle.describe()).runId).toBe(runId);
    goOn();
    await job.handle.result();
    expect(job.rows.pages).toBe(1);
  });
});
