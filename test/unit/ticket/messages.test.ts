import { describe, expect, test } from 'vitest';
import type { Channel } from '../../../contracts/ticket.ts';
import type { MessageArrived } from '../../../domain/ticket/state.ts';
import { at, Desk, people } from '../../support/desk.ts';

/** A payment question that PAY works on. */
function taken(channel: Channel): Desk {
  return new Desk({ channel, category: 'ORD.PAY.VOUCHER' }).do('take-over', people.pay, {});
}

function hears(desk: Desk, from: MessageArrived['from'], replyClock: MessageArrived['replyClock'] = null): Desk {
  const staffNo = from === 'staff' ? people.pay.staffNo : null;
  desk.input({ name: 'message-arrived', from, staffNo, at: desk.now, replyClock });
  return desk;
}

const of = (desk: Desk, template: string) => desk.notices.filter((notice) => notice.template === template);

describe('what staff write', () => {
  test.each([
    ['email', true],
    ['phone', false],
    ['offline', false],
  ] as const)('is told to a customer who is not in a conversation: %s, by mail %s', (channel, mail) => {
    const desk = hears(taken(channel), 'staff');
    expect(of(desk, 'message-received')).toMatchObject([{ to: { kind: 'customer' }, mail }]);
  });

  test('is told to one who left a message out of hours, and has gone', () => {
    const desk = new Desk({ category: 'ORD.PAY.VOUCHER', at: at('2025-11-03 20:00') }).passTo(at('2025-11-04 10:00'));
    expect(desk.clock('ONLINE_LEFT').status).toBe('running');
    expect(of(hears(desk, 'staff'), 'message-received')).toMatchObject([{ to: { kind: 'customer' }, mail: false }]);
    expect(of(hears(desk, 'staff'), 'message-received')).toHaveLength(1);
  });

  test('stands before the eyes of one who is', () => {
    expect(of(hears(taken('online'), 'staff'), 'message-received')).toEqual([]);
  });

  test('is told to one who has left the conversation, in his inbox, and keeps what was promised', () => {
    const desk = taken('online');
    const word = { name: 'message-arrived', from: 'staff', staffNo: people.pay.staffNo, replyClock: null } as const;
    desk.input({ ...word, at: desk.now, promiseBy: at('2025-11-04 15:00'), keepsPromises: false });
    desk.passTo(at('2025-11-04 14:00')).input({ ...word, at: at('2025-11-04 14:00'), conversationOver: true });
    expect(of(desk, 'message-received')).toMatchObject([{ to: { kind: 'customer' }, mail: false }]);
    expect(desk.clock('PROMISE').status).toBe('met');
  });
});

describe('what the customer writes', () => {
  test('is told to whoever works on it, where no limit for a reply tells him', () => {
    const told = (desk: Desk) => of(desk, 'customer-wrote').map(({ to }) => to);
    expect(told(hears(taken('phone'), 'customer'))).toEqual([{ kind: 'staff', staffNo: people.pay.staffNo }]);
    expect(told(hears(taken('email'), 'customer', 'NEXT_REPLY_EMAIL'))).toEqual([]);
  });

  test.each([
    [
      'in somebody’s hands',
      (desk: Desk) => desk.do('take-over', people.risk, {}),
      [{ kind: 'staff', staffNo: people.risk.staffNo }],
    ],
    ['in a queue', (desk: Desk) => desk, [{ kind: 'department', department: 'RISK' }]],
  ] as const)(
    'of what is urgent, %s, alarms whoever has it and those on duty, once until they are answered',
    (_where, begun, has) => {
      const desk = begun(new Desk({ channel: 'email', category: 'ACC.LOGIN.STOLEN' }));
      hears(desk, 'staff');
      hears(hears(desk, 'customer', 'URGENT_RESPONSE'), 'customer', 'URGENT_RESPONSE');
      expect(of(desk, 'customer-wrote')).toMatchObject(
        [...has, { kind: 'role', role: 'dutyAgent' }].map((to) => ({
          to,
          mail: true,
          params: { window: 'URGENT_RESPONSE' },
        })),
      );
    },
  );

  test('in a queue to the department', () => {
    const desk = hears(new Desk({ channel: 'phone', category: 'ORD.PAY.VOUCHER' }), 'customer');
    expect(of(desk, 'customer-wrote').map(({ to }) => to)).toEqual([{ kind: 'department', department: 'PAY' }]);
  });
});
