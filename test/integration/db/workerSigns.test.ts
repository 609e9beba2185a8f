import { sql } from 'kysely';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { measureOutage } from '../../../db/repositories/outages/outages.ts';
import { giveLastSign, giveSign } from '../../../db/repositories/outages/workerSigns.ts';
import { type Counter, numberOf, openCounter, request } from './counter.ts';

let counter: Counter;
beforeAll(async () => {
  counter = await openCounter();
});
beforeEach(async () => {
  await counter.clear();
  await sql`truncate outages, worker_signs cascade`.execute(counter.database.db);
});
afterAll(() => counter.close());

const [ONE, OTHER] = [randomUUID(), randomUUID()];
const sign = (processId: string): Promise<void> => giveSign(counter.database.db, processId);
const waitingTicket = () => numberOf(counter.intake.open(request({ channel: 'phone' })));

/** As if everything written so far had been written this long ago. */
async function pass(seconds: number): Promise<void> {
  await sql`update worker_signs set at = at - make_interval(secs => ${seconds})`.execute(counter.database.db);
}

async function lastSign(): Promise<Date> {
  const { at } = await counter.database.db
    .selectFrom('worker_signs')
    .select(({ fn }) => fn.max('at').as('at'))
    .executeTakeFirstOrThrow();
  return at;
}

const outages = () => counter.database.db.selectFrom('outages').selectAll().orderBy('from_at').execute();

describe('while no worker lives', () => {
  test('the desk stands still, from the last sign to the first one after it, though no limit fell in that time', async () => {
    await waitingTicket();
    await sign(ONE);
    await pass(80);
    const from = await lastSign();
    await sign(OTHER);
    expect(await outages()).toMatchObject([
      { cause: 'measured', component: 'worker', from_at: from, to_at: await lastSign(), note: null },
    ]);
  });

  test('it is one outage, however many workers come back', async () => {
    await waitingTicket();
    await Promise.all([sign(ONE), sign(OTHER)]);
    await pass(80);
    await Promise.all([sign(ONE), sign(OTHER), sign(randomUUID())]);
    await sign(ONE);
    expect(await outages()).toHaveLength(1);
  });

  test('a limit that came late in it is the same outage, and the worker its reason', async () => {
    const ticketNo = await waitingTicket();
    await sign(ONE);
    await pass(300);
    const from = await lastSign();
    await sign(ONE);
    const to = await lastSign();
    const minute = (minutes: number): string => new Date(to.getTime() + minutes * 60_000).toISOString();
    await sql`update ticket_events set at = ${from} where ticket_no = ${ticketNo}`.execute(counter.database.db);
    await measureOutage(counter.database.db, {
      of: 'ticket',
      id: ticketNo,
      version: 2,
      from: minute(-2),
      to: minute(0.1),
      longerThanMs: 60_000,
    });
    expect(await outages()).toMatchObject([{ component: 'worker', from_at: from, to_at: new Date(minute(0.1)) }]);
  });

  test('that it had been stopped on purpose is said', async () => {
    await waitingTicket();
    await sign(ONE);
    await giveLastSign(counter.database.db, ONE);
    await pass(80);
    await sign(OTHER);
    expect(await outages()).toMatchObject([{ note: expect.stringContaining('on purpose') }]);
  });
});

describe('no outage is', () => {
  test('the first start on a new database', async () => {
    await waitingTicket();
    await sign(ONE);
    expect(await outages()).toEqual([]);
  });

  test('a short silence, and one worker away while another lives', async () => {
    await waitingTicket();
    await sign(ONE);
    await pass(10);
    await sign(OTHER);
    await pass(10);
    await sign(OTHER);
    await sign(ONE);
    expect(await outages()).toEqual([]);
  });

  test('a silence while no ticket was open', async () => {
    await sign(ONE);
    await pass(80);
    await sign(ONE);
    expect(await outages()).toEqual([]);
  });
});
