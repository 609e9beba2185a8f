import { describe, expect, test } from 'vitest';
import type { Policy } from '../../../domain/clocks/policy.ts';
import { STANDARD_POLICY } from '../../../domain/clocks/standardPolicy.ts';
import { STANDARD_TIMETABLE, type Timetable } from '../../../domain/clocks/timetable.ts';
import { type AnOpening, at, Desk, local, people } from '../../support/desk.ts';

function under(changes: Partial<Policy>): Timetable {
  const policy = { ...STANDARD_POLICY, ...changes };
  return { ...STANDARD_TIMETABLE, versions: { calendar: 1, policy: 2 }, policy };
}

const TWO_DAYS_FOR_PAY = under({ internal: { PAY: {} } });
const PAYMENT: AnOpening = { category: 'ORD.PAY.FAILED', channel: 'phone' };
const toTech = {
  category: 'TEC.SYS.DOWN',
  slaClass: 'complex',
  routing: 'department',
  department: 'TECH',
  urgent: false,
} as const;

/** `PAY met`, oldest first: the departments' own limits and how they stand. */
function ownLimits(desk: Desk): string[] {
  return desk.state.clocks
    .filter(({ id }) => id === 'DEPARTMENT_INTERNAL')
    .map(({ terms, status }) => `${terms.department} ${status}`);
}

describe('a department’s own limit beside the customer’s', () => {
  test('starts with the ticket in its queue, and the answer meets it', () => {
    const desk = new Desk(PAYMENT, TWO_DAYS_FOR_PAY);
    expect(local(desk.clock('DEPARTMENT_INTERNAL').plan?.dueAt)).toBe('2025-11-05 18:00');
    desk.do('take-over', people.pay, {}).do('answer', people.pay, {});
    expect(ownLimits(desk)).toEqual(['PAY met']);
  });

  test('is as long as the policy says for this department', () => {
    const policy = under({
      internal: {
        PAY: { length: { kind: 'working-time', hours: 4 }, near: { kind: 'none' }, told: { due: ['manager'] } },
      },
    });
    const desk = new Desk(PAYMENT, policy).passTo(at('2025-11-03 18:00'));
    expect(local(desk.clock('DEPARTMENT_INTERNAL').plan?.dueAt)).toBe('2025-11-03 13:30');
    expect(desk.clock('DEPARTMENT_INTERNAL')).toMatchObject({ breached: true, status: 'running' });
    expect(desk.told('clock-breached')).toEqual(['manager']);
  });

  test('missed, it is told inside the house and never to the customer', () => {
    const desk = new Desk(PAYMENT, TWO_DAYS_FOR_PAY).do('take-over', people.pay, {}).passTo(at('2025-11-06 18:00'));
    const notices = desk.notices.filter(({ params }) => params['clock'] === 'DEPARTMENT_INTERNAL');
    expect(notices.map(({ template, to }) => `${template} ${to.kind}`)).toEqual([
      'clock-warning staff',
      'clock-breached staff',
      'clock-breached department',
      'clock-overdue role',
    ]);
  });

  test.each([
    ['sends it back', (desk: Desk) => desk.do('send-back', people.pay, {})],
    ['hands it to another department', (desk: Desk) => desk.do('classify', people.supervisor, toTech)],
    ['sees it withdrawn', (desk: Desk) => desk.do('withdraw', people.customer, {})],
  ])('ends when the department %s', (_, leave) => {
    const desk = new Desk(PAYMENT, TWO_DAYS_FOR_PAY);
    leave(desk);
    expect(ownLimits(desk)).toEqual(['PAY cancelled']);
  });

  test('goes on while the ticket is classified again within the department', () => {
    const desk = new Desk(PAYMENT, TWO_DAYS_FOR_PAY);
    const refund = {
      category: 'ORD.PAY.REFUND',
      slaClass: 'complex',
      routing: 'department',
      department: 'PAY',
    } as const;
    desk.passTo(at('2025-11-04 10:00')).do('classify', people.agent, { ...refund, urgent: false });
    expect(ownLimits(desk)).toEqual(['PAY running']);
    expect(local(desk.clock('DEPARTMENT_INTERNAL').plan?.dueAt)).toBe('2025-11-05 18:00');
  });

  test('moves from one department’s to the next one’s', () => {
    const desk = new Desk(PAYMENT, under({ internal: { PAY: {}, TECH: {} } }));
    desk.passTo(at('2025-11-04 10:00')).do('classify', people.agent, toTech);
    expect(ownLimits(desk)).toEqual(['PAY cancelled', 'TECH running']);
    expect(local(desk.clock('DEPARTMENT_INTERNAL').startedAt)).toBe('2025-11-04 10:00');
  });

  test('starts again when its specialist re-assesses', () => {
    const desk = new Desk(PAYMENT, TWO_DAYS_FOR_PAY).do('take-over', people.pay, {}).do('answer', people.pay, {});
    desk.do('reject', people.customer, {}).do('take-over', people.otherPay, {});
    expect(ownLimits(desk)).toEqual(['PAY met', 'PAY running']);
  });

  test('stands still while the customer looks for material', () => {
    const desk = new Desk(PAYMENT, TWO_DAYS_FOR_PAY).do('take-over', people.pay, {});
    desk.do('request-material', people.pay, { items: 1 });
    expect(ownLimits(desk)).toEqual(['PAY paused']);
    desk.passTo(at('2025-11-05 10:00')).do('supply-material', people.customer, { items: [0] });
    expect(local(desk.clock('DEPARTMENT_INTERNAL').plan?.dueAt)).toBe('2025-11-07 18:00');
  });

  test('does not run where the policy names none', () => {
    const desk = new Desk(PAYMENT, under({ internal: { TECH: {} } })).do('take-over', people.pay, {});
    expect(ownLimits(desk)).toEqual([]);
  });
});

describe('the strict online reply', () => {
  const chat: AnOpening = { at: at('2025-11-07 10:15') };

  test('is measured beside the promised one, and nobody is told', () => {
    const desk = new Desk(chat, under({ profile: 'strict' })).passTo(at('2025-11-07 10:16'));
    expect(desk.clock('ONLINE_STRICT')).toMatchObject({ breached: true, plan: { dueAt: '2025-11-07T02:15:30.000Z' } });
    expect(desk.clock('ONLINE_REPLY')).toMatchObject({ breached: false });
    expect(desk.told('clock-breached')).toEqual([]);
  });

  test('ends with the first word, and starts again with the next question', () => {
    const desk = new Desk(chat, under({ profile: 'strict' }));
    const said = { name: 'message-arrived', staffNo: null, replyClock: null } as const;
    desk.input({ ...said, from: 'staff', staffNo: '1001', at: at('2025-11-07 10:15') });
    desk.input({ ...said, from: 'customer', at: at('2025-11-07 10:20'), replyClock: 'ONLINE_REPLY' });
    expect(desk.clocks.filter((clock) => clock.startsWith('ONLINE'))).toEqual([
      'ONLINE_REPLY met',
      'ONLINE_STRICT met',
      'ONLINE_REPLY running',
      'ONLINE_STRICT running',
    ]);
  });

  test('does not run without its profile, nor for a left message', () => {
    expect(new Desk(chat).clocks).not.toContain('ONLINE_STRICT running');
    const night = new Desk({ at: at('2025-11-07 20:15') }, under({ profile: 'strict' }));
    expect(night.clocks).not.toContain('ONLINE_STRICT running');
  });
});
