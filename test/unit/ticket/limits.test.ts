import { describe, expect, test } from 'vitest';
import { renderNotice } from '../../../channels/notices/render.ts';
import type { StaffRef } from '../../../contracts/people.ts';
import { latestMilestone } from '../../../domain/clocks/planning/limits.ts';
import { STANDARD_TIMETABLE } from '../../../domain/clocks/timetable.ts';
import { limitOfPlan } from '../../../domain/ticket/clockwork.ts';
import { at, Desk, local, people } from '../../support/desk.ts';
import { REFUND } from '../../support/refund.ts';

const ref = ({ staffNo, role, department }: StaffRef): StaffRef => ({ staffNo, role, department });

/** What the timeline says of limits: `2025-11-04 14:00 clock-warned RESOLVE_SIMPLE`. */
function limitLines(desk: Desk): string[] {
  return desk.events
    .filter((event) => event.type.startsWith('clock-'))
    .map((event) => `${local(event.at)} ${event.type} ${event.data['clock']}`);
}

describe('a limit nobody keeps: warned, missed, reported to the manager a workday later', () => {
  test('three minutes online', () => {
    const desk = new Desk({ at: at('2025-11-07 10:15') }).passTo(at('2025-11-07 10:20'));
    expect(limitLines(desk)).toEqual([
      '2025-11-07 10:17 clock-warned ONLINE_REPLY',
      '2025-11-07 10:18 clock-breached ONLINE_REPLY',
    ]);
    expect(desk.told('clock-breached')).toEqual(['teamLeader', 'FRONT']);
  });

  test('a simple question', () => {
    const desk = new Desk({ channel: 'phone' }).do('take-over', people.agent, {}).passTo(at('2025-11-05 18:00'));
    expect(limitLines(desk)).toEqual([
      '2025-11-04 14:00 clock-warned RESOLVE_SIMPLE',
      '2025-11-04 18:00 clock-breached RESOLVE_SIMPLE',
      '2025-11-05 18:00 clock-overdue RESOLVE_SIMPLE',
    ]);
    expect(desk.told('clock-breached')).toEqual(['1001', 'supervisor']);
    expect(desk.told('clock-overdue')).toEqual(['manager']);
    expect(desk.state.status).toBe('IN_PROGRESS');
  });

  test('a specialist’s takeover: the department’s lead is asked for, and gets it unless somebody was quicker', () => {
    const desk = new Desk({ category: 'ORD.PAY.FAILED', channel: 'phone' }).passTo(at('2025-11-04 18:00'));
    expect(desk.routes).toEqual(['department-lead PAY']);
    const request = { want: 'department-lead', department: 'PAY' } as const;
    desk.input({ name: 'routed', request, to: ref(people.pay) });
    expect(desk.state.assignee).toEqual(ref(people.pay));
    desk.do('take-over', people.otherPay, {});
    desk.input({ name: 'routed', request, to: ref(people.pay) });
    expect(desk.state.assignee).toEqual(ref(people.otherPay));
  });

  test('a complex question: past its target the customer is told at once how it stands, and then every three workdays', () => {
    const desk = new Desk({ category: 'ORD.PAY.FAILED', channel: 'phone' }).do('take-over', people.pay, {});
    desk.passTo(at('2025-11-10 18:00'));
    expect(limitLines(desk)).toEqual([
      '2025-11-06 18:00 clock-target-missed RESOLVE_COMPLEX',
      '2025-11-07 09:00 clock-warned RESOLVE_COMPLEX',
      '2025-11-07 14:00 clock-warned PROGRESS_SYNC',
      '2025-11-07 18:00 clock-breached PROGRESS_SYNC',
      '2025-11-10 14:00 clock-warned RESOLVE_COMPLEX',
      '2025-11-10 18:00 clock-breached RESOLVE_COMPLEX',
      '2025-11-10 18:00 clock-overdue PROGRESS_SYNC',
    ]);
    expect(desk.clock('PROGRESS_SYNC')).toMatchObject({ startedAt: at('2025-11-03 09:30'), breached: true });
    expect(desk.clock('PROGRESS_SYNC').plan?.dueAt).toBe(at('2025-11-07 18:00'));
    desk.do('progress-report', people.pay, {});
    expect(desk.clock('PROGRESS_SYNC').plan?.dueAt).toBe(at('2025-11-13 18:00'));
  });

  test.each([
    ['nobody told him', undefined, '2025-11-13 18:00'],
    ['he was told since', '2025-11-07 10:00', '2025-11-12 18:00'],
  ])('past its target when it is classified, and %s: no report is due in the past', (_, told, due) => {
    const desk = new Desk({ category: null, channel: 'phone' });
    if (told !== undefined) desk.passTo(at(told)).do('progress-report', people.supervisor, {});
    desk.passTo(at('2025-11-12 10:00')).do('classify', people.agent, REFUND).passTo(at('2025-11-12 11:00'));
    expect(local(desk.clock('PROGRESS_SYNC').plan?.dueAt)).toBe(due);
    expect(desk.clock('PROGRESS_SYNC').breached).toBe(false);
  });

  test('a milestone: its responsible person is warned, when it is missed the lead and the supervisor hear of it, and at once the customer', () => {
    const desk = new Desk({ category: 'ORD.DISPUTE.CASE', channel: 'phone' }).do('coordinate', people.supervisor, {
      lead: ref(people.order),
      latestMilestoneAt: at('2025-11-10 18:00'),
      tasks: [{ department: 'PAY', responsible: ref(people.pay), milestoneAt: at('2025-11-05 18:00') }],
    });
    desk.passTo(at('2025-11-05 18:00'));
    expect(desk.told('clock-warning')).toContain('2001');
    expect(limitLines(desk)).toContain('2025-11-04 18:00 clock-breached TASK_ACCEPT');
    expect(limitLines(desk)).toContain('2025-11-05 18:00 clock-breached MILESTONE');
    expect(desk.clock('PROGRESS_SYNC').plan?.dueAt).toBe(at('2025-11-06 18:00'));
    expect(desk.told('clock-breached').slice(-3)).toEqual(['2001', 'supervisor', '2002']);
    expect(renderNotice('clock-breached', desk.notices.at(-1)?.params ?? {}, 'en').text).toBe(
      'The milestone of task KF20251103001-T1 was due at 2025-11-05 18:00. Act now and record the reason. The customer is to be told how it stands.',
    );
  });

  test('a plan in a round keeps to the limit of the re-assessment, however many departments; a missed one bounds nothing', () => {
    const desk = new Desk({ category: 'ORD.PAY.FAILED' }).do('take-over', people.pay, {}).do('answer', people.pay, {});
    desk.do('reject', people.customer, {});
    const limit = limitOfPlan(desk.state);
    if (limit === undefined) throw new Error('a round has a limit');
    const latestMilestoneAt = latestMilestone(limit, ['ORDER', 'PAY'], STANDARD_TIMETABLE);
    expect(latestMilestoneAt).toBe(at('2025-11-06 18:00'));
    const task = { department: 'ORDER', responsible: ref(people.order), milestoneAt: at('2025-11-07 18:00') } as const;
    const plan = { lead: ref(people.order), tasks: [task], latestMilestoneAt };
    expect(desk.try('coordinate', people.supervisor, plan)).toBe('plan-invalid');
    const inTime = { ...task, milestoneAt: at('2025-11-05 18:00') };
    desk.do('coordinate', people.supervisor, { ...plan, tasks: [inTime] });
    const taskId = 'KF20251103001-T1';
    expect(desk.try('task-extend', people.supervisor, { taskId, dueAt: task.milestoneAt })).toBe('date-not-allowed');
    desk.passTo(at('2025-11-07 09:00'));
    expect(desk.try('coordinate', people.supervisor, plan)).toBeNull();
  });

  test('a re-assessment: named within one workday, solved within three', () => {
    const desk = new Desk({ channel: 'phone' }).do('take-over', people.agent, {}).do('answer', people.agent, {});
    desk.do('reject', people.customer, {}).passTo(at('2025-11-06 18:00'));
    expect(limitLines(desk)).toContain('2025-11-04 18:00 clock-target-missed REASSESS');
    expect(limitLines(desk)).toContain('2025-11-06 18:00 clock-breached REASSESS');
  });

  test('one that nobody takes up in time is told to whoever may, and from then on the next level', () => {
    const desk = new Desk({ channel: 'phone' }).do('take-over', people.agent, {}).do('answer', people.agent, {});
    const lying = (until: string): string[] => {
      desk.do('reject', people.customer, {});
      desk.notices.splice(0);
      return desk.passTo(at(until)).told('clock-target-missed');
    };
    expect(lying('2025-11-04 18:00')).toEqual(['supervisor', 'seniorAgent']);
    desk.do('take-over', people.senior, {}).do('answer', people.senior, {});
    expect(lying('2025-11-05 18:00')).toEqual(['supervisor', 'manager']);
    desk.do('take-over', people.supervisor, {}).do('answer', people.supervisor, {});
    expect(lying('2025-11-06 18:00')).toEqual(['supervisor', 'manager']);
  });

  test('an urgent matter at night: the second duty person at two hours, the manager at four', () => {
    const desk = new Desk({ category: 'ACC.LOGIN.STOLEN', at: at('2025-11-08 02:00') }).passTo(at('2025-11-08 06:00'));
    const told = (clock: string) =>
      desk.notices
        .filter(({ params }) => params['clock'] === clock)
        .map(({ template, to }) => `${template} ${to.kind === 'role' ? to.role : to.kind}`);
    const all = ['clock-target-missed dutyAgent', 'clock-target-missed supervisor', 'clock-breached manager'];
    expect(told('URGENT_RESPONSE')).toEqual(all);
    expect(told('URGENT_CONTAIN')).toEqual(all);
  });
});

