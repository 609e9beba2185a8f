import { describe, expect, test } from 'vitest';
import type { StaffRef } from '../../../contracts/people.ts';
import { needOfSenior } from '../../../domain/assignment/need.ts';
import { refOf } from '../../../domain/ticket/commands/who.ts';
import type { RouteRequest } from '../../../domain/ticket/state.ts';
import { at, Desk, people } from '../../support/desk.ts';

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

  test('where none is ready it stays where it is: the notices are out', () => {
    const ticket = new Desk({ at: monday }).do('take-over', agent, {}).do('escalate', customer, {});
    const events = ticket.events.length;
    found(ticket, null);
    expect(ticket.state.assignee).toEqual(refOf(agent));
    expect(ticket.events).toHaveLength(events);
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
