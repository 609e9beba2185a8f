import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { StaffActor } from '../../../contracts/people.ts';
import { allowedReviewCommands } from '../../../domain/quality/decide.ts';
import { openReview } from '../../../domain/quality/open.ts';
import { mayRead, reviewLevel } from '../../../domain/quality/who.ts';
import { DEMO_STAFF } from '../../../intake/demoPeople.ts';
import { people } from '../../support/desk.ts';
import { REVIEWED_AT, reviewOpening } from '../../support/reviewOpening.ts';

const house = DEMO_STAFF.map(({ staffNo, role, department }): StaffActor => ({
  kind: 'staff',
  staffNo,
  role,
  department,
}));
const numbers = house.map(({ staffNo }) => staffNo);

function opened(subject: string | null, concerned: readonly string[]) {
  const facts = { subject, concerned: [...concerned] };
  return openReview(reviewOpening({ origin: 'complaint', ...facts }), reviewLevel(facts, house));
}

const takers = (subject: string | null, concerned: readonly string[]) => {
  const { state } = opened(subject, concerned);
  return house
    .filter((one) => allowedReviewCommands(state, one, REVIEWED_AT).includes('take-over'))
    .map(({ staffNo }) => staffNo);
};

describe('who takes up a review', () => {
  test('an inspector who had no part, while there is one', () => {
    expect(takers('1001', ['1001'])).toEqual(['3003', '3004']);
    expect(takers('3003', ['3003'])).toEqual(['3004']);
    expect(opened('1001', ['1001']).notices.map(({ to }) => to)).not.toContainEqual({ kind: 'role', role: 'manager' });
  });

  test('else those above, who hear of it and read it, the manager by mail', () => {
    expect(takers('1001', ['3003', '3004'])).toEqual(['3001', '3002']);
    expect(takers('3002', ['3003', '3004'])).toEqual(['3001']);
    const { state, notices } = opened('1001', ['3003', '3004']);
    expect(mayRead(state, people.supervisor)).toBe(true);
    expect(notices).toContainEqual(
      expect.objectContaining({ template: 'review-opened', to: { kind: 'role', role: 'manager' }, mail: true }),
    );
    expect(mayRead(opened('1001', ['1001']).state, people.supervisor)).toBe(false);
    for (const { params } of notices) expect(params).toMatchObject({ reviewedBy: 'above' });
  });

  test('where all of them had a part, whom it is not about', () => {
    expect(takers('3004', ['3001', '3002', '3003', '3004'])).toEqual(['3001', '3002', '3003']);
  });

  test('never nobody, and never whom it is about', () => {
    fc.assert(
      fc.property(fc.constantFrom(null, ...numbers), fc.subarray(numbers), (subject, concerned) => {
        const who = takers(subject, concerned);
        expect(who).not.toEqual([]);
        expect(who).not.toContain(subject);
      }),
    );
  });
});
