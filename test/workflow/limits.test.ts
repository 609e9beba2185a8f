import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { CHINA_CALENDAR } from '../../domain/calendar/china.ts';
import { nextWorkdayEnd } from '../../domain/clocks/planning/limits.ts';
import { people } from '../support/desk.ts';
import { Rig, type Story } from '../support/rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await Rig.create();
});
afterAll(() => rig.stop());

/** `clock-warned RESOLVE_SIMPLE`, in the order of the timeline. */
function limitLines(story: Story): string[] {
  return story.written.events
    .filter((event) => event.type.startsWith('clock-'))
    .map((event) => `${event.type} ${event.data['clock']}`);
}

describe('a limit nobody keeps tells its owner, then the supervisor, then the manager', () => {
  test('three minutes online, one workday for a simple question', async () => {
    await rig.startOn('Mon', '10:15');
    const story = await rig.open({}, 'simple-nobody-answers');
    await story.passTo(story.momentAt('RESOLVE_SIMPLE', 'overdue'));
    const linesOf = (id: string): string[] => limitLines(story).filter((line) => line.endsWith(id));
    expect(linesOf('ONLINE_REPLY')).toEqual([
      'clock-warned ONLINE_REPLY',
      'clock-breached ONLINE_REPLY',
      'clock-overdue ONLINE_REPLY',
    ]);
    expect(linesOf('RESOLVE_SIMPLE')).toEqual([
      'clock-warned RESOLVE_SIMPLE',
      'clock-breached RESOLVE_SIMPLE',
      'clock-overdue RESOLVE_SIMPLE',
    ]);
  });

  test('a mail: warned four working hours before the day is over', async () => {
    await rig.startOn('Mon', '10:00');
    const story = await rig.open({ channel: 'email' }, 'mail-first-reply');
    await story.passTo(story.momentAt('EMAIL_FIRST_REPLY', 'overdue'));
    const lines = limitLines(story).filter((line) => line.endsWith('EMAIL_FIRST_REPLY'));
    expect(lines).toEqual([
      'clock-warned EMAIL_FIRST_REPLY',
      'clock-breached EMAIL_FIRST_REPLY',
      'clock-overdue EMAIL_FIRST_REPLY',
    ]);
    expect(rig.mailed).toContain(`${story.ticketNo} 1`);
  });

  test('five workdays for a complex one: target, progress reports due, limit; seven with several departments', async () => {
    await rig.startOn('Mon', '10:00');
    const story = await rig.open({ category: 'ORD.DISPUTE.CASE', channel: 'phone' }, 'complex-nobody-plans');
    await story.passTo(story.dueAt('RESOLVE_COMPLEX'));
    expect(limitLines(story)).toEqual(
      expect.arrayContaining([
        'clock-breached COORDINATION_PLAN',
        'clock-target-missed RESOLVE_COMPLEX',
        'clock-breached RESOLVE_COMPLEX',
      ]),
    );
    await story.do('coordinate', people.supervisor, {
      lead: people.order,
      latestMilestoneAt: null,
      tasks: [
        {
          department: 'ORDER',
          responsible: people.order,
          milestoneAt: nextWorkdayEnd(await rig.now(), 1, CHINA_CALENDAR),
        },
        {
          department: 'TECH',
          responsible: people.tech,
          milestoneAt: nextWorkdayEnd(await rig.now(), 1, CHINA_CALENDAR),
        },
      ],
    });
    await story.passTo(story.momentAt('RESOLVE_MULTI', 'overdue'));
    expect(limitLines(story)).toEqual(
      expect.arrayContaining([
        'clock-breached TASK_ACCEPT',
        'clock-breached MILESTONE',
        'clock-breached PROGRESS_SYNC',
        'clock-breached RESOLVE_MULTI',
        'clock-overdue RESOLVE_MULTI',
      ]),
    );
  });

  test('a special one without a date, without news', async () => {
    await rig.startOn('Mon', '10:00');
    const story = await rig.open({ category: 'ACC.QUAL.REVIEW', channel: 'phone' }, 'special-without-date');
    await story.do('take-over', people.qual, {});
    await story.passTo(story.momentAt('PROGRESS_SYNC', 'overdue'));
    expect(limitLines(story)).toEqual(
      expect.arrayContaining([
        'clock-breached RESOLVE_SPECIAL',
        'clock-warned PROGRESS_SYNC',
        'clock-breached PROGRESS_SYNC',
        'clock-overdue PROGRESS_SYNC',
      ]),
    );
  });

  test('an urgent night, a left message, a re-assessment nobody takes', async () => {
    await rig.startOn('Sat', '02:00');
    const urgent = await rig.open({ category: 'ACC.LOGIN.STOLEN' });
    await expect.poll(() => rig.mailed).toContain(`${urgent.ticketNo} 1`);
    const left = await rig.open({});
    await urgent.passTo(urgent.dueAt('URGENT_RESPONSE'));
    // Both end at the same instant, and either may be looked at first.
    expect(limitLines(urgent).toSorted()).toEqual([
      'clock-breached URGENT_CONTAIN',
      'clock-breached URGENT_RESPONSE',
      'clock-target-missed URGENT_CONTAIN',
      'clock-target-missed URGENT_RESPONSE',
    ]);
    await left.passTo(left.dueAt('ONLINE_LEFT'));
    expect(limitLines(left)).toContain('clock-breached ONLINE_LEFT');
    await left.do('take-over', people.agent, {});
    await left.do('answer', people.agent, {});
    await left.do('reject', people.customer, {});
    await left.passTo(left.dueAt('REASSESS'));
    expect(limitLines(left)).toEqual(
      expect.arrayContaining(['clock-target-missed REASSESS', 'clock-breached REASSESS']),
    );
  });

  test('an urged customer hears from a person within four working hours', async () => {
    await rig.startOn('Mon', '10:00');
    const story = await rig.open({ channel: 'phone' });
    await story.do('urge', people.customer, { day: '2026-01-01' });
    await story.passTo(story.dueAt('URGE_REPLY'));
    expect(limitLines(story)).toContain('clock-breached URGE_REPLY');
  });

  test('silent customer, silent parties: the wait lapses and something follows', async () => {
    await rig.startOn('Mon', '10:00');
    const material = await rig.open({ channel: 'phone' }, 'material-never-comes');
    await material.do('take-over', people.agent, {});
    await material.do('request-material', people.agent, { items: 1 });
    const dispute = await rig.open({ category: 'ORD.DISPUTE.CASE', channel: 'phone' }, 'dispute-in-silence');
    await dispute.do('open-dispute', people.customer, { supplierCompanyId: 'supplier' });
    await dispute.passTo(dispute.dueAt('DISPUTE_SELLER'));
    await dispute.passTo(dispute.dueAt('DISPUTE_EVIDENCE'));
    await dispute.passTo(dispute.dueAt('DISPUTE_PREHANDLE'));
    expect(dispute.written.state).toMatchObject({ status: 'COORDINATING', dispute: { step: 'DECIDING' } });
    await dispute.passTo(dispute.dueAt('DISPUTE_DECISION'));
    expect(limitLines(dispute)).toContain('clock-breached DISPUTE_DECISION');
    await material.passTo(material.dueAt('MATERIAL_WAIT'));
    expect(material.written.state).toMatchObject({ status: 'CLOSED', closeReason: 'NO_RESPONSE' });
    await material.passTo(material.dueAt('RATING_WINDOW'));
    // By limit: which of two comes first depends on the days off between.
    const linesOf = (clock: string) => limitLines(material).filter((line) => line.endsWith(clock));
    expect(linesOf('MATERIAL_WAIT')).toEqual([
      'clock-reminded MATERIAL_WAIT',
      'clock-reminded MATERIAL_WAIT',
      'clock-lapsed MATERIAL_WAIT',
    ]);
    // Nobody asks the silent customer how it went, either.
    expect(linesOf('FOLLOW_UP')).toEqual([
      'clock-warned FOLLOW_UP',
      'clock-breached FOLLOW_UP',
      'clock-overdue FOLLOW_UP',
    ]);
    expect(linesOf('RATING_WINDOW')).toEqual(['clock-reminded RATING_WINDOW', 'clock-lapsed RATING_WINDOW']);
    expect(limitLines(material)).toHaveLength(8);
  });
});

