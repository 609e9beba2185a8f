import { describe, expect, test } from 'vitest';
import type { StaffActor } from '../../../contracts/people.ts';
import { refOf } from '../../../domain/ticket/people/who.ts';
import { at, Desk, people } from '../../support/desk.ts';

const { agent, otherAgent, pay, otherPay, supervisor, customer, manager } = people;
const desk = { kind: 'system' } as const;
const monday = at('2025-11-03 09:30');

/** A simple question in the agent's hands, whose customer still waits for the first word. */
const inHand = (): Desk => new Desk({ at: monday }).do('take-over', agent, {});
const word = (of: Desk, from: 'customer' | 'staff'): void => {
  const replyClock = from === 'customer' ? 'ONLINE_REPLY' : null;
  of.input({ name: 'message-arrived', from, staffNo: from === 'staff' ? '1001' : null, at: of.now, replyClock });
};
const to = (actor: StaffActor, why: 'off' | 'away' | 'left' | 'supervisor' = 'off') =>
  ({ from: '1001', to: refOf(actor), why }) as const;

describe('somebody drops out whose customer waits for a word', () => {
  test('the next agent goes on; the limit runs as it did, and everybody concerned is told', () => {
    const ticket = inHand();
    const due = ticket.clock('ONLINE_REPLY').plan?.dueAt;
    ticket.do('reassign', desk, to(otherAgent));
    expect(ticket.state).toMatchObject({ status: 'IN_PROGRESS', assignee: refOf(otherAgent), firstContact: '1001' });
    expect(ticket.events.at(-1)).toMatchObject({
      type: 'reassigned',
      actor: { kind: 'system' },
      data: { from: '1001', to: '1002', why: 'off' },
    });
    expect(ticket.clock('ONLINE_REPLY')).toMatchObject({ status: 'running', plan: { dueAt: due } });
    expect(ticket.told('ticket-handed-on')).toEqual(['1002', '1001', 'customer']);
  });

  test('where nobody is free it waits in the queue again, for anybody to take over', () => {
    const ticket = inHand().do('reassign', desk, { from: '1001', to: null, why: 'away' });
    expect(ticket.state).toMatchObject({ status: 'RECEIVED', assignee: null, department: 'FRONT' });
    expect(ticket.told('ticket-queued')).toEqual(['FRONT', 'FRONT']);
    ticket.do('take-over', otherAgent, {});
    expect(ticket.state).toMatchObject({ status: 'IN_PROGRESS', assignee: refOf(otherAgent) });
  });

  test.each(['off', 'away'] as const)('%s: what no customer waits for stays with its agent', (why) => {
    const ticket = inHand();
    word(ticket, 'staff');
    expect(ticket.try('reassign', desk, to(otherAgent, why))).toBe('state-conflict');
    expect(ticket.state.assignee).toEqual(refOf(agent));
    word(ticket, 'customer');
    expect(ticket.try('reassign', desk, to(otherAgent, why))).toBeNull();
  });

  test('a department’s ticket stays with its specialist', () => {
    const ticket = new Desk({ at: monday, category: 'ORD.PAY.FAILED' }).do('take-over', pay, {});
    const payload = { from: '2001', to: refOf(otherPay), why: 'off' } as const;
    expect(ticket.try('reassign', desk, payload)).toBe('state-conflict');
    expect(ticket.try('reassign', desk, { ...payload, why: 'left' })).toBeNull();
  });

  test('what he was only named for, and is not urgent, goes to its queue', () => {
    const ticket = new Desk({ at: monday, category: 'TEC.FAULT.DOWN', duty: refOf(people.duty) });
    const payload = { from: '3004', to: null, why: 'off' } as const;
    expect(ticket.try('reassign', desk, payload)).toBe('state-conflict');
    ticket.state = { ...ticket.state, urgent: false };
    ticket.do('reassign', desk, payload);
    expect(ticket.state).toMatchObject({ status: 'RECEIVED', assignee: null, department: 'TECH' });
  });

  test('who has meanwhile given it on keeps nothing, and nothing happens', () => {
    const ticket = inHand().do('hand-on', agent, { to: refOf(otherAgent) });
    expect(ticket.try('reassign', desk, to(otherAgent))).toBe('state-conflict');
  });
});

