import { afterAll, beforeAll, expect, test } from 'vitest';
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

test('a senior agent is wished for again, in other hands, before one was found: each answer is a decision of its own', async () => {
  const asked: (() => void)[] = [];
  const stop = await ground.worker(100, (activities) => ({
    ...activities,
    route: async () => {
      await new Promise<void>((resolve) => asked.push(resolve));
      return null;
    },
  }));
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
  const routed = () =>
    ground.database.db
      .selectFrom('decisions')
      .select('cause')
      .where('ticket_no', '=', ticketNo)
      .where('cause', 'like', 'route:%')
      .orderBy('cause')
      .execute();
  await expect.poll(async () => (await routed()).length).toBe(2);
  expect((await routed()).map(({ cause }) => cause)).toEqual(['route:senior-agent:2', 'route:senior-agent:5']);
  await stop();
});
