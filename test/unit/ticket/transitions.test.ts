import { describe, expect, test } from 'vitest';
import type { StaffRef } from '../../../contracts/people.ts';
import { allowedCommands, refusalFor } from '../../../domain/ticket/allowed.ts';
import { reachedBy } from '../../../domain/clocks/running/reached.ts';
import { at, Desk, people } from '../../support/desk.ts';
import { REFUND } from '../../support/refund.ts';

const ref = ({ staffNo, role, department }: StaffRef): StaffRef => ({ staffNo, role, department });
const onBehalf = { ...people.agent, onBehalf: true };

/** A simple ticket that an agent has in hand. */
function inHand(): Desk {
  return new Desk().do('take-over', people.agent, {});
}

function answered(): Desk {
  return inHand().do('answer', people.agent, {});
}

function coordinated(): Desk {
  const desk = new Desk({ category: 'ORD.DISPUTE.CASE' });
  return desk.do('coordinate', people.supervisor, {
    lead: ref(people.order),
    latestMilestoneAt: at('2025-11-12 18:00'),
    tasks: [
      { department: 'ORDER', responsible: ref(people.order), milestoneAt: at('2025-11-05 18:00') },
      { department: 'PAY', responsible: ref(people.pay), milestoneAt: at('2025-11-06 18:00') },
    ],
  });
}

describe('taking a ticket over (rows 2 and 5)', () => {
  test('an agent takes a simple one, becomes the contact, and the customer is told who', () => {
    const desk = inHand();
    expect(desk.state).toMatchObject({ status: 'IN_PROGRESS', assignee: ref(people.agent), firstContact: '1001' });
    expect(desk.notices.find((notice) => notice.template === 'ticket-taken-over')?.params).toMatchObject({
      staffNo: '1001',
    });
  });

  test('taking over is no answer: the reply limit goes on', () => {
    expect(inHand().clock('ONLINE_REPLY').status).toBe('running');
  });

  test('the second taker is told that it is too late', () => {
    expect(inHand().try('take-over', people.otherAgent, {})).toBe('state-conflict');
  });

  test('unclassified: nobody takes it until it is classified', () => {
    const desk = new Desk({ category: null });
    expect(desk.try('take-over', people.agent, {})).toBe('state-conflict');
    desk.do('classify', people.agent, {
      category: 'ACC.SUB.CREATE',
      slaClass: 'simple',
      routing: 'direct',
      department: 'FRONT',
      urgent: false,
    });
    expect(desk.state).toMatchObject({ status: 'RECEIVED', assignee: null, category: 'ACC.SUB.CREATE' });
    expect(desk.try('take-over', people.agent, {})).toBeNull();
  });

  test('a specialist takes his department’s, others may not', () => {
    const desk = new Desk({ category: 'ORD.PAY.FAILED' });
    expect(desk.try('take-over', people.agent, {})).toBe('forbidden');
    expect(desk.try('take-over', people.tech, {})).toBe('forbidden');
    desk.do('take-over', people.pay, {});
    expect(desk.state).toMatchObject({ status: 'IN_PROGRESS', assignee: ref(people.pay) });
    expect(desk.clock('SPECIALIST_TAKEOVER').status).toBe('met');
  });

  test('what belongs to QA is taken by an inspector', () => {
    const desk = new Desk({ department: 'QA', slaClass: 'complex', routing: 'department' });
    expect(desk.try('take-over', people.pay, {})).toBe('forbidden');
    expect(desk.try('take-over', people.inspector, {})).toBeNull();
  });

  test('a special one asks for a date within a workday', () => {
    const desk = new Desk({ category: 'ACC.QUAL.REVIEW' }).do('take-over', people.qual, {});
    expect(desk.clock('RESOLVE_SPECIAL').plan?.dueAt).toBe(at('2025-11-04 18:00'));
    desk.do('set-date', people.qual, { dueAt: at('2025-11-20 18:00') });
    expect(desk.clock('RESOLVE_SPECIAL').plan?.dueAt).toBe(at('2025-11-20 18:00'));
    expect(desk.try('set-date', people.qual, { dueAt: at('2025-11-01 18:00') })).toBe('date-not-allowed');
    expect(desk.try('set-date', people.qual, { dueAt: at('2027-11-01 18:00') })).toBe('date-not-allowed');
  });
});

