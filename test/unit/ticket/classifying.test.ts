import { describe, expect, test } from 'vitest';
import type { CommandPayloads } from '../../../contracts/commands.ts';
import type { NoticeTemplate } from '../../../contracts/notices.ts';
import type { StaffRef } from '../../../contracts/people.ts';
import { renderNotice } from '../../../channels/notices/render.ts';
import { findCategory } from '../../../domain/catalog/categories.ts';
import { refOf } from '../../../domain/ticket/people/who.ts';
import { at, commandOf, Desk, people } from '../../support/desk.ts';

const { agent, customer, inspector, manager, order, otherAgent, otherPay, pay, senior, supervisor } = people;

/** As the catalogue has it. */
function become(code: string): CommandPayloads['classify'] {
  const category = findCategory(code);
  if (category === null) throw new Error(`no category ${code}`);
  const { slaClass, routing, department, urgent } = category;
  return { category: code, slaClass, routing, department, urgent: urgent === 'always' };
}

const duty: StaffRef = refOf(people.duty);
const NIGHT = at('2025-11-08 02:00');

/** Answered by 2001, and refused. */
const refused = (): Desk =>
  new Desk({ category: 'ORD.PAY.REFUND', channel: 'phone' })
    .do('take-over', pay, {})
    .do('answer', pay, {})
    .do('reject', customer, {});