describe('what is urgent is contained first', () => {
  const stolen = { category: 'ACC.LOGIN.STOLEN', at: at('2025-11-05 15:00') };

  test('from when it reached the desk; a report that it is contained meets it, the cause may take longer', () => {
    const desk = new Desk(stolen).do('take-over', people.risk, {}).passTo(at('2025-11-05 16:30'));
    expect(local(desk.clock('URGENT_CONTAIN').plan?.dueAt)).toBe('2025-11-05 19:00');
    desk.do('progress-report', people.risk, {});
    expect(desk.clock('URGENT_CONTAIN').status).toBe('running');
    desk.do('progress-report', people.risk, { contained: true });
    expect(desk.clock('URGENT_CONTAIN').status).toBe('met');
    expect(desk.events.at(-1)).toMatchObject({ type: 'progress-reported', data: { contained: true } });
    expect(desk.clock('RESOLVE_COMPLEX').status).toBe('running');
  });

  test('an incident that is declared meets it too', () => {
    const desk = new Desk(stolen).do('mark-incident', people.supervisor, {});
    expect(desk.clock('URGENT_CONTAIN').status).toBe('met');
  });

  test('at night a report of progress is the human word that was waited for', () => {
    const desk = new Desk({ ...stolen, at: at('2025-11-08 02:00') }).do('progress-report', people.supervisor, {});
    expect(desk.clock('URGENT_RESPONSE').status).toBe('met');
    expect(desk.clock('URGENT_CONTAIN').status).toBe('running');
  });

  test('so does an answer', () => {
    const desk = new Desk(stolen).do('take-over', people.risk, {}).do('answer', people.risk, {});
    expect(desk.clock('URGENT_CONTAIN').status).toBe('met');
  });

  test.each([
    ['confirmed', (desk: Desk) => desk.do('confirm-urgent', people.supervisor, { duty: null })],
    [
      'classified so',
      (desk: Desk) =>
        desk.do('classify', people.agent, {
          category: 'ACC.LOGIN.STOLEN',
          slaClass: 'complex',
          routing: 'department',
          department: 'RISK',
          urgent: true,
        }),
    ],
  ])('or from when it was %s; downgraded, it is no longer asked for', (_, accept) => {
    const desk = new Desk({ at: at('2025-11-05 10:00') }).passTo(at('2025-11-05 11:00'));
    accept(desk);
    expect(local(desk.clock('URGENT_CONTAIN').startedAt)).toBe('2025-11-05 11:00');
    desk.do('downgrade-urgent', people.supervisor, {});
    expect(desk.clock('URGENT_CONTAIN').status).toBe('cancelled');
  });
});

