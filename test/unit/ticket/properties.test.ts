import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { COMMAND_NAMES, type CommandName } from '../../../contracts/commands.ts';
import type { Actor } from '../../../contracts/people.ts';
import { CHINA_CALENDAR } from '../../../domain/calendar/china.ts';
import { nextWorkdayEnd } from '../../../domain/clocks/planning/limits.ts';
import { allowedCommands } from '../../../domain/ticket/allowed.ts';
import { Desk, people } from '../../support/desk.ts';
import { CATEGORIES, plausiblePayloads } from '../../support/plausible.ts';
import { faultsOf } from '../../support/sound.ts';
import { recordFaults } from '../../support/steps.ts';

const actors: readonly Actor[] = [...Object.values(people), { ...people.agent, onBehalf: true }];
const HOUR_MS = 3_600_000;
const around = {
  cast: people,
  otherTicket: 'KF20251103009',
  supplierCompanyId: 'supplier',
  sampleId: 'sample',
} as const;
const payloads = (desk: Desk, n: number) => plausiblePayloads(desk, n, around);

/** Commands that move a ticket on are drawn more often than those that end it. */
const ENDING: readonly CommandName[] = ['withdraw', 'mark-duplicate', 'merge', 'decline', 'terminate'];
const drawn = [
  ...COMMAND_NAMES.filter((name) => !ENDING.includes(name)),
  'take-over',
  'take-over',
  'answer',
  'reject',
  'task-complete',
  'withdraw',
] as const;

const step = fc.record({
  name: fc.constantFrom<CommandName>(...drawn),
  actor: fc.constantFrom(...actors),
  n: fc.nat(30),
  waitHours: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 60 })),
});

describe('whatever ten people do to a ticket in whatever order', () => {
  test('it never reaches an illegal state, and refusals change nothing', () => {
    fc.assert(
      fc.property(fc.constantFrom(...CATEGORIES), fc.array(step, { maxLength: 30 }), (category, steps) => {
        const desk = new Desk({ category });
        for (const { name, actor, n, waitHours } of steps) {
          desk.passTo(new Date(Date.parse(desk.now) + waitHours * HOUR_MS).toISOString());
          expect(faultsOf(desk.state)).toEqual([]);
          const before = desk.state;
          const breachedBefore = before.clocks.filter((clock) => clock.breached).map((clock) => clock.key);
          const refusal = desk.try(name, actor, payloads(desk, n)[name]);
          if (refusal === null) expect(desk.state.version).toBe(before.version + 1);
          else expect(desk.state).toBe(before);
          const stillBreached = desk.state.clocks.filter((clock) => clock.breached).map((clock) => clock.key);
          expect(stillBreached).toEqual(expect.arrayContaining(breachedBefore));
          expect(recordFaults(desk.events, desk.state.status)).toEqual([]);
          expect(faultsOf(desk.state)).toEqual([]);
        }
      }),
      { numRuns: 400 },
    );
  });

  test('a command that is announced as allowed is never refused for who or when', () => {
    fc.assert(
      fc.property(fc.constantFrom(...CATEGORIES), fc.array(step, { maxLength: 20 }), (category, steps) => {
        const desk = new Desk({ category });
        for (const { name, actor, n } of steps) {
          const allowed: readonly string[] = allowedCommands(desk.state, actor, desk.now);
          const wasAllowed = allowed.includes(name);
          const refusal = desk.try(name, actor, payloads(desk, n)[name]);
          if (name.startsWith('task-') || actor.kind !== 'customer') continue;
          expect(refusal === 'forbidden').toBe(refusal === 'forbidden' && !wasAllowed);
          if (refusal === null) expect(wasAllowed).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });

  test('left alone, every ticket comes to its archive or waits on the desk past its limit, or on a review', () => {
    fc.assert(
      fc.property(fc.constantFrom(...CATEGORIES), fc.array(step, { maxLength: 15 }), (category, steps) => {
        const desk = new Desk({ category });
        for (const { name, actor, n } of steps) desk.try(name, actor, payloads(desk, n)[name]);
        desk.passTo(new Date(Date.parse(desk.now) + 120 * 24 * HOUR_MS).toISOString());
        const settled =
          desk.state.status === 'ARCHIVED' ||
          desk.state.reviews.open.length > 0 ||
          desk.state.clocks.some((clock) => clock.breached) ||
          desk.state.clocks.some((clock) => clock.id === 'PROGRESS_SYNC');
        expect(settled).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});

describe('pauses', () => {
  test('pausing and going on at once leaves every limit where it was', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 24 * 10 }), (hours) => {
        const desk = new Desk({ category: 'ORD.PAY.FAILED', channel: 'phone' }).do('take-over', people.pay, {});
        desk.passTo(new Date(Date.parse(desk.now) + hours * HOUR_MS).toISOString());
        const before = desk.clock('RESOLVE_COMPLEX').plan?.dueAt;
        desk.do('request-material', people.pay, { items: 1 }).do('waive-material', people.pay, {});
        expect(desk.clock('RESOLVE_COMPLEX').plan?.dueAt).toBe(before);
      }),
    );
  });

  test('a date given by hand is moved by later waits, not by those it already knew of', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3 }), (days) => {
        const opened = '2025-11-03T01:30:00.000Z';
        const moved = (workdays: number) => nextWorkdayEnd(opened, workdays, CHINA_CALENDAR);
        const taken = () => new Desk({ category: 'ORD.PAY.FAILED' }).do('take-over', people.pay, {});
        const wait = (desk: Desk): Desk => {
          desk.do('request-material', people.pay, { items: 1 });
          const back = new Date(Date.parse(desk.now) + days * 24 * HOUR_MS).toISOString();
          return desk.passTo(back).do('waive-material', people.pay, {});
        };
        const toSeven = { dueAt: moved(7), latestDueAt: moved(7) };
        const extendedFirst = wait(taken().do('extend', people.supervisor, toSeven));
        expect(extendedFirst.clock('RESOLVE_COMPLEX').plan?.dueAt).toBe(moved(7 + days));
        const latest = { dueAt: moved(7 + days), latestDueAt: moved(7 + days) };
        const waitedFirst = wait(taken()).do('extend', people.supervisor, latest);
        expect(waitedFirst.clock('RESOLVE_COMPLEX').plan?.dueAt).toBe(moved(7 + days));
      }),
    );
  });
});