describe('classifying and sending back (rows 3 and 6)', () => {
  test('an agent routes it to a department; the limit keeps its start and takes the new length', () => {
    const desk = new Desk();
    desk.now = at('2025-11-03 11:00');
    desk.do('classify', people.agent, REFUND);
    expect(desk.state).toMatchObject({ status: 'ASSIGNED', department: 'PAY', assignee: null });
    expect(desk.clock('RESOLVE_SIMPLE').status).toBe('cancelled');
    expect(desk.clock('RESOLVE_COMPLEX')).toMatchObject({ startedAt: at('2025-11-03 09:30') });
    expect(desk.told('ticket-queued')).toContain('PAY');
  });

  test('classified anew where it waits already, nobody has more time to take it', () => {
    const desk = new Desk().do('classify', people.agent, REFUND);
    const takeover = desk.clock('SPECIALIST_TAKEOVER');
    desk.passTo(at('2025-11-04 10:00')).do('classify', people.agent, { ...REFUND, category: 'ORD.PAY.FAILED' });
    expect(desk.state).toMatchObject({ status: 'ASSIGNED', category: 'ORD.PAY.FAILED' });
    expect(desk.clock('SPECIALIST_TAKEOVER').key).toBe(takeover.key);
    expect(desk.clock('SPECIALIST_TAKEOVER').plan?.dueAt).toBe(takeover.plan?.dueAt);
  });

  test('once taken over only a supervisor re-classifies', () => {
    const desk = inHand();
    expect(desk.try('classify', people.agent, REFUND)).toBe('forbidden');
    desk.do('classify', people.supervisor, REFUND);
    expect(desk.state).toMatchObject({ status: 'ASSIGNED', assignee: null });
  });

  test('a department sends back once, before the takeover is due', () => {
    const desk = new Desk({ category: 'ORD.PAY.FAILED' }).do('send-back', people.pay, {});
    expect(desk.state).toMatchObject({ status: 'RECEIVED', department: 'FRONT', sentBackBy: ['PAY'] });
    desk.do('classify', people.agent, REFUND);
    expect(desk.try('send-back', people.otherPay, {})).toBe('state-conflict');
  });

  test('after the takeover is due it stays where it is', () => {
    const desk = new Desk({ category: 'ORD.PAY.FAILED' }).passTo(at('2025-11-04 18:30'));
    expect(desk.try('send-back', people.pay, {})).toBe('state-conflict');
  });

  test('handed on to somebody who fits, and to nobody else', () => {
    const desk = inHand();
    expect(desk.try('hand-on', people.agent, { to: ref(people.pay) })).toBe('unknown-staff');
    expect(desk.try('hand-on', people.agent, { to: ref(people.agent) })).toBe('unknown-staff');
    expect(desk.try('hand-on', people.otherAgent, { to: ref(people.otherAgent) })).toBe('forbidden');
    desk.do('hand-on', people.agent, { to: ref(people.senior) });
    expect(desk.state).toMatchObject({ status: 'IN_PROGRESS', assignee: ref(people.senior), firstContact: '1001' });
  });
});

