import { describe, expect, test } from 'vitest';
import type { TicketCommandName } from '../../../contracts/commands.ts';
import type { Actor } from '../../../contracts/people.ts';
import { refusalFor } from '../../../domain/ticket/allowed.ts';
import { waitingOn } from '../../../domain/ticket/waiting.ts';
import { isTicking } from '../../../domain/clocks/running/ticking.ts';
import { at, commandOf, Desk, people } from '../../support/desk.ts';
import { silence } from '../../support/silence.ts';

const { customer: buyer, supplier, supervisor, manager, agent } = people;
const AGAINST = { supplierCompanyId: 'supplier' };

function disputed(): Desk {
  const desk = new Desk({ category: 'ORD.DISPUTE.CASE', channel: 'phone', at: at('2025-11-03 10:00') });
  return desk.do('open-dispute', buyer, AGAINST);
}

const deciding = (): Desk => silence(silence(silence(disputed())));
const ordered = () => ({
  department: people.pay.department,
  responsible: people.pay,
  milestoneAt: at('2025-12-01 18:00'),
  reworded: true as const,
});

function ruled(
  outcome: 'FOR_BUYER' | 'FOR_SELLER' = 'FOR_SELLER',
  measures = [] as ReturnType<typeof ordered>[],
): Desk {
  return deciding().do('rule', supervisor, { outcome, measures });
}

function why(desk: Desk, actor: Actor, name: TicketCommandName) {
  return refusalFor(desk.state, actor, name);
}

describe('a ruling is final but for one appeal', () => {
  test('the buyer who takes his appeal back has the ruling: closed as ruled, never re-opened, appealed or disputed again', () => {
    const desk = ruled().do('appeal', buyer, {});
    const told = desk.notices.length;
    desk.do('withdraw', buyer, {});
    expect(desk.state).toMatchObject({
      status: 'CLOSED',
      closeReason: 'RULED',
      dispute: { step: 'RULED', ruling: { outcome: 'FOR_SELLER' } },
    });
    const happened = desk.notices.slice(told).filter(({ params }) => params['happened'] === 'appeal-withdrawn');
    expect(happened.map(({ to }) => to.kind).toSorted()).toEqual(['company', 'customer', 'role', 'role']);
    expect(desk.eventTypes()).toContain('appeal-withdrawn');
    for (const [actor, name] of [
      [buyer, 'reopen'],
      [supervisor, 'reopen'],
      [buyer, 'appeal'],
      [supplier, 'appeal'],
      [buyer, 'open-dispute'],
    ] as const) {
      expect([name, why(desk, actor, name)?.code]).toEqual([name, 'state-conflict']);
    }
  });

  test('what the appeal had stopped is planned anew by a supervisor, and the ticket closes when it is done', () => {
    const desk = ruled('FOR_BUYER', [ordered()]).do('appeal', buyer, {}).do('withdraw', buyer, {});
    expect(desk.state).toMatchObject({ status: 'COORDINATING', tasks: [{ status: 'REFUSED' }] });
    expect(waitingOn(desk.state)).toBe('supervisor');
    expect(desk.clock('COORDINATION_PLAN').status).toBe('running');
    const plan = { lead: people.order, tasks: [ordered()], latestMilestoneAt: null, reasoned: true } as const;
    desk.do('coordinate', supervisor, { ...plan, tasks: [...plan.tasks] });
    const open = desk.state.tasks.find(({ status }) => status === 'OFFERED');
    if (open === undefined) throw new Error('the measure was planned anew');
    desk.do('task-complete', people.pay, { taskId: open.taskId });
    expect(desk.state).toMatchObject({ status: 'CLOSED', closeReason: 'RULED' });
  });

  test('nobody takes back the appeal of the other side: the manager decides it', () => {
    const desk = ruled('FOR_BUYER').do('appeal', supplier, {});
    expect(why(desk, buyer, 'withdraw')?.detail.en).toContain('his own appeal only');
    expect(desk.try('decide-appeal', manager, { outcome: 'FOR_SELLER', measures: [] })).toBeNull();
  });

  test('settled while the appeal ran and re-opened, it is not disputed a second time: the case is named', () => {
    const desk = ruled().do('appeal', buyer, {}).do('offer-settlement', supplier, {});
    desk.do('accept-settlement', buyer, {}).do('reopen', buyer, {});
    const refused = why(desk, buyer, 'open-dispute');
    expect(refused).toMatchObject({ code: 'state-conflict' });
    expect(refused?.detail.zh).toContain(`${desk.state.ticketNo}-D1 已就同一订单裁定`);
  });
});