describe('classified anew in a round', () => {
  test('it stays with a senior agent who took it up, whatever it becomes', () => {
    const desk = refused().do('take-over', senior, {});
    for (const code of ['ORD.PAY.FAILED', 'TEC.FAULT.FUNCTION', 'ORD.DISPUTE.CASE', 'ACC.LOGIN.NO_CODE']) {
      desk.do('classify', supervisor, become(code));
      expect(desk.state).toMatchObject({ status: 'IN_PROGRESS', category: code, assignee: { staffNo: '1003' } });
    }
    expect(desk.told('ticket-queued')).toEqual(['PAY']);
    expect(desk.try('take-over', agent, {})).toBe('state-conflict');
    expect(desk.try('answer', senior, {})).toBeNull();
  });

  test('a specialist whose department it leaves gives it back to its level, never to whoever was refused', () => {
    const desk = refused().do('take-over', otherPay, {}).do('classify', supervisor, become('TEC.FAULT.FUNCTION'));
    expect(desk.state).toMatchObject({ status: 'REASSESSING', department: 'TECH', assignee: null, round: 1 });
    expect(desk.told('ticket-queued').slice(-2)).toEqual(['seniorAgent', 'TECH']);
    for (const barred of [pay, otherPay, agent, order, supervisor])
      expect(desk.try('take-over', barred, {})).toBe('forbidden');
    desk.do('take-over', people.tech, {});
    expect(desk.try('answer', people.tech, {})).toBeNull();
  });

  test('complex then, it waits for whoever re-assesses it, and nobody is told that it goes to be planned or to a queue', () => {
    const desk = refused().do('take-over', otherPay, {}).do('classify', supervisor, become('ORD.DISPUTE.CASE'));
    expect(desk.state).toMatchObject({ status: 'REASSESSING', routing: 'coordinated', assignee: null });
    const wordsOf = (template: NoticeTemplate) =>
      renderNotice(template, desk.notices.findLast((told) => told.template === template)?.params ?? {}, 'zh-CN').text;
    expect(wordsOf('ticket-classified')).toContain('由其他人员重新评估，接手后告知您负责人工号');
    expect(wordsOf('ticket-classified')).not.toContain('由主管确定牵头人');
    expect(wordsOf('ticket-queued')).toContain('等待第 1 轮重新评估');
  });

  test('back in its first department it is still not for whoever was refused there', () => {
    const desk = refused().do('take-over', otherPay, {}).do('classify', supervisor, become('TEC.FAULT.FUNCTION'));
    desk.do('take-over', people.tech, {}).do('classify', supervisor, become('ORD.PAY.REFUND'));
    expect(desk.state).toMatchObject({ status: 'REASSESSING', department: 'PAY' });
    expect(desk.try('take-over', pay, {})).toBe('forbidden');
    expect(desk.try('take-over', otherPay, {})).toBeNull();
  });

  test('of the front desk it is for its senior agents, and for nobody below', () => {
    const desk = refused().do('take-over', otherPay, {}).do('classify', supervisor, become('ACC.LOGIN.NO_CODE'));
    expect(desk.state).toMatchObject({ status: 'REASSESSING', department: 'FRONT' });
    for (const barred of [agent, otherAgent, otherPay]) expect(desk.try('take-over', barred, {})).toBe('forbidden');
    expect(desk.try('take-over', senior, {})).toBeNull();
  });

  test('in the second round it stays with its supervisor', () => {
    const desk = refused().do('take-over', senior, {}).do('answer', senior, {}).do('reject', customer, {});
    desk.do('take-over', supervisor, {}).do('classify', supervisor, become('TEC.FAULT.FUNCTION'));
    expect(desk.state).toMatchObject({ status: 'IN_PROGRESS', round: 2, assignee: { staffNo: '3001' } });
    expect(desk.try('answer', supervisor, {})).toBeNull();
  });

  test('no limit for the solution or for being taken up starts: that of the round goes on', () => {
    const desk = refused().passTo(at('2025-11-04 10:00')).do('take-over', otherPay, {});
    const limits = desk.clocks;
    const { plan } = desk.clock('REASSESS');
    desk.do('classify', supervisor, become('TEC.FAULT.FUNCTION')).do('take-over', people.tech, {});
    desk.do('classify', supervisor, become('ACC.QUAL.REVIEW')).do('take-over', people.qual, {});
    desk.do('classify', supervisor, become('OTH.SUGGEST.FEATURE')).do('take-over', senior, {});
    expect(desk.clocks).toEqual(limits);
    expect(desk.clock('REASSESS').plan).toEqual(plan);
    expect(desk.eventTypes()).not.toContain('clock-breached');
  });

  test('found to be about the service itself, its review answers it', () => {
    const desk = refused().do('take-over', otherPay, {}).do('classify', supervisor, become('SVC.COMPLAINT'));
    expect(desk.state).toMatchObject({ status: 'REASSESSING', department: 'QA', assignee: null });
    expect(desk.state.reviews.open).toHaveLength(1);
    expect(desk.try('take-over', inspector, {})).toBe('state-conflict');
    expect(desk.try('take-over', manager, {})).toBe('forbidden');
  });

  test('is a supervisor’s, also of a ticket that was left in a queue before rounds were kept', () => {
    const desk = refused().do('take-over', otherPay, {});
    expect(desk.try('classify', agent, become('TEC.FAULT.FUNCTION'))).toBe('forbidden');
    desk.state = { ...desk.state, status: 'ASSIGNED', assignee: null };
    expect(desk.try('classify', agent, become('TEC.FAULT.FUNCTION'))).toBe('forbidden');
    expect(desk.try('take-over', pay, {})).toBe('forbidden');
    desk.do('classify', supervisor, become('ORD.PAY.REFUND'));
    expect(desk.state.status).toBe('REASSESSING');
  });
});

