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
