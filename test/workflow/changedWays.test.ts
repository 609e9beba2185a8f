import { setTimeout as pause } from 'node:timers/promises';
import { WithStartWorkflowOperation } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import type { Command, MessagePosted } from '../../contracts/commands.ts';
import { TASK_QUEUES, ticketWorkflowId } from '../../contracts/ids.ts';
import type { StaffActor } from '../../contracts/people.ts';
import { CHINA_CALENDAR } from '../../domain/calendar/china.ts';
import { nextWorkdayEnd } from '../../domain/clocks/planning/limits.ts';
import { waitingOn } from '../../domain/ticket/waiting.ts';
import { localTime } from '../../workflows/common/words.ts';
import { commandUpdates, reviewEndedSignal } from '../../workflows/ticket/messages.ts';
import type { ticket } from '../../workflows/ticket/workflow.ts';
import { commandOf, people } from '../support/desk.ts';
import { replayed } from '../support/replayed.ts';
import { Rig, type Story } from '../support/rig.ts';

// Each way in which a ticket goes otherwise than those from before a patch; recorded, they stand in test/replay.
let rig: Rig;
beforeAll(async () => {
  rig = await Rig.create();
});
afterAll(() => rig.stop());

const HOUR_MS = 3_600_000;

function hoursFrom(instant: string, hours: number): string {
  return new Date(Date.parse(instant) + hours * HOUR_MS).toISOString();
}

async function hears(
  story: Story,
  word: Pick<MessagePosted, 'messageId' | 'staffNo'> & { readonly at?: string },
): Promise<void> {
  const heard = { from: 'staff', at: await rig.now(), replyClock: null, ...word } as const;
  await rig.client.messagePosted(story.ticketNo, heard);
}

/** Gives a command while two words of an agent are heard: nobody refuses it at once, so its turn has to. */
async function amidWords<Outcome>(story: Story, staffNo: string, give: () => Promise<Outcome>): Promise<Outcome> {
  const write = rig.stage.memory.record;
  const spy = vi.spyOn(rig.stage.memory, 'record');
  onTestFinished(() => spy.mockRestore());
  const outcome = new Promise<Outcome>((resolve) => {
    spy.mockImplementationOnce(async (decision) => {
      resolve(give());
      await hears(story, { messageId: 'm-2', staffNo });
      return write(decision);
    });
  });
  await hears(story, { messageId: 'm-1', staffNo });
  return outcome;
}

/** The words of this limit's timers, as the Temporal UI has them. */
async function timersOf(story: Story, id: string): Promise<string[]> {
  const { events } = await rig.history(story);
  return (events ?? [])
    .flatMap(({ timerStartedEventAttributes: started, userMetadata }) =>
      started ? [Buffer.from(userMetadata?.summary?.data ?? []).toString('utf8')] : [],
    )
    .filter((summary) => summary.includes(id));
}

/** Nothing is written from this on until then. */
async function awayUntil(instant: string, from: () => Promise<unknown>): Promise<void> {
  const spy = vi.spyOn(rig.stage.memory, 'record');
  onTestFinished(() => spy.mockRestore());
  const nextRetryDelay = Date.parse(instant) - Date.parse(await rig.now()) + HOUR_MS;
  spy.mockImplementationOnce(async () => {
    throw ApplicationFailure.create({ message: 'PostgreSQL is away', nextRetryDelay });
  });
  await from();
}

/** A word of the customer's, who would be owed this reply to it. */
async function asks(story: Story, messageId: string, replyClock: MessagePosted['replyClock']): Promise<void> {
  const word = { messageId, from: 'customer', staffNo: null, breaksSilence: true } as const;
  await rig.client.messagePosted(story.ticketNo, { ...word, at: await rig.now(), replyClock });
}

/** Gives a command while a word is written so slowly that what comes within this time comes in one task with it. */
async function whileWriting(story: Story, ms: number, give: () => Promise<unknown>): Promise<void> {
  const write = rig.stage.memory.record;
  const spy = vi.spyOn(rig.stage.memory, 'record');
  onTestFinished(() => spy.mockRestore());
  const given = new Promise<unknown>((resolve) => {
    spy.mockImplementationOnce(async (decision) => {
      resolve(give());
      await pause(ms);
      return write(decision);
    });
  });
  await hears(story, { messageId: 'm-1', staffNo: people.agent.staffNo });
  await given;
}

