import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ticketWorkflowId, type TicketNo } from '../../../contracts/ids.ts';
import type { Actor } from '../../../contracts/people.ts';
import { countFollowers } from '../../../db/repositories/incidents.ts';
import { readTicketState } from '../../../db/repositories/states.ts';
import { storeText } from '../../../db/repositories/texts.ts';
import type { TicketState } from '../../../domain/ticket/state.ts';
import { CommandRefused } from '../../../intake/workflowCall.ts';
import { commandOf } from '../../support/desk.ts';
import { Ground } from './ground.ts';
import { lose } from './lose.ts';

const AGENT: Actor = { kind: 'staff', staffNo: '1001', role: 'agent', department: 'FRONT' };
const OTHER: Actor = { kind: 'staff', staffNo: '1002', role: 'agent', department: 'FRONT' };
const BUYER: Actor = { kind: 'customer', companyId: 'C1001', accountId: 'A100101' };
const PATIENT = { timeout: 20_000, interval: 100 };
const SUPERVISOR: Actor = { kind: 'staff', staffNo: '3001', role: 'supervisor', department: 'FRONT' };

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

const answersOf = (ticketNo: TicketNo) =>
  ground.database.db
    .selectFrom('ticket_events')
    .innerJoin('texts', 'texts.id', 'ticket_events.text_id')
    .select(['texts.body', 'ticket_events.actor'])
    .where('ticket_events.ticket_no', '=', ticketNo)
    .where('ticket_events.type', '=', 'incident-answered')
    .execute();

describe('one answer for all tickets of an incident', () => {
  test('reaches each follower once, with the same words, and none that was taken off', async () => {
    const head = await ground.opened();
    await ground.give(head, AGENT, ['take-over', {}]);
    await ground.give(head, SUPERVISOR, ['mark-incident', {}]);
    const followers: TicketNo[] = [];
    for (let n = 0; n < 8; n += 1) {
      const follower = await ground.opened();
      await ground.give(follower, AGENT, ['attach', { to: head }]);
      followers.push(follower);
    }
    const detached = await ground.opened();
    await ground.give(detached, AGENT, ['attach', { to: head }]);
    await ground.give(detached, AGENT, ['detach', {}]);

    const textId = await storeText(ground.database.db, head, { solution: '系统已恢复' });
    await ground.give(head, AGENT, ['answer', {}], textId);

    const arrived = () => countFollowers(ground.database.db, head);
    await expect.poll(arrived, { timeout: 60_000, interval: 200 }).toEqual({ total: 8, answered: 8, leftOut: 0 });
    for (const follower of followers) {
      expect(await answersOf(follower)).toMatchObject([
        { body: { solution: '系统已恢复' }, actor: { staffNo: '1001' } },
      ]);
      expect((await readTicketState(ground.database.db, follower))?.status).toBe('AWAITING_CONFIRMATION');
    }
    expect((await readTicketState(ground.database.db, detached))?.status).toBe('RECEIVED');
  }, 120_000);
});

describe('a ticket that joins in the moment in which the head is answered', () => {
  test('gets the answer as well, and no answer that was refused', async () => {
    const head = await ground.opened();
    await ground.give(head, AGENT, ['take-over', {}]);
    await ground.give(head, SUPERVISOR, ['mark-incident', {}]);
    const late = await ground.opened();
    const textId = await storeText(ground.database.db, head, { solution: '系统已恢复' });
    await ground.give(head, AGENT, ['answer', {}], textId);
    // Judged while the head was still without an answer, and given only now.
    await ground.give(late, AGENT, ['attach', { to: head }]);
    await expect.poll(() => answersOf(late)).toMatchObject([{ body: { solution: '系统已恢复' } }]);
    await ground.give(head, BUYER, ['reject', {}]);
    const later = await ground.opened();
    await ground.give(later, AGENT, ['attach', { to: head }]);
    const given = ground.database.db.selectFrom('tickets').select('status').where('ticket_no', '=', later);
    await ground.idle(later);
    expect(await given.executeTakeFirstOrThrow()).toEqual({ status: 'RECEIVED' });
  });
});

