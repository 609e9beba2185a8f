import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { STANDARD_POLICY } from '../../../domain/clocks/standardPolicy.ts';
import { STANDARD_TIMETABLE, type Timetable } from '../../../domain/clocks/timetable.ts';
import { at, Desk, local, people } from '../../support/desk.ts';

/** What the timeline says of a limit. */
function linesOf(desk: Desk, clock: string): string[] {
  return desk.events
    .filter(({ type, data }) => type.startsWith('clock-') && data['clock'] === clock)
    .map((event) => `${local(event.at)} ${event.type}`);
}

const waiting = (desk: Desk, from: string): Desk =>
  desk.passTo(at(from)).do('request-material', people.pay, { items: 1 });
const supplied = (desk: Desk, when: string): Desk =>
  desk.passTo(at(when)).do('supply-material', people.customer, { items: [0] });
const refund = (timetable?: Timetable): Desk =>
  new Desk({ category: 'ORD.PAY.REFUND', channel: 'phone' }, timetable).do('take-over', people.pay, {});

describe('what a pause has won is kept whatever becomes of the limit', () => {
  const part = (who: typeof people.order) => ({
    department: who.department,
    responsible: who,
    milestoneAt: at('2025-11-06 18:00'),
  });

  test('by several departments, and by another class', () => {
    const desk = supplied(waiting(refund(), '2025-11-04 17:00'), '2025-11-05 10:00');
    expect(local(desk.clock('RESOLVE_COMPLEX').plan?.dueAt)).toBe('2025-11-11 18:00');
    desk.do('coordinate', people.supervisor, {
      lead: people.pay,
      latestMilestoneAt: null,
      tasks: [part(people.pay), part(people.order)],
    });
    expect(local(desk.clock('RESOLVE_MULTI').plan?.dueAt)).toBe('2025-11-13 18:00');
  });

  const route = { category: 'ORD.PAY.REFUND', department: 'PAY', routing: 'department', urgent: false } as const;

  test.each([
    ['a special one in between', { ...route, slaClass: 'special' }],
    [
      'a matter of the service in between',
      { ...route, category: 'SVC.COMPLAINT', department: 'QA', slaClass: 'complex' },
    ],
  ] as const)('by another class with %s', (_name, between) => {
    const desk = supplied(waiting(refund(), '2025-11-04 17:00'), '2025-11-05 10:00');
    desk
      .do('classify', people.supervisor, between)
      .do('classify', people.supervisor, { ...route, slaClass: 'complex' });
    expect(local(desk.clock('RESOLVE_COMPLEX').plan?.dueAt)).toBe('2025-11-11 18:00');
  });

  test('a pause, classes, a plan left as it was and a matter of the service in between commute', () => {
    const to = (desk: Desk, category: string, slaClass: 'complex' | 'special' | 'simple') =>
      desk.do('classify', people.supervisor, {
        ...route,
        category,
        slaClass,
        department: category === 'SVC.COMPLAINT' ? 'QA' : 'PAY',
      });
    const inHand = (desk: Desk) => (desk.state.assignee === null ? desk.do('take-over', people.pay, {}) : desk);
    const back = (desk: Desk) => inHand(to(desk, 'ORD.PAY.REFUND', 'complex'));
    const changes = {
      simple: (desk: Desk) => inHand(to(desk, 'ORD.PAY.REFUND', 'simple')),
      complex: back,
      special: (desk: Desk) => inHand(to(desk, 'ORD.PAY.REFUND', 'special')),
      service: (desk: Desk) => back(to(desk, 'SVC.COMPLAINT', 'complex')),
      replanned: (desk: Desk) =>
        desk.do('replan', people.manager, { calendar: null, policy: 2, inHouse: null, keys: [] }),
    };
    const step = fc.record({
      change: fc.constantFrom(...Object.values(changes)),
      hours: fc.integer({ min: 0, max: 5 }),
    });
    const later = (desk: Desk, hours: number) =>
      desk.passTo(new Date(Date.parse(desk.now) + hours * 3_600_000).toISOString());
    const paused = (desk: Desk, hours: number) =>
      later(desk.do('request-material', people.pay, { items: 1 }), hours).do('supply-material', people.customer, {
        items: [0],
      });
    const steps = fc.array(step, { maxLength: 4 });
    fc.assert(
      fc.property(steps, fc.integer({ min: 0, max: 30 }), steps, (before, stood, after) => {
        const [changed, control] = [refund(), refund()];
        for (const { change, hours } of before) change(later(changed, hours));
        paused(changed, stood);
        for (const { change, hours } of after) change(later(changed, hours));
        for (const { hours } of before) later(control, hours);
        paused(control, stood);
        for (const { hours } of after) later(control, hours);
        const { plan, timetable, pauses } = back(changed).clock('RESOLVE_COMPLEX');
        const expected = control.clock('RESOLVE_COMPLEX');
        expect([plan?.targetAt, plan?.dueAt, timetable, pauses]).toEqual([
          expected.plan?.targetAt,
          expected.plan?.dueAt,
          expected.timetable,
          expected.pauses,
        ]);
      }),
      { numRuns: 150 },
    );
  });

  test('what begins while the customer is waited for stands still with the others', () => {
    const desk = waiting(refund(), '2025-11-04 10:00').do('supervise', people.supervisor, {});
    expect(desk.clock('SUPERVISION_REPORT').status).toBe('paused');
    expect(supplied(desk, '2025-11-04 15:00').clock('SUPERVISION_REPORT').status).toBe('running');
  });
});