describe('asking for material (rows 9 and 10)', () => {
  test('one list; supplied piece by piece; the work goes on when all is there', () => {
    const desk = inHand().do('request-material', people.agent, { items: 2 });
    expect(desk.state.status).toBe('WAITING_CUSTOMER');
    expect(desk.clock('RESOLVE_SIMPLE').status).toBe('paused');
    expect(desk.clock('ONLINE_REPLY').status).toBe('met');
    desk.do('supply-material', people.customer, { items: [0] });
    expect(desk.state.status).toBe('WAITING_CUSTOMER');
    expect(desk.try('supply-material', people.customer, { items: [-1] })).toBe('unknown-material');
    desk.do('supply-material', people.customer, { items: [1] });
    expect(desk.state.status).toBe('IN_PROGRESS');
    // What he sent first broke his silence.
    expect(desk.clocks).toEqual([
      'ONLINE_REPLY met',
      'RESOLVE_SIMPLE running',
      'MATERIAL_WAIT met',
      'MATERIAL_WAIT met',
    ]);
  });

  test('the wait moves the limit by the closings that pass in it', () => {
    const desk = new Desk({ category: 'ORD.PAY.FAILED', at: at('2025-11-03 10:00') }).do('take-over', people.pay, {});
    desk.passTo(at('2025-11-04 10:00')).do('request-material', people.pay, { items: 1 });
    desk.passTo(at('2025-11-06 15:00')).do('supply-material', people.customer, { items: [0] });
    expect(desk.clock('RESOLVE_COMPLEX').plan?.dueAt).toBe(at('2025-11-12 18:00'));
  });

  test('a dispute opened meanwhile is what the limit stands still for from then on, and the wait still counts', () => {
    const desk = new Desk({ category: 'ORD.PAY.FAILED', at: at('2025-11-03 10:00') }).do('take-over', people.pay, {});
    desk.passTo(at('2025-11-04 10:00')).do('request-material', people.pay, { items: 1 });
    desk.passTo(at('2025-11-06 15:00')).do('open-dispute', people.customer, { supplierCompanyId: 'supplier' });
    expect(desk.clock('RESOLVE_COMPLEX')).toMatchObject({
      status: 'paused',
      pauses: [
        { from: at('2025-11-04 10:00'), to: at('2025-11-06 15:00'), why: 'material' },
        { from: at('2025-11-06 15:00'), to: null, why: 'dispute' },
      ],
      plan: { dueAt: at('2025-11-12 18:00'), moments: [] },
    });
    expect(reachedBy(desk.clock('RESOLVE_COMPLEX'), at('2025-11-07 10:00'))).toBe(at('2025-11-04 10:00'));
  });

  test('a second list in the same round costs the desk its own time', () => {
    const desk = inHand().do('request-material', people.agent, { items: 1 }).do('waive-material', people.agent, {});
    desk.do('request-material', people.supervisor, { items: 1, reasoned: true });
    expect(desk.clock('RESOLVE_SIMPLE').status).toBe('running');
    expect(desk.clock('MATERIAL_WAIT').status).toBe('running');
  });
});

test('a second list in the same round is for a supervisor, who says why', () => {
  const desk = inHand().do('request-material', people.agent, { items: 1 }).do('waive-material', people.agent, {});
  expect(desk.try('request-material', people.agent, { items: 1, reasoned: true })).toBe('forbidden');
  expect(desk.try('request-material', people.supervisor, { items: 1 })).toBe('reason-required');
  expect(desk.state.status).toBe('IN_PROGRESS');
});

test('a laxer class is told with the new limit, a stricter one lengthens nothing', () => {
  const desk = new Desk({ category: 'TEC.GUIDE.REPORT' });
  const route = { category: 'TEC.FAULT.FUNCTION', routing: 'department', department: 'TECH', urgent: false } as const;
  desk.do('classify', people.supervisor, { ...route, slaClass: 'complex' });
  expect(desk.notices.at(-1)).toMatchObject({
    template: 'ticket-classified',
    params: { longerThan: 'simple' },
  });
  desk.do('classify', people.supervisor, { ...route, slaClass: 'simple' });
  expect(desk.notices.at(-1)?.params).not.toHaveProperty('longerThan');
});

