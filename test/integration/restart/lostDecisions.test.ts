import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Command, CommandName, CommandOutcome, CommandPayloads } from '../../../contracts/commands.ts';
import { ticketWorkflowId, type TicketNo } from '../../../contracts/ids.ts';
import type { Actor } from '../../../contracts/people.ts';
import { readTicketState } from '../../../db/repositories/states.ts';
import type { TicketState } from '../../../domain/ticket/state.ts';
import { createOverdueRounds } from '../../../intake/overdue.ts';
import { SILENT } from '../../../intake/ports.ts';
import { WorkflowNotStarted } from '../../../intake/workflowCall.ts';
import { stateQuery } from '../../../workflows/ticket/messages.ts';
import { commandOf } from '../../support/desk.ts';
import { replayed } from '../../support/replayed.ts';
import { untilAnswered } from '../../support/untilAnswered.ts';
import { eventually, numberOf, request } from '../db/counter.ts';
import { Ground } from './ground.ts';
import { lose } from './lose.ts';

const AGENT: Actor = { kind: 'staff', staffNo: '1001', role: 'agent', department: 'FRONT' };
const OTHER: Actor = { ...AGENT, staffNo: '1002' };
const SUPERVISOR: Actor = { kind: 'staff', staffNo: '3001', role: 'supervisor', department: 'FRONT' };

let ground: Ground;
let stop: () => Promise<void>;
/** While it rests, PostgreSQL takes no decision. */
let rests = false;
let turnedAway = 0;
beforeAll(async () => {
  ground = await Ground.prepare();
  stop = await ground.worker(100, (activities) => ({
    ...activities,
    record: (decision) => {
      if (!rests) return activities.record(decision);
      turnedAway += 1;
      return Promise.reject(new Error('PostgreSQL rests'));
    },
  }));
});
afterEach(() => {
  rests = false;
  turnedAway = 0;
});
afterAll(async () => {
  await stop();
  await ground.clear();
});

const order = <Name extends CommandName>(name: Name, actor: Actor, payload: CommandPayloads[Name]): Command =>
  commandOf(name, actor, payload);
const report = (): Command => order('progress-report', AGENT, {});

async function stateOf(ticketNo: TicketNo): Promise<TicketState> {
  const state = await readTicketState(ground.database.db, ticketNo);
  if (state === null) throw new Error(`${ticketNo} is not there`);
  return state;
}

async function give(ticketNo: TicketNo, command: Command, id: string = randomUUID()): Promise<CommandOutcome> {
  return untilAnswered(() => ground.tickets.execute(ticketNo, command, id));
}

/** As the API gives it, which has read the ticket. */
async function giveHavingRead(ticketNo: TicketNo, command: Command): Promise<CommandOutcome> {
  const { version: stands } = await stateOf(ticketNo);
  return give(ticketNo, { ...command, stands });
}

/** Is replayed, and stays for test/replay where histories are recorded. */
async function keep(ticketNo: TicketNo, name: string): Promise<void> {
  await ground.idle(ticketWorkflowId(ticketNo));
  await replayed(ground.handle(ticketWorkflowId(ticketNo)), { name, folder: 'ticket' });
}

async function typesOf(ticketNo: TicketNo): Promise<string[]> {
  const events = ground.database.db.selectFrom('ticket_events').select('type').where('ticket_no', '=', ticketNo);
  return (await events.orderBy('seq').execute()).map(({ type }) => type);
}

async function timersOf(ticketNo: TicketNo): Promise<string[]> {
  const timers = (await ground.runs(ticketNo)).at(-1)?.timers ?? [];
  return timers.map((timer) => timer.split(' ')[0] ?? '').toSorted();
}

