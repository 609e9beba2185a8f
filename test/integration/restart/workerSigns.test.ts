import { Client, Connection } from '@temporalio/client';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { askForWork } from '../../../worker/askForWork.ts';
import { type Signs, startSigns } from '../../../worker/signs.ts';
import { type Counter, numberOf, openCounter, request } from '../db/counter.ts';
import { startTestTemporal } from '../../support/servers.ts';
import { stopAll } from '../../support/stopping.ts';

const LIMIT = { timeout: 60_000, interval: 50 };

let counter: Counter;
let signs: Signs;
let client: Client;
let refusals = 0;

beforeAll(async () => {
  counter = await openCounter();
});
afterAll(async () => {
  await stopAll([
    async () => signs.stop(false),
    ...clients.map(
      ({ connection }) =>
        () =>
          connection.close(),
    ),
    ...servers.map(({ stop }) => stop),
    () => counter.close(),
  ]);
});

const servers: Awaited<ReturnType<typeof startTestTemporal>>[] = [];
async function startServer() {
  const server = await startTestTemporal();
  servers.push(server);
  return server;
}

const clients: Client[] = [];
function clientOf(address: string): Client {
  const made = new Client({ connection: Connection.lazy({ address }) });
  clients.push(made);
  return made;
}

async function signedAt(): Promise<Date | null> {
  const { at } = await counter.database.db
    .selectFrom('worker_signs')
    .select(({ fn }) => fn.max<Date | null>('at').as('at'))
    .executeTakeFirstOrThrow();
  return at;
}

/** Until so many attempts more have failed. */
async function refused(times: number): Promise<void> {
  const until = refusals + times;
  await vi.waitFor(() => expect(refusals).toBeGreaterThanOrEqual(until), LIMIT);
}

test('a worker that lives but is cut from Temporal gives no sign, and the gap is an outage with its reason', async () => {
  const { db } = counter.database;
  await numberOf(counter.intake.open(request({ channel: 'phone' })));
  const first = await startServer();
  client = clientOf(first.address);
  signs = startSigns({
    db,
    everyMs: 50,
    askTemporal: () => askForWork(client),
    onError: () => {
      refusals += 1;
    },
  });
  await vi.waitFor(async () => expect(await signedAt()).not.toBeNull(), LIMIT);

  await first.stop();
  await refused(1);
  const last = await signedAt();
  await refused(2);
  expect(await signedAt()).toEqual(last);

  // As if that had lasted for long.
  await sql`update worker_signs set at = at - interval '80 seconds'`.execute(db);
  const from = await signedAt();
  const second = await startServer();
  client = clientOf(second.address);
  const outages = () => db.selectFrom('outages').select(['component', 'cause', 'from_at', 'note']).execute();
  await vi.waitFor(async () => expect(await outages()).toHaveLength(1), LIMIT);
  expect(await outages()).toEqual([
    { component: 'worker', cause: 'measured', from_at: from, note: expect.stringContaining('Temporal') },
  ]);
});
