import { describe, expect, test } from 'vitest';
import type { CommandPayloads } from '../../../contracts/commands.ts';
import type { StaffRef } from '../../../contracts/people.ts';
import { at, Desk, people } from '../../support/desk.ts';

const ref = ({ staffNo, role, department }: StaffRef): StaffRef => ({ staffNo, role, department });
const to = (department: 'PAY' | 'ORDER' | 'FRONT'): CommandPayloads['classify'] => ({
  category: 'ORD.PAY.REFUND',
  slaClass: 'complex',
  routing: department === 'FRONT' ? 'direct' : 'department',
  department,
  urgent: false,
});
const ONE = 'KF20251103001-T1';
const TWO = 'KF20251103001-T2';
const part = (responsible: StaffRef) => ({
  department: responsible.department,
  responsible: ref(responsible),
  milestoneAt: at('2025-11-06 18:00'),
});
const planOf = (...people_: StaffRef[]): CommandPayloads['coordinate'] => ({
  lead: ref(people.order),
  latestMilestoneAt: at('2025-11-12 18:00'),
  tasks: people_.map(part),
});
const coordinated = (): Desk =>
  new Desk({ category: 'ORD.DISPUTE.CASE' }).do('coordinate', people.supervisor, planOf(people.order, people.pay));

describe('a department gives a ticket back', () => {
  test('with a reason of the fixed list, which the supervisor is told', () => {
    const desk = new Desk({ category: 'ORD.PAY.FAILED' }).do('send-back', people.pay, { code: 'NOT_OURS' });
    expect(desk.events.at(-1)).toMatchObject({ type: 'sent-back', data: { department: 'PAY', code: 'NOT_OURS' } });
    expect(desk.told('ticket-sent-back')).toEqual(['supervisor', 'FRONT']);
  });

  test('what is urgent, so whoever is on duty is alarmed, and a supervisor', () => {
    const desk = new Desk({ category: 'ACC.LOGIN.STOLEN', channel: 'phone' }).do('send-back', people.risk, {});
    const alarms = desk.notices.filter(({ template }) => template === 'urgent-confirmed');
    expect(alarms).toMatchObject([
      { to: { kind: 'role', role: 'dutyAgent' }, mail: true },
      { to: { kind: 'role', role: 'supervisor' }, mail: true },
    ]);
  });

  test('the second department that does leaves it to the supervisor, whose word binds', () => {
    const desk = new Desk({ category: 'ORD.PAY.FAILED' }).do('send-back', people.pay, {});
    desk.do('classify', people.agent, to('ORDER')).do('send-back', people.order, {});
    expect(desk.try('classify', people.agent, to('FRONT'))).toBe('forbidden');
    desk.do('classify', people.supervisor, to('ORDER'));
    expect(desk.state).toMatchObject({ status: 'ASSIGNED', department: 'ORDER', ownerFixed: true });
    expect(desk.try('send-back', people.order, {})).toBe('state-conflict');
    expect(() => desk.do('send-back', people.order, {})).toThrow(
      /ORDER has sent it back once already|has decided whose/,
    );
  });

  test('a supervisor may decide at once: then nobody sends it back again', () => {
    const desk = new Desk({ category: 'ORD.PAY.FAILED' }).do('send-back', people.pay, {});
    desk.do('classify', people.supervisor, to('ORDER'));
    expect(desk.try('send-back', people.order, {})).toBe('state-conflict');
    expect(desk.try('classify', people.agent, to('FRONT'))).toBe('forbidden');
  });
});