describe('PostgreSQL has decisions that Temporal has not', () => {
  test('the next command is decided on top of them, and each of them repeated has its answer and no second effect', async () => {
    const ticketNo = await ground.opened();
    await lose(ground, ticketNo, order('take-over', AGENT, {}), { cause: 'lost-a' });
    await lose(ground, ticketNo, report(), { cause: 'lost-b' });
    await expect(give(ticketNo, order('take-over', OTHER, {}))).rejects.toMatchObject({
      refusal: { code: 'state-conflict' },
    });
    expect(await give(ticketNo, report(), 'lost-b')).toEqual({ version: 3 });
    expect(await give(ticketNo, order('take-over', AGENT, {}), 'lost-a')).toEqual({ version: 3 });
    await give(ticketNo, order('answer', AGENT, {}));
    expect(await typesOf(ticketNo)).toEqual(['opened', 'taken-over', 'progress-reported', 'answered']);
    expect(await timersOf(ticketNo)).toEqual(['CONFIRM_WAIT']);
  });

  test('a command that only they allow is done, and one that they forbid is refused for what stands', async () => {
    const ticketNo = await ground.opened();
    await lose(ground, ticketNo, order('take-over', AGENT, {}));
    await expect(give(ticketNo, order('answer', AGENT, {}))).rejects.toMatchObject({ refusal: { code: 'forbidden' } });
    await giveHavingRead(ticketNo, order('answer', AGENT, {}));
    await lose(ground, ticketNo, order('accept', people(await stateOf(ticketNo)), {}));
    await expect(giveHavingRead(ticketNo, report())).rejects.toMatchObject({ refusal: { code: 'state-conflict' } });
    expect(await typesOf(ticketNo)).toEqual(['opened', 'taken-over', 'answered', 'accepted', 'closed']);
    expect(await timersOf(ticketNo)).toEqual(['RATING_WINDOW', 'REOPEN_WINDOW']);
  });

  test('told how far the ticket has come, its limits run, also where nobody says anything more', async () => {
    const ticketNo = await ground.opened();
    await give(ticketNo, order('take-over', AGENT, {}));
    await lose(ground, ticketNo, order('request-material', AGENT, { items: 1 }));
    expect(await timersOf(ticketNo)).not.toContain('MATERIAL_WAIT');
    await ground.tickets.recorded(await stateOf(ticketNo));
    await eventually(async () => (await timersOf(ticketNo)).join() === 'MATERIAL_WAIT');
    const { version } = await stateOf(ticketNo);
    await ground.tickets.recorded(await stateOf(ticketNo));
    await give(ticketNo, order('waive-material', AGENT, {}));
    expect((await stateOf(ticketNo)).version).toBe(version + 1);
    expect(await ground.runs(ticketNo)).toHaveLength(1);
    await keep(ticketNo, 'caught-up');
  });

  test('a version that never stood changes nothing, and the command is judged', async () => {
    const ticketNo = await ground.opened();
    await expect(give(ticketNo, { ...report(), stands: 9 })).rejects.toMatchObject({ refusal: { code: 'forbidden' } });
    await give(ticketNo, { ...order('take-over', AGENT, {}), stands: 9 });
    expect(await typesOf(ticketNo)).toEqual(['opened', 'taken-over']);
  });
});