describe('a head that ends without an answer', () => {
  const follows = async (ticketNo: TicketNo): Promise<string | null> =>
    (await readTicketState(ground.database.db, ticketNo))?.incident ?? null;

  test('lets its followers go, also one that joins in that moment; each goes on by itself', async () => {
    const head = await ground.opened();
    await ground.give(head, SUPERVISOR, ['mark-incident', {}]);
    const followers = [await ground.opened(), await ground.opened()];
    for (const follower of followers) await ground.give(follower, AGENT, ['attach', { to: head }]);
    const late = await ground.opened();
    await ground.give(head, BUYER, ['withdraw', {}]);
    // Judged while the head was still open, and given only now.
    await ground.give(late, AGENT, ['attach', { to: head }]);
    for (const follower of [...followers, late]) {
      await expect.poll(() => follows(follower)).toBeNull();
      expect((await readTicketState(ground.database.db, follower))?.status).toBe('RECEIVED');
    }
  }, 60_000);
});

describe('a head whose run does not know of its answer', () => {
  const stateOf = async (ticketNo: TicketNo): Promise<TicketState> => {
    const state = await readTicketState(ground.database.db, ticketNo);
    if (state === null) throw new Error(`${ticketNo} is not there`);
    return state;
  };
  const typesOf = async (ticketNo: TicketNo): Promise<string[]> => {
    const events = ground.database.db.selectFrom('ticket_events').select('type').where('ticket_no', '=', ticketNo);
    return (await events.orderBy('seq').execute()).map(({ type }) => type);
  };

  async function followed(): Promise<{ head: TicketNo; follower: TicketNo }> {
    const [head, follower] = [await ground.opened(), await ground.opened()];
    await ground.give(head, AGENT, ['take-over', {}]);
    await ground.give(head, SUPERVISOR, ['mark-incident', {}]);
    await ground.give(follower, AGENT, ['attach', { to: head }]);
    return { head, follower };
  }

  async function beginAgain(ticketNo: TicketNo): Promise<void> {
    await ground.handle(ticketWorkflowId(ticketNo)).terminate('by hand');
    await ground.tickets.start(await stateOf(ticketNo));
  }

  const ANSWERED = ['opened', 'attached', 'incident-answered'];

  test('gives it to its followers in the run that begins anew, and once; what a follower’s customer refused stays refused', async () => {
    const { head, follower } = await followed();
    await ground.handle(ticketWorkflowId(head)).terminate('by hand');
    await lose(ground, head, commandOf('answer', AGENT, {}));
    await ground.tickets.start(await stateOf(head));
    await expect.poll(() => typesOf(follower), PATIENT).toEqual(ANSWERED);
    await ground.give(follower, BUYER, ['reject', {}]);
    const refused = [await typesOf(follower), await stateOf(follower)];
    for (const ticketNo of [follower, head]) {
      await beginAgain(ticketNo);
      await ground.idle(ticketWorkflowId(ticketNo));
    }
    expect([await typesOf(follower), await stateOf(follower)]).toEqual(refused);
  }, 60_000);

  test('and which was accepted meanwhile, gives it to them all the same', async () => {
    const { head, follower } = await followed();
    await lose(ground, head, commandOf('answer', AGENT, {}));
    await lose(ground, head, commandOf('accept', BUYER, {}));
    await ground.tickets.recorded(await stateOf(head));
    await expect.poll(() => typesOf(follower), PATIENT).toEqual(ANSWERED);
  }, 60_000);

  test('a follower that was lost while its head was answered looks for the answer as it begins anew', async () => {
    const { head, follower: late } = await followed();
    const follower = await ground.opened();
    await ground.handle(ticketWorkflowId(follower)).terminate('by hand');
    await ground.give(head, AGENT, ['answer', {}]);
    await expect.poll(() => typesOf(late), PATIENT).toEqual(ANSWERED);
    await ground.idle(ticketWorkflowId(head));
    await lose(ground, follower, commandOf('attach', AGENT, { to: head }));
    await ground.tickets.start(await stateOf(follower));
    await expect.poll(() => typesOf(follower), PATIENT).toEqual(ANSWERED);
  }, 60_000);
});

describe('two takers at the same moment', () => {
  test('one has it, the other learns that it is too late', async () => {
    const ticketNo = await ground.opened();
    const tries = await Promise.allSettled(
      [AGENT, OTHER].map((actor) => ground.give(ticketNo, actor, ['take-over', {}])),
    );
    const refused = tries.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
    expect(refused).toHaveLength(1);
    expect(refused[0]).toBeInstanceOf(CommandRefused);
    expect(refused[0].refusal.code).toBe('state-conflict');
    const state = await readTicketState(ground.database.db, ticketNo);
    expect(['1001', '1002']).toContain(state?.assignee?.staffNo);
    expect(state?.version).toBe(2);
  });
});
