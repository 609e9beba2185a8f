import { describe, expect, test } from 'vitest';
import { Desk, people } from '../../support/desk.ts';

const HEAD = 'KF20251103009';
const attached = (category?: string): Desk =>
  new Desk(category === undefined ? {} : { category }).do('attach', people.agent, { to: HEAD });

describe('one incident, many tickets', () => {
  test('a supervisor marks its head, which follows nobody', () => {
    const desk = new Desk();
    expect(desk.try('mark-incident', people.agent, {})).toBe('forbidden');
    desk.do('mark-incident', people.supervisor, {});
    expect(desk.state.incident).toBe(desk.state.ticketNo);
    expect(desk.try('attach', people.agent, { to: HEAD })).toBe('state-conflict');
    expect(desk.try('detach', people.agent, {})).toBe('state-conflict');
    expect(desk.try('mark-incident', people.supervisor, {})).toBe('state-conflict');
  });

  test('a follower’s customer is told without the number of another’s ticket', () => {
    const desk = attached();
    expect(desk.state.incident).toBe(HEAD);
    const notice = desk.notices.find(({ template }) => template === 'incident-attached');
    expect(JSON.stringify(notice?.params)).not.toContain(HEAD);
  });

  test('a ticket cannot follow itself, and a customer attaches nothing', () => {
    const desk = new Desk();
    expect(desk.try('attach', people.agent, { to: desk.state.ticketNo })).toBe('unknown-reference');
    expect(desk.try('attach', people.customer, { to: HEAD })).toBe('forbidden');
  });

  test.each(['TEC.GUIDE.REPORT', 'ORD.PAY.FAILED', 'ORD.DISPUTE.CASE'])(
    'the head’s answer is the answer of a follower of %s, whoever has it',
    (category) => {
      const desk = attached(category).do('answer-incident', people.tech, { head: HEAD });
      expect(desk.state.status).toBe('AWAITING_CONFIRMATION');
      expect(desk.told('answer-sent')).toEqual(['customer']);
      const running = desk.state.clocks.filter(({ status }) => status === 'running').map(({ id }) => id);
      expect(running).toEqual(['CONFIRM_WAIT']);
      expect(desk.events.find(({ type }) => type === 'incident-answered')?.data).toMatchObject({ incident: HEAD });
      expect(desk.try('answer-incident', people.tech, { head: HEAD })).toBe('state-conflict');
    },
  );

  test('a follower that was waiting for its customer gets it too', () => {
    const desk = attached().do('take-over', people.agent, {}).do('request-material', people.agent, { items: 2 });
    desk.do('answer-incident', people.tech, { head: HEAD });
    expect(desk.state).toMatchObject({ status: 'AWAITING_CONFIRMATION', material: null });
    expect(desk.clock('MATERIAL_WAIT').status).toBe('cancelled');
  });

  test('what was taken off the incident, or answered before, is left alone', () => {
    const desk = attached().do('detach', people.agent, {});
    expect(desk.try('answer-incident', people.tech, { head: HEAD })).toBe('state-conflict');
    expect(desk.told('incident-detached')).toEqual(['customer']);
  });
});
