import express, { type Request } from 'express';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dayPart, instantPart, makeCursor, parseCursor, rowPart } from '../../../api/http/cursor.ts';
import { faultsOf } from '../../../api/http/faults.ts';
import { localeOf } from '../../../api/http/locale.ts';
import { parse } from '../../../api/http/parse.ts';
import { Problem } from '../../../api/http/problem.ts';
import { shown } from '../../../api/render/instant.ts';
import { limitSchema } from '../../../contracts/schemas/page.ts';
import { prose } from '../../../contracts/schemas/text.ts';
import { TICKET_COMMAND_BODIES } from '../../../contracts/schemas/ticketCommands.ts';
import { z } from '../../../contracts/schemas/zod.ts';

describe('cursors', () => {
  test('say again what they were made of', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string(), fc.integer(), fc.constant(null))), (parts) => {
        expect(parseCursor('list', makeCursor('list', parts))).toEqual(parts);
      }),
    );
  });

  test('of another list, or none at all, are refused', () => {
    expect(() => parseCursor('list', makeCursor('other', []))).toThrow(Problem);
    fc.assert(
      fc.property(fc.base64String(), (text) => {
        expect(() => parseCursor('list', text)).toThrow(Problem);
      }),
    );
  });

  test.each(['2026-11-20T08:00:00.123Z', '2026-11-20T08:00:00.123456+00:00'])(
    'tell %s as it was written',
    (instant) => {
      expect(instantPart(instant)).toBe(instant);
    },
  );

  test.each([
    '1',
    '5 May',
    '2026-02-30T08:00:00Z',
    '0000-06-01T00:00:00Z',
    '-000001-06-01T00:00:00Z',
    '2026-11-20T08:00:00+16:00',
    null,
    undefined,
  ])('hold no instant in %s', (part) => {
    expect(() => instantPart(part)).toThrow(Problem);
  });

  test.each(['2026-02-30', '1', 7, null, undefined])('hold no day in %s', (part) => {
    expect(() => dayPart(part)).toThrow(Problem);
    expect(dayPart('2026-11-23')).toBe('2026-11-23');
  });

  test.each(['1e3', '-1', '9'.repeat(19), 7, null, undefined])('hold no row in %s', (part) => {
    expect(() => rowPart(part)).toThrow(Problem);
    expect(rowPart('9'.repeat(18))).toBe('9'.repeat(18));
  });
});

test.each([
  [undefined, 'zh-CN'],
  ['*', 'zh-CN'],
  ['en', 'en'],
  ['fr, en-GB;q=0.8, zh;q=0.5', 'en'],
  ['en;q=0.3, zh-Hans-CN', 'zh-CN'],
  ['en;q=0', 'zh-CN'],
])('Accept-Language %s is answered in %s', (header, locale) => {
  const req: Request = Object.assign(Object.create(express.request), { headers: { 'accept-language': header } });
  expect(localeOf(req)).toBe(locale);
});

test('instants are shown in +08:00, milliseconds only where there are any', () => {
  expect(shown('2025-11-07T02:15:00.000Z')).toBe('2025-11-07T10:15:00+08:00');
  expect(shown('2025-12-31T16:00:00.007Z')).toBe('2026-01-01T00:00:00.007+08:00');
});

test('each fault names its place as a JSON pointer', () => {
  const plan = { tasks: [{ department: 'NOWHERE', responsible: '1', milestoneOn: 'x', 'a/b': 1 }] };
  const faults = faultsOf(TICKET_COMMAND_BODIES.coordinate.safeParse(plan, { reportInput: true }).error ?? fail());
  expect(faults.map(({ pointer }) => pointer).toSorted()).toEqual(
    [
      '/tasks/0/a~1b',
      '/tasks/0/deliverable',
      '/tasks/0/department',
      '/tasks/0/milestoneOn',
      '/tasks/0/responsible',
    ].toSorted(),
  );
  expect(faults.find(({ pointer }) => pointer === '/tasks/0/deliverable')?.expected).toEqual({
    zh: '1 至 2000 个字符的文本（必填）',
    en: 'a text of 1 to 2000 characters (required)',
  });
});

test('all fields that are null where no null belongs are taken as left out, of lists too', () => {
  const schema = z.strictObject({
    name: z.string().optional(),
    note: z.string().nullable(),
    parts: z.array(z.strictObject({ a: z.string().optional(), b: z.string().optional() })),
  });
  const parts = Array.from({ length: 3000 }, () => ({ a: null, b: 'b' }));
  expect(parse(schema, { name: null, note: null, parts }, 'body')).toEqual({
    note: null,
    parts: parts.map(() => ({ b: 'b' })),
  });
  expect(() => parse(schema, { note: null, parts: [{ a: 'a' }, null] }, 'body')).toThrow();
});

test('ten thousand faults are named as readily as one', () => {
  const { error = fail() } = z.array(z.string().max(5)).safeParse(Array.from({ length: 10_000 }, () => 1));
  expect(faultsOf(error)).toHaveLength(10_000);
});

test.each([[[]], [{ length: 0 }], [7]])(
  '%j in the place of a text is one fault: of its type, not of its length too',
  (given) => {
    const { error } = z
      .strictObject({ description: prose(5000) })
      .safeParse({ description: given }, { reportInput: true });
    expect(faultsOf(error ?? fail())).toEqual([
      { pointer: '/description', expected: { zh: '1 至 5000 个字符的文本', en: 'a text of 1 to 5000 characters' } },
    ]);
  },
);

test.each(['1.5', '0', '201', 'ten'])('%s is no size of a page: a whole number is', (limit) => {
  const { error } = z.strictObject({ limit: limitSchema }).safeParse({ limit }, { reportInput: true });
  expect(faultsOf(error ?? fail())).toEqual([
    { pointer: '/limit', expected: { zh: '1 至 200 的整数', en: 'a whole number from 1 to 200' } },
  ]);
});

function fail(): never {
  throw new Error('the plan should have been refused');
}
