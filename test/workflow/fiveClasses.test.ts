import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nextWorkdayEnd } from '../../domain/clocks/planning/limits.ts';
import { CHINA_CALENDAR } from '../../domain/calendar/china.ts';
import { people } from '../support/desk.ts';
import { Rig } from '../support/rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await Rig.create();
});
afterAll(() => rig.stop());

describe('a ticket lives from its opening to its archive', () => {
  test('simple: taken, answered, accepted, rated; archived when the re-open window ends', async () => {
    await rig.startOn('Mon', '09:30');
    const story = await rig.open({ category: 'TEC.GUIDE.REPORT' }, 'simple-to-archive');
    await story.do('take-over', people.agent, {});
    await story.do('answer', people.agent, {});
    await story.do('accept', people.customer, {});
    await story.do('rate', people.customer, { rating: 'SATISFIED' });
    expect(story.written.state).toMatchObject({ status: 'CLOSED', closeReason: 'CONFIRMED' });
    await story.passTo(story.dueAt('REOPEN_WINDOW'));
    await rig.env.client.workflow.getHandle(story.ticketNo).result();
    expect(story.written.state.status).toBe('ARCHIVED');
    expect(story.eventTypes()).toEqual([
      'opened',
      'taken-over',
      'answered',
      'accepted',
      'closed',
      'rated',
      'clock-lapsed',
      'archived',
    ]);
  });

  test('specialised: nobody takes it, so the department’s lead is named; progress, material, answer, refusal, a second opinion', async () => {
    await rig.startOn('Mon', '09:30');
    const story = await rig.open({ category: 'ORD.PAY.FAILED' }, 'specialised-second-opinion');
    await story.passTo(story.dueAt('SPECIALIST_TAKEOVER'));
    expect(story.written.state.assignee?.staffNo).toBe(people.pay.staffNo);
    await story.do('take-over', people.pay, {});
    await story.do('request-material', people.pay, { items: 1 });
    const before = story.written.state.receivedAt;
    await story.passTo(nextWorkdayEnd(await rig.now(), 1, CHINA_CALENDAR));
    await story.do('supply-material', people.customer, { items: [0] });
    expect(story.dueAt('RESOLVE_COMPLEX')).toBe(nextWorkdayEnd(before, 6, CHINA_CALENDAR));
    await story.do('answer', people.pay, {});
    await story.do('reject', people.customer, {});
    expect(await story.try('take-over', people.pay, {})).toBe('forbidden');
    await story.do('take-over', people.otherPay, {});
    await story.do('answer', people.otherPay, {});
    await story.do('accept', people.customer, {});
    expect(story.written.state.closeReason).toBe('AGREED');
  });

  test('complex: planned over two departments, each task done, then answered', async () => {
    await rig.startOn('Mon', '10:00');
    const story = await rig.open({ category: 'ORD.DISPUTE.CASE' }, 'complex-two-departments');
    const milestoneAt = nextWorkdayEnd(await rig.now(), 3, CHINA_CALENDAR);
    const [one, two] = [`${story.ticketNo}-T1`, `${story.ticketNo}-T2`] as const;
    await story.do('coordinate', people.supervisor, {
      lead: people.order,
      latestMilestoneAt: nextWorkdayEnd(await rig.now(), 7, CHINA_CALENDAR),
      tasks: [
        { department: 'ORDER', responsible: people.order, milestoneAt },
        { department: 'PAY', responsible: people.pay, milestoneAt },
      ],
    });
    expect(await story.try('answer', people.order, {})).toBe('state-conflict');
    await story.do('task-take-over', people.order, { taskId: one });
    await story.do('task-complete', people.order, { taskId: one });
    await story.passTo(milestoneAt);
    expect(
      story.written.events.filter((event) => event.type === 'clock-breached').map((event) => event.data['clock']),
    ).toContain('MILESTONE');
    await story.do('task-complete', people.pay, { taskId: two });
    await story.do('answer', people.order, {});
    await story.do('accept', people.customer, {});
    expect(story.clock('RESOLVE_MULTI').status).toBe('met');
  });

  test('special: a date is set, news come every three workdays', async () => {
    await rig.startOn('Mon', '10:00');
    const story = await rig.open({ category: 'ACC.QUAL.REVIEW' }, 'special-no-response');
    await story.do('take-over', people.qual, {});
    await story.do('set-date', people.qual, { dueAt: nextWorkdayEnd(await rig.now(), 10, CHINA_CALENDAR) });
    await story.passTo(story.momentAt('PROGRESS_SYNC', 'warn'));
    await story.do('progress-report', people.qual, {});
    expect(
      story.written.state.clocks.filter((clock) => clock.id === 'PROGRESS_SYNC').map((clock) => clock.status),
    ).toEqual(['met', 'running']);
    await story.do('answer', people.qual, {});
    await story.passTo(story.dueAt('CONFIRM_WAIT'));
    expect(story.written.state).toMatchObject({ status: 'CLOSED', closeReason: 'NO_RESPONSE' });
    expect(story.eventTypes().filter((type) => type === 'clock-reminded')).toHaveLength(2);
  });

  test('urgent at night: the duty agent is mailed, answers in time, and it goes the ordinary way', async () => {
    await rig.startOn('Sat', '02:00');
    const duty = { staffNo: people.duty.staffNo, role: people.duty.role, department: people.duty.department };
    const story = await rig.open({ category: 'ACC.LOGIN.STOLEN', duty }, 'urgent-at-night');
    await expect.poll(() => rig.mailed).toContain(`${story.ticketNo} 1`);
    await story.do('take-over', people.duty, {});
    await story.do('answer', people.duty, {});
    expect(story.clock('URGENT_RESPONSE').status).toBe('met');
  });
});