describe('what a lost decision came to owe is made up for', () => {
  const told = async (ticketNo: TicketNo): Promise<string[]> => {
    const notices = ground.database.db.selectFrom('notices').select('template').where('ticket_no', '=', ticketNo);
    return (await notices.execute()).map(({ template }) => template);
  };
  const isSettled = async (ticketNo: TicketNo): Promise<boolean> => {
    const [types, templates] = await Promise.all([typesOf(ticketNo), told(ticketNo)]);
    return types.includes('assigned') || templates.includes('escalation-waits');
  };

  test.each(['asked for again', 'caught up with, and asked for again'])(
    'a senior agent that the customer wished for: %s',
    async (how) => {
      const ticketNo = await ground.opened();
      await give(ticketNo, order('take-over', AGENT, {}));
      const escalate = order('escalate', people(await stateOf(ticketNo)), {});
      await lose(ground, ticketNo, escalate, { cause: `wish: ${how}` });
      if (how.startsWith('caught up')) await ground.tickets.recorded(await stateOf(ticketNo));
      await give(ticketNo, escalate, `wish: ${how}`);
      await eventually(() => isSettled(ticketNo));
      await lose(ground, ticketNo, order('supervise', SUPERVISOR, {}));
      await ground.tickets.recorded(await stateOf(ticketNo));
      await give(ticketNo, escalate, `wish: ${how}`);
      await ground.idle(ticketWorkflowId(ticketNo));
      const once = [...(await typesOf(ticketNo)), ...(await told(ticketNo))];
      expect(once.filter((one) => one === 'assigned' || one === 'escalation-waits')).toHaveLength(1);
    },
  );

  test('the mail in which the customer is answered', async () => {
    const ticketNo = await numberOf(ground.intake.open(request({ channel: 'email' })));
    await ground.intake.settled();
    await give(ticketNo, order('take-over', AGENT, {}));
    const waiting = async (): Promise<string[]> => {
      const notices = ground.database.db.selectFrom('notices').select('template').where('ticket_no', '=', ticketNo);
      return (await notices.where('mail_state', '=', 'pending').execute()).map(({ template }) => template);
    };
    await eventually(async () => (await waiting()).length === 0);
    await lose(ground, ticketNo, order('answer', AGENT, {}));
    expect(await waiting()).toContain('answer-sent');
    await ground.tickets.recorded(await stateOf(ticketNo));
    await eventually(async () => (await waiting()).length === 0);
  });

  test('the department’s lead for whom a missed takeover called, though a word of its customer brought it to light', async () => {
    const opened = ground.intake.open(request({ category: 'ORD.PAY.REFUND' }));
    const ticketNo = await numberOf(opened);
    await ground.intake.settled();
    const takeover = (await stateOf(ticketNo)).clocks.find(({ id }) => id === 'SPECIALIST_TAKEOVER');
    const at = new Date(Date.parse(takeover?.plan?.dueAt ?? '') + 1000).toISOString();
    await lose(ground, ticketNo, { name: 'moments-passed', keys: [takeover?.key ?? ''] }, { at });
    const word = { messageId: randomUUID(), from: 'customer', staffNo: null, at: new Date().toISOString() } as const;
    await ground.tickets.messagePosted(ticketNo, { ...word, replyClock: null });
    await eventually(async () => (await typesOf(ticketNo)).includes('assigned'));
    expect((await stateOf(ticketNo)).assignee).toMatchObject({ department: 'PAY' });
    await keep(ticketNo, 'lead-called-late');
  });
});

describe('Temporal does not have a ticket’s workflow', () => {
  const rounds = () => {
    const { tickets: ticketClient, reviews: reviewClient } = ground;
    return createOverdueRounds({ db: ground.database.db, ticketClient, reviewClient, logger: SILENT });
  };

  /** Its limits came two minutes ago, and nothing came of it. */
  async function makeOverdue(ticketNo: TicketNo): Promise<void> {
    await sql`update clocks set due_at = now() - interval '2 minutes' where ticket_no = ${ticketNo}`.execute(
      ground.database.db,
    );
  }

  test('ended there by hand, it goes on with the next command as it stands', async () => {
    const ticketNo = await ground.opened();
    await give(ticketNo, order('take-over', AGENT, {}));
    await ground.handle(ticketWorkflowId(ticketNo)).terminate('by hand');
    await expect(ground.tickets.execute(ticketNo, report(), 'after-the-end')).rejects.toBeInstanceOf(
      WorkflowNotStarted,
    );
    await ground.tickets.start(await stateOf(ticketNo));
    await give(ticketNo, order('answer', AGENT, {}));
    expect(await timersOf(ticketNo)).toEqual(['CONFIRM_WAIT']);
  });

  test('once a limit has come of which nothing is written, it is started by itself', async () => {
    const ticketNo = await ground.opened();
    await ground.handle(ticketWorkflowId(ticketNo)).terminate('lost with its store');
    await rounds()();
    await expect(ground.tickets.recorded(await stateOf(ticketNo))).rejects.toBeInstanceOf(WorkflowNotStarted);
    await makeOverdue(ticketNo);
    await rounds()();
    await eventually(async () => (await timersOf(ticketNo)).includes('RESOLVE_SIMPLE'));
  });

  test('with an older store, it goes on where PostgreSQL stands', async () => {
    const ticketNo = await ground.opened();
    await lose(ground, ticketNo, order('take-over', AGENT, {}));
    await lose(ground, ticketNo, order('answer', AGENT, {}));
    await makeOverdue(ticketNo);
    await rounds()();
    await eventually(async () => (await timersOf(ticketNo)).join() === 'CONFIRM_WAIT');
  });
});

