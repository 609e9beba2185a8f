import { describe, expect, test } from 'vitest';
import { refOf } from '../../../domain/ticket/people/who.ts';
import { waitingOn } from '../../../domain/ticket/waiting.ts';
import { at, Desk, local, people } from '../../support/desk.ts';

const { pay, supervisor, agent, manager } = people;

describe('what waits for a department that has nobody at work', () => {
  const waiting = (): Desk => new Desk({ category: 'ORD.DISPUTE.INVOICE', channel: 'email' });

  test('a supervisor hands on, also to himself, who goes on with it as any handler', () => {
    const desk = waiting();
    expect(desk.try('take-over', supervisor, {})).toBe('forbidden');
    desk.do('hand-on', supervisor, { to: refOf(supervisor) });
    expect(desk.state).toMatchObject({ status: 'IN_PROGRESS', assignee: refOf(supervisor), firstContact: '3001' });
    expect(desk.clock('SPECIALIST_TAKEOVER').status).toBe('met');
    expect(desk.try('answer', supervisor, {})).toBeNull();
  });

  test('also once its takeover was missed and no lead of the department was found', () => {
    const desk = waiting().passTo(at('2025-11-04 18:30'));
    desk.input({ name: 'routed', request: { want: 'department-lead', department: 'FIN' }, to: null });
    expect([desk.state.status, desk.state.assignee, waitingOn(desk.state)]).toEqual(['ASSIGNED', null, 'department']);
    desk.do('hand-on', supervisor, { to: refOf(manager) });
    expect(desk.state).toMatchObject({ status: 'IN_PROGRESS', assignee: refOf(manager) });
  });

  test('its customer is told by whom it was taken up and what to expect, as of every taking over', () => {
    const desk = waiting().do('hand-on', supervisor, { to: refOf(manager) });
    expect(desk.notices.slice(-2)).toMatchObject([
      { template: 'ticket-handed-on', to: { kind: 'staff', staffNo: '3002' } },
      { template: 'ticket-taken-over', to: { kind: 'customer' }, params: { staffNo: '3002' } },
    ]);
    expect(local(desk.clock('RESOLVE_COMPLEX').plan?.dueAt)).toBe('2025-11-10 18:00');
  });

  test('given to its lead, who is away, it is taken over by whoever a supervisor gives it to then', () => {
    const desk = new Desk({ category: 'ORD.PAY.FAILED' }).passTo(at('2025-11-04 18:30'));
    desk.input({ name: 'routed', request: { want: 'department-lead', department: 'PAY' }, to: refOf(pay) });
    desk.do('hand-on', supervisor, { to: refOf(manager) });
    expect(desk.state).toMatchObject({ status: 'ASSIGNED', assignee: refOf(manager) });
    expect(desk.try('take-over', supervisor, {})).toBe('forbidden');
    expect(desk.do('take-over', manager, {}).try('answer', manager, {})).toBeNull();
  });

  test('nobody else does, nor is it given to whom it is not for', () => {
    const desk = waiting();
    expect(desk.try('hand-on', agent, { to: refOf(supervisor) })).toBe('forbidden');
    expect(desk.try('hand-on', supervisor, { to: refOf(agent) })).toBe('unknown-staff');
    expect(desk.try('hand-on', supervisor, { to: refOf(pay) })).toBe('unknown-staff');
  });
});