/** The next ticket is started with its first command, as one that came while Temporal was away. */
function startsWith(command: Command): void {
  const update = commandUpdates.get(command.name);
  if (update === undefined) throw new Error(`no update is named ${command.name}`);
  const spy = vi.spyOn(rig.client, 'start');
  onTestFinished(() => spy.mockRestore());
  spy.mockImplementationOnce(async (state) => {
    const startWorkflowOperation = new WithStartWorkflowOperation<typeof ticket>('ticket', {
      taskQueue: TASK_QUEUES.tickets,
      workflowId: ticketWorkflowId(state.ticketNo),
      workflowIdConflictPolicy: 'FAIL',
      args: [{ state, settled: [], errands: [] }],
    });
    await rig.env.client.workflow.executeUpdateWithStart(update, { args: [command], startWorkflowOperation });
  });
}

/** For test/replay, before time passes for other stories. */
async function keep(story: Story, name: string): Promise<void> {
  await replayed(rig.stage.handle(story.ticketNo), { name, folder: 'ticket' });
}

describe('limits', () => {
  test('what is watched while the customer is waited for stands still; what came in between comes afterwards', async () => {
    await rig.startOn('Mon', '09:00');
    const story = await rig.open({ category: 'ORD.PAY.REFUND', channel: 'phone' });
    await story.do('take-over', people.pay, {});
    const warned = story.momentAt('RESOLVE_COMPLEX', 'warn');
    await story.passTo(hoursFrom(warned, -1));
    await story.do('request-material', people.pay, { items: 1 });
    await story.do('supervise', people.supervisor, {});
    expect(story.clock('SUPERVISION_REPORT').status).toBe('paused');
    await story.passTo(hoursFrom(warned, 1));
    expect(story.eventTypes()).not.toContain('clock-warned');
    await story.do('supply-material', people.customer, { items: [0] });
    await story.passTo(await rig.now());
    expect(story.eventTypes()).toContain('clock-warned');
    await keep(story, 'watched-while-waiting');
  });

  test('a limit whose end alone moves is shown with its new end', async () => {
    await rig.startOn('Mon', '10:00');
    const story = await rig.open({ category: 'ORD.PAY.REFUND', channel: 'phone' });
    await story.do('take-over', people.pay, {});
    const [next] = story.clock('RESOLVE_COMPLEX').plan?.moments ?? [];
    const dueAt = nextWorkdayEnd(await rig.now(), 6, CHINA_CALENDAR);
    await story.do('extend', people.supervisor, { dueAt, latestDueAt: dueAt });
    expect(story.clock('RESOLVE_COMPLEX').plan?.moments[0]).toEqual(next);
    await expect.poll(() => timersOf(story, 'RESOLVE_COMPLEX')).toHaveLength(2);
    expect((await timersOf(story, 'RESOLVE_COMPLEX')).at(-1)).toContain(`due ${localTime(dueAt)} (target`);
    await keep(story, 'end-alone-moved');
  });

  test('a target that has come asks for its report, also where its limit is extended before anybody looked at it', async () => {
    const receivedAt = await rig.startOn('Mon', '10:00');
    await rig.passTo(nextWorkdayEnd(receivedAt, 3, CHINA_CALENDAR));
    const dueAt = nextWorkdayEnd(receivedAt, 6, CHINA_CALENDAR);
    startsWith(commandOf('extend', people.supervisor, { dueAt, latestDueAt: dueAt }));
    const story = await rig.open({ category: 'ORD.PAY.REFUND', channel: 'phone', at: receivedAt });
    await expect.poll(() => story.eventTypes()).toContain('clock-target-missed');
    expect(story.eventTypes().indexOf('extended')).toBeLessThan(story.eventTypes().indexOf('clock-target-missed'));
    await story.do('take-over', people.pay, {});
    await story.do('progress-report', people.pay, {});
    expect(story.written.state.clocks.find(({ id }) => id === 'PROGRESS_SYNC')?.status).toBe('met');
    await keep(story, 'target-still-comes');
  });

  test('what a late word shows to be missed, before its timer does, is told', async () => {
    await rig.startOn('Sat', '02:00');
    const story = await rig.open({ category: 'ACC.LOGIN.STOLEN' });
    const at = hoursFrom(story.dueAt('URGENT_RESPONSE'), 1);
    await hears(story, { messageId: 'm-1', staffNo: people.duty.staffNo, at });
    await expect.poll(() => rig.mailed).toContain(`${story.ticketNo} 2`);
    expect(story.eventTypes()).toContain('clock-breached');
    await keep(story, 'found-to-be-missed');
  });
});