describe('a department gives its task back', () => {
  test('the supervisor has a workday to plan it anew, and the answer waits', () => {
    const desk = coordinated().do('task-take-over', people.pay, { taskId: TWO });
    desk.do('task-complete', people.order, { taskId: ONE });
    desk.do('task-send-back', people.pay, { taskId: TWO, code: 'BEYOND_AUTHORITY' });
    expect(desk.events.at(-1)).toMatchObject({ type: 'task-sent-back', data: { code: 'BEYOND_AUTHORITY' } });
    expect(desk.told('task-answered').slice(-2)).toEqual(['2002', 'supervisor']);
    expect(desk.clock('COORDINATION_PLAN')).toMatchObject({
      status: 'running',
      plan: { dueAt: at('2025-11-04 18:00') },
    });
    expect(desk.try('answer', people.order, {})).toBe('state-conflict');
    desk.do('coordinate', people.supervisor, planOf(people.order, people.pay));
    expect(desk.clock('COORDINATION_PLAN').status).toBe('met');
    expect(desk.state.tasks.map(({ status }) => status)).toEqual(['DONE', 'CANCELLED', 'OFFERED', 'OFFERED']);
  });

  test('once: planned for it again, it neither sends back nor refuses', () => {
    const desk = coordinated().do('task-take-over', people.pay, { taskId: TWO });
    desk.do('task-send-back', people.pay, { taskId: TWO });
    desk.do('coordinate', people.supervisor, planOf(people.order, people.pay));
    const taskId = 'KF20251103001-T3';
    expect(desk.try('task-refuse', people.pay, { taskId })).toBe('state-conflict');
    desk.do('task-take-over', people.pay, { taskId });
    expect(desk.try('task-send-back', people.otherPay, { taskId })).toBe('state-conflict');
  });

  test('a refusal is a return as well: planned for it again, the department does the work', () => {
    const desk = coordinated().do('task-refuse', people.pay, { taskId: TWO });
    const dueAt = at('2025-11-12 18:00');
    expect(desk.try('task-extend', people.supervisor, { taskId: TWO, dueAt })).toBe('state-conflict');
    desk.do('coordinate', people.supervisor, planOf(people.order, people.pay));
    const taskId = 'KF20251103001-T3';
    expect(desk.try('task-refuse', people.otherPay, { taskId })).toBe('state-conflict');
    desk.do('task-take-over', people.pay, { taskId });
    expect(desk.try('task-send-back', people.pay, { taskId })).toBe('state-conflict');
  });

  test('one that is cancelled is told to the lead as well, once where it is his own', () => {
    const desk = coordinated().do('task-cancel', people.supervisor, { taskId: TWO });
    expect(desk.told('task-cancelled')).toEqual(['2001']);
    expect(desk.notices.at(-1)).toMatchObject({
      to: { staffNo: '2002' },
      params: { taskId: TWO, status: 'CANCELLED' },
    });
    desk.do('task-cancel', people.supervisor, { taskId: ONE });
    expect([desk.told('task-cancelled'), desk.told('task-answered')]).toEqual([['2001', '2002'], ['2002']]);
  });

  test('a refused task that is cancelled leaves nothing to plan', () => {
    const desk = coordinated().do('task-refuse', people.pay, { taskId: TWO });
    desk.do('task-cancel', people.supervisor, { taskId: TWO });
    expect(desk.clock('COORDINATION_PLAN').status).toBe('met');
  });
});

test('the time to name who leads goes on where a task of the plan is called off', () => {
  const desk = coordinated().do('reassign', people.supervisor, { from: '2002', to: null, why: 'supervisor' });
  desk.do('task-cancel', people.supervisor, { taskId: TWO });
  expect(desk.state.lead).toBeNull();
  expect(desk.clock('COORDINATION_PLAN').status).toBe('running');
  desk.do('coordinate', people.supervisor, planOf(people.order));
  expect(desk.clock('COORDINATION_PLAN').status).toBe('met');
});

