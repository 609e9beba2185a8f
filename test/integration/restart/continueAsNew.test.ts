import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Command, CommandName, CommandOutcome, CommandPayloads } from '../../../contracts/commands.ts';
import type { TicketNo } from '../../../contracts/ids.ts';
import type { Actor } from '../../../contracts/people.ts';
import { readTicketState } from '../../../db/repositories/states.ts';
import type { TicketState } from '../../../domain/ticket/state.ts';
import { CommandRefused } from '../../../intake/workflowCall.ts';
import { commandOf } from '../../support/desk.ts';
import { untilAnswered } from '../../support/untilAnswered.ts';
import { numberOf, request } from '../db/counter.ts';
import { Ground } from './ground.ts';
import { isTicking } from '../../../domain/clocks/running/ticking.ts';

const AGENT: Actor = { kind: 'staff', staffNo: '1001', role: 'agent', department: 'FRONT' };
const CUSTOMER: Actor = { kind: 'customer', companyId: 'C1001', accountId: 'A100101' };

let ground: Ground;
beforeAll(async () => {
  ground = await Ground.prepare();
});
afterAll(() => ground.clear());

async function give(ticketNo: TicketNo, command: Command, id: string = randomUUID()): Promise<CommandOutcome> {
  return untilAnswered(() => ground.tickets.execute(ticketNo, command, id));
}

function order<Name extends CommandName>(name: Name, actor: Actor, payload: CommandPayloads[Name]): Command {
  return commandOf(name, actor, payload);
}

const report = (): Command => order('progress-report', AGENT, {});

async function openAndTake(): Promise<TicketNo> {
  const ticketNo = await numberOf(ground.intake.open(request()));
  await ground.intake.settled();
  await give(ticketNo, order('take-over', AGENT, {}));
  return ticketNo;
}

async function stateOf(ticketNo: TicketNo): Promise<TicketState> {
  const state = await readTicketState(ground.database.db, ticketNo);
  if (state === null) throw new Error(`${ticketNo} is not there`);
  return state;
}

async function timeline(ticketNo: TicketNo): Promise<{ seq: number; type: string }[]> {
  return ground.database.db
    .selectFrom('ticket_events')
    .select(['seq', 'type'])
    .where('ticket_no', '=', ticketNo)
    .orderBy('seq')
    .execute();
}

/** The timers of the current run stand for the limits that run. */
async function expectTimersFor(ticketNo: TicketNo): Promise<void> {
  const { clocks } = await stateOf(ticketNo);
  const ticking = clocks.filter((clock) => isTicking(clock) && clock.status === 'running').map(({ id }) => id);
  const timers = (await ground.runs(ticketNo)).at(-1)?.timers ?? [];
  expect(timers.map((timer) => timer.split(' ')[0]).toSorted()).toEqual(ticking.toSorted());
}

describe.each([
  ['tickets stay in the worker’s memory', 100],
  ['nothing stays in memory: each step is a replay', 0],
])('%s', (_how, maxCachedWorkflows) => {
  let stop: () => Promise<void>;
  beforeAll(async () => {
    stop = await ground.worker(maxCachedWorkflows);
  });
  afterAll(() => stop());

  test('a ticket with many commands goes on in run after run, and nobody notices', async () => {
    const ticketNo = await openAndTake();
    // The first word of a person ends the limit for a reply; the others change nothing.
    await give(ticketNo, report());
    const before = await stateOf(ticketNo);
    for (let nth = 0; nth < 24; nth += 1) await give(ticketNo, report());
    const runs = await ground.runs(ticketNo);
    expect(runs.length).toBeGreaterThanOrEqual(3);
    for (const run of runs) expect(run.events).toBeLessThan(200);
    const events = await timeline(ticketNo);
    expect(events.map(({ type }) => type)).toEqual(['opened', 'taken-over', ...Array(25).fill('progress-reported')]);
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, position) => position + 1));
    const after = await stateOf(ticketNo);
    expect(after.version).toBe(before.version + 24);
    expect({ ...after, version: 0, reportedAt: null }).toEqual({ ...before, version: 0, reportedAt: null });
    await expectTimersFor(ticketNo);
  });

  test('a repeated command gets its first answer, runs later, and has no second effect', async () => {
    const ticketNo = await openAndTake();
    const first = await give(ticketNo, report(), 'said-twice');
    for (let nth = 0; nth < 20; nth += 1) await give(ticketNo, report());
    expect((await ground.runs(ticketNo)).length).toBeGreaterThanOrEqual(2);
    const { version } = await stateOf(ticketNo);
    expect(await give(ticketNo, report(), 'said-twice')).toEqual(first);
    expect((await stateOf(ticketNo)).version).toBe(version);
    await expect(give(ticketNo, order('accept', CUSTOMER, {}))).rejects.toBeInstanceOf(CommandRefused);
  });

  test('commands and messages that fall together with a new run are each done once', async () => {
    const ticketNo = await openAndTake();
    for (let burst = 0; burst < 8; burst += 1) {
      const posted = { messageId: randomUUID(), from: 'staff', staffNo: '1001', at: new Date().toISOString() } as const;
      await Promise.all([
        ...Array.from({ length: 4 }, () => give(ticketNo, report())),
        ground.tickets.messagePosted(ticketNo, { ...posted, replyClock: null }),
      ]);
    }
    expect((await ground.runs(ticketNo)).length).toBeGreaterThanOrEqual(2);
    const reports = (await timeline(ticketNo)).filter(({ type }) => type === 'progress-reported');
    expect(reports).toHaveLength(32);
  });

  test('another worker carries on where this one was stopped, up to the close', async () => {
    const ticketNo = await openAndTake();
    for (let nth = 0; nth < 12; nth += 1) await give(ticketNo, report());
    await stop();
    stop = await ground.worker(maxCachedWorkflows);
    await give(ticketNo, order('answer', AGENT, {}));
    await give(ticketNo, order('accept', CUSTOMER, {}));
    await give(ticketNo, order('rate', CUSTOMER, { rating: 'SATISFIED' }));
    expect(await stateOf(ticketNo)).toMatchObject({ status: 'CLOSED', closeReason: 'CONFIRMED' });
    await expectTimersFor(ticketNo);
  });
});
