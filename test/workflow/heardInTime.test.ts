import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { MessagePosted } from '../../contracts/commands.ts';
import type { Instant } from '../../contracts/instants.ts';
import { people } from '../support/desk.ts';
import { Rig, type Story } from '../support/rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await Rig.create();
});
afterAll(() => rig.stop());

const MINUTE = 60_000;
const beside = (instant: Instant, ms: number): Instant => new Date(Date.parse(instant) + ms).toISOString();

/** What was said, stored while Temporal was away: nobody tells the ticket. */
function stored(story: Story, said: Pick<MessagePosted, 'from' | 'at'> & Partial<MessagePosted>): MessagePosted {
  const { undecided } = rig.stage.memory;
  const known = undecided.get(story.ticketNo) ?? [];
  const staffNo = said.from === 'staff' ? '1001' : null;
  const message = { messageId: `untold-${known.length}`, staffNo, replyClock: null, ...said };
  undecided.set(story.ticketNo, [...known, message]);
  return message;
}

const judged = (story: Story): string[] =>
  story.written.events
    .filter(({ type }) => ['clock-breached', 'clock-lapsed', 'closed'].includes(type))
    .map(({ type, data }) => `${type} ${data['clock'] ?? data['reason']}`);

describe('what was said in time is in time, however late the ticket hears of it', () => {
  test('a reply that Temporal was never told of meets its limit; told of it later, it is not heard twice', async () => {
    await rig.startOn('Mon', '10:15');
    const story = await rig.open({}, 'heard-in-time');
    const due = story.dueAt('ONLINE_REPLY');
    const at = beside(due, -1);
    const message = stored(story, { from: 'staff', at, promiseBy: beside(due, 60 * MINUTE) });
    await story.passTo(due);
    expect(judged(story)).toEqual([]);
    expect(story.clock('ONLINE_REPLY')).toMatchObject({ status: 'met', breached: false, stoppedAt: at });
    const { version } = story.written.state;
    await rig.client.messagePosted(story.ticketNo, message);
    await story.do('take-over', people.agent, {});
    expect(story.written.state.version).toBe(version + 1);
    expect(story.written.state.clocks.filter(({ id }) => id === 'PROMISE')).toHaveLength(1);
  });

  test('one that came after the limit is late all the same', async () => {
    await rig.startOn('Mon', '10:15');
    const story = await rig.open();
    const due = story.dueAt('ONLINE_REPLY');
    const message = stored(story, { from: 'staff', at: beside(due, 1) });
    await story.passTo(due);
    expect(judged(story)).toEqual(['clock-breached ONLINE_REPLY']);
    await rig.client.messagePosted(story.ticketNo, message);
    await story.do('take-over', people.agent, {});
    expect(story.clock('ONLINE_REPLY')).toMatchObject({ status: 'breached', stoppedAt: message.at });
  });

  test('a customer who wrote five minutes before the wait for him ended was not silent', async () => {
    await rig.startOn('Mon', '10:00');
    const story = await rig.open({ category: 'ORD.PAY.REFUND', channel: 'phone' });
    await story.do('take-over', people.pay, {});
    await story.do('answer', people.pay, {});
    const due = story.dueAt('CONFIRM_WAIT');
    const at = beside(due, -5 * MINUTE);
    stored(story, { from: 'customer', at, replyClock: 'ONLINE_REPLY', breaksSilence: true });
    await story.passTo(due);
    expect(judged(story)).toEqual(['clock-breached ONLINE_REPLY']);
    expect(story.written.state).toMatchObject({ status: 'AWAITING_CONFIRMATION', closedAt: null });
    expect(story.clock('CONFIRM_WAIT')).toMatchObject({ status: 'met', stoppedAt: at });
    expect(story.clock('ONLINE_REPLY').startedAt).toBe(at);
  });

  test('of several words none is left out: what the first promised, the last kept', async () => {
    const start = await rig.startOn('Mon', '10:00');
    const story = await rig.open({ category: 'ORD.PAY.VOUCHER', channel: 'phone' });
    await story.do('take-over', people.pay, {});
    const promiseBy = beside(start, 60 * MINUTE);
    await story.do('progress-report', people.pay, { promiseBy });
    const again = beside(promiseBy, 30 * MINUTE);
    stored(story, { from: 'staff', at: beside(promiseBy, -20 * MINUTE), promiseBy: again, keepsPromises: false });
    stored(story, { from: 'customer', at: beside(promiseBy, -10 * MINUTE), replyClock: 'ONLINE_REPLY' });
    const kept = stored(story, { from: 'staff', at: beside(promiseBy, -9 * MINUTE), keepsPromises: true });
    await story.passTo(again);
    expect(judged(story)).toEqual([]);
    const promises = story.written.state.clocks.filter(({ id }) => id === 'PROMISE');
    expect(promises.map(({ status, stoppedAt }) => [status, stoppedAt])).toEqual([
      ['met', kept.at],
      ['met', kept.at],
    ]);
    expect(story.clock('ONLINE_REPLY')).toMatchObject({ status: 'met', stoppedAt: kept.at });
  });
});

describe('what was said before a word to the customer is answered by it, however late the ticket hears of it', () => {
  test.each([
    ['an answer', (story: Story) => story.do('answer', people.pay, {})],
    ['a report of progress', (story: Story) => story.do('progress-report', people.pay, {})],
    ['a request for material', (story: Story) => story.do('request-material', people.pay, { items: 1 })],
  ] as const)('%s leaves no reply to be missed', async (_word, give) => {
    const start = await rig.startOn('Mon', '10:00');
    const story = await rig.open({ category: 'ORD.PAY.REFUND', channel: 'phone' });
    await story.do('take-over', people.pay, {});
    const at = beside(start, MINUTE);
    const message = stored(story, { from: 'customer', at, replyClock: 'NEXT_REPLY_EMAIL', breaksSilence: true });
    await story.passTo(beside(at, MINUTE));
    await give(story);
    await rig.client.messagePosted(story.ticketNo, message);
    await story.do('supervise', people.supervisor, {});
    const replies = story.written.state.clocks.filter(({ id }) => id === 'NEXT_REPLY_EMAIL');
    expect(replies).toMatchObject([{ status: 'met', startedAt: at }]);
  });

  test('what is said after it is owed a reply', async () => {
    await rig.startOn('Mon', '10:00');
    const story = await rig.open({ category: 'ORD.PAY.REFUND', channel: 'phone' });
    await story.do('take-over', people.pay, {});
    await story.do('answer', people.pay, {});
    const at = await rig.now();
    await rig.client.messagePosted(
      story.ticketNo,
      stored(story, { from: 'customer', at, replyClock: 'NEXT_REPLY_EMAIL' }),
    );
    await story.do('supervise', people.supervisor, {});
    expect(story.clock('NEXT_REPLY_EMAIL').status).toBe('running');
  });
});