describe('becoming urgent by its category', () => {
  const stolen = become('ACC.LOGIN.STOLEN');

  test.each([
    ['ACC.LOGIN.STOLEN', 'ASSIGNED'],
    ['TEC.FAULT.DOWN', 'RECEIVED'],
  ])('at night, as %s, it goes to the person on duty, with his hours', (code, status) => {
    const desk = new Desk({ category: null, channel: 'phone', at: NIGHT });
    desk.do('classify', agent, { ...become(code), duty });
    expect(desk.state).toMatchObject({ status, urgent: true, urgentReason: 'category', assignee: duty });
    expect(desk.clock('URGENT_RESPONSE').plan).toMatchObject({
      targetAt: at('2025-11-08 04:00'),
      dueAt: at('2025-11-08 06:00'),
    });
    expect(desk.clocks).toContain('URGENT_CONTAIN running');
    const alarms = desk.notices.filter(({ mail }) => mail);
    expect(alarms).toMatchObject([{ template: 'urgent-opened', to: { staffNo: duty.staffNo } }]);
    expect(desk.events.at(-1)).toMatchObject({ type: 'classified', data: { duty: duty.staffNo } });
    desk.do('take-over', people.duty, {}).do('answer', people.duty, {});
    expect(desk.clock('URGENT_RESPONSE').status).toBe('met');
  });

  test('what the customer was promised for his words goes on beside it', () => {
    const desk = new Desk({ category: null, at: NIGHT }).do('classify', agent, { ...stolen, duty });
    expect(desk.clocks).toEqual(expect.arrayContaining(['ONLINE_LEFT running', 'URGENT_RESPONSE running']));
    desk.do('downgrade-urgent', people.duty, {});
    expect(desk.state).toMatchObject({ urgent: false, assignee: null });
    expect(desk.clocks.filter((line) => line.startsWith('ONLINE_LEFT'))).toEqual(['ONLINE_LEFT running']);
  });

  test('in staffed time it stands in its queue, which is alarmed, as are the supervisors', () => {
    const desk = new Desk({ category: null, channel: 'phone' }).do('classify', agent, { ...stolen, duty: null });
    expect(desk.state).toMatchObject({ status: 'ASSIGNED', urgent: true, assignee: null });
    expect(desk.told('urgent-opened')).toEqual(['RISK', 'supervisor']);
    expect(desk.notices.filter(({ mail }) => mail).map(({ template }) => template)).toEqual([
      'urgent-opened',
      'urgent-opened',
    ]);
    expect(desk.told('ticket-queued')).toEqual(['FRONT']);
    expect(desk.clocks).not.toContain('URGENT_RESPONSE running');
  });

  test('in a round he helps, and whoever may say who has it is alarmed', () => {
    const desk = refused().passTo(NIGHT).do('take-over', otherPay, {});
    desk.do('classify', supervisor, { ...stolen, duty });
    expect(desk.state).toMatchObject({ status: 'REASSESSING', assignee: null });
    const alarmed = desk.notices.filter(({ mail, template }) => mail && template.startsWith('urgent-'));
    expect(alarmed.map(({ to }) => to)).toEqual(
      expect.arrayContaining([
        { kind: 'staff', staffNo: duty.staffNo },
        { kind: 'role', role: 'supervisor' },
      ]),
    );
    expect(desk.clocks).toContain('URGENT_RESPONSE running');
  });

  test('urgent already, nobody is called out anew', () => {
    const desk = new Desk({ category: 'ACC.LOGIN.STOLEN' }).do('classify', agent, {
      ...become('TEC.FAULT.DOWN'),
      duty,
    });
    expect(desk.state.assignee).toBeNull();
    expect(desk.clocks).not.toContain('URGENT_RESPONSE running');
  });
});

