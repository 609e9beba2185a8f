import { expect, test } from 'vitest';
import { isLongRun } from '../../../workflows/ticket/longRun.ts';

/** The events after which a run is long that began with so many limits. */
function longAfter(limits: number): number {
  let events = 1;
  while (!isLongRun({ events, limits, isSuggested: false })) events += 1;
  return events;
}

test('a run is long when Temporal says so', () => {
  expect(isLongRun({ events: 60, limits: 1, isSuggested: true })).toBe(true);
});

test('no ordinary life is long, and the more limits a ticket has had, the sooner a run of it is', () => {
  const [ordinary, chatty, endless] = [longAfter(2), longAfter(100), longAfter(1000)];
  expect(ordinary).toBeGreaterThan(10 * 59);
  expect(chatty).toBeLessThan(ordinary);
  expect(endless).toBeLessThan(chatty);
});

test('what is read again of a run grows no more with what the ticket has had', () => {
  for (const limits of [10, 100, 1000, 2500]) expect(longAfter(limits) * limits).toBeLessThanOrEqual(62_500);
});
