import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { planClock } from '../../../domain/clocks/planning/plan.ts';
import { STANDARD_TIMETABLE } from '../../../domain/clocks/timetable.ts';
import { decideHandover, type HandoverInput } from '../../../domain/handover/decide.ts';
import { openHandover } from '../../../domain/handover/open.ts';
import { type HandoverState, isOver } from '../../../domain/handover/state.ts';
import { momentsAhead } from '../../../domain/clocks/running/ticking.ts';
import { at, people } from '../../support/desk.ts';

const MINUTE = 60_000;
const ENDS_AT = at('2026-11-23 17:30');
const NEXT = { day: '2026-11-23', shift: 'LATE', staffNos: ['1002'] } as const;

/** Something that may happen, so many minutes after what happened before. */
interface Step {
  readonly after: number;
  readonly what: 'moments' | 'prepared' | 'accept' | 'accept-by-nobody' | 'given' | 'passed-on';
  readonly lines: number;
  readonly live: number | null;
}

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    after: fc.integer({ min: 0, max: 40 }),
    what: fc.constantFrom('moments', 'prepared', 'accept', 'accept-by-nobody', 'given', 'passed-on'),
    lines: fc.integer({ min: 0, max: 3 }),
    live: fc.option(fc.integer({ min: 1, max: 20 })),
  }),
  { maxLength: 25 },
);

function inputOf({ what, lines, live }: Step, now: number): HandoverInput {
  switch (what) {
    case 'moments':
      return { name: 'moments-passed', keys: ['SHIFT_HANDOVER#1'] };
    case 'prepared': {
      const liveUntil = live === null ? null : new Date(now + live * MINUTE).toISOString();
      return { name: 'prepared', lines, outgoing: ['1001'], next: NEXT, liveUntil };
    }
    case 'accept':
      return { name: 'accept', actor: people.otherAgent, next: NEXT.staffNos };
    case 'accept-by-nobody':
      return { name: 'accept', actor: people.senior, next: NEXT.staffNos };
    case 'given':
      return { name: 'given', lines };
    case 'passed-on':
      return { name: 'passed-on', to: 'handover-2026-11-23-LATE' };
  }
}

function planned(state: HandoverState): HandoverState {
  const clocks = state.clocks.map((clock) => ({ ...clock, plan: clock.plan ?? planClock(clock, STANDARD_TIMETABLE) }));
  return { ...state, clocks };
}

function opened(): HandoverState {
  const shift = { day: '2026-11-23', shift: 'DAY', startsAt: at('2026-11-23 08:30'), endsAt: ENDS_AT } as const;
  const facts = { ...shift, handoverId: 'handover-2026-11-23-DAY', timetable: STANDARD_TIMETABLE.versions } as const;
  return planned(openHandover(facts, shift.startsAt).state);
}

/** What was decided, step by step, from half an hour and more before the end of the shift on. */
function course(given: readonly Step[]) {
  let state = opened();
  let now = Date.parse(ENDS_AT) - 40 * MINUTE;
  return given.map((step) => {
    now += step.after * MINUTE;
    const decision = decideHandover(state, inputOf(step, now), new Date(now).toISOString());
    const before = state;
    if (decision.ok && decision.events.length > 0) state = planned(decision.state);
    return { before, decision, after: state };
  });
}

describe('whatever happens to a hand-over, in whatever order', () => {
  test('what is over stays as it is', () => {
    fc.assert(
      fc.property(steps, (given) => {
        for (const { before, after } of course(given)) if (isOver(before)) expect(after.status).toBe(before.status);
      }),
    );
  });

  test('it is accepted once, by the next shift alone, and missed once', () => {
    fc.assert(
      fc.property(steps, (given) => {
        const events = course(given).flatMap(({ decision }) => (decision.ok ? decision.events : []));
        const times = (type: string): number => events.filter((event) => event.type === type).length;
        expect(times('accepted')).toBeLessThanOrEqual(1);
        expect(times('clock-breached')).toBeLessThanOrEqual(1);
        for (const { type, actor } of events) if (type === 'accepted') expect(actor).toMatchObject({ staffNo: '1002' });
      }),
    );
  });

  test('a breach is never taken back, and a refusal changes nothing', () => {
    fc.assert(
      fc.property(steps, (given) => {
        for (const { before, decision, after } of course(given)) {
          if (before.clocks[0]?.breached === true) expect(after.clocks[0]?.breached).toBe(true);
          if (!decision.ok) expect(after).toBe(before);
        }
      }),
    );
  });

  test('until it is over, a moment is still to come, or the tickets are looked at, or it was missed and told', () => {
    fc.assert(
      fc.property(steps, (given) => {
        let looking = false;
        for (const [index, { after, decision }] of course(given).entries()) {
          if (given[index]?.what === 'prepared') looking = false;
          if (decision.ok && decision.errand === 'prepare') looking = true;
          const ahead = after.clocks.some((clock) => momentsAhead(clock).length > 0);
          const wasMissed = after.status === 'OPEN' && after.clocks.some(({ breached }) => breached);
          expect(isOver(after) || ahead || looking || wasMissed).toBe(true);
        }
      }),
    );
  });
});