describe('an urgent matter comes back at night', () => {
  const answered = (): Desk => {
    const desk = new Desk({ category: 'ACC.LOGIN.STOLEN', channel: 'phone' });
    return desk.do('take-over', people.risk, {}).do('answer', people.risk, {}).passTo(NIGHT);
  };

  test.each([
    ['refused', (desk: Desk, called: StaffRef) => desk.do('reject', customer, { duty: called })],
    [
      're-opened',
      (desk: Desk, called: StaffRef) => desk.do('withdraw', customer, {}).do('reopen', customer, { duty: called }),
    ],
  ] as const)('%s: the person on duty is alarmed within his hours, beside the level of the round', (_how, comeBack) => {
    const desk = comeBack(answered(), duty);
    expect(desk.state).toMatchObject({ status: 'REASSESSING', round: 1, assignee: null });
    expect(desk.clock('URGENT_RESPONSE')).toMatchObject({ startedAt: NIGHT, status: 'running' });
    expect(desk.told('urgent-confirmed')).toEqual([duty.staffNo, 'supervisor']);
    desk.do('progress-report', people.duty, {});
    expect(desk.clock('URGENT_RESPONSE').status).toBe('met');

    const hisRound = comeBack(answered(), refOf(senior));
    expect(hisRound.state).toMatchObject({ status: 'REASSESSING', assignee: refOf(senior) });
    const alarms = hisRound.notices.slice(-1);
    expect(alarms).toMatchObject([{ template: 'urgent-confirmed', to: { staffNo: senior.staffNo }, mail: true }]);
    expect(hisRound.told('urgent-confirmed')).toEqual([senior.staffNo]);
  });
});

describe('withdrawn before anybody classified it, and re-opened', () => {
  const reopened = (): Desk =>
    new Desk({ category: null, channel: 'phone' }).do('withdraw', customer, {}).do('reopen', customer, {});

  test('it is classified by an agent first, and then for its level to take up', () => {
    const desk = reopened();
    const decision = desk.input(commandOf('take-over', senior, {}));
    expect(decision).toMatchObject({ ok: false, refusal: { code: 'state-conflict' } });
    if (!decision.ok) expect(decision.refusal.detail.en).toContain('classify it first');
    desk.do('classify', agent, become('ORD.PAY.REFUND'));
    expect(desk.state).toMatchObject({
      status: 'REASSESSING',
      round: 1,
      category: 'ORD.PAY.REFUND',
      department: 'PAY',
    });
    expect(desk.told('ticket-queued').slice(-2)).toEqual(['seniorAgent', 'PAY']);
    expect(desk.try('classify', supervisor, become('TEC.FAULT.FUNCTION'))).toBe('state-conflict');
    desk.do('take-over', pay, {}).do('answer', pay, {});
  });

  test('as a complaint about the service it is reviewed', () => {
    const desk = reopened().do('classify', agent, become('SVC.COMPLAINT'));
    expect(desk.state.reviews.open).toMatchObject([{ origin: 'complaint' }]);
  });
});

describe('taken out of somebody’s hands', () => {
  const LEFT = 'ticket-left';

  test('he hears it, and not where to: it may be a matter that he must not know', () => {
    const desk = new Desk().do('take-over', agent, {}).do('classify', supervisor, become('ORD.PAY.REFUND'));
    expect(desk.told(LEFT)).toEqual(['1001']);
    const complaint = new Desk().do('take-over', agent, {}).do('classify', supervisor, become('SVC.COMPLAINT'));
    expect(complaint.told(LEFT)).toEqual(['1001']);
    const notice = complaint.notices.find(({ template }) => template === LEFT);
    for (const locale of ['zh-CN', 'en'] as const)
      expect(renderNotice(LEFT, notice?.params ?? {}, locale).text).not.toMatch(/QA|SVC|质检|投诉|complaint/);
  });

  test('in a round as well, and where it goes back to its queue by a supervisor’s word', () => {
    const round = refused().do('take-over', otherPay, {}).do('classify', supervisor, become('TEC.FAULT.FUNCTION'));
    expect(round.told(LEFT)).toEqual(['2005']);
    const given = new Desk({ category: 'ORD.PAY.REFUND' }).do('take-over', pay, {});
    given.do('reassign', supervisor, { from: pay.staffNo, to: null, why: 'supervisor' });
    expect(given.told(LEFT)).toEqual(['2001']);
  });

  test('whoever keeps it, or gave it away himself, hears nothing', () => {
    const kept = new Desk().do('take-over', agent, {}).do('classify', supervisor, become('ACC.LOGIN.NO_CODE'));
    const own = new Desk({ category: 'ORD.PAY.REFUND' })
      .do('take-over', pay, {})
      .do('hand-on', supervisor, { to: refOf(supervisor) });
    expect(kept.told(LEFT)).toEqual([]);
    own.do('classify', supervisor, become('TEC.FAULT.FUNCTION'));
    expect(own.told(LEFT)).toEqual([]);
  });
});