describe('words to the customer', () => {
  test('that the time to set a date moves later is told to nobody outside', async () => {
    await rig.startOn('Mon', '10:00');
    const story = await rig.open({ category: 'ACC.QUAL.REVIEW', channel: 'email' });
    await story.do('take-over', people.qual, {});
    const [from, key] = [story.dueAt('RESOLVE_SPECIAL'), story.clock('RESOLVE_SPECIAL').key];
    const limits = [{ key, from, to: hoursFrom(from, 24), kept: null, dayOff: false }];
    await story.do('replan', people.manager, { calendar: null, policy: 2, inHouse: null, keys: [key], limits });
    expect(story.written.notices.some(({ template }) => template === 'limit-replanned')).toBe(false);
    await keep(story, 'time-to-set-a-date-moved');
  });

  test('that the limit of what nobody has classified moves later, neither', async () => {
    await rig.startOn('Mon', '10:00');
    const story = await rig.open({ category: null, channel: 'email' });
    const [from, key] = [story.dueAt('RESOLVE_SIMPLE'), story.clock('RESOLVE_SIMPLE').key];
    const limits = [{ key, from, to: hoursFrom(from, 24), kept: null, dayOff: false }];
    await story.do('replan', people.manager, { calendar: null, policy: 2, inHouse: null, keys: [key], limits });
    expect(story.written.notices.some(({ template }) => template === 'limit-replanned')).toBe(false);
    await keep(story, 'unclassified-moved');
  });

  test('a date falls away with the reason for a special class; one told in a merged ticket does not where the limit here was missed', async () => {
    await rig.startOn('Mon', '10:00');
    const story = await rig.open({ category: 'ORD.PAY.REFUND', channel: 'phone' });
    await story.do('take-over', people.pay, {});
    const { startedAt, timetable } = story.clock('RESOLVE_COMPLEX');
    await story.passTo(hoursFrom(story.dueAt('RESOLVE_COMPLEX'), 1));
    const dueAt = hoursFrom(story.dueAt('RESOLVE_COMPLEX'), 7 * 24);
    const ticketNo = 'KF20251103009' as const;
    const limits = [{ id: 'RESOLVE_COMPLEX', startedAt, timetable, dueAt }] as const;
    const merged = { ticketNo, since: startedAt, limits };
    const word = { messageId: `merged:${ticketNo}`, from: 'customer', staffNo: null, replyClock: null } as const;
    await rig.client.messagePosted(story.ticketNo, { ...word, at: await rig.now(), merged });
    const told = () => story.clock('RESOLVE_COMPLEX').terms.noLaterThan?.dueAt;
    await expect.poll(told).toBe(dueAt);
    const route = { category: 'ORD.PAY.REFUND', routing: 'department', department: 'PAY', urgent: false } as const;
    await story.do('classify', people.supervisor, { ...route, slaClass: 'special', reasoned: true });
    expect(story.clock('RESOLVE_SPECIAL').terms.phase).toBe('first');
    await story.do('set-date', people.pay, { dueAt: hoursFrom(dueAt, 7 * 24), reasoned: false });
    await keep(story, 'date-falls-away');
  });

  test('a report is the first reply to a complex mail, and what is promised outlives the closing', async () => {
    await rig.startOn('Mon', '10:00');
    const story = await rig.open({ category: 'ORD.PAY.FAILED', channel: 'email' });
    await story.do('take-over', people.pay, {});
    await story.do('progress-report', people.pay, { promiseBy: hoursFrom(await rig.now(), 48) });
    expect(story.clock('EMAIL_FIRST_REPLY').status).toBe('met');
    expect(story.clock('EMAIL_COMPLEX_REPLY').status).toBe('running');
    await story.do('answer', people.pay, { promiseBy: hoursFrom(await rig.now(), 24) });
    await story.do('accept', people.customer, {});
    await story.do('follow-up', people.agent, { solved: true });
    expect(story.clock('PROMISE').status).toBe('running');
    await hears(story, { messageId: 'm-1', staffNo: people.pay.staffNo });
    await expect.poll(() => story.clock('PROMISE').status).toBe('met');
    await keep(story, 'promised-and-closed');
  });

  test('leave the house where the ticket is answered by mail', async () => {
    await rig.startOn('Mon', '10:00');
    const story = await rig.open({ category: 'ORD.PAY.FAILED', channel: 'email' });
    await story.do('take-over', people.pay, {});
    await hears(story, { messageId: 'm-1', staffNo: people.pay.staffNo });
    await expect.poll(() => rig.mailed).toContain(`${story.ticketNo} 3`);
    expect(story.clock('EMAIL_FIRST_REPLY').status).toBe('met');
    await keep(story, 'word-mailed');
  });

  test('stay in the house where he is told in his inbox', async () => {
    await rig.startOn('Mon', '10:00');
    const story = await rig.open({ category: 'ORD.PAY.FAILED', channel: 'phone' });
    await hears(story, { messageId: 'm-1', staffNo: people.pay.staffNo });
    await story.do('take-over', people.pay, {});
    expect(story.written.notices.map(({ template }) => template)).toContain('message-received');
    const { events } = await rig.history(story);
    expect((events ?? []).filter((event) => event.activityTaskScheduledEventAttributes)).toEqual([]);
  });

  test('a promise that is still to be kept holds open what silence would close', async () => {
    await rig.startOn('Mon', '10:00');
    const story = await rig.open({ category: 'ORD.PAY.FAILED', channel: 'phone' });
    await story.do('take-over', people.pay, {});
    await story.do('answer', people.pay, { promiseBy: hoursFrom(await rig.now(), 20 * 24) });
    await story.passTo(hoursFrom(story.dueAt('CONFIRM_WAIT'), 1));
    expect(story.written.state.status).toBe('AWAITING_CONFIRMATION');
    await hears(story, { messageId: 'm-1', staffNo: people.pay.staffNo });
    await expect.poll(() => story.clock('CONFIRM_WAIT').status).toBe('running');
    await story.passTo(hoursFrom(story.dueAt('CONFIRM_WAIT'), 1));
    expect(story.written.state).toMatchObject({ status: 'CLOSED', closeReason: 'NO_RESPONSE' });
    await keep(story, 'promise-holds-open');
  });
});