describe('several departments (rows 4, 7, 8 and 12)', () => {
  test('a plan opens a task per department, each to be accepted and with its milestone', () => {
    const desk = coordinated();
    expect(desk.state).toMatchObject({ status: 'COORDINATING', lead: ref(people.order) });
    expect(desk.state.tasks.map((task) => `${task.taskId} ${task.department} ${task.status}`)).toEqual([
      'KF20251103001-T1 ORDER OFFERED',
      'KF20251103001-T2 PAY OFFERED',
    ]);
    expect(desk.clock('COORDINATION_PLAN').status).toBe('met');
    expect(desk.clock('RESOLVE_COMPLEX').status).toBe('cancelled');
    expect(desk.clock('RESOLVE_MULTI').plan).toMatchObject({
      targetAt: at('2025-11-10 18:00'),
      dueAt: at('2025-11-12 18:00'),
    });
    expect(desk.told('task-offered')).toEqual(['2002', '2001']);
  });

  test('the answer waits until every task is done or cancelled', () => {
    const desk = coordinated();
    expect(desk.try('answer', people.order, {})).toBe('state-conflict');
    desk.do('task-take-over', people.order, { taskId: 'KF20251103001-T1' });
    desk.do('task-complete', people.order, { taskId: 'KF20251103001-T1' });
    desk.do('task-cancel', people.supervisor, { taskId: 'KF20251103001-T2' });
    desk.do('answer', people.order, {});
    expect(desk.state.status).toBe('AWAITING_CONFIRMATION');
    expect(desk.clocks.filter((clock) => clock.endsWith('running'))).toEqual(['CONFIRM_WAIT running']);
  });

  test('planned anew: what stays keeps its task, what is left out is cancelled, what is done stays done', () => {
    const desk = coordinated().do('task-complete', people.order, { taskId: 'KF20251103001-T1' });
    desk.do('coordinate', people.supervisor, {
      lead: ref(people.order),
      latestMilestoneAt: at('2025-11-12 18:00'),
      tasks: [{ department: 'TECH', responsible: ref(people.tech), milestoneAt: at('2025-11-11 18:00') }],
    });
    expect(desk.state.tasks.map((task) => `${task.department} ${task.status}`)).toEqual([
      'ORDER DONE',
      'PAY CANCELLED',
      'TECH OFFERED',
    ]);
    expect(desk.state.tasks[2]?.taskId).toBe('KF20251103001-T3');
  });

  test('back to one department when all is done', () => {
    const desk = coordinated();
    expect(desk.try('coordinate', people.supervisor, { lead: null, latestMilestoneAt: null, tasks: [] })).toBe(
      'plan-invalid',
    );
    desk
      .do('task-complete', people.order, { taskId: 'KF20251103001-T1' })
      .do('task-complete', people.pay, { taskId: 'KF20251103001-T2' });
    desk.do('coordinate', people.supervisor, { lead: null, latestMilestoneAt: null, tasks: [] });
    expect(desk.state.status).toBe('IN_PROGRESS');
    expect(desk.told('plan-ended')).toEqual([people.order.staffNo]);
  });

  test('neither led nor done by who has no part in tickets', () => {
    const desk = new Desk({ category: 'ORD.DISPUTE.CASE' });
    const task = { department: 'ORDER', responsible: ref(people.order), milestoneAt: at('2025-11-10 18:00') } as const;
    const plan = { lead: ref(people.order), latestMilestoneAt: null, tasks: [task] };
    for (const outsider of [people.admin, people.inspector]) {
      expect(desk.try('coordinate', people.supervisor, { ...plan, lead: ref(outsider) })).toBe('plan-invalid');
    }
    const front = { ...task, department: 'FRONT', responsible: ref(people.admin) } as const;
    expect(desk.try('coordinate', people.supervisor, { ...plan, tasks: [front] })).toBe('plan-invalid');
    expect(desk.try('coordinate', people.supervisor, plan)).toBeNull();
  });

  test('no milestone after the ticket’s limit', () => {
    const desk = new Desk({ category: 'ORD.DISPUTE.CASE' });
    const plan = { lead: ref(people.order), latestMilestoneAt: at('2025-11-10 18:00') };
    const late = [
      { department: 'ORDER', responsible: ref(people.order), milestoneAt: at('2025-11-11 18:00') } as const,
    ];
    expect(desk.try('coordinate', people.supervisor, { ...plan, tasks: late })).toBe('plan-invalid');
    expect(desk.state.status).toBe('RECEIVED');
  });

  test('refused tasks go back to the supervisor; another department’s are none of mine', () => {
    const desk = coordinated();
    expect(desk.try('task-refuse', people.tech, { taskId: 'KF20251103001-T1' })).toBe('forbidden');
    expect(desk.try('task-refuse', people.pay, { taskId: 'KF20251103001-T9' })).toBe('not-found');
    desk.do('task-refuse', people.pay, { taskId: 'KF20251103001-T2' });
    expect(desk.told('task-answered')).toContain('supervisor');
    expect(desk.try('task-complete', people.pay, { taskId: 'KF20251103001-T2' })).toBe('state-conflict');
  });
});

