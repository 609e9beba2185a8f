import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { IN_HOUSE_CLOCK_IDS } from '../../../contracts/clocks.ts';
import { STANDARD_POLICY } from '../../../domain/clocks/standardPolicy.ts';
import type { DemoCredential } from '../../../intake/seed.ts';
import { type Answer, type Desk, openDesk } from './desk.ts';

let desk: Desk;
let agent: DemoCredential;
let manager: DemoCredential;

beforeAll(async () => {
  desk = await openDesk('asPublished');
  agent = desk.credential(({ role }) => role === 'agent');
  manager = desk.credential(({ role }) => role === 'manager');
});
afterAll(() => desk.close());

async function clock(id: string, who = agent): Promise<Answer['body']> {
  const { clocks } = (await desk.get(who, '/v1/catalog')).body;
  return clocks.find((one: { id: string }) => one.id === id);
}

describe('the catalogue tells how long every limit is', () => {
  test.each([
    ['ONLINE_REPLY', 180_000, 'ms', '3分钟', '3 minutes'],
    ['RESOLVE_SIMPLE', 1, 'workdays', '1个工作日', '1 workday'],
    ['RESOLVE_MULTI', 7, 'workdays', '7个工作日', '7 workdays'],
    ['RATING_WINDOW', 7, 'calendar-days', '7个自然日', '7 calendar days'],
    [
      'EMAIL_FIRST_REPLY',
      null,
      null,
      '次一工作日同一时刻，不晚于下班',
      'the same time next workday, not after closing',
    ],
  ])('%s', async (id, n, unit, zh, en) => {
    expect((await clock(id)).length).toEqual({ n, unit, zh, en });
  });

  test('with its target and its warnings', async () => {
    expect(await clock('URGENT_RESPONSE')).toMatchObject({
      atDue: 'breach',
      target: { n: 7_200_000, unit: 'ms', zh: '2小时', en: '2 hours' },
      length: { n: 14_400_000, unit: 'ms' },
    });
    const { warnings } = await clock('MATERIAL_WAIT');
    expect(warnings.map(({ en }: { en: string }) => en)).toEqual(['workday 3', 'workday 5']);
  });

  test('every amount has a number and a unit or neither, and words in both languages', async () => {
    const { clocks } = (await desk.get(agent, '/v1/catalog')).body;
    for (const { length, target, warnings } of clocks) {
      for (const amount of [length, target, ...warnings].filter((one) => one !== null)) {
        expect(amount.n === null).toBe(amount.unit === null);
        expect(amount.zh).toMatch(/\p{Script=Han}/u);
        expect(amount.en).toMatch(/^[\x20-\x7e]+$/);
      }
    }
  });

  test('what the house measures for itself is no customer’s to see', async () => {
    const customer = desk.credential(({ role }) => role === 'mainAccount');
    for (const id of IN_HOUSE_CLOCK_IDS) {
      expect(await clock(id, customer)).toMatchObject({ length: null, target: null, warnings: [] });
      expect((await clock(id)).length).not.toBeNull();
    }
  });

  test('by the policy in force: a new one, and the profile that sets it', async () => {
    const length = { kind: 'workdays', n: 4 } as const;
    const content = { ...STANDARD_POLICY, profile: 'quick', profiles: { quick: { RESOLVE_COMPLEX: { length } } } };
    const draft = await desk.post(manager, '/v1/policies', { content });
    await desk.post(manager, `/v1/policies/${draft.body.version}/publish`, { reason: '试行' });
    expect(await clock('RESOLVE_COMPLEX')).toMatchObject({ profile: 'quick', length: { n: 4, en: '4 workdays' } });
    expect(await clock('RESOLVE_MULTI')).toMatchObject({ profile: null, length: { n: 7 } });
    const { timetable } = (await desk.get(agent, '/v1/catalog')).body;
    expect(timetable).toEqual({ calendar: 1, policy: draft.body.version, profile: 'quick' });
  });
});