describe('silence of the customer', () => {
  test('is broken by what he does without a word: a part of the material, his wish for a senior agent', async () => {
    await rig.startOn('Mon', '10:00');
    const story = await rig.open({ channel: 'phone' });
    await story.do('take-over', people.agent, {});
    await story.do('request-material', people.agent, { items: 2 });
    const { key } = story.clock('MATERIAL_WAIT');
    await story.do('supply-material', people.customer, { items: [0] });
    expect(story.clock('MATERIAL_WAIT')).not.toMatchObject({ key });
    await story.do('supply-material', people.customer, { items: [1] });
    await story.do('answer', people.agent, {});
    const { key: answered } = story.clock('CONFIRM_WAIT');
    await story.do('escalate', people.customer, {});
    expect(story.clock('CONFIRM_WAIT')).not.toMatchObject({ key: answered });
    await story.do('accept', people.customer, {});
    await keep(story, 'acts-break-silence');
  });

  test('is none where he asks: until he is answered the ticket waits on the desk', async () => {
    await rig.startOn('Mon', '10:00');
    const story = await rig.open();
    await story.do('take-over', people.agent, {});
    await story.do('answer', people.agent, {});
    await asks(story, 'm-1', 'ONLINE_REPLY');
    await expect.poll(() => waitingOn(story.written.state)).toBe('department');
    await hears(story, { messageId: 'm-2', staffNo: people.agent.staffNo });
    await expect.poll(() => waitingOn(story.written.state)).toBe('customer');
    await keep(story, 'who-owes-a-word');
  });

  test('closes nothing while he was not reminded, as the desk was away', async () => {
    await rig.startOn('Mon', '10:00');
    const story = await rig.open({ channel: 'phone' });
    await story.do('take-over', people.agent, {});
    await story.do('answer', people.agent, {});
    const dueAt = story.dueAt('CONFIRM_WAIT');
    await awayUntil(dueAt, () => hears(story, { messageId: 'm-1', staffNo: people.agent.staffNo }));
    await story.passTo(hoursFrom(dueAt, 2));
    expect(story.written.state.status).toBe('AWAITING_CONFIRMATION');
    expect(story.eventTypes().filter((type) => type === 'clock-reminded')).toHaveLength(1);
    await story.passTo(story.dueAt('CONFIRM_WAIT'));
    expect(story.written.state.closeReason).toBe('NO_RESPONSE');
    await keep(story, 'closed-once-reminded');
  });
});