describe('confirmed as urgent at night, and then not so', () => {
  const mail = { channel: 'email', at: at('2025-11-07 10:00') } as const;
  const word = { name: 'message-arrived', from: 'staff', staffNo: '1001', replyClock: null } as const;
  const mailAt = (when: string) =>
    ({ ...word, from: 'customer', staffNo: null, at: at(when), replyClock: 'NEXT_REPLY_EMAIL' }) as const;
  const urgentMailAt = (when: string) => ({ ...mailAt(when), replyClock: 'URGENT_RESPONSE' }) as const;
  const confirmed = (desk: Desk, when: string): Desk => {
    desk.now = at(when);
    return desk.do('confirm-urgent', people.supervisor, { duty: ref(people.duty) });
  };
  const downgraded = (desk: Desk): Desk => desk.do('downgrade-urgent', people.supervisor, {});
  /** `EMAIL_FIRST_REPLY#1 running 2025-11-10 10:00`. */
  const replies = (desk: Desk): string[] =>
    desk.state.clocks
      .filter(({ id }) => ['URGENT_RESPONSE', 'EMAIL_FIRST_REPLY', 'NEXT_REPLY_EMAIL', 'ONLINE_LEFT'].includes(id))
      .map(({ key, status, plan }) => `${key} ${status} ${local(plan?.dueAt)}`);
  const answered = (): Desk => {
    const desk = new Desk(mail);
    desk.input({ ...word, at: at('2025-11-07 11:00') });
    return desk;
  };

  test('a mail is owed its reply by when it was before', () => {
    const desk = confirmed(new Desk(mail), '2025-11-08 00:12');
    expect(replies(desk)).toEqual([
      'EMAIL_FIRST_REPLY#1 running 2025-11-10 10:00',
      'URGENT_RESPONSE#1 running 2025-11-08 04:12',
    ]);
    expect(replies(downgraded(desk))).toEqual([
      'EMAIL_FIRST_REPLY#1 running 2025-11-10 10:00',
      'URGENT_RESPONSE#1 cancelled 2025-11-08 04:12',
    ]);
  });

  test('one word meets both', () => {
    const desk = confirmed(new Desk(mail), '2025-11-08 00:12');
    desk.input({ ...word, staffNo: '3004', at: at('2025-11-08 01:00') });
    expect(desk.clocks).toEqual(expect.arrayContaining(['EMAIL_FIRST_REPLY met', 'URGENT_RESPONSE met']));
  });

  test('a later mail that waits is owed its own reply and no second first one', () => {
    const desk = answered();
    desk.input(mailAt('2025-11-07 16:00'));
    expect(replies(downgraded(confirmed(desk, '2025-11-08 00:12'))).slice(1)).toEqual([
      'NEXT_REPLY_EMAIL#1 running 2025-11-10 16:00',
      'URGENT_RESPONSE#1 cancelled 2025-11-08 04:12',
    ]);
  });

  test('nothing is owed where nothing was said that waits', () => {
    const desk = downgraded(confirmed(answered(), '2025-11-08 00:12'));
    expect(replies(desk).slice(1)).toEqual(['URGENT_RESPONSE#1 cancelled 2025-11-08 04:12']);
  });

  test('a mail that comes while it is urgent is owed its reply from then, and no second response', () => {
    const desk = confirmed(answered(), '2025-11-08 00:12');
    desk.input(urgentMailAt('2025-11-08 01:00'));
    desk.input(urgentMailAt('2025-11-08 01:30'));
    expect(replies(desk).slice(1)).toEqual([
      'URGENT_RESPONSE#1 running 2025-11-08 04:12',
      'NEXT_REPLY_EMAIL#1 running 2025-11-10 18:00',
    ]);
    desk.now = at('2025-11-08 02:00');
    downgraded(desk);
    expect(desk.clock('NEXT_REPLY_EMAIL')).toMatchObject({ startedAt: at('2025-11-08 01:00'), status: 'running' });
    expect(desk.clocks).not.toContain('URGENT_RESPONSE running');
  });

  test('once that response was given, the next word at night is owed one of its own', () => {
    const desk = confirmed(answered(), '2025-11-08 00:12');
    desk.input({ ...word, staffNo: '3004', at: at('2025-11-08 01:00') });
    desk.input(urgentMailAt('2025-11-08 02:00'));
    expect(replies(desk).slice(1)).toEqual([
      'URGENT_RESPONSE#1 met 2025-11-08 04:12',
      'URGENT_RESPONSE#2 running 2025-11-08 06:00',
    ]);
  });
});