describe('commands given twice, together, or too late', () => {
  test('the same id gives the same answer and happens once', async () => {
    const story = await rig.open({ channel: 'phone' });
    const command = {
      name: 'take-over',
      actor: people.agent,
      textId: null,
      expectedVersion: null,
      payload: {},
    } as const;
    const first = await rig.client.execute(story.ticketNo, command, 'the-same-id');
    const again = await rig.client.execute(story.ticketNo, command, 'the-same-id');
    expect(again).toEqual(first);
    expect(story.eventTypes()).toEqual(['opened', 'taken-over']);
  });

  test('two takers at the same moment: one has it, the other is told', async () => {
    const story = await rig.open({ channel: 'phone' }, 'two-takers');
    const outcomes = await Promise.all([
      story.try('take-over', people.agent, {}),
      story.try('take-over', people.otherAgent, {}),
    ]);
    expect(outcomes.sort()).toEqual([null, 'state-conflict'].sort());
    expect(story.eventTypes().filter((type) => type === 'taken-over')).toHaveLength(1);
  });

  test('what is told of a merged ticket only after the answer begins no work anew; what comes back has the limit of its round', async () => {
    await rig.startOn('Mon', '10:00');
    const story = await rig.open({ category: 'ORD.PAY.REFUND', channel: 'phone' });
    await story.do('take-over', people.pay, {});
    const { startedAt, timetable } = story.clock('RESOLVE_COMPLEX');
    const limits = (['RESOLVE_COMPLEX', 'URGENT_CONTAIN'] as const).map((id) => ({
      id,
      startedAt,
      timetable,
      dueAt: story.dueAt('RESOLVE_COMPLEX'),
    }));
    await story.do('answer', people.pay, {});
    const merged = { ticketNo: 'KF20251103009', since: startedAt, limits } as const;
    await rig.client.messagePosted(story.ticketNo, {
      messageId: 'merged:KF20251103009',
      from: 'customer',
      staffNo: null,
      at: await rig.now(),
      replyClock: null,
      merged,
    });
    await expect.poll(() => story.written.notices.some(({ template }) => template === 'ticket-merged')).toBe(true);
    const ticking = () => story.written.state.clocks.filter(({ status }) => status === 'running').map(({ id }) => id);
    expect(ticking()).toEqual(['CONFIRM_WAIT']);
    await story.do('reject', people.customer, {});
    expect(ticking()).toEqual(['REASSESS']);
    expect(story.clock('REASSESS').terms.fixedDueAt).toBeNull();
  });

  test('a message already known is not heard twice', async () => {
    const story = await rig.open({ channel: 'online' });
    const message = {
      messageId: 'm-1',
      from: 'staff',
      staffNo: '1001',
      at: await rig.now(),
      replyClock: null,
    } as const;
    await rig.client.messagePosted(story.ticketNo, message);
    await rig.client.messagePosted(story.ticketNo, message);
    await story.do('take-over', people.agent, {});
    expect(story.written.state).toMatchObject({ firstContact: '1001', version: 3 });
  });
});

test('what the store reckons by a later calendar, since that has the notice of the year, the ticket keeps to', async () => {
  await rig.startOn('Mon', '10:00');
  const story = await rig.open({ category: 'ORD.PAY.REFUND', channel: 'phone' });
  await story.do('take-over', people.pay, {});
  const write = rig.stage.memory.record;
  const spy = vi.spyOn(rig.stage.memory, 'record');
  onTestFinished(() => spy.mockRestore());
  const later = { calendar: 2, policy: 1 };
  spy.mockImplementationOnce(async (decision) => ({
    ...(await write(decision)),
    timetables: { 'MATERIAL_WAIT#1': later },
  }));
  await story.do('request-material', people.pay, { items: 1 });
  await story.do('waive-material', people.pay, {});
  expect(story.clock('MATERIAL_WAIT').timetable).toEqual(later);
  expect(story.clock('RESOLVE_COMPLEX').timetable).toEqual({ calendar: 1, policy: 1 });
});