describe('a dispute', () => {
  test('moves on for no party that was not reminded, as the desk was away', async () => {
    await rig.startOn('Mon', '10:00');
    const story = await rig.open({ category: 'ORD.DISPUTE.CASE', channel: 'phone' });
    await story.do('open-dispute', people.customer, { supplierCompanyId: 'supplier' });
    await story.do('compensate', people.supplier, {});
    const dueAt = story.dueAt('DISPUTE_BUYER_CONFIRM');
    await awayUntil(dueAt, () => hears(story, { messageId: 'm-1', staffNo: people.agent.staffNo }));
    await story.passTo(hoursFrom(dueAt, 2));
    expect(story.written.state).toMatchObject({ closeReason: null, dispute: { step: 'BUYER_CONFIRMING' } });
    await story.passTo(story.dueAt('DISPUTE_BUYER_CONFIRM'));
    expect(story.written.state).toMatchObject({ closeReason: 'NO_RESPONSE', dispute: { step: 'TACITLY_SETTLED' } });
    await keep(story, 'parties-once-reminded');
  });

  test('goes on with the reports to its supervisor, and ends what only an answer would', async () => {
    await rig.startOn('Mon', '10:00');
    const story = await rig.open({ category: 'ORD.PAY.FAILED', channel: 'email' });
    await story.do('take-over', people.pay, {});
    await story.do('progress-report', people.pay, { promiseBy: hoursFrom(await rig.now(), 4) });
    await story.do('supervise', people.supervisor, {});
    expect(story.clock('EMAIL_COMPLEX_REPLY').status).toBe('running');
    await story.do('open-dispute', people.customer, { supplierCompanyId: 'supplier' });
    expect(story.clock('EMAIL_COMPLEX_REPLY').status).toBe('cancelled');
    await keep(story, 'disputes-end-replies');
  });

  test('takes in no full reply to a mail that is merged into it', async () => {
    await rig.startOn('Mon', '10:00');
    const story = await rig.open({ category: 'ORD.DISPUTE.CASE', channel: 'phone' });
    await story.do('open-dispute', people.customer, { supplierCompanyId: 'supplier' });
    const { startedAt, timetable, plan } = story.clock('RESOLVE_COMPLEX');
    const ticketNo = 'KF20251103009' as const;
    const limits = [{ id: 'EMAIL_COMPLEX_REPLY', startedAt, timetable, dueAt: plan?.dueAt ?? '' }] as const;
    const word = { messageId: `merged:${ticketNo}`, from: 'customer', staffNo: null, replyClock: null } as const;
    const merged = { ticketNo, since: startedAt, limits };
    await rig.client.messagePosted(story.ticketNo, { ...word, at: await rig.now(), merged });
    await expect.poll(() => story.written.notices.map(({ template }) => template)).toContain('ticket-merged');
    expect(story.written.state.clocks.map(({ id }) => id)).not.toContain('EMAIL_COMPLEX_REPLY');
    await keep(story, 'dispute-takes-in-no-reply');
  });

  test('leaves what is urgent no more with whom it was given to go on with', async () => {
    await rig.startOn('Mon', '10:00');
    const { staffNo, role, department } = people.senior;
    const story = await rig.open({ category: 'ACC.LOGIN.STOLEN', channel: 'phone' });
    await story.do('take-over', people.risk, {});
    await story.do('hand-on', people.supervisor, { to: { staffNo, role, department } });
    await story.do('open-dispute', people.customer, { supplierCompanyId: 'supplier' });
    await story.do('downgrade-urgent', people.supervisor, {});
    expect(story.written.state).toMatchObject({ status: 'WAITING_PARTIES', assignee: { staffNo } });
    await keep(story, 'given-is-kept');
  });

  test('that follows an answer is supervised as the ticket was', async () => {
    await rig.startOn('Mon', '10:00');
    const story = await rig.open({ category: 'ORD.DISPUTE.CASE', channel: 'phone' });
    const milestoneAt = nextWorkdayEnd(await rig.now(), 1, CHINA_CALENDAR);
    const tasks = [{ department: 'ORDER' as const, responsible: people.order, milestoneAt }];
    await story.do('coordinate', people.supervisor, { lead: people.order, latestMilestoneAt: null, tasks });
    await story.do('supervise', people.supervisor, {});
    await story.do('task-complete', people.order, { taskId: `${story.ticketNo}-T1` });
    await story.do('answer', people.order, {});
    await story.do('open-dispute', people.customer, { supplierCompanyId: 'supplier' });
    await story.do('refuse-claim', people.supplier, {});
    await story.passTo(story.dueAt('DISPUTE_EVIDENCE'));
    await story.passTo(story.dueAt('DISPUTE_PREHANDLE'));
    expect(story.clock('SUPERVISION_REPORT').status).toBe('running');
    await keep(story, 'disputes-are-watched');
  });
});

describe('a round', () => {
  const rejected = async (opening: Parameters<Rig['open']>[0], handler: StaffActor): Promise<Story> => {
    await rig.startOn('Mon', '10:00');
    const story = await rig.open({ channel: 'phone', ...opening });
    await story.do('take-over', handler, {});
    await story.do('answer', handler, {});
    return story.do('reject', people.customer, {});
  };

  test('of a special ticket asks whoever comes to lead its plan for no date', async () => {
    const story = await rejected({ category: 'ACC.QUAL.REVIEW' }, people.qual);
    const milestoneAt = nextWorkdayEnd(await rig.now(), 1, CHINA_CALENDAR);
    const tasks = [{ department: 'ORDER' as const, responsible: people.order, milestoneAt }];
    for (const lead of [people.senior, people.pay])
      await story.do('coordinate', people.supervisor, { lead, latestMilestoneAt: null, tasks });
    expect(story.clock('RESOLVE_SPECIAL').status).toBe('met');
    await keep(story, 'rounds-ask-for-no-date');
  });

  test('has its reports to a supervisor stand still, too, while material is waited for', async () => {
    const story = await rejected({ category: 'ORD.PAY.FAILED' }, people.pay);
    await story.do('take-over', people.senior, {});
    await story.do('request-material', people.senior, { items: 1 });
    await story.do('supervise', people.supervisor, {});
    expect(story.clock('SUPERVISION_REPORT').status).toBe('paused');
    await keep(story, 'stands-still-alone');
  });
});