describe('a complex mail', () => {
  const mail = { category: 'ORD.DISPUTE.CASE', channel: 'email', at: at('2025-11-03 10:00') } as const;
  const word = { name: 'message-arrived', from: 'staff', staffNo: '1001', replyClock: null } as const;
  const firstReply = { ...word, at: at('2025-11-03 15:00') };
  const withTime = { ...firstReply, promiseBy: at('2025-11-06 12:00') };

  test('whose first reply names a time is owed its full reply in three workdays', () => {
    const desk = new Desk(mail);
    desk.input(withTime);
    expect(desk.clocks).toContain('EMAIL_FIRST_REPLY met');
    expect(local(desk.clock('EMAIL_COMPLEX_REPLY').plan?.dueAt)).toBe('2025-11-06 18:00');
  });

  const promiseBy = withTime.promiseBy;
  const inHand = (opening: Pick<typeof mail, 'channel' | 'at'> & { readonly category: string }): Desk => {
    const desk = new Desk(opening).do('take-over', people.pay, {});
    desk.now = at('2025-11-03 15:00');
    return desk;
  };

  test.each([
    ['a report of progress', (desk: Desk) => desk.do('progress-report', people.pay, { promiseBy })],
    ['a request for material', (desk: Desk) => desk.do('request-material', people.pay, { items: 1, promiseBy })],
  ])('so too where %s is the first reply, which ends what waited for a word', (_, write) => {
    const desk = inHand({ ...mail, category: 'ORD.PAY.FAILED' });
    write(desk);
    expect(desk.clock('EMAIL_FIRST_REPLY').status).toBe('met');
    expect(local(desk.clock('EMAIL_COMPLEX_REPLY').plan?.dueAt)).toBe('2025-11-06 18:00');
  });

  test('so too where what is urgent had its first reply as its response', () => {
    const desk = new Desk({ ...mail, category: 'ACC.LOGIN.STOLEN' });
    desk.input({ ...firstReply, at: at('2025-11-03 11:00'), promiseBy });
    expect(desk.clocks).toContain('URGENT_RESPONSE met');
    expect(local(desk.clock('EMAIL_COMPLEX_REPLY').plan?.dueAt)).toBe('2025-11-06 18:00');
  });

  test('so too where it is no longer urgent once somebody has taken it over', () => {
    const desk = new Desk({ ...mail, category: 'ACC.LOGIN.STOLEN' }).do('take-over', people.risk, {});
    desk.do('downgrade-urgent', people.supervisor, {});
    expect(desk.clock('EMAIL_FIRST_REPLY')).toMatchObject({ startedAt: mail.at, status: 'running' });
    desk.input(withTime);
    expect(local(desk.clock('EMAIL_COMPLEX_REPLY').plan?.dueAt)).toBe('2025-11-06 18:00');
  });

  test.each([
    ['named a time', withTime, [['running', '2025-11-06 18:00']]],
    ['named none', firstReply, []],
  ])('so too where it was found complex after a first reply that %s', (_, reply, owed) => {
    const desk = new Desk({ ...mail, category: null });
    desk.input(reply);
    desk.input({ ...word, at: at('2025-11-03 16:00') });
    desk.do('classify', people.agent, REFUND).do('classify', people.agent, { ...REFUND, category: 'ORD.PAY.FAILED' });
    const inFull = desk.state.clocks.filter(({ id }) => id === 'EMAIL_COMPLEX_REPLY');
    expect(inFull.map(({ status, plan }) => [status, local(plan?.dueAt)])).toEqual(owed);
  });

  test('a report of progress that names no time is a first reply, and no more', () => {
    const desk = inHand({ ...mail, category: 'ORD.PAY.FAILED' }).do('progress-report', people.pay, {});
    expect(desk.clock('EMAIL_FIRST_REPLY').status).toBe('met');
    expect(desk.clocks.some((clock) => clock.startsWith('EMAIL_COMPLEX_REPLY'))).toBe(false);
  });

  test('keeps that limit through later words and mails, until the answer', () => {
    const desk = new Desk(mail);
    desk.input(withTime);
    desk.input({
      ...word,
      from: 'customer',
      staffNo: null,
      at: at('2025-11-04 09:00'),
      replyClock: 'NEXT_REPLY_EMAIL',
    });
    expect(desk.clocks).toContain('NEXT_REPLY_EMAIL running');
    desk.input({ ...word, at: at('2025-11-04 11:00') });
    expect(desk.clock('EMAIL_COMPLEX_REPLY').status).toBe('running');
    desk.passTo(at('2025-11-07 09:00'));
    const task = { department: 'ORDER', responsible: ref(people.order), milestoneAt: at('2025-11-10 18:00') } as const;
    const plan = { lead: ref(people.order), tasks: [task], latestMilestoneAt: null };
    desk.do('coordinate', people.supervisor, plan);
    const taskId = 'KF20251103001-T1';
    desk.do('task-take-over', people.order, { taskId }).do('task-complete', people.order, { taskId });
    desk.do('answer', people.order, {});
    expect(desk.clock('EMAIL_COMPLEX_REPLY')).toMatchObject({ status: 'breached', breached: true });
  });

  test.each([
    ['its first reply names no time', mail, firstReply],
    ['it is a simple one', { ...mail, category: 'TEC.GUIDE.REPORT' }, withTime],
  ])('has no such limit where %s', (_, opening, reply) => {
    const desk = new Desk(opening);
    desk.input(reply);
    expect(desk.clocks.some((clock) => clock.startsWith('EMAIL_COMPLEX_REPLY'))).toBe(false);
  });

  test('loses it to a dispute, in which nobody may answer', () => {
    const desk = new Desk(mail);
    desk.input(withTime);
    desk.do('open-dispute', people.customer, { supplierCompanyId: 'supplier' });
    expect(desk.clock('EMAIL_COMPLEX_REPLY').status).toBe('cancelled');
  });

  test('loses it when it turns out to be simple', () => {
    const desk = new Desk(mail);
    desk.input(withTime);
    const simple = {
      category: 'TEC.GUIDE.REPORT',
      slaClass: 'simple',
      routing: 'direct',
      department: 'FRONT',
    } as const;
    desk.do('classify', people.agent, { ...simple, urgent: false });
    expect(desk.clock('EMAIL_COMPLEX_REPLY').status).toBe('cancelled');
  });
});

