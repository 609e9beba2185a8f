import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parsePolicyFile, policyFile } from '../../../api/timetables/policyFile.ts';
import { STANDARD_POLICY } from '../../../domain/clocks/standardPolicy.ts';
import { TimetableRefused } from '../../../intake/timetables/refused.ts';
import { policies } from '../../support/policies.ts';

const FILE = policyFile(STANDARD_POLICY);

function faults(text: string): string[] {
  try {
    parsePolicyFile(text);
    return [];
  } catch (error) {
    if (!(error instanceof TimetableRefused)) throw error;
    return (error.refusal.errors ?? []).map(({ line, pointer }) => `${line} ${pointer}`);
  }
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
