import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isOpen } from '../../../contracts/ticket.ts';
import { lapses } from '../../../domain/clocks/rules.ts';
import { isTicking, nextMoment } from '../../../domain/clocks/running/ticking.ts';
import type { Clock } from '../../../domain/clocks/types.ts';
import { decide } from '../../../domain/ticket/decide.ts';
import type { TicketState } from '../../../domain/ticket/state.ts';
import { plannedState } from '../../../scenarios/memoryRecord.ts';
import { anyTicket, courses, giveAny, hoursAfter } from '../../support/anyTicket.ts';
import type { Desk } from '../../support/desk.ts';

/** How long the desk was away. */
const away = fc.integer({ min: 1, max: 24 * 20 });
const SETTLED_WITHIN = 40;

function hasCome(clock: Clock, now: string): boolean {
  return isTicking(clock) && (nextMoment(clock)?.at ?? '9') <= now;
}

/** All that has come is looked at, in this order. */
function settled({ state, now }: Pick<Desk, 'state' | 'now'>, order: (keys: string[]) => string[]): TicketState {
  let stands = state;
  for (let turn = 0; turn < SETTLED_WITHIN; turn += 1) {
    const keys = order(stands.clocks.filter((clock) => hasCome(clock, now)).map(({ key }) => key));
    const decision = keys.length === 0 ? null : decide(stands, { name: 'moments-passed', keys }, now);
    if (decision?.ok !== true) break;
    stands = plannedState(decision.state);
  }
  return stands;
}

/** What the ticket has come to: open, with each of its limits; closed, with those that were missed. */
function comeTo({ status, closeReason, dispute, round, clocks }: TicketState): unknown {
  const missed = clocks.filter(({ breached }) => breached).map(({ key }) => key);
  const limits = isOpen(status) ? clocks.map(({ key, status: how }) => `${key} ${how}`) : [];
  return { status, closeReason, step: dispute?.step, round, missed: missed.sort(), limits: limits.sort() };
}

describe('the desk was away, and several limits have come', () => {
  test('in whatever order they are looked at, the ticket comes to the same', () => {
    fc.assert(
      fc.property(courses(25), away, (course, hours) => {
        const desk = anyTicket(course);
        const late = { state: desk.state, now: hoursAfter(desk.now, hours) };
        const byKey = comeTo(settled(late, (keys) => keys.sort()));
        expect(comeTo(settled(late, (keys) => keys.sort().reverse()))).toEqual(byKey);
        expect(comeTo(settled(late, (keys) => keys.sort().slice(0, 1)))).toEqual(byKey);
      }),
      { numRuns: 35 },
    );
  });

  test('whoever acts before they were looked at takes no miss away: it is on record, once', () => {
    const step = { who: fc.nat(19), pick: fc.nat(500), n: fc.nat(60) };
    fc.assert(
      fc.property(courses(25), away, fc.record(step), (course, hours, act) => {
        const desk = anyTicket(course);
        desk.now = hoursAfter(desk.now, hours);
        const missed = desk.state.clocks.filter(
          ({ id, status, breached, plan }) =>
            status === 'running' && !breached && !lapses(id) && (plan?.dueAt ?? '9') < desk.now,
        );
        const lines = desk.events.length;
        if (giveAny(desk, act) !== null) return;
        desk.passTo(desk.now);
        const told = desk.events.slice(lines).filter(({ type }) => type === 'clock-breached');
        for (const { key, plan } of missed) {
          expect(desk.state.clocks.find((clock) => clock.key === key)).toMatchObject({ key, breached: true });
          expect(told.filter(({ data }) => data['key'] === key && data['dueAt'] === plan?.dueAt)).toHaveLength(1);
        }
      }),
      { numRuns: 120 },
    );
  });
});