test('a special ticket in a round has the limit of the round, and no date: whoever would set one is told what is done instead', () => {
  const desk = new Desk({ category: 'ACC.QUAL.REVIEW', channel: 'phone' }).do('take-over', people.qual, {});
  desk.do('set-date', people.qual, { dueAt: at('2025-11-20 18:00') }).do('answer', people.qual, {});
  desk.do('reject', customer, {}).do('take-over', senior, {});
  const refusal = desk.input(commandOf('set-date', senior, { dueAt: at('2025-11-28 18:00') }));
  expect(refusal).toMatchObject({ ok: false, refusal: { code: 'state-conflict' } });
  if (!refusal.ok)
    expect(refusal.refusal.detail.en).toMatch(/due by 2025-11-06 18:00 \(REASSESS\).*answer.*progress-report/);
  expect(desk.try('progress-report', senior, {})).toBeNull();
  expect(desk.try('answer', senior, {})).toBeNull();
});

describe('the rhythm of reports', () => {
  const toSpecial: CommandPayloads['classify'] = { ...become('ORD.PAY.REFUND'), slaClass: 'special', reasoned: true };
  const complex = (): Desk =>
    new Desk({ category: 'ORD.PAY.REFUND', channel: 'phone', at: at('2025-11-03 10:00') }).do('take-over', pay, {});

  test('of what becomes special begins then: where nobody had to report, none is missed in the past', () => {
    const desk = complex().passTo(at('2025-11-04 10:00')).do('classify', supervisor, toSpecial);
    expect(desk.clock('PROGRESS_SYNC')).toMatchObject({ startedAt: at('2025-11-04 10:00'), breached: false });

    const simple = new Desk({ channel: 'phone', at: at('2025-11-03 10:00') }).do('take-over', agent, {});
    simple.passTo(at('2025-11-11 11:00'));
    simple.do('classify', supervisor, { ...become('ACC.LOGIN.NO_CODE'), slaClass: 'special', reasoned: true });
    simple.passTo(at('2025-11-11 12:00'));
    expect(simple.clock('PROGRESS_SYNC')).toMatchObject({ startedAt: at('2025-11-11 11:00'), breached: false });
    expect(simple.clock('PROGRESS_SYNC').plan?.dueAt).toBe(at('2025-11-14 18:00'));
  });

  test('goes on through another class in between, which gives no more time for a report', () => {
    const desk = complex().do('classify', supervisor, toSpecial).passTo(at('2025-11-05 10:00'));
    desk.do('classify', supervisor, become('ORD.PAY.REFUND')).do('classify', supervisor, toSpecial);
    expect(desk.clock('PROGRESS_SYNC')).toMatchObject({ startedAt: at('2025-11-03 10:00'), status: 'running' });
    desk.do('classify', supervisor, become('ORD.PAY.REFUND')).passTo(at('2025-11-06 10:00'));
    desk.do('progress-report', pay, {}).do('classify', supervisor, toSpecial);
    expect(desk.clock('PROGRESS_SYNC').startedAt).toBe(at('2025-11-06 10:00'));
  });

  test('is not missed in the past where it ran out in between', () => {
    const desk = complex().do('classify', supervisor, toSpecial);
    desk.do('classify', supervisor, become('ACC.LOGIN.NO_CODE')).passTo(at('2025-11-20 10:00'));
    desk.do('classify', supervisor, toSpecial).passTo(at('2025-11-20 11:00'));
    expect(desk.clock('PROGRESS_SYNC')).toMatchObject({ startedAt: at('2025-11-20 10:00'), breached: false });
  });

  test('ends with the class: a report starts no next one', () => {
    const desk = complex().do('classify', supervisor, toSpecial);
    desk.do('classify', supervisor, become('ORD.PAY.REFUND')).do('progress-report', pay, {});
    expect(desk.clocks.filter((line) => line.startsWith('PROGRESS_SYNC'))).toEqual(['PROGRESS_SYNC cancelled']);
  });

  test('goes on past the target of the class it has come to, from the last report', () => {
    const desk = complex().do('classify', supervisor, toSpecial).passTo(at('2025-11-06 17:00'));
    desk
      .do('progress-report', pay, {})
      .passTo(at('2025-11-06 19:00'))
      .do('classify', supervisor, {
        ...become('ORD.PAY.REFUND'),
      });
    desk.passTo(at('2025-11-06 20:00'));
    expect(desk.clock('PROGRESS_SYNC')).toMatchObject({ status: 'running', breached: false });
    expect(desk.clock('PROGRESS_SYNC').plan?.dueAt).toBe(at('2025-11-11 18:00'));
  });
});

