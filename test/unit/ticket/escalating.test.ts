import { describe, expect, test } from 'vitest';
import type { Refusal } from '../../../contracts/errors.ts';
import type { StaffActor, StaffRef } from '../../../contracts/people.ts';
import { needOfSenior } from '../../../domain/assignment/need.ts';
import { allowedCommands, refusalFor } from '../../../domain/ticket/allowed.ts';
import { refOf } from '../../../domain/ticket/people/who.ts';
import type { RouteRequest } from '../../../domain/ticket/state.ts';
import { at, Desk, people } from '../../support/desk.ts';

/** Why this person cannot take it over now. */
function refusal(ticket: Desk, actor: StaffActor): Refusal | null {
  return refusalFor(ticket.state, actor, 'take-over');
}

const { agent, otherAgent, senior, pay, customer } = people;
const monday = at('2025-11-03 09:30');
const request: RouteRequest = { want: 'senior-agent', department: 'FRONT' };
const found = (desk: Desk, to: StaffRef | null): Desk => {
  desk.input({ name: 'routed', request, to });
  return desk;
};

describe('the customer asks for a senior agent', () => {
  test('one who is ready is looked for, who is not the one that has it', () => {
    const ticket = new Desk({ at: monday }).do('take-over', agent, {});
    expect(needOfSenior(ticket.state)).toMatchObject({ department: 'FRONT', without: ['1001'], senior: true });
    ticket.do('escalate', customer, {});
    expect(ticket.routes).toEqual(['senior-agent FRONT']);
    expect(ticket.told('escalated')).toEqual(['seniorAgent', 'supervisor']);
  });

  test('he goes on with it, and all three are told', () => {
    const ticket = new Desk({ at: monday }).do('take-over', agent, {}).do('escalate', customer, {});
    found(ticket, refOf(senior));
    expect(ticket.state).toMatchObject({ status: 'IN_PROGRESS', assignee: refOf(senior), firstContact: '1001' });
    expect(ticket.events.at(-1)).toMatchObject({
      type: 'assigned',
      data: { staffNo: '1003', why: 'escalated', from: '1001' },
    });
    expect(ticket.told('ticket-given')).toEqual(['1003']);
    expect(ticket.told('ticket-handed-on')).toEqual(['1001', 'customer']);
  });

  test('from the queue it comes into his hands at once', () => {
    const ticket = found(new Desk({ at: monday }).do('escalate', customer, {}), refOf(senior));
    expect(ticket.state).toMatchObject({ status: 'IN_PROGRESS', assignee: refOf(senior), firstContact: '1003' });
  });

  test('where none is ready it stays in the hands it is in, supervisors are told, and it waits for any of them', () => {
    const ticket = new Desk({ at: monday }).do('take-over', agent, {}).do('escalate', customer, {});
    const events = ticket.events.length;
    found(ticket, null);
    expect(ticket.state).toMatchObject({ assignee: refOf(agent), escalated: true, status: 'IN_PROGRESS' });
    expect(ticket.events).toHaveLength(events);
    expect(ticket.told('escalation-waits')).toEqual(['supervisor']);
  });

  test('what was answered meanwhile is not taken away', () => {
    const ticket = new Desk({ at: monday }).do('take-over', agent, {}).do('escalate', customer, {});
    ticket.do('answer', agent, {});
    expect(found(ticket, refOf(senior)).state).toMatchObject({
      status: 'AWAITING_CONFIRMATION',
      assignee: refOf(agent),
    });
  });

  test('whoever is found is a senior agent, or nothing happens', () => {
    const ticket = new Desk({ at: monday }).do('take-over', agent, {}).do('escalate', customer, {});
    expect(found(ticket, refOf(otherAgent)).state.assignee).toEqual(refOf(agent));
  });
});

describe('the customer asks again', () => {
  const asked = (): Desk => new Desk({ at: monday }).do('take-over', agent, {}).do('escalate', customer, {});
  const told = (ticket: Desk): number => ticket.told('escalated').length;

  test('while it waits for one: nothing more is to be done, and nobody is told once more', () => {
    for (const ticket of [
      asked(),
      found(asked(), null),
      found(asked(), null).do('hand-on', agent, { to: refOf(otherAgent) }),
    ]) {
      const before = told(ticket);
      expect(ticket.try('escalate', customer, {})).toBe('state-conflict');
      expect([told(ticket), ticket.routes]).toEqual([before, ['senior-agent FRONT']]);
      expect(allowedCommands(ticket.state, customer, ticket.now)).not.toContain('escalate');
    }
  });

  test('of the senior agent who has it: the supervisors hear of it once', () => {
    const ticket = found(asked(), refOf(senior)).do('escalate', customer, {});
    expect([ticket.told('escalated'), ticket.state.escalated]).toEqual([
      ['seniorAgent', 'supervisor', 'seniorAgent', 'supervisor'],
      false,
    ]);
    expect(ticket.try('escalate', customer, {})).toBe('state-conflict');
  });

  test('in another round, or once others have it, it is another wish', () => {
    const ticket = found(asked(), refOf(senior)).do('escalate', customer, {});
    ticket.do('hand-on', senior, { to: refOf(otherAgent) }).do('escalate', customer, {});
    expect(ticket.state.escalated).toBe(true);
    const refused = new Desk({ at: monday }).do('take-over', senior, {}).do('escalate', customer, {});
    refused.do('answer', senior, {}).do('reject', customer, {});
    expect(refused.try('escalate', customer, {})).toBeNull();
  });
});