describe('a task changes hands inside its department', () => {
  test('with its date; the next one and the lead are told', () => {
    const desk = coordinated().do('task-transfer', people.pay, { taskId: TWO, to: ref(people.otherPay) });
    expect(desk.state.tasks[1]).toMatchObject({ responsible: ref(people.otherPay), status: 'OFFERED' });
    expect(desk.told('task-transferred')).toEqual(['2005', '2002']);
    expect(desk.clock('MILESTONE').status).toBe('running');
  });

  test('and is offered anew, also where it was accepted: the next one has a workday to say yes or no', () => {
    const desk = coordinated().do('task-take-over', people.pay, { taskId: TWO }).passTo(at('2025-11-04 10:00'));
    desk.do('task-transfer', people.pay, { taskId: TWO, to: ref(people.otherPay) });
    expect(desk.state.tasks[1]).toMatchObject({ responsible: ref(people.otherPay), status: 'OFFERED' });
    expect(desk.clock('TASK_ACCEPT')).toMatchObject({
      taskId: TWO,
      status: 'running',
      plan: { dueAt: at('2025-11-05 18:00') },
    });
  });

  test('nor to one who has a task of the plan, whoever gives it or takes it', () => {
    const desk = new Desk({ category: 'ORD.DISPUTE.CASE' });
    desk.do('coordinate', people.supervisor, planOf(people.pay, people.otherPay));
    expect(desk.try('task-transfer', people.pay, { taskId: ONE, to: ref(people.otherPay) })).toBe('unknown-staff');
    expect(desk.try('task-take-over', people.otherPay, { taskId: ONE })).toBe('state-conflict');
    desk.do('task-complete', people.otherPay, { taskId: TWO });
    expect(desk.try('task-take-over', people.otherPay, { taskId: ONE })).toBeNull();
  });

  test('never to another department, nor to the one who has it', () => {
    const desk = coordinated();
    expect(desk.try('task-transfer', people.pay, { taskId: TWO, to: ref(people.tech) })).toBe('unknown-staff');
    expect(desk.try('task-transfer', people.pay, { taskId: TWO, to: ref(people.pay) })).toBe('unknown-staff');
    expect(desk.try('task-transfer', people.tech, { taskId: TWO, to: ref(people.tech) })).toBe('forbidden');
    desk.do('task-complete', people.pay, { taskId: TWO });
    expect(desk.try('task-transfer', people.pay, { taskId: TWO, to: ref(people.otherPay) })).toBe('state-conflict');
  });
});

describe('a plan', () => {
  test('gives each person one task', () => {
    const desk = new Desk({ category: 'ORD.DISPUTE.CASE' });
    expect(desk.try('coordinate', people.supervisor, planOf(people.order, people.pay, people.order))).toBe(
      'plan-invalid',
    );
  });
});

describe('a plan is made anew', () => {
  const again = (...tasks: CommandPayloads['coordinate']['tasks']) => ({ ...planOf(), tasks });

  test('a date that moves is told to whoever has to keep it, and to nobody else', () => {
    const moved = { ...part(people.pay), milestoneAt: at('2025-11-07 18:00') };
    const desk = coordinated().do('coordinate', people.supervisor, again(part(people.order), moved));
    expect(desk.told('task-moved')).toEqual(['2001']);
    expect(desk.notices.find(({ template }) => template === 'task-moved')?.params).toMatchObject({
      taskId: TWO,
      milestoneAt: at('2025-11-07 18:00'),
    });
  });

  test('what is to be delivered has changed: the task is offered anew, also where it was accepted', () => {
    const desk = coordinated().do('task-take-over', people.pay, { taskId: TWO });
    const other = { ...part(people.pay), reworded: true } as const;
    desk.do('coordinate', people.supervisor, again(part(people.order), other));
    expect(desk.state.tasks.map(({ taskId, status }) => `${taskId.slice(-2)} ${status}`)).toEqual([
      'T1 OFFERED',
      'T2 CANCELLED',
      'T3 OFFERED',
    ]);
    expect(desk.state.tasks.at(-1)).not.toHaveProperty('reworded');
    expect(desk.clock('TASK_ACCEPT')).toMatchObject({ status: 'running', taskId: 'KF20251103001-T3' });
  });

  test('with another lead, who has the ticket from now on; both are told', () => {
    const desk = coordinated();
    expect(desk.told('plan-led')).toEqual(['2002']);
    const plan = planOf(people.order, people.pay);
    desk.do('coordinate', people.supervisor, plan);
    expect(desk.told('plan-led')).toEqual(['2002']);
    desk.do('coordinate', people.supervisor, { ...plan, lead: ref(people.senior) });
    expect(desk.state).toMatchObject({ lead: ref(people.senior), assignee: ref(people.senior), firstContact: null });
    expect(desk.told('plan-led')).toEqual(['2002', '1003']);
    expect(desk.told('ticket-handed-on')).toEqual(['2002']);
    expect(desk.try('progress-report', people.order, {})).toBe('forbidden');
  });
});