describe('more time than was told needs its reason', () => {
  const special: CommandPayloads['classify'] = { ...become('ACC.LOGIN.NO_CODE'), slaClass: 'special' };
  const taken = (): Desk => new Desk({ category: 'ACC.LOGIN.NO_CODE', channel: 'phone' }).do('take-over', agent, {});

  test('a class asked for that is laxer than the one told, and than that of the category', () => {
    const desk = taken();
    expect(desk.try('classify', supervisor, { ...special, reasoned: false })).toBe('reason-required');
    expect(desk.try('classify', supervisor, { ...special, reasoned: true })).toBeNull();
    expect(desk.try('classify', supervisor, { ...special, reasoned: false })).toBeNull();
  });

  test('not the class of another category, nor of the first one: the notice names the category', () => {
    const desk = taken().do('classify', supervisor, { ...become('ORD.PAY.REFUND'), reasoned: false });
    const told = desk.notices.find(({ template }) => template === 'ticket-classified');
    const { text } = renderNotice('ticket-classified', told?.params ?? {}, 'zh-CN');
    expect(text).toContain('需要更多时间，因其属于「');
    expect(text).not.toMatch(/原因见下|（见工单）/);
    const first = { ...become('ACC.QUAL.REVIEW'), reasoned: false };
    expect(new Desk({ category: null }).try('classify', agent, first)).toBeNull();
  });

  describe('and is told only where the end that was told comes later or falls away', () => {
    const said = (desk: Desk, asked: CommandPayloads['classify']) => {
      const words = asked.reasoned === true ? { textId: 'words' } : {};
      const decision = desk.input({ ...commandOf('classify', supervisor, asked), ...words });
      expect(decision.ok).toBe(true);
      const { params = {} } = desk.notices.findLast(({ template }) => template === 'ticket-classified') ?? {};
      return [params['longerThan'], params['byCategory'], params['asTold']];
    };
    /** Complex, and told of a date, as by a merge. */
    const dated = (): Desk => {
      const desk = new Desk({ category: 'ORD.PAY.REFUND', channel: 'phone' }).do('take-over', pay, {});
      const latestDueAt = at('2025-11-12 18:00');
      return desk.do('extend', supervisor, { dueAt: at('2025-11-11 18:00'), latestDueAt });
    };
    const toSpecial = { ...become('ORD.PAY.REFUND'), slaClass: 'special', reasoned: true } as const;

    test('with words a date falls away: the next one needs none again', () => {
      const desk = dated();
      expect(said(desk, toSpecial)).toEqual(['complex', undefined, undefined]);
      expect(desk.try('set-date', pay, { dueAt: at('2025-12-01 18:00'), reasoned: false })).toBeNull();
    });

    test('by its category alone a date stays, and moves later with a reason', () => {
      const desk = dated();
      expect(said(desk, { ...become('ACC.QUAL.REVIEW'), reasoned: false })).toEqual([undefined, undefined, undefined]);
      desk.do('take-over', people.qual, {});
      const dueAt = at('2025-12-01 18:00');
      expect(desk.try('set-date', people.qual, { dueAt, reasoned: false })).toBe('reason-required');
    });

    test('a limit without a date gives way, by the category too', () => {
      expect(said(taken(), { ...become('ORD.PAY.REFUND'), reasoned: false })).toEqual(['simple', 1, undefined]);
      expect(said(taken(), { ...become('ACC.QUAL.REVIEW'), reasoned: false })).toEqual(['simple', 1, undefined]);
    });

    test('in a round no limit moves: it is only said why', () => {
      const round = refused().do('take-over', senior, {});
      expect(said(round, { ...become('ACC.QUAL.REVIEW'), reasoned: false })).toEqual([undefined, undefined, undefined]);
      expect(said(refused().do('take-over', senior, {}), toSpecial)).toEqual([undefined, undefined, 1]);
    });

    test('the class stays and the category that gave it does not: it is said why it takes as long', () => {
      const desk = taken().do('classify', supervisor, { ...become('ORD.PAY.REFUND'), reasoned: false });
      const asked = { ...become('ACC.LOGIN.NO_CODE'), slaClass: 'complex', reasoned: true } as const;
      expect(said(desk, asked)).toEqual([undefined, undefined, 1]);
      const { params = {} } = desk.notices.findLast(({ template }) => template === 'ticket-classified') ?? {};
      expect(renderNotice('ticket-classified', params, 'zh-CN').text).toContain('所需时间与此前告知您的一致，原因见下');
    });
  });

  test('nor is it had in two steps: by way of another category, or before there was any', () => {
    const desk = taken().do('classify', supervisor, { ...become('ORD.PAY.REFUND'), reasoned: false });
    const complexAgain = { ...become('ACC.LOGIN.NO_CODE'), slaClass: 'complex' } as const;
    expect(desk.try('classify', supervisor, { ...complexAgain, reasoned: false })).toBe('reason-required');
    expect(desk.try('classify', supervisor, { ...special, reasoned: false })).toBe('reason-required');
    const unclassified = new Desk({ category: null, channel: 'phone' });
    expect(unclassified.try('classify', agent, { ...special, reasoned: false })).toBe('reason-required');
    const asked = commandOf('classify', agent, { ...special, reasoned: true });
    unclassified.input({ ...asked, textId: 'words' });
    const told = unclassified.notices.findLast(({ template }) => template === 'ticket-classified');
    expect(renderNotice('ticket-classified', told?.params ?? {}, 'en').text).toContain('the reason is below');
  });

  test('a special date goes along through other classes: it is the limit there, and the date again when it comes back', () => {
    const dated = (dueOn: string): Desk => {
      const desk = new Desk({ category: 'ACC.QUAL.REVIEW', channel: 'phone' }).do('take-over', people.qual, {});
      desk.do('set-date', people.qual, { dueAt: at(`${dueOn} 18:00`), reasoned: false });
      return desk.do('classify', supervisor, { ...become('ORD.PAY.REFUND'), reasoned: false });
    };
    const dueOf = (desk: Desk, id: 'RESOLVE_COMPLEX' | 'RESOLVE_SPECIAL') => desk.clock(id).plan?.dueAt;
    const [early, late] = [dated('2025-11-07'), dated('2025-11-20')];
    expect([dueOf(early, 'RESOLVE_COMPLEX'), dueOf(late, 'RESOLVE_COMPLEX')]).toEqual([
      at('2025-11-07 18:00'),
      at('2025-11-10 18:00'),
    ]);
    for (const desk of [early, late])
      desk.do('classify', supervisor, { ...become('ACC.QUAL.REVIEW'), reasoned: false });
    expect([dueOf(early, 'RESOLVE_SPECIAL'), dueOf(late, 'RESOLVE_SPECIAL')]).toEqual([
      at('2025-11-07 18:00'),
      at('2025-11-20 18:00'),
    ]);
    late.do('take-over', people.qual, {});
    const dueAt = at('2025-11-28 18:00');
    expect(late.try('set-date', people.qual, { dueAt, reasoned: false })).toBe('reason-required');
    expect(late.try('set-date', people.qual, { dueAt, reasoned: true })).toBeNull();
    expect(dueOf(late, 'RESOLVE_SPECIAL')).toBe(dueAt);
  });

  test('a date that was told moves later with a reason alone, and the customer is told both dates', () => {
    const desk = taken().do('classify', supervisor, { ...special, reasoned: true });
    const [first, later] = [at('2025-11-20 18:00'), at('2025-11-28 18:00')];
    desk.do('set-date', agent, { dueAt: first, reasoned: false });
    expect(desk.try('set-date', agent, { dueAt: later, reasoned: false })).toBe('reason-required');
    desk.do('set-date', agent, { dueAt: later, reasoned: true });
    expect(desk.told('limit-moved')).toEqual(['supervisor']);
    const params = desk.notices.findLast(({ template }) => template === 'date-set')?.params ?? {};
    expect(renderNotice('date-set', params, 'en').text).toContain(
      'no longer expected by 2025-11-20 18:00, but expected to be solved by 2025-11-28 18:00',
    );
    expect(desk.try('set-date', agent, { dueAt: first, reasoned: false })).toBeNull();
  });

  test('the date that stands is none to be set: nobody is told that it moves', () => {
    const dueAt = at('2025-11-20 18:00');
    const desk = taken()
      .do('classify', supervisor, { ...special, reasoned: true })
      .do('set-date', agent, { dueAt });
    const refusal = desk.input(commandOf('set-date', agent, { dueAt, reasoned: true }));
    expect(refusal).toMatchObject({ refusal: { code: 'date-not-allowed', errors: [{ pointer: '/dueOn' }] } });
    expect(desk.told('date-set')).toEqual(['customer']);
  });
});

