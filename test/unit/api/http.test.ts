import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeCursor, parseCursor } from '../../../api/http/cursor.ts';
import { faultsOf } from '../../../api/http/faults.ts';
import { localeOf } from '../../../api/http/locale.ts';
import { Problem } from '../../../api/http/problem.ts';
import { shown } from '../../../api/render/instant.ts';
import { TICKET_COMMAND_BODIES } from '../../../contracts/schemas/ticketCommands.ts';

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
});

test.each([
  [undefined, 'zh-CN'],
  ['*', 'zh-CN'],
  ['en', 'en'],
  ['fr, en-GB;q=0.8, zh;q=0.5', 'en'],
  ['en;q=0.3, zh-Hans-CN', 'zh-CN'],
  ['en;q=0', 'zh-CN'],
])('Accept-Language %s is answered in %s', (header, locale) => {
  expect(localeOf(header)).toBe(locale);
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
    zh: '文本（必填）',
    en: 'text (required)',
  });
});

function fail(): never {
  throw new Error('the plan should have been refused');
}