test('a limit that comes in one task with a command is looked at first', async () => {
  await rig.startOn('Mon', '10:00');
  const story = await rig.open({ channel: 'phone' });
  await story.do('take-over', people.agent, {});
  const warnedAt = story.clock('RESOLVE_SIMPLE').plan?.moments[0]?.at ?? '';
  await story.passTo(hoursFrom(warnedAt, -2 / 3600));
  await whileWriting(story, 1500, () => story.do('answer', people.agent, {}));
  const types = story.eventTypes();
  expect(types.indexOf('clock-warned')).toBeLessThan(types.indexOf('answered'));
  expect(types).toContain('clock-warned');
  await keep(story, 'limit-with-a-command');
});

test('a ticket is not archived before the end of its service was reviewed', async () => {
  await rig.startOn('Mon', '10:00');
  const story = await rig.open({ channel: 'phone' });
  await story.do('terminate', people.supervisor, {});
  await story.passTo(story.dueAt('REOPEN_WINDOW'));
  expect(story.written.state.status).toBe('CLOSED');
  await story.do('review-termination', people.manager, { upheld: true });
  expect(story.written.state.status).toBe('ARCHIVED');
  await keep(story, 'ends-are-reviewed-first');
});

describe('limits beside a plan', () => {
  const part = { department: 'PAY', responsible: people.pay } as const;
  const planned = async (channel: 'phone' | 'email' = 'phone'): Promise<Story> => {
    await rig.startOn('Mon', '10:00');
    const story = await rig.open({ category: 'ORD.DISPUTE.CASE', channel });
    const milestoneAt = nextWorkdayEnd(await rig.now(), 1, CHINA_CALENDAR);
    const tasks = [{ ...part, milestoneAt }];
    return story.do('coordinate', people.supervisor, { lead: people.order, latestMilestoneAt: null, tasks });
  };

  test('without a lead are still to be led once a task of theirs is called off', async () => {
    const story = await planned();
    await story.do('reassign', people.supervisor, { from: people.order.staffNo, to: null, why: 'supervisor' });
    await story.do('task-cancel', people.supervisor, { taskId: `${story.ticketNo}-T1` });
    expect(story.clock('COORDINATION_PLAN').status).toBe('running');
    await story.do('coordinate', people.supervisor, { lead: people.order, latestMilestoneAt: null, tasks: [] });
    await keep(story, 'plan-is-to-be-led');
  });

  test('whose milestone moves are mailed to the customer', async () => {
    const story = await planned('email');
    const dueAt = nextWorkdayEnd(await rig.now(), 2, CHINA_CALENDAR);
    const taskId = `${story.ticketNo}-T1` as const;
    await story.do('task-extend', people.supervisor, { taskId, dueAt });
    const { version } = story.written.state;
    await story.do('task-complete', people.pay, { taskId });
    await expect.poll(() => rig.mailed).toContain(`${story.ticketNo} ${version}`);
    await keep(story, 'moved-milestones-leave-house');
  });

  test('with a milestone that is missed ask for a report', async () => {
    const story = await planned();
    await story.passTo(story.dueAt('MILESTONE'));
    await story.do('progress-report', people.order, {});
    expect(story.written.state.clocks.filter(({ id }) => id === 'PROGRESS_SYNC')).toHaveLength(2);
    await keep(story, 'milestone-reported');
  });
});