describe('a pause heals nothing that was missed before it', () => {
  test('the manager hears of it a workday later, and it is watched, though the customer is waited for', () => {
    const desk = waiting(refund().passTo(at('2025-11-10 18:00')), '2025-11-11 10:00').passTo(at('2025-11-12 10:00'));
    expect(linesOf(desk, 'RESOLVE_COMPLEX')).toContain('2025-11-11 18:00 clock-overdue');
    expect(desk.state.supervised).toBe(true);
    expect(desk.clock('RESOLVE_COMPLEX')).toMatchObject({ status: 'paused', breached: true });
  });
});

describe('a limit of hours', () => {
  const hours: Timetable = {
    ...STANDARD_TIMETABLE,
    policy: {
      ...STANDARD_POLICY,
      clocks: {
        ...STANDARD_POLICY.clocks,
        RESOLVE_COMPLEX: {
          ...STANDARD_POLICY.clocks.RESOLVE_COMPLEX,
          length: { kind: 'elapsed', hours: 4 },
          target: { kind: 'elapsed', hours: 2 },
        },
      },
    },
  };

  test('that was missed while the customer was waited for is told when it runs again', () => {
    const desk = supplied(waiting(refund(hours), '2025-11-03 10:00'), '2025-11-03 14:00');
    expect(linesOf(desk, 'RESOLVE_COMPLEX')).toEqual([]);
    desk.passTo(at('2025-11-03 14:01'));
    expect(linesOf(desk, 'RESOLVE_COMPLEX')).toEqual([
      '2025-11-03 14:00 clock-target-missed',
      '2025-11-03 14:00 clock-breached',
    ]);
    expect(desk.clock('PROGRESS_SYNC').startedAt).toBe(at('2025-11-03 14:00'));
  });
});

test('a date that a supervisor gave goes along when the limit comes back', () => {
  const desk = refund().passTo(at('2025-11-05 10:00'));
  desk.do('extend', people.supervisor, { dueAt: at('2025-11-12 18:00'), latestDueAt: at('2025-11-12 18:00') });
  const classified = {
    category: 'ORD.PAY.DUPLICATE',
    routing: 'department',
    department: 'PAY',
    urgent: false,
  } as const;
  desk.do('classify', people.supervisor, { ...classified, slaClass: 'simple' });
  desk.do('classify', people.supervisor, { ...classified, slaClass: 'complex' });
  expect(desk.clocks).toContain('RESOLVE_SIMPLE cancelled');
  expect(local(desk.clock('RESOLVE_COMPLEX').plan?.dueAt)).toBe('2025-11-12 18:00');
});
