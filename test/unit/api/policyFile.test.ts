import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parsePolicyFile, policyFile } from '../../../api/timetables/policyFile.ts';
import type { FieldError } from '../../../contracts/errors.ts';
import { STANDARD_POLICY } from '../../../domain/clocks/standardPolicy.ts';
import { TimetableRefused } from '../../../intake/timetables/refused.ts';
import { policies } from '../../support/policies.ts';

const FILE = policyFile(STANDARD_POLICY);

function refusal(text: string): readonly FieldError[] {
  try {
    parsePolicyFile(text);
    return [];
  } catch (error) {
    if (!(error instanceof TimetableRefused)) throw error;
    return error.refusal.errors ?? [];
  }
}

function faults(text: string): string[] {
  return refusal(text).map(({ line, pointer }) => `${line} ${pointer}`);
}

describe('a policy in a file', () => {
  test('every sound policy comes back as it went out', () => {
    fc.assert(
      fc.property(policies, (policy) => {
        expect(parsePolicyFile(policyFile(policy))).toEqual(policy);
      }),
      { numRuns: 30 },
    );
  });

  test('each fault has its line, all of them at once', () => {
    const lineOf = (part: string): number => FILE.slice(0, FILE.indexOf(part)).split('\n').length;
    const wrong = FILE.replace('minutes: 3}', 'minutes: -3}').replace('profile: null', 'profile: fast');
    expect(faults(wrong)).toEqual([
      `${lineOf('minutes: 3}')} /clocks/ONLINE_REPLY/length/minutes`,
      `${lineOf('profile: null')} /profile`,
    ]);
  });

  test('what is missing is told where it is missing', () => {
    expect(
      faults('clocks:\n  ONLINE_REPLY:\n    length: {kind: mail}\nprofiles: {}\nprofile: null\ninternal: {}\n'),
    ).toEqual(['2 /clocks/ONLINE_REPLY/near', '2 /clocks/ONLINE_REPLY/told']);
  });

  test.each([
    ['clocks: {}\nclocks: {}', 2, '第 1 列：同一键出现两次', 'at column 1: a key stands twice'],
    [
      'clocks:\n\tONLINE_REPLY: 1',
      2,
      '第 1 列：用制表符缩进，应使用空格',
      'at column 1: indentation by tabs, spaces are wanted',
    ],
    [
      'clocks: {}\n---\nclocks: {}',
      2,
      '第 1 列：文件含多个文档，只能有一个',
      'at column 1: several documents, only one is read',
    ],
    ['clocks: [1, 2', 1, /^第 \d+ 列：.*括号未闭合$/, /^at column \d+: .*unclosed bracket$/],
    ['a: *nobody', 1, /别名/, /alias/],
  ])('what cannot be read is told in both languages, never in the library’s: %j', (text, line, zh, en) => {
    const words = (wanted: string | RegExp) => (typeof wanted === 'string' ? wanted : expect.stringMatching(wanted));
    expect(refusal(text)).toContainEqual(expect.objectContaining({ line, got: { zh: words(zh), en: words(en) } }));
  });

  test.each([
    ['deeper', '- '.repeat(1000), 'at column 41: one level more'],
    ['deeper, on one line', '['.repeat(100), 'at column 21: one level more'],
    ['longer', Array.from({ length: 50_000 }, (_, n) => `k${n}: 1`).join('\n'), 'at column 1: one entry more'],
  ])('what is %s than any policy is refused before it is read', (_how, text, en) => {
    const fault = { expected: expect.objectContaining({ en: 'at most 20 levels and 1000 entries in each' }) };
    expect(refusal(text)).toEqual([expect.objectContaining({ ...fault, got: expect.objectContaining({ en }) })]);
  });

  test.each([
    [
      'says more',
      `- [${'1, '.repeat(60)}]\n`.repeat(900),
      'at most 100000 words and signs in all',
      /^at column \d+: one entry more$/,
    ],
    ['is empty for longer', '\n\n'.repeat(100_000), 'at most 100000 words and signs in all', /one entry more$/],
    ['stands for more', 'a: &a {}\nb: *a', 'YAML without aliases', /^at column 4: an alias$/],
  ])('what %s than is written in any policy is refused before it is read', (_how, text, en, got) => {
    expect(refusal(text)).toMatchObject([{ expected: { en }, got: { en: expect.stringMatching(got) } }]);
  });

  test('an asterisk in a text is no alias', () => {
    expect(faults('note: |\n  *important\nclocks: "*"\n')).not.toEqual([]);
    expect(refusal('note: |\n  *important\nclocks: "*"\n')).not.toContainEqual(
      expect.objectContaining({ expected: expect.objectContaining({ en: 'YAML without aliases' }) }),
    );
  });

  test.each([
    ['that cannot be read', `a: "${'\\q'.repeat(5000)}"`],
    ['that no policy has', Array.from({ length: 900 }, (_, n) => `k${n}: 1`).join('\n')],
  ])('of very many faults %s the first hundred are told', (_which, text) => {
    expect(refusal(text)).toHaveLength(100);
  });

  test('an amount that is none is told in both languages', () => {
    const length = expect.objectContaining({ got: { zh: '0分钟', en: '0 minutes' } });
    expect(refusal(FILE.replace('minutes: 3}', 'minutes: 0}'))).toContainEqual(length);
  });

  test('a file of any other text is refused, never an accident', () => {
    const cut = fc.tuple(fc.nat(FILE.length), fc.nat(40), fc.string({ maxLength: 10 }));
    fc.assert(
      fc.property(cut, ([from, length, put]) => {
        const text = FILE.slice(0, from) + put + FILE.slice(from + length);
        for (const fault of faults(text)) expect(fault).toMatch(/^\d+ /);
      }),
      { numRuns: 60 },
    );
  });
});