describe('silence of the customer closes a ticket, and never counts as acceptance', () => {
  test.each([
    ['material', 'MATERIAL_WAIT', 'material-reminder'],
    ['confirmation', 'CONFIRM_WAIT', 'answer-reminder'],
  ] as const)('waiting for %s: reminded on workdays 3 and 5, closed on 7', (what, clock, reminder) => {
    const desk = new Desk({ channel: 'phone' }).do('take-over', people.agent, {});
    if (what === 'material') desk.do('request-material', people.agent, { items: 1 });
    else desk.do('answer', people.agent, {});
    desk.passTo(at('2025-11-12 17:59'));
    expect(desk.told(reminder)).toEqual(['customer', 'customer']);
    desk.passTo(at('2025-11-12 18:00'));
    expect(desk.state).toMatchObject({ status: 'CLOSED', closeReason: 'NO_RESPONSE', rating: null });
    expect(desk.clock(clock)).toMatchObject({ status: 'lapsed', breached: false });
  });

  describe('a customer who writes is not silent', () => {
    const waiting = (what: 'material' | 'confirmation', channel: 'email' | 'phone' = 'email'): Desk => {
      const desk = new Desk({ channel }).do('take-over', people.agent, {});
      if (what === 'material') desk.do('request-material', people.agent, { items: 1 });
      else desk.do('answer', people.agent, {});
      return desk.passTo(at('2025-11-06 10:00'));
    };
    const writes = (desk: Desk, replyClock: 'NEXT_REPLY_EMAIL' | null = 'NEXT_REPLY_EMAIL'): Desk => {
      desk.input({
        name: 'message-arrived',
        from: 'customer',
        staffNo: null,
        at: desk.now,
        replyClock,
        breaksSilence: true,
      });
      return desk;
    };
    const isAnswered = (desk: Desk): Desk => {
      desk.input({ name: 'message-arrived', from: 'staff', staffNo: '1001', at: desk.now, replyClock: null });
      return desk;
    };
    const waits = (desk: Desk) => desk.clocks.filter((clock) => /^(CONFIRM|MATERIAL)_WAIT/.test(clock));

    test.each([
      ['material', 'MATERIAL_WAIT'],
      ['confirmation', 'CONFIRM_WAIT'],
    ] as const)(
      'who is asked for %s: nothing closes while a reply is owed, and from it he has the whole time',
      (what, wait) => {
        const desk = writes(waiting(what)).passTo(at('2025-11-20 10:00'));
        expect(waits(desk)).toEqual([`${wait} met`]);
        expect(desk.clock('NEXT_REPLY_EMAIL')).toMatchObject({ status: 'running', breached: true });
        isAnswered(desk);
        expect(waits(desk)).toEqual([`${wait} met`, `${wait} running`]);
        desk.passTo(at('2025-12-01 17:59'));
        expect(desk.state.status).not.toBe('CLOSED');
        desk.passTo(at('2025-12-01 18:00'));
        expect(desk.state.closeReason).toBe('NO_RESPONSE');
      },
    );

    test('he still says himself whether he accepts', () => {
      const desk = writes(waiting('confirmation')).do('reject', people.customer, {});
      expect(desk.state.status).toBe('REASSESSING');
      expect(waits(isAnswered(desk))).toEqual(['CONFIRM_WAIT met']);
    });

    test('what he sent in part, and wrote, is answered by a report of progress too', () => {
      const desk = writes(waiting('material')).do('progress-report', people.agent, {});
      expect(waits(desk)).toEqual(['MATERIAL_WAIT met', 'MATERIAL_WAIT running']);
    });

    test('where no limit has a reply given he has the whole time from his word on', () => {
      const desk = writes(waiting('confirmation', 'phone'), null);
      expect(waits(desk)).toEqual(['CONFIRM_WAIT met', 'CONFIRM_WAIT running']);
      expect(desk.clock('CONFIRM_WAIT').plan?.dueAt).toBe(at('2025-11-17 18:00'));
    });

    test('what he wrote before the answer, and is heard of late, does not end the wait for his word to it', () => {
      const desk = waiting('confirmation');
      desk.input({
        name: 'message-arrived',
        from: 'customer',
        staffNo: null,
        at: at('2025-11-03 09:00'),
        replyClock: 'NEXT_REPLY_EMAIL',
        breaksSilence: true,
      });
      expect(waits(desk)).toEqual(['CONFIRM_WAIT running']);
    });
  });

  test('thirty days after closing it is archived and says so', () => {
    const desk = new Desk({ channel: 'phone' }).do('withdraw', people.customer, {}).passTo(at('2025-12-04 00:00'));
    expect(desk.state.status).toBe('ARCHIVED');
    expect(desk.eventTypes().slice(-2)).toEqual(['clock-lapsed', 'archived']);
    expect(desk.try('reopen', people.customer, {})).toBe('ticket-archived');
  });
});