describe('an agreement is to the offer that was read', () => {
  const swapped = (): Desk => deciding().do('offer-settlement', supplier, {}).do('offer-settlement', supplier, {});

  test('one that took the place of another is accepted by its number, and by no other', () => {
    const desk = swapped();
    for (const payload of [{}, { offerNo: 1 }, { offerNo: 3 }]) {
      expect(desk.try('accept-settlement', buyer, payload)).toBe('state-conflict');
    }
    const refused = desk.input(commandOf('accept-settlement', buyer, {}));
    expect(refused).toMatchObject({ refusal: { errors: [{ pointer: '/offerNo', expected: { zh: '2' } }] } });
    desk.do('accept-settlement', buyer, { offerNo: 2 });
    expect(desk.state).toMatchObject({ status: 'CLOSED', closeReason: 'AGREED' });
  });

  test('also where the other side has made one of its own in between', () => {
    const desk = deciding().do('offer-settlement', supplier, {}).do('offer-settlement', buyer, {});
    desk.do('offer-settlement', supplier, {});
    expect(desk.try('accept-settlement', buyer, {})).toBe('state-conflict');
    expect(desk.try('accept-settlement', buyer, { offerNo: 3 })).toBeNull();
  });

  test('what the seller concedes in the end takes the place of what he offered before', () => {
    const prehandled = silence(disputed().do('refuse-claim', supplier, {}));
    const offered = prehandled.do('offer-settlement', supplier, {}).do('concede', supplier, {});
    for (const payload of [{}, { offerNo: 1 }])
      expect(offered.try('accept-settlement', buyer, payload)).toBe('state-conflict');
    expect(offered.try('accept-settlement', buyer, { offerNo: 2 })).toBeNull();
  });

  test('the only one that was made needs no number', () => {
    const offered = (): Desk => deciding().do('offer-settlement', supplier, {});
    expect(offered().try('accept-settlement', buyer, {})).toBeNull();
    expect(offered().try('accept-settlement', buyer, { offerNo: 1 })).toBeNull();
    expect(disputed().do('compensate', supplier, {}).try('accept-settlement', buyer, {})).toBeNull();
  });
});

describe('a claim is the party’s own', () => {
  test.each([agent, supervisor])('staff do not withdraw it on the buyer’s behalf', (staff) => {
    const desk = disputed();
    expect(why(desk, { ...staff, onBehalf: true }, 'withdraw')).toMatchObject({
      code: 'forbidden',
      detail: { zh: expect.stringContaining('不得代为撤回') },
    });
    expect(desk.try('withdraw', { kind: 'integration', clientId: 'erp' }, {})).toBe('forbidden');
    expect(desk.try('withdraw', buyer, {})).toBeNull();
  });

  test('without a dispute a withdrawal is recorded for the customer as before', () => {
    expect(new Desk({ channel: 'phone' }).try('withdraw', { ...agent, onBehalf: true }, {})).toBeNull();
  });
});

describe('a tacit settlement is taken back only while the ticket is closed by it', () => {
  const tacit = (): Desk => silence(disputed().do('compensate', supplier, {}));

  test('re-opened, answered and closed again, it goes its own way', () => {
    const desk = tacit().do('reopen', buyer, {});
    expect(why(desk, buyer, 'reject-settlement')?.detail.zh).toContain('工单仍因该和解结案');
    desk.do('take-over', people.senior, {}).do('answer', people.senior, {}).do('accept', buyer, {});
    expect(desk.state.status).toBe('CLOSED');
    expect(why(desk, buyer, 'reject-settlement')?.code).toBe('state-conflict');
  });

  test('by a follow-up that found it unsolved as well', () => {
    const desk = tacit().do('follow-up', agent, { solved: false });
    expect(why(desk, buyer, 'reject-settlement')?.code).toBe('state-conflict');
  });

  test('an agreement that was accepted is taken back never', () => {
    const desk = disputed().do('compensate', supplier, {}).do('accept-settlement', buyer, {});
    expect(why(desk, buyer, 'reject-settlement')?.code).toBe('state-conflict');
  });
});

test('whatever enters a step of a dispute ends the clocks of ordinary work', () => {
  const desk = ruled('FOR_BUYER', [ordered()]);
  const [task] = desk.state.tasks;
  if (task === undefined) throw new Error('a measure was ordered');
  desk.do('task-refuse', people.pay, { taskId: task.taskId });
  expect(desk.clock('COORDINATION_PLAN').status).toBe('running');
  desk.do('appeal', supplier, {});
  expect(desk.state.clocks.filter((clock) => isTicking(clock)).map(({ id }) => id)).toEqual(['APPEAL']);
});

