import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TicketNo } from '../../../contracts/ids.ts';
import { findJob } from '../../../db/repositories/timetables/jobs.ts';
import { readTicketState } from '../../../db/repositories/states.ts';
import type { Clock } from '../../../domain/clocks/types.ts';
import { orderJob } from '../../../intake/timetables/orderJob.ts';
import { localTime } from '../../../workflows/common/words.ts';
import { keepHistory } from '../../support/histories.ts';
import { numberOf, request } from '../db/counter.ts';
import { Ground } from './ground.ts';
import { isOver, jobAfter, MANAGER, published } from './replans.ts';

const CACHED = 100;

let ground: Ground;
beforeAll(async () => {
  ground = await Ground.prepare();
});
afterAll(() => ground.clear());

async function opened(count: number): Promise<TicketNo[]> {
  const tickets: TicketNo[] = [];
  for (let n = 0; n < count; n += 1) tickets.push(await numberOf(ground.intake.open(request())));
  await ground.intake.settled();
  return tickets;
}

async function resolveBy(ticketNo: TicketNo): Promise<Clock> {
  const state = await readTicketState(ground.database.db, ticketNo);
  const clock = state?.clocks.find(({ id }) => id === 'RESOLVE_SIMPLE');
  if (clock === undefined) throw new Error(`${ticketNo} has no such limit`);
  return clock;
}

async function replansOf(ticketNo: TicketNo): Promise<number> {
  const rows = await ground.database.db
    .selectFrom('ticket_events')
    .select('seq')
    .where('ticket_no', '=', ticketNo)
    .where('type', '=', 'replanned')
    .execute();
  return rows.length;
}

describe('a published policy is applied to tickets that run', () => {
  test('their timers move, and what they were told before is still theirs until then', async () => {
    const stop = await ground.worker(CACHED);
    const [ticketNo, other] = await opened(2);
    if (ticketNo === undefined || other === undefined) throw new Error('nothing is open');
    const before = await resolveBy(ticketNo);
    const policy = await published(ground.database.db, 'RESOLVE_SIMPLE', { kind: 'elapsed', hours: 30 * 24 });
    const id = await orderJob(ground.database.db, {
      kind: 'replan',
      calendar: null,
      policy,
      selection: { ticketNos: [ticketNo] },
      actor: MANAGER,
    });
    await ground.jobs.start(id);
    const job = await jobAfter(ground.database.db, id, isOver);
    expect(job).toMatchObject({ status: 'done', done: 1, failed: 0 });
    const after = await resolveBy(ticketNo);
    const expected = new Date(Date.parse(before.startedAt) + 30 * 86_400_000).toISOString();
    expect([after.plan?.dueAt, after.timetable.policy]).toEqual([expected, policy]);
    const timers = (await ground.runs(ticketNo)).at(-1)?.timers ?? [];
    const timer = timers.find((summary) => summary.startsWith('RESOLVE_SIMPLE'));
    const next = after.plan?.moments[0];
    expect(timer).toContain(next === undefined ? 'a moment' : localTime(next.at).slice(5));
    expect((await resolveBy(other)).timetable.policy).toBe(before.timetable.policy);
    keepHistory('re-planned', await ground.history(ticketNo));
    await stop();
  });

  test('a worker that goes in the middle leaves nothing out, and nothing happens twice', async () => {
    const stop = await ground.worker(CACHED);
    const tickets = await opened(70);
    const policy = await published(ground.database.db, 'RESOLVE_SIMPLE', { kind: 'elapsed', hours: 40 * 24 });
    const id = await orderJob(ground.database.db, {
      kind: 'replan',
      calendar: null,
      policy,
      selection: null,
      actor: MANAGER,
    });
    await ground.jobs.start(id);
    const half = await jobAfter(ground.database.db, id, ({ done }) => done > 0);
    await stop();
    const left = await findJob(ground.database.db, id);
    const again = await ground.worker(CACHED);
    const job = await jobAfter(ground.database.db, id, ({ status }) => status !== 'running');
    expect(half.done).toBeLessThan(72);
    expect(job.done).toBeGreaterThanOrEqual(left?.done ?? 0);
    expect(job).toMatchObject({ status: 'done', total: 72, done: 72, failed: 0 });
    expect(job.result).toMatchObject({ tickets: { replanned: 72, unchanged: 0, skipped: 0 } });
    expect(await Promise.all(tickets.map(replansOf))).toEqual(tickets.map(() => 1));
    const policies = await Promise.all(tickets.map(async (ticketNo) => (await resolveBy(ticketNo)).timetable.policy));
    expect(new Set(policies)).toEqual(new Set([policy]));
    await again();
  });
});
