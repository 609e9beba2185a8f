import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AgentState } from '../../../contracts/agents.ts';
import type { TicketNo } from '../../../contracts/ids.ts';
import type { Actor } from '../../../contracts/people.ts';
import { reassignmentWorkflowId } from '../../../contracts/reassignments.ts';
import { changeState, readAgentChange } from '../../../db/repositories/people/agentChanges.ts';
import { findReassignment } from '../../../db/repositories/people/reassignments.ts';
import { readTicketState } from '../../../db/repositories/states.ts';
import { startReassignments, startWaitingReassignments } from '../../../intake/reassignments/startReassignments.ts';
import { commandOf } from '../../support/desk.ts';
import { numberOf, request } from '../db/counter.ts';
import { Ground } from './ground.ts';

const SENIOR: Actor = { kind: 'staff', staffNo: '1003', role: 'seniorAgent', department: 'FRONT' };
const CUSTOMER: Actor = { kind: 'customer', companyId: 'C1001', accountId: 'A100101' };

let ground: Ground;
beforeAll(async () => {
  ground = await Ground.prepare();
});
afterAll(() => ground.clear());

async function says(staffNo: string, state: AgentState): Promise<string | null> {
  const reassignAfterMinutes = state === 'off' ? 0 : null;
  return changeState(ground.database.db, { staffNo, by: staffNo, state, reason: null, reassignAfterMinutes });
}

async function opened(): Promise<TicketNo> {
  const ticketNo = await numberOf(ground.intake.open(request()));
  await ground.intake.settled();
  return ticketNo;
}

const handlerOf = async (ticketNo: TicketNo): Promise<string | null> =>
  (await readTicketState(ground.database.db, ticketNo))?.assignee?.staffNo ?? null;

const timesReassigned = async (): Promise<number> => {
  const rows = await ground.database.db
    .selectFrom('ticket_events')
    .select('ticket_no')
    .where('type', '=', 'reassigned')
    .execute();
  return rows.length;
};

test('an agent goes off while no worker is there: the next worker gives his tickets to others, each once', async () => {
  const { db } = ground.database;
  await says('1001', 'ready');
  const tickets = [await opened(), await opened(), await opened(), await opened()];
  expect(await Promise.all(tickets.map(handlerOf))).toEqual(['1001', '1001', '1001', '1001']);
  await says('1002', 'ready');
  const changeId = (await says('1001', 'off')) ?? '';
  const order = await findReassignment(db, changeId);
  if (order === null) throw new Error('nothing was ordered');
  await startReassignments({ db, reassignments: ground.reassignments }, [order]);
  expect(await Promise.all(tickets.map(handlerOf))).toEqual(['1001', '1001', '1001', '1001']);

  const stopFirst = await ground.worker(20);
  await expect.poll(timesReassigned, { timeout: 30_000, interval: 20 }).toBeGreaterThan(0);
  await stopFirst();
  const stopSecond = await ground.worker(20);
  const isOver = async (): Promise<boolean> => (await readAgentChange(db, changeId)).ended_at !== null;
  await expect.poll(isOver, { timeout: 90_000, interval: 200 }).toBe(true);
  expect(await Promise.all(tickets.map(handlerOf))).toEqual(['1002', '1002', '1002', '1002']);
  expect(await timesReassigned()).toBe(4);
  await stopSecond();
}, 180_000);

test('a customer who asks for a senior agent gets the one who is ready', async () => {
  await says('1002', 'ready');
  await says('1003', 'ready');
  const stop = await ground.worker(20);
  const ticketNo = await numberOf(ground.intake.open(request({ askedFor: '1002' })));
  await ground.intake.settled();
  expect(await handlerOf(ticketNo)).toBe('1002');
  await ground.tickets.execute(ticketNo, commandOf('escalate', CUSTOMER, {}), randomUUID());
  await expect.poll(() => handlerOf(ticketNo), { timeout: 30_000, interval: 100 }).toBe('1003');
  await ground.tickets.execute(ticketNo, commandOf('answer', SENIOR, {}), randomUUID());
  await stop();
}, 120_000);

test('what somebody who goes off has goes to others also where the workflow of that was ended by force', async () => {
  const { db } = ground.database;
  const { reassignments } = ground;
  await says('1001', 'ready');
  const ticketNo = await opened();
  const before = (await handlerOf(ticketNo)) ?? '';
  const order = await findReassignment(db, (await says(before, 'off')) ?? '');
  if (order === null) throw new Error('nothing was ordered');
  await startReassignments({ db, reassignments }, [order]);
  await ground.handle(reassignmentWorkflowId(order)).terminate('lost');
  const minuteAgo = sql`update agent_changes set due_at = due_at - interval '1 minute', told_at = told_at - interval '1 minute',
    at = at - interval '1 minute' where id = ${order.changeId}`;
  await startWaitingReassignments({ db, reassignments });
  expect((await ground.handle(reassignmentWorkflowId(order)).describe()).status.name).toBe('TERMINATED');
  await minuteAgo.execute(db);
  await startWaitingReassignments({ db, reassignments });
  const stop = await ground.worker(20);
  await expect.poll(() => handlerOf(ticketNo), { timeout: 30_000, interval: 100 }).not.toBe(before);
  await stop();
}, 120_000);