describe('what waits for a senior agent', () => {
  const waiting = (): Desk =>
    found(new Desk({ at: monday }).do('take-over', agent, {}).do('escalate', customer, {}), null);

  test('is taken by any of them out of the hands it is in, and both hear of it', () => {
    const ticket = waiting().do('take-over', senior, {});
    expect(ticket.state).toMatchObject({ assignee: refOf(senior), escalated: false, firstContact: '1001' });
    expect(ticket.events.at(-1)).toMatchObject({ type: 'taken-over', data: { why: 'escalated', from: '1001' } });
    expect(ticket.told('ticket-handed-on')).toEqual(['1001', 'customer']);
  });

  test('is taken by one alone: the second is told who has it since when', () => {
    const ticket = waiting().do('take-over', senior, {});
    const second = { ...senior, staffNo: '1004' };
    expect(refusal(ticket, second)).toMatchObject({
      code: 'state-conflict',
      detail: {
        zh: 'KF20251103001 自 2025-11-03 09:30 起由 1003 处理。',
        en: 'KF20251103001 is with 1003 since 2025-11-03 09:30.',
      },
    });
  });

  test('is not for other agents, and goes on with whoever has it', () => {
    const ticket = waiting();
    expect(ticket.try('take-over', otherAgent, {})).toBe('state-conflict');
    ticket.do('answer', agent, {});
    expect(ticket.state).toMatchObject({ status: 'AWAITING_CONFIRMATION', assignee: refOf(agent) });
  });

  test('is told to the customer where nobody had begun it', () => {
    const ticket = found(new Desk({ at: monday }).do('escalate', customer, {}), null).do('take-over', senior, {});
    expect(ticket.state).toMatchObject({ status: 'IN_PROGRESS', assignee: refOf(senior), escalated: false });
    const told = ticket.notices.find(({ template }) => template === 'ticket-taken-over');
    expect(told?.params).toMatchObject({ staffNo: '1003' });
  });

  test('may wait for material meanwhile: the request stands, whoever takes it', () => {
    const ticket = waiting().do('request-material', agent, { items: 1 }).do('take-over', senior, {});
    expect(ticket.state).toMatchObject({ status: 'WAITING_CUSTOMER', assignee: refOf(senior), escalated: false });
    expect(ticket.state.material).not.toBeNull();
  });

  test('waits on where somebody else answers it, until the customer accepts that or a senior agent re-assesses', () => {
    const answered = (): Desk =>
      waiting()
        .do('hand-on', agent, { to: refOf(otherAgent) })
        .do('answer', otherAgent, {});
    const ticket = answered();
    expect(ticket.state).toMatchObject({ status: 'AWAITING_CONFIRMATION', escalated: true });
    expect(ticket.try('take-over', senior, {})).toBe('state-conflict');
    ticket.do('reject', customer, {}).do('take-over', senior, {});
    expect(ticket.state).toMatchObject({ assignee: refOf(senior), escalated: false });
    expect(answered().do('accept', customer, {}).state.escalated).toBe(false);
  });

  test('waits no more once a department has it', () => {
    const supervisor = people.supervisor;
    const ticket = waiting().do('classify', supervisor, {
      category: 'ORD.PAY.FAILED',
      slaClass: 'complex',
      routing: 'department',
      department: 'PAY',
      urgent: false,
    });
    expect(ticket.state.escalated).toBe(false);
  });
});

describe('nobody is looked for', () => {
  test.each([
    ['where a senior agent has it', new Desk({ at: monday }).do('take-over', senior, {})],
    ['where a department has it', new Desk({ at: monday, category: 'ORD.PAY.FAILED' }).do('take-over', pay, {})],
    ['before it is classified', new Desk({ at: monday, category: null })],
    ['while the customer is waited for', new Desk({ at: monday }).do('take-over', agent, {}).do('answer', agent, {})],
  ])('%s', (_when, ticket) => {
    ticket.do('escalate', customer, {});
    expect(ticket.routes).toEqual([]);
    expect(ticket.told('escalated')).toEqual(['seniorAgent', 'supervisor']);
  });
});