describe('Temporal has the workflow of a ticket that PostgreSQL has lost', () => {
  test('whoever got the number after it keeps his ticket, and the workflow goes on with that one', async () => {
    const { db } = ground.database;
    const ticketNo = await ground.opened();
    await give(ticketNo, order('take-over', AGENT, {}));
    const lost = await stateOf(ticketNo);
    const later = { companyId: 'C1002', accountId: 'A100201', createdAt: new Date().toISOString() };
    const given = { ...(await stateOf(await ground.opened())), ...later, ticketNo };
    for (const table of ['decisions', 'notices'] as const)
      await db.deleteFrom(table).where('ticket_no', '=', ticketNo).where('version', '>', 1).execute();
    await db.deleteFrom('ticket_events').where('ticket_no', '=', ticketNo).where('seq', '>', 1).execute();
    await sql`update tickets set company_id = ${later.companyId}, account_id = ${later.accountId}, created_at = ${later.createdAt},
      status = ${given.status}, version = ${given.version}, last_seq = 1, assignee = null, state = ${JSON.stringify(given)}
      where ticket_no = ${ticketNo}`.execute(db);
    await expect(give(ticketNo, order('withdraw', people(lost), {}))).rejects.toMatchObject({
      refusal: { code: 'forbidden' },
    });
    expect(await stateOf(ticketNo)).toEqual(given);
    await give(ticketNo, order('withdraw', people(given), {}));
    expect(await stateOf(ticketNo)).toMatchObject({ ...later, status: 'CLOSED' });
    expect((await ground.handle(ticketWorkflowId(ticketNo)).query(stateQuery)).companyId).toBe('C1002');
  });
});

describe('PostgreSQL rests while a decision is written', () => {
  /** After so many the next attempt waits for a timer: between the two the ticket hears what comes. */
  const ATTEMPTS_IN_ONE_TASK = 6;

  test('what that decision allows is not refused by the ticket as it was, and what it forbids is in its turn', async () => {
    const ticketNo = await ground.opened();
    rests = true;
    const takeOver = give(ticketNo, order('take-over', AGENT, {}));
    await expect.poll(() => turnedAway, { timeout: 10_000 }).toBe(ATTEMPTS_IN_ONE_TASK);
    await pause(200);
    const reported = give(ticketNo, report());
    await pause(500);
    const takenByOther = give(ticketNo, order('take-over', OTHER, {}));
    const answers = Promise.allSettled([reported, takenByOther]);
    await pause(200);
    rests = false;
    await takeOver;
    expect(await answers).toMatchObject([
      { status: 'fulfilled' },
      { status: 'rejected', reason: { refusal: { code: 'state-conflict' } } },
    ]);
    expect(await typesOf(ticketNo)).toEqual(['opened', 'taken-over', 'progress-reported']);
  });

  test('what waits for its turn and proves to be decided on already is answered, and not done once more', async () => {
    const ticketNo = await ground.opened();
    await give(ticketNo, order('take-over', AGENT, {}));
    rests = true;
    const reported = give(ticketNo, report());
    await expect.poll(() => turnedAway, { timeout: 10_000 }).toBe(ATTEMPTS_IN_ONE_TASK);
    await pause(200);
    await lose(ground, ticketNo, report(), { cause: 'lost-meanwhile' });
    const repeated = give(ticketNo, report(), 'lost-meanwhile');
    await pause(500);
    rests = false;
    expect(await Promise.all([repeated, reported])).toEqual([{ version: 3 }, { version: 4 }]);
    await give(ticketNo, order('answer', AGENT, {}));
    const reports = ['progress-reported', 'progress-reported'];
    expect(await typesOf(ticketNo)).toEqual(['opened', 'taken-over', ...reports, 'answered']);
  });
});

function people({ companyId, accountId }: TicketState): Actor {
  return { kind: 'customer', companyId, accountId: accountId ?? 'any' };
}
