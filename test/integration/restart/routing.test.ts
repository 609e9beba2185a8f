import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TicketNo } from '../../../contracts/ids.ts';
import type { Actor } from '../../../contracts/people.ts';
import { readTicketState } from '../../../db/repositories/states.ts';
import { refOf } from '../../../domain/ticket/people/who.ts';
import { people } from '../../support/desk.ts';
import { Ground } from './ground.ts';

let ground: Ground;
beforeAll(async () => {
  ground = await Ground.prepare();
});
afterAll(() => ground.clear());

const routed = (ticketNo: TicketNo) =>
  ground.database.db
    .selectFrom('decisions')
    .select('cause')
    .where('ticket_no', '=', ticketNo)
    .where('cause', 'like', 'route:%')
    .orderBy('cause')
    .execute();

/** A worker that looks for nobody before it is let. */
async function slowToFind(asked: (() => void)[]): Promise<() => Promise<void>> {
  return ground.worker(100, (activities) => ({
    ...activities,
    route: async () => {
      await new Promise<void>((resolve) => asked.push(resolve));
      return null;
    },
  }));
}

test('a senior agent is wished for again, in other hands, before one was found: each answer is a decision of its own', async () => {
  const asked: (() => void)[] = [];
  const stop = await slowToFind(asked);
  const ticketNo = await ground.opened();
  const companyId = (await readTicketState(ground.database.db, ticketNo))?.companyId ?? '';
  const buyer: Actor = { kind: 'customer', companyId, accountId: 'any' };
  await ground.give(ticketNo, buyer, ['escalate', {}]);
  await expect(ground.give(ticketNo, buyer, ['escalate', {}])).rejects.toMatchObject({
    refusal: { code: 'state-conflict' },
  });
  await ground.give(ticketNo, people.senior, ['take-over', {}]);
  await ground.give(ticketNo, people.senior, ['hand-on', { to: refOf(people.agent) }]);
  await ground.give(ticketNo, buyer, ['escalate', {}]);
  await expect.poll(() => asked.length).toBe(2);
  for (const answer of asked) answer();
  await expect.poll(async () => (await routed(ticketNo)).length).toBe(2);
  expect((await routed(ticketNo)).map(({ cause }) => cause)).toEqual(['route:senior-agent:2', 'route:senior-agent:5']);
  await stop();
});

test('whoever is looked for while the ticket goes on in another run is looked for there, and found once', async () => {
  const asked: (() => void)[] = [];
  const stop = await slowToFind(asked);
  const ticketNo = await ground.opened();
  await ground.give(ticketNo, people.agent, ['take-over', {}]);
  const companyId = (await readTicketState(ground.database.db, ticketNo))?.companyId ?? '';
  await ground.give(ticketNo, { kind: 'customer', companyId, accountId: 'any' }, ['escalate', {}]);
  await expect.poll(() => asked.length).toBe(1);
  while ((await ground.runs(ticketNo)).length < 2) await ground.give(ticketNo, people.agent, ['progress-report', {}]);
  await expect.poll(() => asked.length).toBeGreaterThan(1);
  for (const answer of asked) answer();
  await expect.poll(async () => (await routed(ticketNo)).length).toBe(1);
  await stop();
});