describe('urgency and incidents', () => {
  test('urgent by its category in hours, it is mailed as well to whoever may take it', async () => {
    await rig.startOn('Mon', '10:00');
    const story = await rig.open({ category: null, channel: 'phone' });
    const route = { category: 'ACC.LOGIN.STOLEN', department: 'RISK', routing: 'department' } as const;
    await story.do('classify', people.agent, { ...route, slaClass: 'complex', urgent: true, duty: null });
    await expect.poll(() => rig.mailed).toContain(`${story.ticketNo} 2`);
    await keep(story, 'urgent-is-mailed');
  });

  test('confirmed as urgent at night, it stays with whoever has begun', async () => {
    await rig.startOn('Sat', '02:00');
    const { staffNo, role, department } = people.duty;
    const story = await rig.open({ channel: 'phone' });
    await story.do('take-over', people.agent, {});
    await story.do('confirm-urgent', people.supervisor, { duty: { staffNo, role, department } });
    expect(story.written.state.assignee?.staffNo).toBe(people.agent.staffNo);
    await keep(story, 'urgent-and-begun');
  });

  test('and what its customer writes then begins no second response', async () => {
    await rig.startOn('Sat', '02:00');
    const { staffNo, role, department } = people.duty;
    const story = await rig.open({ channel: 'phone' });
    await story.do('confirm-urgent', people.supervisor, { duty: { staffNo, role, department } });
    await asks(story, 'm-1', 'URGENT_RESPONSE');
    await expect.poll(() => story.written.state.clocks.map(({ id }) => id)).toContain('ONLINE_LEFT');
    expect(story.written.state.clocks.filter(({ id }) => id === 'URGENT_RESPONSE')).toHaveLength(1);
    await hears(story, { messageId: 'm-2', staffNo });
    await expect.poll(() => story.clock('ONLINE_LEFT').status).toBe('met');
    await keep(story, 'one-response-for-all');
  });

  test('what its customer writes is mailed to whoever has it', async () => {
    await rig.startOn('Mon', '10:00');
    const story = await rig.open({ category: 'ACC.LOGIN.STOLEN', channel: 'phone' });
    await story.do('take-over', people.risk, {});
    await asks(story, 'm-1', 'URGENT_RESPONSE');
    await expect.poll(() => story.clock('URGENT_RESPONSE').status).toBe('running');
    await story.do('progress-report', people.risk, { contained: true });
    await expect.poll(() => rig.mailed).toContain(`${story.ticketNo} 3`);
    await keep(story, 'urgent-words-alarm');
  });

  test('sent back, it is mailed to whoever may take it', async () => {
    await rig.startOn('Mon', '10:00');
    const story = await rig.open({ category: 'ACC.LOGIN.STOLEN', channel: 'phone' });
    await story.do('send-back', people.risk, {});
    await expect.poll(() => rig.mailed).toContain(`${story.ticketNo} 2`);
    await keep(story, 'sent-back-urgent');
  });

  test('refused at night, it is mailed to whoever is called out and has the round now', async () => {
    await rig.startOn('Fri', '16:00');
    const { staffNo, role, department } = people.senior;
    const story = await rig.open({ category: 'ACC.LOGIN.STOLEN', channel: 'phone' });
    await story.do('take-over', people.risk, {});
    await story.do('answer', people.risk, {});
    await story.passTo(hoursFrom(await rig.now(), 6));
    await story.do('reject', people.customer, { duty: { staffNo, role, department } });
    expect(story.written.state).toMatchObject({ status: 'REASSESSING', assignee: { staffNo } });
    await expect.poll(() => rig.mailed).toContain(`${story.ticketNo} 4`);
    await keep(story, 'called-for-a-round');
  });

  test('no longer urgent, a first mail is owed its reply as one, whoever has taken it over', async () => {
    await rig.startOn('Mon', '10:00');
    const story = await rig.open({ category: 'ACC.LOGIN.STOLEN', channel: 'email' });
    await story.do('take-over', people.risk, {});
    await story.do('downgrade-urgent', people.supervisor, {});
    await story.do('progress-report', people.risk, { promiseBy: hoursFrom(await rig.now(), 48) });
    expect(story.clock('EMAIL_FIRST_REPLY').status).toBe('met');
    expect(story.clock('EMAIL_COMPLEX_REPLY').status).toBe('running');
    await keep(story, 'first-mail-not-urgent');
  });

  test('a head that is withdrawn lets its followers go', async () => {
    await rig.startOn('Mon', '10:00');
    const story = await rig.open({ channel: 'phone' });
    await story.do('mark-incident', people.supervisor, {});
    await story.do('withdraw', people.customer, {});
    expect(story.written.state.status).toBe('CLOSED');
    await keep(story, 'incident-withdrawn');
  });
});