describe('answer, acceptance, refusal (rows 12 to 17)', () => {
  test('accepted: closed as confirmed; only rating and re-opening still run', () => {
    const desk = answered().do('accept', people.customer, {});
    expect(desk.state).toMatchObject({ status: 'CLOSED', closeReason: 'CONFIRMED' });
    expect(desk.clocks).toEqual([
      'ONLINE_REPLY met',
      'RESOLVE_SIMPLE met',
      'CONFIRM_WAIT met',
      'RATING_WINDOW running',
      'REOPEN_WINDOW running',
    ]);
  });

  test('staff may record what the customer said, and only then', () => {
    expect(answered().try('accept', people.agent, {})).toBe('forbidden');
    expect(answered().try('accept', onBehalf, {})).toBeNull();
    expect(answered().try('accept', people.stranger, {})).toBe('forbidden');
  });

  test('an inspector changes nothing but what belongs to QA, not even for the customer', () => {
    const inspector = { ...people.inspector, onBehalf: true };
    expect(answered().try('accept', inspector, {})).toBe('forbidden');
    expect(new Desk({ category: 'SVC.COMPLAINT' }).try('withdraw', inspector, {})).toBeNull();
  });

  test('refused: somebody else re-assesses, one level up each round, and the manager ends it in writing', () => {
    const desk = answered().do('reject', people.customer, {});
    expect(desk.state).toMatchObject({ status: 'REASSESSING', round: 1, assignee: null, pastHandlers: ['1001'] });
    expect(desk.try('take-over', people.agent, {})).toBe('forbidden');
    desk.do('take-over', people.senior, {}).do('answer', people.senior, {}).do('reject', people.customer, {});
    expect(desk.try('take-over', people.senior, {})).toBe('forbidden');
    expect(desk.try('close-unresolved', people.manager, {})).toBe('state-conflict');
    desk.do('take-over', people.supervisor, {}).do('answer', people.supervisor, {}).do('reject', people.customer, {});
    expect(desk.try('take-over', people.supervisor, {})).toBe('forbidden');
    desk.do('close-unresolved', people.manager, {});
    expect(desk.state).toMatchObject({ status: 'CLOSED', closeReason: 'UNRESOLVED', round: 3 });
  });

  test('agreed after a round', () => {
    const desk = answered().do('reject', people.customer, {}).do('take-over', people.senior, {});
    expect(desk.clock('REASSESS').terms.phase).toBe('second');
    desk.do('answer', people.senior, {}).do('accept', people.customer, {});
    expect(desk.state.closeReason).toBe('AGREED');
    expect(desk.clocks.filter((clock) => clock.startsWith('RESOLVE_'))).toEqual(['RESOLVE_SIMPLE met']);
  });
});

describe('other ends (row 20) and coming back (row 21)', () => {
  test('re-opened after it was withdrawn while nobody had taken up its round, who had it last is told, too', () => {
    const desk = new Desk({ channel: 'phone' }).do('take-over', people.agent, {}).do('answer', people.agent, {});
    desk.do('reject', people.customer, {}).do('withdraw', people.customer, {}).do('reopen', people.customer, {});
    expect(desk.told('ticket-reopened')).toEqual([people.agent.staffNo, 'supervisor']);
  });

  const ends = [
    ['withdraw', people.customer, {}, 'WITHDRAWN'],
    ['decline', people.agent, {}, 'DECLINED'],
    ['terminate', people.supervisor, {}, 'TERMINATED'],
    ['mark-duplicate', people.agent, { of: 'KF20251103002' }, 'DUPLICATE'],
    ['merge', people.supervisor, { into: 'KF20251103002' }, 'DUPLICATE'],
  ] as const;
  test.each(ends)('%s closes from any open status', (name, actor, payload, closeReason) => {
    const desk = coordinated();
    expect(desk.try(name, actor, payload)).toBeNull();
    expect(desk.state).toMatchObject({ status: 'CLOSED', closeReason });
    expect(desk.state.tasks.every((task) => task.status === 'CANCELLED')).toBe(true);
    expect(
      desk.clocks.filter(
        (clock) => clock.endsWith('running') && clock !== 'TERMINATION_REVIEW running' && !clock.includes('WINDOW'),
      ),
    ).toEqual([]);
  });

  test('re-opened by the customer: a new round by somebody else, with three workdays', () => {
    const desk = answered().do('accept', people.customer, {}).do('rate', people.customer, { rating: 'FAIR' });
    desk.passTo(at('2025-11-10 10:00')).do('reopen', people.customer, {});
    expect(desk.state).toMatchObject({ status: 'REASSESSING', round: 1, closeReason: null, rating: null });
    expect(desk.clock('REASSESS').plan).toMatchObject({
      targetAt: at('2025-11-11 18:00'),
      dueAt: at('2025-11-13 18:00'),
    });
    expect(desk.clock('REOPEN_WINDOW').status).toBe('cancelled');
    expect(desk.try('take-over', people.agent, {})).toBe('forbidden');
  });

  test('whatever it closed as may be rated (§10.13), and is followed up only where that is owed', () => {
    for (const [name, , payload] of ends) {
      const ended = new Desk().do(name, name === 'withdraw' ? people.customer : people.supervisor, payload);
      expect(ended.try('follow-up', people.agent, { solved: true })).toBe('state-conflict');
      expect(ended.try('rate', people.customer, { rating: 'FAIR' })).toBeNull();
    }
  });

  test('a duplicate is not re-opened; a terminated one only by a supervisor', () => {
    expect(
      new Desk().do('mark-duplicate', people.agent, { of: 'KF20251103002' }).try('reopen', people.customer, {}),
    ).toBe('state-conflict');
    const terminated = new Desk().do('warn-abuse', people.agent, {}).do('terminate', people.agent, {});
    expect(terminated.try('reopen', people.customer, {})).toBe('forbidden');
    expect(terminated.try('reopen', people.supervisor, {})).toBeNull();
  });

  test('nothing points to itself', () => {
    expect(new Desk().try('merge', people.agent, { into: 'KF20251103001' })).toBe('unknown-reference');
  });

  test('the last rating inside the window counts', () => {
    const desk = answered().do('accept', people.customer, {}).do('rate', people.customer, { rating: 'DISSATISFIED' });
    expect(desk.told('rating-received')).toContain('QA');
    desk.passTo(at('2025-11-09 10:00')).do('rate', people.customer, { rating: 'FAIR' });
    expect(desk.state.rating?.rating).toBe('FAIR');
    desk.passTo(at('2025-11-11 00:00'));
    expect(desk.try('rate', people.customer, { rating: 'SATISFIED' })).toBe('state-conflict');
  });
});