describe('verdicts are judged by the due instant', () => {
  test('a late answer is a breach though no timer had fired yet', () => {
    const desk = new Desk({ channel: 'phone' }).do('take-over', people.agent, {});
    desk.now = at('2025-11-04 18:01');
    desk.do('answer', people.agent, {});
    expect(desk.clock('RESOLVE_SIMPLE')).toMatchObject({ status: 'breached', breached: true });
    expect(desk.eventTypes().filter((type) => type === 'clock-breached')).toHaveLength(1);
  });

  test('after an outage the breach is told, the stale warning is only on record', () => {
    const desk = new Desk({ channel: 'phone' }).do('take-over', people.agent, {});
    desk.now = at('2025-11-04 20:00');
    desk.input({ name: 'moments-passed', keys: ['RESOLVE_SIMPLE#1'] });
    expect(desk.eventTypes().slice(-2)).toEqual(['clock-warned', 'clock-breached']);
    expect(desk.told('clock-warning')).toEqual([]);
    expect(desk.told('clock-breached')).toEqual(['1001', 'supervisor']);
  });

  test('long after an outage the lines stand in the order in which things came to pass', () => {
    const desk = new Desk({ channel: 'phone' }).do('take-over', people.agent, {});
    desk.now = at('2025-11-06 20:00');
    desk.input({ name: 'moments-passed', keys: ['RESOLVE_SIMPLE#1'] });
    expect(desk.eventTypes().slice(-4)).toEqual(['clock-warned', 'clock-breached', 'clock-overdue', 'supervised']);
  });

  test('a pause begun after the limit heals nothing', () => {
    const desk = new Desk({ channel: 'phone' }).do('take-over', people.agent, {}).passTo(at('2025-11-05 10:00'));
    desk.do('request-material', people.agent, { items: 1 }).passTo(at('2025-11-07 10:00'));
    desk.do('supply-material', people.customer, { items: [0] });
    expect(desk.clock('RESOLVE_SIMPLE')).toMatchObject({ breached: true, status: 'running' });
    expect(desk.clock('RESOLVE_SIMPLE').plan?.dueAt).toBe(at('2025-11-04 18:00'));
  });
});

describe('messages', () => {
  test('a staff message answers; the next question of the customer starts a limit anew', () => {
    const desk = new Desk({ at: at('2025-11-07 10:15') });
    desk.input({
      name: 'message-arrived',
      from: 'staff',
      staffNo: '1001',
      at: at('2025-11-07 10:17'),
      replyClock: null,
    });
    expect(desk.clock('ONLINE_REPLY').status).toBe('met');
    expect(desk.state.firstContact).toBe('1001');
    desk.input({
      name: 'message-arrived',
      from: 'customer',
      staffNo: null,
      at: at('2025-11-07 10:30'),
      replyClock: 'ONLINE_REPLY',
    });
    expect(desk.clock('ONLINE_REPLY').plan?.dueAt).toBe(at('2025-11-07 10:33'));
    desk.input({
      name: 'message-arrived',
      from: 'customer',
      staffNo: null,
      at: at('2025-11-07 10:31'),
      replyClock: 'ONLINE_REPLY',
    });
    expect(desk.state.clocks.filter((clock) => clock.id === 'ONLINE_REPLY')).toHaveLength(2);
  });
});
