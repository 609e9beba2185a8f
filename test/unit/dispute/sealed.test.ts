import { describe, expect, test } from 'vitest';
import type { Party } from '../../../contracts/disputes.ts';
import type { Actor } from '../../../contracts/people.ts';
import { evidenceReader, isWithin, periodsOf } from '../../../domain/dispute/cases.ts';
import { type Dispute, openedDispute } from '../../../domain/dispute/dispute.ts';
import { CURRENT_RULES } from '../../../domain/dispute/rules.ts';
import { mayReadEvidence } from '../../../domain/dispute/sealed.ts';

const BUYER = 'C1001';
const FIRST_SELLER = 'S2001';
const SECOND_SELLER = 'S2003';
const FIRST_CLAIM = '2025-11-10T02:00:00.000Z';
const SECOND_CLAIM = '2025-11-12T02:00:00.000Z';

const of = (companyId: string): Actor => ({ kind: 'customer', companyId, accountId: 'any' });
const desk: Actor = { kind: 'staff', staffNo: '1001', role: 'supervisor', department: 'FRONT' };

function opened(caseNo: number, supplierCompanyId: string, openedAt: string, unsealedAt: string | null): Dispute {
  return { ...openedDispute({ caseNo, rules: CURRENT_RULES, supplierCompanyId, openedAt }), unsealedAt };
}

/** One case that was settled after its window, and one against another seller whose window runs. */
const TICKET = {
  companyId: BUYER,
  pastDisputes: [opened(1, FIRST_SELLER, FIRST_CLAIM, '2025-11-11T02:00:00.000Z')],
  dispute: opened(2, SECOND_SELLER, SECOND_CLAIM, null),
};

describe('where a ticket was disputed with two sellers', () => {
  const seen = (caseNo: number, party: Party): string[] =>
    [BUYER, FIRST_SELLER, SECOND_SELLER].filter((company) =>
      mayReadEvidence({ party, caseNo }, evidenceReader(TICKET, of(company))),
    );

  test('what either side brought in the first case, open as it is, is hidden from the second seller', () => {
    expect(seen(1, 'buyer')).toEqual([BUYER, FIRST_SELLER]);
    expect(seen(1, 'supplier')).toEqual([BUYER, FIRST_SELLER]);
  });

  test('what either side brings in the second is its own only while the window runs, and hidden from the first seller for good', () => {
    expect(seen(2, 'buyer')).toEqual([BUYER]);
    expect(seen(2, 'supplier')).toEqual([SECOND_SELLER]);
  });

  test('the house reads all of it', () => {
    for (const caseNo of [1, 2])
      for (const party of ['buyer', 'supplier'] as const)
        expect(mayReadEvidence({ party, caseNo }, evidenceReader(TICKET, desk))).toBe(true);
  });

  test('what happens from the claim against a seller to the next claim is that one’s to read, the next claim itself is not', () => {
    const first = periodsOf(TICKET, FIRST_SELLER);
    expect([FIRST_CLAIM, '2025-11-12T01:59:59.999Z', SECOND_CLAIM].map((at) => isWithin(first, at))).toEqual([
      true,
      true,
      false,
    ]);
    const second = periodsOf(TICKET, SECOND_SELLER);
    expect(
      ['2025-11-12T01:59:59.999Z', SECOND_CLAIM, '2026-01-01T00:00:00.000Z'].map((at) => isWithin(second, at)),
    ).toEqual([false, true, true]);
  });
});