describe('moving and pressing limits', () => {
  const extension = { dueAt: at('2025-11-12 18:00'), latestDueAt: at('2025-11-12 18:00') };
  const complexInHand = (): Desk => new Desk({ category: 'ORD.PAY.FAILED' }).do('take-over', people.pay, {});

  test('a supervisor extends a complex limit once, before it is due and within seven workdays', () => {
    const desk = complexInHand();
    expect(desk.try('extend', people.pay, extension)).toBe('forbidden');
    expect(desk.try('extend', people.supervisor, { ...extension, dueAt: at('2025-11-13 18:00') })).toBe(
      'date-not-allowed',
    );
    desk.do('request-extension', people.pay, extension);
    expect(desk.try('request-extension', people.pay, extension)).toBe('state-conflict');
    expect(desk.try('refuse-extension', people.pay, {})).toBe('forbidden');
    desk.do('refuse-extension', people.supervisor, {});
    expect(desk.told('extension-refused')).toEqual([people.pay.staffNo]);
    expect(desk.try('refuse-extension', people.supervisor, {})).toBe('state-conflict');
    desk.do('request-extension', people.pay, extension).do('extend', people.supervisor, extension);
    expect(desk.state.extensionAsked).toBeNull();
    expect(desk.clock('RESOLVE_COMPLEX').plan?.dueAt).toBe(at('2025-11-12 18:00'));
    expect(desk.told('limit-moved')).toEqual([people.pay.staffNo, 'customer']);
    expect(desk.try('extend', people.supervisor, extension)).toBe('state-conflict');
  });

  test('whoever asked for it hears that it was given, also when somebody else has the ticket', () => {
    const desk = complexInHand().do('request-extension', people.pay, extension);
    desk.do('hand-on', people.supervisor, { to: people.otherPay }).do('extend', people.supervisor, extension);
    expect(desk.told('limit-moved')).toEqual([people.otherPay.staffNo, people.pay.staffNo, 'customer']);
  });

  test('what is answered needs no more time, and whoever asked for it no refusal', () => {
    const desk = complexInHand().do('request-extension', people.pay, extension).do('answer', people.pay, {});
    expect(allowedCommands(desk.state, people.supervisor, desk.now)).not.toContain('refuse-extension');
    desk.do('reject', people.customer, {}).do('take-over', people.otherPay, {});
    expect(desk.try('refuse-extension', people.supervisor, {})).toBe('state-conflict');
  });

  test('not after it was missed, never for simple or several departments', () => {
    expect(complexInHand().passTo(at('2025-11-11 09:00')).try('extend', people.supervisor, extension)).toBe(
      'state-conflict',
    );
    expect(inHand().try('extend', people.supervisor, extension)).toBe('state-conflict');
    expect(coordinated().try('extend', people.supervisor, extension)).toBe('state-conflict');
  });

  test('urged once a day and limit; the third time the supervisor hears of it; a person answers in four working hours', () => {
    const refused = () => inHand().do('answer', people.agent, {}).do('reject', people.customer, {});
    const desk = refused().do('urge', people.customer, { day: '2025-11-03' });
    expect(desk.try('urge', people.customer, { day: '2025-11-03' })).toBe('already-urged');
    expect(desk.clock('URGE_REPLY').plan?.dueAt).toBe(at('2025-11-03 13:30'));
    for (const day of ['2025-11-04', '2025-11-05']) {
      desk.now = at(`${day} 09:30`);
      desk.do('urge', people.customer, { day });
    }
    expect(desk.told('urged')).toContain('supervisor');
    const told = refused().do('urge', people.customer, { day: '2025-11-03' });
    told.do('take-over', people.senior, {}).do('progress-report', people.senior, {});
    expect(told.clock('URGE_REPLY').status).toBe('met');
  });

  test('nothing is urged while the customer is waited for, but what was promised to him is', () => {
    const answered = inHand().do('answer', people.agent, {});
    expect(answered.try('urge', people.customer, { day: '2025-11-03' })).toBe('state-conflict');
    expect(allowedCommands(answered.state, people.customer, answered.now)).not.toContain('urge');
    const asked = inHand().do('request-material', people.agent, { items: 1 });
    expect(asked.try('urge', people.customer, { day: '2025-11-03' })).toBe('state-conflict');
    const promised = inHand().do('answer', people.agent, { promiseBy: at('2025-11-04 12:00') });
    promised.do('urge', people.customer, { day: '2025-11-03' });
    expect(promised.state.urged).toMatchObject([{ clock: 'PROMISE' }]);
  });

  test('of what is to be planned the plan is urged', () => {
    const desk = new Desk({ category: 'TEC.FAULT.PAGE', channel: 'phone' });
    desk.do('urge', people.customer, { day: '2025-11-03' });
    expect(desk.state.urged).toMatchObject([{ clock: 'COORDINATION_PLAN' }]);
  });
});