describe('on a closed ticket something is still promised', () => {
  const closed = (): Desk =>
    inHand()
      .do('answer', agent, { promiseBy: at('2025-11-05 15:00') })
      .do('accept', customer, {});

  test('whoever leaves for good gives it to the next one, who is warned of it in his stead', () => {
    const ticket = closed().do('reassign', desk, to(otherAgent, 'left'));
    expect(ticket.state).toMatchObject({ status: 'CLOSED', assignee: refOf(otherAgent) });
    expect(ticket.passTo(at('2025-11-05 15:00')).told('clock-warning')).toEqual(['1002']);
  });

  test('or to his department, where nobody is free', () => {
    const ticket = closed().do('reassign', desk, { from: '1001', to: null, why: 'left' });
    expect(ticket.state).toMatchObject({ status: 'CLOSED', assignee: null, lead: null });
    expect(ticket.passTo(at('2025-11-05 15:00')).told('clock-warning')).toEqual(['FRONT']);
  });

  test('who is off keeps it, as on an open one; and nothing is left to give once it is kept', () => {
    const ticket = closed();
    expect(ticket.try('reassign', desk, to(otherAgent, 'off'))).toBe('state-conflict');
    word(ticket, 'staff');
    expect(ticket.try('reassign', desk, to(otherAgent, 'left'))).toBe('state-conflict');
  });
});

describe('a supervisor re-assigns', () => {
  test('whether a customer waits or not', () => {
    const ticket = inHand();
    word(ticket, 'staff');
    ticket.do('reassign', supervisor, to(otherAgent, 'supervisor'));
    expect(ticket.state.assignee).toEqual(refOf(otherAgent));
  });

  test('a department’s ticket back to its queue, with the limit for being taken over', () => {
    const ticket = new Desk({ at: monday, category: 'ORD.PAY.FAILED' }).do('take-over', pay, {});
    ticket.do('reassign', supervisor, { from: '2001', to: null, why: 'supervisor' });
    expect(ticket.state).toMatchObject({ status: 'ASSIGNED', assignee: null, department: 'PAY' });
    expect(ticket.clock('SPECIALIST_TAKEOVER').status).toBe('running');
  });

  test('nothing that hangs on a person goes back to a queue', () => {
    const waiting = inHand().do('request-material', agent, { items: 1 });
    const answered = inHand().do('answer', agent, {});
    const payload = { from: '1001', to: null, why: 'supervisor' } as const;
    expect(waiting.try('reassign', supervisor, payload)).toBe('unknown-staff');
    expect(answered.try('reassign', supervisor, payload)).toBe('unknown-staff');
    expect(answered.try('reassign', supervisor, to(otherAgent, 'supervisor'))).toBeNull();
  });

  test.each([
    ['the same person', agent],
    ['a specialist of another department', pay],
  ])('not to %s', (_who, taker) => {
    expect(inHand().try('reassign', supervisor, to(taker, 'supervisor'))).toBe('unknown-staff');
  });

  test('not to one whose proposal was refused', () => {
    const ticket = inHand().do('answer', agent, {}).do('reject', customer, {}).do('take-over', people.senior, {});
    const payload = { from: '1003', to: refOf(agent), why: 'supervisor' } as const;
    expect(ticket.try('reassign', supervisor, payload)).toBe('unknown-staff');
  });

  test('an urgent one from whoever was named for it at night: the agent begins at once', () => {
    const ticket = new Desk({ at: monday, urgentReason: 'system-down', duty: refOf(people.duty) });
    expect(ticket.state).toMatchObject({ status: 'RECEIVED', assignee: refOf(people.duty) });
    ticket.do('reassign', supervisor, { from: '3004', to: refOf(agent), why: 'supervisor' });
    expect(ticket.state).toMatchObject({ status: 'IN_PROGRESS', assignee: refOf(agent), firstContact: '1001' });
  });

  test('not what nobody has', () => {
    expect(new Desk({ at: monday }).try('reassign', supervisor, to(agent, 'supervisor'))).toBe('state-conflict');
  });
});

test.each([
  ['an agent', agent],
  ['the manager', manager],
  ['the customer', customer],
])('%s may not re-assign', (_who, actor) => {
  expect(inHand().try('reassign', actor, to(otherAgent, 'supervisor'))).toBe('forbidden');
});