describe('the lead of a plan drops out', () => {
  const left = { from: '2002', why: 'left' } as const;

  test('the plan goes to whoever could have been named, by the lead himself or a supervisor', () => {
    const desk = coordinated().do('hand-on', people.order, { to: ref(people.senior) });
    expect(desk.state).toMatchObject({ lead: ref(people.senior), assignee: ref(people.senior) });
    desk.do('reassign', people.supervisor, { from: '1003', to: ref(people.agent), why: 'supervisor' });
    expect(desk.state).toMatchObject({ lead: ref(people.agent), assignee: ref(people.agent) });
    expect(desk.try('hand-on', people.agent, { to: ref(people.admin) })).toBe('unknown-staff');
  });

  test('without anybody named a supervisor has a workday to say who leads; the tasks go on', () => {
    const desk = coordinated().do('reassign', { kind: 'system' }, { ...left, to: null });
    expect(desk.state).toMatchObject({ status: 'COORDINATING', lead: null, assignee: null });
    expect(desk.told('plan-left')).toEqual(['supervisor']);
    expect(desk.clock('COORDINATION_PLAN')).toMatchObject({
      status: 'running',
      plan: { dueAt: at('2025-11-04 18:00') },
    });
    desk.do('task-complete', people.order, { taskId: ONE }).do('task-complete', people.pay, { taskId: TWO });
    const finished = { lead: null, tasks: [], latestMilestoneAt: null };
    expect(desk.try('coordinate', people.supervisor, finished)).toBe('plan-invalid');
    desk.do('coordinate', people.supervisor, { ...finished, lead: ref(people.pay) });
    expect(desk.state).toMatchObject({ status: 'IN_PROGRESS', lead: null, assignee: ref(people.pay) });
    expect(desk.clock('COORDINATION_PLAN').status).toBe('met');
  });
});

test('who took it over before there was a plan drops out: its lead goes on alone', () => {
  const desk = new Desk({ category: 'ORD.PAY.FAILED' }).do('take-over', people.pay, {});
  desk.do('coordinate', people.supervisor, planOf(people.order, people.otherPay));
  desk.do('reassign', { kind: 'system' }, { from: '2001', to: null, why: 'left' });
  expect(desk.state).toMatchObject({ status: 'COORDINATING', assignee: ref(people.order), lead: ref(people.order) });
});

describe('whoever leads a plan that is in other hands leaves for good', () => {
  const beside = (): Desk =>
    new Desk({ category: 'ORD.PAY.FAILED' })
      .do('take-over', people.pay, {})
      .do('coordinate', people.supervisor, planOf(people.otherPay));
  const left = { from: '2002', why: 'left' } as const;

  test('the one beside him leads it alone', () => {
    const desk = beside().do('reassign', { kind: 'system' }, { ...left, to: null });
    expect(desk.state).toMatchObject({ status: 'COORDINATING', assignee: ref(people.pay), lead: ref(people.pay) });
    expect(desk.told('plan-led').at(-1)).toBe('2001');
    expect(desk.told('ticket-handed-on')).toEqual(['2002']);
    expect(desk.try('reassign', { kind: 'system' }, { ...left, to: null })).toBe('state-conflict');
  });

  test('or whom a supervisor names, also while the customer is waited for', () => {
    const desk = beside().do('request-material', people.pay, { items: 1 });
    desk.do('reassign', people.supervisor, { ...left, to: ref(people.senior), why: 'supervisor' });
    expect(desk.state).toMatchObject({ assignee: ref(people.pay), lead: ref(people.senior) });
    expect(desk.events.at(-1)).toMatchObject({ type: 'reassigned', data: { from: '2002', to: '1003' } });
  });

  test('one that nobody else has waits for a supervisor, unless the customer is waited for', () => {
    const alone = beside();
    alone.state = { ...alone.state, assignee: null };
    const waiting = new Desk();
    waiting.state = { ...alone.state, status: 'WAITING_CUSTOMER' };
    expect(waiting.try('reassign', { kind: 'system' }, { ...left, to: null })).toBe('unknown-staff');
    alone.do('reassign', { kind: 'system' }, { ...left, to: null });
    expect(alone.state).toMatchObject({ assignee: null, lead: null });
    expect(alone.told('plan-left')).toEqual(['supervisor']);
  });

  test('who is only away goes on leading, and who was refused leads nothing', () => {
    const desk = beside();
    expect(desk.try('reassign', { kind: 'system' }, { ...left, to: null, why: 'away' })).toBe('state-conflict');
    const to = ref(people.admin);
    expect(desk.try('reassign', people.supervisor, { ...left, to, why: 'supervisor' })).toBe('unknown-staff');
  });
});

