import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyTicket, courses } from '../../support/anyTicket.ts';
import { limitFaults } from '../../support/expectedLimits.ts';

test('whatever becomes of a ticket, where it stands says which limits it has and which of them stand still', () => {
  fc.assert(
    fc.property(courses(30), (course) => {
      let wasAnswered = false;
      anyTicket(course, ({ state }) => {
        // What was answered, ruled or closed once has no limit for its solution any more.
        wasAnswered ||=
          state.status === 'AWAITING_CONFIRMATION' ||
          state.closedAt !== null ||
          (state.dispute?.ruling ?? null) !== null;
        expect(limitFaults(state, wasAnswered)).toEqual([]);
      });
    }),
    { numRuns: 130 },
  );
});
