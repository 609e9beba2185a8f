import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { STANDARD_POLICY } from '../../../domain/clocks/standardPolicy.ts';
import type { DemoCredential } from '../../../intake/seed.ts';
import examples from '../../cases/calendar-examples.json' with { type: 'json' };
import { type Desk, openDesk } from './desk.ts';

interface Params {
  readonly urgent?: boolean;
  readonly profile?: string;
  readonly days?: number;
  readonly workdays?: number;
  readonly pauses?: string[][];
}

interface Example {
  readonly id: string;
  readonly rule: string;
  readonly at: string;
  readonly params: Params;
  readonly expect: Readonly<Record<string, unknown>>;
  readonly why: string;
}

/** Rules that are no clock: a warning, a number, a route, a judgement of a wish, and what the customer sees. */
const NO_CLOCK = ['WARN', 'TICKET_NO', 'PHONE_ROUTE', 'APPOINTMENT_CHECK', 'HISTORY'];
/** What a preview does not tell besides the limit itself: the shift's name and begin, and the pauses' count, which base and due imply. */
const BESIDE_THE_LIMIT = ['shift', 'businessDate', 'start', 'extendedBy'];

const all: readonly Example[] = examples.cases;
const clocks = all.filter(({ rule }) => !NO_CLOCK.includes(rule));

let desk: Desk;
let customer: DemoCredential;

beforeAll(async () => {
  desk = await openDesk();
  customer = desk.credential(({ role }) => role === 'mainAccount');
});
afterAll(() => desk.close());

async function preview(clock: string, { at, params }: Example) {
  const { urgent, profile, workdays, pauses } = params;
  const answer = await desk.post(customer, '/v1/clocks/preview', { clock, at, urgent, profile, workdays, pauses });
  expect(answer.status, answer.text).toBe(200);
  expect(answer.body.explanation.zh).not.toBe('');
  expect(answer.body.explanation.en).not.toBe('');
  return answer.body;
}

const dayBefore = (instant: string): string =>
  new Date(Date.parse(`${instant.slice(0, 10)}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);

/** What the service answers to one example, in the words of the case file. */
async function told(example: Example): Promise<object> {
  const { rule, params } = example;
  switch (rule) {
    case 'SHIFT':
      return { handoverBy: (await preview('SHIFT_HANDOVER', example)).dueAt };
    case 'APPOINTMENT':
      return {
        confirmBy: (await preview('APPT_CONFIRM', example)).dueAt,
        earliest: (await preview('APPT_LEAD', example)).earliestAt,
      };
    case 'RETENTION': {
      const { dueAt } = await preview('RETENTION', example);
      return { keepThrough: dayBefore(dueAt), purgeFrom: dueAt };
    }
    case 'SILENCE': {
      const waits = await Promise.all(['CONFIRM_WAIT', 'MATERIAL_WAIT'].map((clock) => preview(clock, example)));
      const [confirm, material] = waits.map(({ dueAt, reminders }) => ({ due: dueAt, reminders }));
      expect(material).toEqual(confirm);
      return { remind1: confirm?.reminders[0], remind2: confirm?.reminders[1], due: confirm?.due };
    }
    case 'REASSESS_ASSIGN':
      return { due: (await preview('REASSESS', example)).targetAt };
    case 'REASSESS_PLAN':
      return { due: (await preview('REASSESS', example)).dueAt };
    case 'DAYS_WINDOW':
      return { due: (await preview(params.days === 7 ? 'RATING_WINDOW' : 'REOPEN_WINDOW', example)).dueAt };
    case 'PAUSE':
      return {
        base: (await preview('RESOLVE_COMPLEX', { ...example, params: { ...params, pauses: [] } })).dueAt,
        due: (await preview('RESOLVE_COMPLEX', example)).dueAt,
      };
    default: {
      const { targetAt, dueAt } = await preview(rule, example);
      return targetAt === undefined ? { due: dueAt } : { target: targetAt, due: dueAt };
    }
  }
}

function expected({ expect: wanted }: Example): object {
  return Object.fromEntries(Object.entries(wanted).filter(([key]) => !BESIDE_THE_LIMIT.includes(key)));
}

describe('the worked examples of the time rules, asked over HTTP', () => {
  test.each(clocks)('$id $rule $at: $why', async (example) => {
    expect(expected(example)).not.toEqual({});
    expect(await told(example)).toEqual(expected(example));
  });

  test('leaves out only what is no clock', () => {
    const left = all.filter((example) => !clocks.includes(example));
    expect([...new Set(left.map(({ rule }) => rule))].toSorted()).toEqual(NO_CLOCK.toSorted());
    expect(clocks.length + left.length).toBe(all.length);
  });
});

describe('a question that the limit does not take', () => {
  const asked = (body: object) =>
    desk.post(customer, '/v1/clocks/preview', { at: '2026-03-02T10:00:00+08:00', ...body });

  test.each([
    [{ clock: 'ONLINE_REPLY', workdays: 3 }, '/workdays'],
    [{ clock: 'RESOLVE_SIMPLE', profile: 'festive' }, '/profile'],
    [{ clock: 'NOON' }, '/clock'],
  ])('%j is refused', async (body, pointer) => {
    expect((await asked(body)).body).toMatchObject({ status: 400, errors: [{ pointer }] });
  });

  test('any profile of the policy in force can be asked for', async () => {
    const manager = desk.credential(({ role }) => role === 'manager');
    const quick = { RESOLVE_COMPLEX: { length: { kind: 'workdays', n: 4 } } };
    const content = { ...STANDARD_POLICY, profiles: { ...STANDARD_POLICY.profiles, quick } };
    const { body: draft } = await desk.post(manager, '/v1/policies', { content });
    expect((await desk.post(manager, `/v1/policies/${draft.version}/publish`, { reason: '提速' })).status).toBe(200);
    await expect.poll(async () => (await asked({ clock: 'RESOLVE_COMPLEX', profile: 'quick' })).status).toBe(200);
    const { body } = await asked({ clock: 'RESOLVE_COMPLEX', profile: 'quick' });
    expect(body.dueAt).toBe('2026-03-06T18:00:00+08:00');
    expect((await asked({ clock: 'RESOLVE_COMPLEX', profile: 'standard' })).body.dueAt).toBe(
      '2026-03-09T18:00:00+08:00',
    );
  });
});