describe('whoever has a task drops out', () => {
  const gone = { from: '2001', why: 'left', tasks: true } as const;

  test('a supervisor plans it anew, wherever the ticket is', () => {
    const desk = coordinated().do('task-take-over', people.pay, { taskId: TWO });
    desk.do('reassign', { kind: 'system' }, { ...gone, to: null });
    expect(desk.state).toMatchObject({ assignee: ref(people.order), lead: ref(people.order) });
    expect(desk.state.tasks.map(({ status }) => status)).toEqual(['OFFERED', 'REFUSED']);
    expect(desk.clock('COORDINATION_PLAN').status).toBe('running');
    expect(desk.told('task-answered').slice(-2)).toEqual(['2002', 'supervisor']);
    expect(desk.try('reassign', { kind: 'system' }, { ...gone, to: null })).toBe('state-conflict');
  });

  test('the colleague whom a supervisor names is offered it', () => {
    const desk = coordinated().do('task-take-over', people.pay, { taskId: TWO });
    desk.do('reassign', people.supervisor, { ...gone, to: ref(people.otherPay), why: 'supervisor' });
    expect(desk.state.tasks[1]).toMatchObject({ responsible: ref(people.otherPay), status: 'OFFERED' });
  });

  test('who leads and has a task leaves both', () => {
    const desk = coordinated().do('reassign', { kind: 'system' }, { ...gone, from: '2002', to: null });
    expect(desk.state).toMatchObject({ assignee: null, lead: null });
    expect(desk.state.tasks.map(({ status }) => status)).toEqual(['REFUSED', 'OFFERED']);
    const paid = { ...gone, to: null };
    expect(desk.try('reassign', people.supervisor, paid)).toBe('state-conflict');
    expect(desk.try('reassign', { kind: 'system' }, paid)).toBeNull();
    expect(desk.state.tasks.map(({ status }) => status)).toEqual(['REFUSED', 'REFUSED']);
  });
});

describe('the limit for making a plan', () => {
  test('is over with an answer that came without one', () => {
    const desk = new Desk({ category: 'TEC.FAULT.DOWN', duty: ref(people.duty) }).do('take-over', people.duty, {});
    expect(desk.clock('COORDINATION_PLAN').status).toBe('running');
    desk.do('answer', people.duty, {});
    expect(desk.clock('COORDINATION_PLAN').status).toBe('cancelled');
  });
});

describe('what was promised to the customer', () => {
  test('is kept before the desk closes without a word', () => {
    const promiseBy = at('2025-11-03 15:00');
    const desk = new Desk().do('take-over', people.agent, {}).do('progress-report', people.agent, { promiseBy });
    const other = 'KF20251103009';
    expect(desk.try('mark-duplicate', people.agent, { of: other })).toBe('state-conflict');
    expect(desk.try('merge', people.agent, { into: other })).toBe('state-conflict');
    desk.do('progress-report', people.agent, {});
    desk.do('merge', people.agent, { into: other });
    expect(desk.state).toMatchObject({ status: 'CLOSED', closeReason: 'DUPLICATE' });
    expect(desk.state.clocks.filter(({ status }) => status === 'running').map(({ id }) => id)).toEqual([
      'RATING_WINDOW',
      'REOPEN_WINDOW',
    ]);
  });

  test('is no hindrance where the customer agrees', () => {
    const promiseBy = at('2025-11-03 15:00');
    const desk = new Desk().do('take-over', people.agent, {}).do('answer', people.agent, {});
    desk.input({
      name: 'message-arrived',
      from: 'staff',
      staffNo: '1001',
      at: desk.now,
      replyClock: null,
      promiseBy,
    });
    expect(desk.try('accept', people.customer, {})).toBeNull();
  });
});

describe('whoever leads a plan', () => {
  test('is the first contact only once he has written', () => {
    const desk = coordinated();
    expect(desk.state).toMatchObject({ assignee: ref(people.order), firstContact: null });
    desk.do('progress-report', people.order, {});
    expect(desk.state.firstContact).toBe(people.order.staffNo);
  });

  test('leaves the first contact to whoever took it over before', () => {
    const desk = new Desk({ category: 'ORD.PAY.FAILED' }).do('take-over', people.pay, {});
    desk.do('coordinate', people.supervisor, planOf(people.order, people.pay));
    expect(desk.state).toMatchObject({ lead: ref(people.order), firstContact: people.pay.staffNo });
  });
});