describe('who is told how it goes on', () => {
  const toldOf = (desk: Desk, locale: 'zh-CN' | 'en'): string => {
    const { params = {} } = desk.notices.findLast(({ template }) => template === 'ticket-classified') ?? {};
    return renderNotice('ticket-classified', params, locale).text;
  };

  test('what waits in a queue has its taker still to come', () => {
    const desk = new Desk({ category: null }).do('classify', agent, become('ORD.PAY.REFUND'));
    expect(toldOf(desk, 'zh-CN')).toContain('接手后告知您负责人工号');
    expect(toldOf(desk, 'en')).toContain('who takes it over');
  });

  test('what stays with whoever has it goes on with this person', () => {
    const desk = new Desk({ category: 'ORD.PAY.REFUND' }).do('take-over', pay, {});
    desk.do('classify', supervisor, become('ORD.PAY.DUPLICATE'));
    expect(desk.state.assignee?.staffNo).toBe('2001');
    expect(toldOf(desk, 'zh-CN')).toMatch(/处理流程：由工号 2001 继续处理/);
    expect(toldOf(desk, 'zh-CN')).not.toContain('接手');
    expect(toldOf(desk, 'en')).toMatch(/What happens next: staff member 2001 goes on with it/);
  });

  test('whoever is only named for it on duty has not taken it', () => {
    const desk = new Desk({ category: null, at: NIGHT }).do('classify', agent, { ...become('ACC.LOGIN.STOLEN'), duty });
    expect(desk.state.assignee).toEqual(duty);
    expect(toldOf(desk, 'zh-CN')).toContain('接手后告知您负责人工号');
  });
});