describe('a dispute as far as the ticket waits for it (rows 18 and 19)', () => {
  test('party windows pause the ticket; silence moves the case on until the platform decides', () => {
    const desk = new Desk({ category: 'ORD.DISPUTE.CASE', at: at('2025-11-03 10:00') });
    desk.do('open-dispute', people.customer, { supplierCompanyId: 'supplier' });
    expect(desk.state).toMatchObject({ status: 'WAITING_PARTIES', dispute: { step: 'SELLER_HANDLING' } });
    expect(desk.clock('RESOLVE_COMPLEX').status).toBe('paused');
    desk.passTo(at('2025-11-04 10:00'));
    expect(desk.state.dispute?.step).toBe('EVIDENCE');
    desk.passTo(at('2025-11-09 12:00'));
    expect(desk.state).toMatchObject({ status: 'COORDINATING', dispute: { step: 'DECIDING' } });
    expect(desk.clocks).toContain('DISPUTE_PREHANDLE lapsed');
    expect(desk.clocks).toContain('DISPUTE_DECISION running');
    expect(desk.clock('RESOLVE_COMPLEX').status).toBe('running');
  });
});

describe('what one may do now', () => {
  test('each caller sees his own commands, spelt as in the URL', () => {
    const desk = new Desk();
    expect(allowedCommands(desk.state, people.agent, desk.now)).toEqual(
      expect.arrayContaining(['classify', 'take-over', 'decline']),
    );
    expect(allowedCommands(desk.state, people.customer, desk.now)).toEqual([
      'urge',
      'withdraw',
      'escalate',
      'open-dispute',
      'complain',
    ]);
    expect(allowedCommands(desk.state, people.admin, desk.now)).toEqual([]);
  });

  test('who may is judged before whether it fits the state', () => {
    const closed = answered().do('accept', people.customer, {});
    expect(refusalFor(closed.state, people.pay, 'take-over')?.code).toBe('forbidden');
    expect(refusalFor(closed.state, people.agent, 'take-over')?.code).toBe('state-conflict');
  });
});
