import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeReviewId, type TicketNo } from '../../../contracts/ids.ts';
import { readReviewState } from '../../../db/repositories/quality/reviews.ts';
import { orderJob } from '../../../intake/timetables/orderJob.ts';
import { localTime } from '../../../workflows/common/words.ts';
import { Ground } from './ground.ts';
import { isOver, jobAfter, MANAGER, published } from './replans.ts';

const CACHED = 100;

let ground: Ground;
beforeAll(async () => {
  ground = await Ground.prepare();
});
afterAll(() => ground.clear());

async function replanned(policy: number, ticketNo: TicketNo) {
  const { db } = ground.database;
  const selection = { ticketNos: [ticketNo] };
  const id = await orderJob(db, { kind: 'replan', calendar: null, policy, selection, actor: MANAGER });
  await ground.jobs.start(id);
  return jobAfter(db, id, isOver);
}

test('the timers of a review that runs move with its limits, also where its worker has just been replaced', async () => {
  const { db } = ground.database;
  const first = await ground.worker(CACHED);
  const ticketNo = await ground.complainedOf();
  const id = makeReviewId(ticketNo, 1);
  const before = await readReviewState(db, id);
  await first();
  const second = await ground.worker(CACHED);
  const policy = await published(db, 'QUALITY_COMPLAINT', { kind: 'workdays', n: 20 });
  const job = await replanned(policy, ticketNo);
  expect(job).toMatchObject({ status: 'done', done: 1, failed: 0 });
  expect(job.result).toMatchObject({ reviews: { replanned: 1, unchanged: 0, skipped: 0 }, limits: { moved: 1 } });

  const after = await readReviewState(db, id);
  const [clock] = after?.clocks ?? [];
  const dueAt = clock?.plan?.dueAt ?? '';
  expect(Date.parse(dueAt)).toBeGreaterThan(Date.parse(before?.clocks[0]?.plan?.dueAt ?? ''));
  expect(after).toMatchObject({ version: (before?.version ?? 0) + 1, timetable: { policy } });
  const { events } = await ground.handle(id).fetchHistory();
  const timers = (events ?? []).flatMap(({ timerStartedEventAttributes: started, userMetadata }) =>
    started ? [Buffer.from(userMetadata?.summary?.data ?? []).toString('utf8')] : [],
  );
  const next = clock?.plan?.moments[0]?.at ?? dueAt;
  expect(timers.at(-1)).toContain(localTime(next).slice(5));
  await second();
});
