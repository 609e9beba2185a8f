import { describe, expect, test } from 'vitest';
import type { Actor } from '../../../contracts/people.ts';
import { CHINA_CALENDAR } from '../../../domain/calendar/china.ts';
import { type Conversation, reportKeeps, toldOf } from '../../../domain/ticket/conversation.ts';

const BUYER: Actor = { kind: 'customer', companyId: 'C1001', accountId: 'A100101' };
const AGENT: Actor = { kind: 'staff', staffNo: '1001', role: 'agent', department: 'FRONT' };
/** A workday at 10:00 in Shanghai. */
const at = '2025-11-07T02:00:00.000Z';

const quiet: Conversation = {
  channel: 'online',
  urgent: false,
  heardAt: '2025-11-07T01:45:00.000Z',
  firstContact: '1001',
  customerWaits: false,
  wordAwaited: false,
  promiseOpen: false,
};

const told = (author: Actor, talk: Partial<Conversation> = {}, promiseBy: string | null = null) =>
  toldOf({ author, at, text: '', promiseBy, keepsPromises: null }, { ...quiet, ...talk }, CHINA_CALENDAR);

describe('a word of the customer', () => {
  test('that nobody has answered starts the limit of its channel, the next one does not', () => {
    expect(told(BUYER)).toMatchObject({ from: 'customer', replyClock: 'ONLINE_REPLY', breaksSilence: true });
    expect(told(BUYER, { channel: 'email' })).toMatchObject({ replyClock: 'NEXT_REPLY_EMAIL' });
    expect(told(BUYER, { customerWaits: true })).toBeNull();
  });

  test('has no limit on the telephone or at the counter, and is told all the same', () => {
    expect(told(BUYER, { channel: 'phone' })).toMatchObject({ from: 'customer', replyClock: null });
    expect(told(BUYER, { channel: 'offline' })).toMatchObject({ from: 'customer', replyClock: null });
  });

  test('is his also where staff write it down', () => {
    expect(told({ ...AGENT, onBehalf: true })).toMatchObject({ from: 'customer', staffNo: null });
  });
});

describe('a word of staff', () => {
  test('concerns the ticket only where somebody waits for it', () => {
    expect(told(AGENT)).toBeNull();
    expect(told(AGENT, { customerWaits: true })).toMatchObject({ from: 'staff', staffNo: '1001' });
    expect(told(AGENT, { firstContact: null })).not.toBeNull();
  });

  test.each(['email', 'phone', 'offline'] as const)(
    'concerns it always where nobody reads it at once: %s',
    (channel) => {
      expect(told(AGENT, { channel })).toMatchObject({ from: 'staff', staffNo: '1001' });
    },
  );

  test('concerns it where the customer, silent for 20 minutes, has left the conversation', () => {
    expect(told(AGENT, { heardAt: '2025-11-07T01:40:01.000Z' })).toBeNull();
    expect(told(AGENT, { heardAt: '2025-11-07T01:40:00.000Z' })).toMatchObject({ conversationOver: true });
    expect(told(AGENT, { promiseOpen: true })).not.toHaveProperty('conversationOver');
  });

  test('answers an urge too, though the customer said nothing himself', () => {
    expect(told(AGENT, { wordAwaited: true })).toMatchObject({ from: 'staff' });
  });

  test('makes a promise, or keeps those that are open, not both by itself', () => {
    const by = '2025-11-07T07:00:00.000Z';
    expect(told(AGENT, {}, by)).toMatchObject({ promiseBy: by, keepsPromises: false });
    expect(told(AGENT, { promiseOpen: true })).not.toHaveProperty('keepsPromises');
    expect(told(AGENT, { promiseOpen: true })).not.toBeNull();
  });

  test.each([
    ['我们会在11月26日15:00前答复您', null, 'nothing'],
    ['我们会在11月26日15:00前答复您', true, 'kept'],
    ['下周一前会有结果', null, 'nothing'],
    ['请稍等到明天上午', null, 'nothing'],
    ['There will be news by Monday morning', null, 'nothing'],
    ['已为您退款', null, 'kept'],
    ['已为您退款', false, 'nothing'],
  ])('that says “%s” while a promise is open, with keepsPromises %s: %s', (text, keepsPromises, outcome) => {
    const said = { author: AGENT, at, text, promiseBy: null, keepsPromises };
    expect(toldOf(said, { ...quiet, promiseOpen: true }, CHINA_CALENDAR) === null ? 'nothing' : 'kept').toBe(outcome);
  });

  test('that names a time is an answer to whoever waits, and keeps no promise', () => {
    const said = { author: AGENT, at, text: '明天下午3点前回复您', promiseBy: null, keepsPromises: null };
    const talk = { ...quiet, customerWaits: true, promiseOpen: true };
    expect(toldOf(said, talk, CHINA_CALENDAR)).toMatchObject({ from: 'staff', keepsPromises: false });
  });
});

describe('a report of progress', () => {
  const by = '2025-11-10T07:00:00.000Z';
  test.each([
    ['正在核实', null, null, true],
    ['下周一前会有结果', null, null, false],
    ['下周一前会有结果', by, null, true],
    ['下周一前会有结果', null, true, true],
    ['正在核实', by, false, false],
  ])(
    '“%s”, promising %s, with keepsPromises %s, is the word that was promised before: %s',
    (text, promiseBy, keepsPromises, kept) => {
      expect(reportKeeps({ text, promiseBy, keepsPromises })).toBe(kept);
    },
  );
});