describe('plans, ratings and claims', () => {
  test('classified anew in a round, it waits for the level of the round again', async () => {
    await rig.startOn('Mon', '10:00');
    const story = await rig.open({ category: 'ORD.PAY.REFUND', channel: 'phone' });
    await story.do('take-over', people.pay, {});
    await story.do('answer', people.pay, {});
    await story.do('reject', people.customer, {});
    await story.do('take-over', people.otherPay, {});
    const fault = { category: 'TEC.FAULT.FUNCTION', department: 'TECH', routing: 'department' } as const;
    await story.do('classify', people.supervisor, { ...fault, slaClass: 'complex', urgent: false });
    expect(story.written.state).toMatchObject({ status: 'REASSESSING', round: 1 });
    await story.do('take-over', people.tech, {});
    await keep(story, 'classified-in-a-round');
  });

  test('a plan of which a part was refused waits on a supervisor', async () => {
    await rig.startOn('Mon', '10:00');
    const story = await rig.open({ category: 'ORD.DISPUTE.CASE', channel: 'phone' });
    const milestoneAt = nextWorkdayEnd(await rig.now(), 3, CHINA_CALENDAR);
    await story.do('coordinate', people.supervisor, {
      lead: people.order,
      latestMilestoneAt: milestoneAt,
      tasks: [people.order, people.pay].map((who) => ({ department: who.department, responsible: who, milestoneAt })),
    });
    await story.do('task-refuse', people.pay, { taskId: `${story.ticketNo}-T2` });
    await keep(story, 'part-of-a-plan-refused');
  });

  test('whom a review names with its result lets go of the ticket', async () => {
    await rig.startOn('Mon', '10:00');
    const story = await rig.open({ category: 'SVC.COMPLAINT', channel: 'phone' });
    const [review] = story.written.state.reviews.open;
    if (review === undefined) throw new Error('a complaint is reviewed');
    const route = { category: 'OTH.RULE.FEE', department: 'FRONT', routing: 'direct' } as const;
    await story.do('classify', people.supervisor, { ...route, slaClass: 'simple', urgent: false });
    await story.do('take-over', people.agent, {});
    await rig.stage.handle(story.ticketNo).signal(reviewEndedSignal, {
      reviewId: review.reviewId,
      reopen: false,
      subject: people.agent.staffNo,
      actor: people.inspector,
      textId: null,
    });
    await expect.poll(() => story.written.state.reviews.open).toEqual([]);
    expect(story.written.state).toMatchObject({ status: 'RECEIVED', assignee: null, judged: [people.agent.staffNo] });
    await keep(story, 'judged-lets-go');
  });

  test('what is urgent and let go of so calls whoever is on duty', async () => {
    await rig.startOn('Mon', '10:00');
    const story = await rig.open({ category: 'SVC.COMPLAINT', channel: 'phone' });
    const [review] = story.written.state.reviews.open;
    if (review === undefined) throw new Error('a complaint is reviewed');
    const route = { category: 'ACC.LOGIN.STOLEN', department: 'RISK', routing: 'department' } as const;
    await story.do('classify', people.supervisor, { ...route, slaClass: 'complex', urgent: true, duty: people.duty });
    await story.do('take-over', people.duty, {});
    await rig.stage.handle(story.ticketNo).signal(reviewEndedSignal, {
      reviewId: review.reviewId,
      reopen: false,
      subject: people.duty.staffNo,
      subjectRole: people.duty.role,
      actor: people.inspector,
      textId: null,
    });
    await expect.poll(() => story.written.state.reviews.open).toEqual([]);
    expect(story.written.state).toMatchObject({ status: 'ASSIGNED', assignee: null, urgent: true });
    await keep(story, 'judged-urgent-calls');
  });

  test('a complaint about the service is to be taken over by nobody, also once it was given back', async () => {
    await rig.startOn('Mon', '10:00');
    const story = await rig.open({ category: 'SVC.COMPLAINT', channel: 'phone' });
    const { staffNo, role, department } = people.supervisor;
    await story.do('hand-on', people.supervisor, { to: { staffNo, role, department } });
    await story.do('reassign', people.supervisor, { from: staffNo, to: null, why: 'supervisor' });
    expect(story.written.state).toMatchObject({ status: 'ASSIGNED', assignee: null });
    expect(story.written.state.clocks.map(({ id }) => id)).not.toContain('SPECIALIST_TAKEOVER');
    await keep(story, 'quality-not-taken-over');
  });

  test('one closing is reviewed once', async () => {
    await rig.startOn('Mon', '10:00');
    const story = await rig.open({ channel: 'phone' });
    await story.do('take-over', people.agent, {});
    await story.do('answer', people.agent, {});
    await story.do('accept', people.customer, {});
    for (const rating of ['DISSATISFIED', 'SATISFIED', 'DISSATISFIED'] as const)
      await story.do('rate', people.customer, { rating });
    expect(story.eventTypes().filter((type) => type === 'review-opened')).toHaveLength(1);
    await keep(story, 'rated-again');
  });

  test('a claim is withdrawn by nobody on the behalf of the buyer', async () => {
    await rig.startOn('Mon', '10:00');
    const story = await rig.open({ category: 'ORD.DISPUTE.CASE', channel: 'phone' });
    await story.do('open-dispute', people.customer, { supplierCompanyId: 'supplier' });
    const onBehalf = { ...people.agent, onBehalf: true } as const;
    const { staffNo } = people.agent;
    expect(await amidWords(story, staffNo, () => story.try('withdraw', onBehalf, {}))).toBe('forbidden');
    await keep(story, 'claim-of-the-buyer');
  });
});