describe('the measures of a ruling', () => {
  const latestAt = at('2025-12-09 18:00');
  const late = { ...ordered(), milestoneAt: at('2028-11-30 18:00') };
  const running = (): Desk => ruled('FOR_BUYER', [ordered()]);
  const taskOf = (desk: Desk) => {
    const task = desk.state.tasks.findLast(({ status }) => status !== 'CANCELLED');
    if (task === undefined) throw new Error('a measure was ordered');
    return task.taskId;
  };
  const toldBoth = (desk: Desk, happened: string) =>
    desk.notices.filter(({ params }) => params['happened'] === happened).map(({ template, to }) => [template, to.kind]);

  test('are bounded in time, when they are ordered and when they are moved', () => {
    const input = { actor: supervisor, textId: null, expectedVersion: null };
    expect(
      deciding().input({ ...input, name: 'rule', payload: { outcome: 'SPLIT', measures: [late], latestAt } }),
    ).toMatchObject({
      refusal: {
        errors: [{ pointer: '/measures/0/milestoneOn', expected: { en: expect.stringContaining('2025-12-09') } }],
      },
    });
    const desk = running();
    const move = { taskId: taskOf(desk), dueAt: late.milestoneAt, latestMeasureAt: latestAt };
    expect(desk.try('task-extend', supervisor, move)).toBe('date-not-allowed');
    desk.do('task-extend', supervisor, { ...move, dueAt: latestAt });
    expect(toldBoth(desk, 'measure-extended')).toEqual([
      ['dispute-measures', 'company'],
      ['dispute-measures', 'customer'],
    ]);
  });

  test('are tasks of their own, never what their person has in hand already', () => {
    const desk = new Desk({ category: 'ORD.DISPUTE.CASE', channel: 'phone', at: at('2025-11-03 10:00') });
    const { reworded: _, ...planned } = ordered();
    desk.do('coordinate', supervisor, { lead: people.order, tasks: [planned], latestMilestoneAt: null });
    desk.do('task-take-over', people.pay, { taskId: 'KF20251103001-T1' }).do('open-dispute', buyer, AGAINST);
    silence(silence(silence(desk))).do('rule', supervisor, { outcome: 'FOR_BUYER', measures: [ordered()] });
    expect(desk.state.tasks).toMatchObject([
      { taskId: 'KF20251103001-T1', status: 'CANCELLED' },
      { taskId: 'KF20251103001-T2', status: 'OFFERED' },
    ]);
    expect(desk.told('task-cancelled')).toEqual([people.pay.staffNo, 'PAY']);
    expect(desk.try('task-complete', people.pay, { taskId: 'KF20251103001-T1' })).toBe('state-conflict');
    desk.do('task-complete', people.pay, { taskId: 'KF20251103001-T2' });
    expect(desk.state).toMatchObject({ status: 'CLOSED', closeReason: 'RULED' });
  });

  test('are planned anew with a reason only, and both parties are told', () => {
    const desk = running();
    const plan = {
      lead: people.order,
      tasks: [{ ...ordered(), department: 'ORDER' as const, responsible: people.order }],
    };
    const without = desk.input({
      name: 'coordinate',
      actor: supervisor,
      textId: null,
      expectedVersion: null,
      payload: { ...plan, latestMilestoneAt: latestAt, reasoned: false },
    });
    expect(without).toMatchObject({ refusal: { code: 'plan-invalid', errors: [{ pointer: '/reason' }] } });
    desk.do('coordinate', supervisor, { ...plan, latestMilestoneAt: latestAt, reasoned: true });
    expect(toldBoth(desk, 'measures-replanned').map(([, kind]) => kind)).toEqual(['company', 'customer']);
    expect(desk.told('plan-agreed')).toEqual([]);
    expect(desk.try('coordinate', supervisor, { lead: null, tasks: [], latestMilestoneAt: null, reasoned: true })).toBe(
      'plan-invalid',
    );
  });

  test('ended by a supervisor, both are told why and that the ticket is closed', () => {
    const desk = running();
    desk.do('task-cancel', supervisor, { taskId: taskOf(desk) });
    expect(toldBoth(desk, 'measure-ended').map(([, kind]) => kind)).toEqual(['company', 'customer']);
    expect(desk.state).toMatchObject({ status: 'CLOSED', closeReason: 'RULED' });
    expect(toldBoth(desk, 'measures-done')).toEqual([['dispute-ended', 'company']]);
    expect(desk.told('ticket-closed')).toHaveLength(1);
    expect(desk.eventTypes()).toContain('measures-changed');
  });

  test('of the manager’s own ruling: he is told as well', () => {
    const desk = ruled('FOR_SELLER').do('appeal', buyer, {});
    desk.do('decide-appeal', manager, { outcome: 'FOR_BUYER', measures: [ordered()] });
    desk.do('task-cancel', supervisor, { taskId: taskOf(desk) });
    expect(toldBoth(desk, 'measure-ended').map(([, kind]) => kind)).toEqual(['company', 'customer', 'role']);
  });

  test('done, the closing is told to both, and nothing else was', () => {
    const desk = running();
    desk.do('task-complete', people.pay, { taskId: taskOf(desk) });
    expect(desk.told('dispute-measures')).toEqual([]);
    expect(toldBoth(desk, 'measures-done')).toEqual([['dispute-ended', 'company']]);
  });
});

test('what a command still needs is said as what it needs, never as if it were so', () => {
  const desk = disputed().do('refuse-claim', supplier, {});
  expect(why(desk, buyer, 'accept-settlement')?.detail.zh).toBe(
    'accept-settlement 须满足以下条件，目前不满足：对方已提出方案。',
  );
  desk.do('complete-evidence', supplier, {});
  expect(why(desk, supplier, 'submit-evidence')?.detail.zh).toContain('目前不满足：本方尚未声明举证完毕');
});
