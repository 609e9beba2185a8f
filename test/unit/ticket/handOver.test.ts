import { describe, expect, test } from 'vitest';
import type { StaffRef } from '../../../contracts/people.ts';
import { refOf } from '../../../domain/ticket/people/who.ts';
import { at, Desk, people } from '../../support/desk.ts';

const NOTE = 'handover-2025-11-03-DAY';

function urgentAtWork(): Desk {
  const desk = new Desk({ category: 'ACC.LOGIN.STOLEN', at: at('2025-11-03 10:00') });
  desk.do('take-over', people.duty, {});
  return desk;
}

function handOver(desk: Desk, to: StaffRef | null, from = people.duty.staffNo): string | null {
  return desk.try('hand-over', people.agent, { from, to, handover: NOTE });
}

describe('a shift hands a ticket over', () => {
  test('to somebody of the next one, with everything; the customer is told who has it now', () => {
    const desk = urgentAtWork();
    const limits = desk.state.clocks;
    expect(handOver(desk, refOf(people.agent))).toBeNull();
    expect(desk.state).toMatchObject({ assignee: { staffNo: '1001' }, status: 'IN_PROGRESS', firstContact: '3004' });
    expect(desk.state.clocks).toEqual(limits);
    expect(desk.events.at(-1)).toMatchObject({
      type: 'handed-over',
      data: { from: '3004', to: '1001', handover: NOTE },
    });
    expect(desk.notices.at(-1)).toMatchObject({ template: 'ticket-handed-on', to: { kind: 'customer' } });
  });

  test('and with it the plan that whoever leaves has the lead of', () => {
    const desk = new Desk().do('take-over', people.agent, {});
    desk.do('coordinate', people.supervisor, {
      lead: refOf(people.agent),
      latestMilestoneAt: null,
      tasks: [{ department: 'PAY', responsible: refOf(people.pay), milestoneAt: at('2025-11-05 18:00') }],
    });
    const to = refOf(people.otherAgent);
    expect(handOver(desk, to, people.agent.staffNo)).toBeNull();
    expect(desk.state).toMatchObject({ assignee: to, lead: to });
  });

  test('where it suits nobody it stays, and the timeline says that it stood on the note', () => {
    const desk = urgentAtWork();
    const told = desk.notices.length;
    expect(handOver(desk, null)).toBeNull();
    expect(desk.state.assignee?.staffNo).toBe('3004');
    expect(desk.events.at(-1)).toMatchObject({ type: 'handed-over', data: { to: null } });
    expect(desk.notices).toHaveLength(told);
  });

  test.each([
    ['it went to somebody else meanwhile', () => handOver(urgentAtWork(), refOf(people.agent), '1002')],
    ['the work is not theirs', () => handOver(urgentAtWork(), refOf(people.pay))],
    ['nobody works on it', () => handOver(new Desk({ category: 'ORD.PAY.FAILED' }), refOf(people.pay))],
  ])('not where %s', (_why, refusal) => {
    expect(refusal()).toBe('state-conflict');
  });
});

describe('whoever the roster has on duty takes an urgent matter over, whatever the role', () => {
  const opening = { category: 'TEC.FAULT.DOWN', at: at('2025-11-03 22:00'), duty: refOf(people.agent) };

  test('and works on it', () => {
    const desk = new Desk(opening);
    expect(desk.state).toMatchObject({ status: 'RECEIVED', assignee: { staffNo: '1001' } });
    expect(desk.try('take-over', people.agent, {})).toBeNull();
    expect(desk.state).toMatchObject({ status: 'IN_PROGRESS', assignee: { staffNo: '1001' } });
  });

  test('and nobody of the same role beside', () => {
    expect(new Desk(opening).try('take-over', people.otherAgent, {})).toBe('forbidden');
  });

  test('also after it was classified anew', () => {
    const desk = new Desk(opening);
    const payload = {
      category: 'TEC.FAULT.PAGE',
      slaClass: 'complex',
      routing: 'coordinated',
      department: 'TECH',
    } as const;
    expect(desk.try('classify', people.supervisor, { ...payload, urgent: false })).toBeNull();
    expect(desk.try('take-over', people.agent, {})).toBeNull();
  });
});
