import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TicketNo } from '../../../contracts/ids.ts';
import type { Actor } from '../../../contracts/people.ts';
import { readTicketState } from '../../../db/repositories/states.ts';
import { Ground } from './ground.ts';

const AGENT: Actor = { kind: 'staff', staffNo: '1001', role: 'agent', department: 'FRONT' };
const BUYER: Actor = { kind: 'customer', companyId: 'C1001', accountId: 'A100101' };

/** More than one workflow task takes. */
const MANY = 36;

let ground: Ground;
let stopWorker: () => Promise<void>;
beforeAll(async () => {
  ground = await Ground.prepare();
  stopWorker = await ground.worker(20);
});
afterAll(async () => {
  await stopWorker();
  await ground.clear();
});

const timeline = async (ticketNo: TicketNo): Promise<string[]> => {
  const { db } = ground.database;
  const lines = db.selectFrom('ticket_events').select('type').where('ticket_no', '=', ticketNo).orderBy('seq');
  return (await lines.execute()).map(({ type }) => type);
};

test('what a ticket of many decisions was told is not done again when its run was reset, though its state would allow it', async () => {
  const ticketNo = await ground.opened();
  await ground.give(ticketNo, AGENT, ['take-over', {}]);
  for (let n = 0; n < MANY; n += 1) await ground.give(ticketNo, AGENT, ['progress-report', {}]);
  const told = await timeline(ticketNo);

  await ground.resetToFirstTask(ticketNo);
  await ground.give(ticketNo, AGENT, ['answer', {}]);

  expect(await timeline(ticketNo)).toEqual([...told, 'answered']);
});

test('a ticket whose run was reset to its first task stands where PostgreSQL has it, and goes on', async () => {
  const ticketNo = await ground.opened();
  await ground.give(ticketNo, AGENT, ['take-over', {}]);
  await ground.give(ticketNo, AGENT, ['progress-report', {}]);
  await ground.give(ticketNo, AGENT, ['answer', {}]);
  const before = await readTicketState(ground.database.db, ticketNo);
  const told = await timeline(ticketNo);

  await ground.resetToFirstTask(ticketNo);
  await ground.give(ticketNo, BUYER, ['reject', {}]);

  expect(await timeline(ticketNo)).toEqual([...told, 'rejected']);
  expect(await readTicketState(ground.database.db, ticketNo)).toMatchObject({
    status: 'REASSESSING',
    version: (before?.version ?? 0) + 1,
    pastHandlers: ['1001'],
  });
});
