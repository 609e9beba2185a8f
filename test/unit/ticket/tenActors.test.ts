import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Actor } from '../../../contracts/people.ts';
import { WORLD } from '../../support/anyTicket.ts';
import { Desk, people } from '../../support/desk.ts';
import { CATEGORIES, plausiblePayloads } from '../../support/plausible.ts';
import { faultsOf } from '../../support/sound.ts';
import { recordFaults } from '../../support/steps.ts';
import { wishedCommand } from '../../support/wishes.ts';

const HOUR_MS = 3_600_000;
/** Long enough to come back from an archive's brink; the chance that time passes is what lets limits lapse in between. */
const MOST_STEPS = 60;
const RUNS = Number(process.env['KEFU_MODEL_RUNS'] ?? 2) * 150;
const PER_RUN_MS = 300;

const actors: readonly Actor[] = [
  people.customer,
  { ...people.customer, accountId: 'buyer-sub' },
  people.supplier,
  people.agent,
  people.otherAgent,
  people.senior,
  people.supervisor,
  people.manager,
  people.pay,
  people.order,
  people.inspector,
  { ...people.agent, onBehalf: true },
];
const step = fc.record({
  actor: fc.constantFrom(...actors),
  pick: fc.nat(60),
  anything: fc.integer({ min: 0, max: 5 }).map((n) => n === 0),
  waitHours: fc.oneof(
    { weight: 3, arbitrary: fc.constant(0) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: 90 }) },
  ),
});

test(
  'ten people who mostly do what they may come through every corner of the rules, and the ticket stays sound',
  () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...CATEGORIES),
        fc.array(step, { maxLength: MOST_STEPS, size: 'max' }),
        (category, steps) => {
          const desk = new Desk({ category });
          for (const { waitHours, ...wish } of steps) {
            desk.passTo(new Date(Date.parse(desk.now) + waitHours * HOUR_MS).toISOString());
            const before = desk.state;
            const name = wishedCommand(before, wish);
            const refusal = desk.try(name, wish.actor, plausiblePayloads(desk, wish.pick, WORLD)[name]);
            if (refusal !== null) expect(desk.state).toBe(before);
            expect([name, ...faultsOf(desk.state)]).toEqual([name]);
          }
          expect(recordFaults(desk.events, desk.state.status)).toEqual([]);
        },
      ),
      { numRuns: RUNS },
    );
  },
  RUNS * PER_RUN_MS,
);
