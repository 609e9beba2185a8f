import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DemoCredential } from '../../../intake/seed.ts';
import { nonsenseFor, type Operation, operationsOf } from '../../support/nonsense.ts';
import { type Answer, type Desk, openDesk, SIMPLE } from './desk.ts';

const HAN = /\p{Script=Han}/u;
const LANGUAGES = [
  ['zh-CN', (text: string) => HAN.test(text)],
  ['en', (text: string) => !HAN.test(text)],
] as const;
const NO_REASON_FOR_ERRORS = ['idempotency-key-reused', 'company-not-registered', 'idempotency-key-required'];

const WRONG_VALUES = [
  '',
  '%00',
  'x'.repeat(600),
  '2026-02-30',
  '0000-06',
  '0000-06-01',
  '0000-06-01T00:00:00Z',
  '9999-12-31T23:59:59Z',
];

let desk: Desk;
let operations: Operation[];
let ticketNo: string;

beforeAll(async () => {
  desk = await openDesk('asPublished');
  operations = operationsOf((await desk.get(null, '/openapi.json')).body);
  const customer = desk.credential(({ role, companyKind }) => role === 'mainAccount' && companyKind === 'buyer');
  ticketNo = (await desk.post(customer, '/v1/tickets', SIMPLE)).body.ticketNo;
});
afterAll(() => desk.close());

/** On a busy machine the database may be late: then the same is asked again, as the answer says. */
async function patiently(ask: () => Promise<Answer>): Promise<Answer> {
  for (let tries = 1; ; tries++) {
    const answer = await ask();
    if (answer.status !== 503 || tries === 5) return answer;
  }
}

function send(who: DemoCredential | null, { method, path }: Operation, body: unknown, language: string) {
  const headers = { 'Accept-Language': language };
  const ask = () => (method === 'put' ? desk.put(who, path, body, headers) : desk.post(who, path, body, headers));
  return patiently(ask);
}

/** Somebody whom the call is not forbidden, so that what is sent is looked at. */
async function callerOf(operation: Operation): Promise<DemoCredential | null> {
  const { method, path } = operation;
  for (const who of desk.credentials) {
    const { status } = await (method === 'get' ? desk.get(who, path) : send(who, operation, [], 'en'));
    if (status !== 401 && status !== 403) return who;
  }
  return null;
}

/** What is wrong with an answer to nonsense; null where it is one that helps. */
function faultOf(answer: Answer, operation: Operation, speaks: (text: string) => boolean): string | null {
  if (answer.status >= 500) return `${answer.status} ${answer.text}`;
  if (!operation.statuses.includes(answer.status)) return `${answer.status} is not in the document`;
  if (answer.status < 400) return null;
  if (answer.headers.get('content-type') !== 'application/problem+json; charset=utf-8') return 'no problem document';
  const { type, title, detail, errors = [] } = answer.body;
  if (!speaks(title) || !speaks(detail)) return `${title}: ${detail}`;
  const needsFields = [400, 422].includes(answer.status) && !NO_REASON_FOR_ERRORS.includes(type.split('/').at(-1));
  if (needsFields && errors.length === 0) return `no errors in ${answer.text}`;
  for (const { pointer, expected } of errors) {
    if (!/^(\/([^~/]|~[01])*)*$/.test(pointer)) return `pointer ${pointer}`;
    if (!speaks(expected) || expected.trim() === '') return `at ${pointer} expected ${expected}`;
  }
  return null;
}

describe('nonsense is answered with what is wrong and what was expected', () => {
  test('every call that takes a body, in both languages', async () => {
    const faults: string[] = [];
    let refused = 0;
    for (const operation of operations.filter(({ body }) => body !== null)) {
      const call = { ...operation, path: operation.path.replace('KF20251107001', ticketNo) };
      const who = await callerOf(call);
      const trials = nonsenseFor(call.body).flatMap((body) =>
        LANGUAGES.map(async ([language, speaks]) => {
          const answer = await send(who, call, body, language);
          if (answer.status >= 400) refused++;
          const fault = faultOf(answer, call, speaks);
          if (fault !== null) faults.push(`${call.method} ${call.path} ${language} ${JSON.stringify(body)}: ${fault}`);
        }),
      );
      await Promise.all(trials);
    }
    expect(faults).toEqual([]);
    expect(refused).toBeGreaterThan(1000);
  }, 240_000);

  test('every query, in both languages', async () => {
    const faults: string[] = [];
    for (const operation of operations.filter(({ method, path }) => method === 'get' && path.startsWith('/v1/'))) {
      const { path, query } = operation;
      if (path.endsWith('/stream')) continue;
      const who = await callerOf(operation);
      for (const name of [...query, 'colour']) {
        const trials = WRONG_VALUES.flatMap((value) =>
          LANGUAGES.map(async ([language, speaks]) => {
            const headers = { 'Accept-Language': language };
            const answer = await patiently(() => desk.get(who, `${path}?${name}=${value}`, headers));
            const fault = faultOf(answer, operation, speaks);
            if (fault !== null) faults.push(`${path}?${name}=${value} ${language}: ${fault}`);
          }),
        );
        await Promise.all(trials);
      }
    }
    expect(faults).toEqual([]);
  });
});
