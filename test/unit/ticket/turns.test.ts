import { describe, expect, test } from 'vitest';
import type { TicketInput } from '../../../domain/ticket/decide.ts';
import { Turns } from '../../../workflows/ticket/turns.ts';
import { Desk, people } from '../../support/desk.ts';

const word = (at: string) => ({ from: 'staff', staffNo: '1001', at, replyClock: null }) as const;
const passed = (key: string): TicketInput => ({ name: 'moments-passed', keys: [key] });
const turn = (cause: string) => ({ cause, input: passed(cause) });

describe('what a ticket has to decide on', () => {
  test('comes in order; what stands back goes before all others', () => {
    const turns = new Turns(() => false);
    turns.push(turn('a'));
    turns.push(turn('b'));
    const first = turns.next();
    expect(first?.cause).toBe('a');
    turns.putBack(turn('a'));
    expect([turns.next()?.cause, turns.next()?.cause, turns.next()]).toEqual(['a', 'b', undefined]);
  });

  test('does not come again once it was decided on elsewhere', () => {
    const turns = new Turns(() => false);
    for (const cause of ['a', 'b', 'c']) turns.push(turn(cause));
    turns.drop(['a', 'c']);
    expect([turns.has('a'), turns.has('b'), turns.next()?.cause, turns.isEmpty]).toEqual([false, true, 'b', true]);
  });

  test('ends with the ticket: what waits is given back, and whoever comes later waits for nothing', () => {
    const turns = new Turns(() => false);
    turns.push(turn('a'));
    expect(turns.close().map(({ cause }) => cause)).toEqual(['a']);
    turns.push(turn('b'));
    expect([turns.isEmpty, turns.isClosed, turns.next()]).toEqual([true, true, undefined]);
  });

  test('is put off for what was said in time, which is not heard again when it is told', () => {
    const desk = new Desk();
    const turns = new Turns(() => false);
    turns.push(turn('command'));
    turns.push({ cause: 'told', input: { name: 'message-arrived', ...word(desk.now) } });
    expect(turns.messages).toMatchObject([{ messageId: 'told', at: desk.now }]);
    const judging = { turn: turn('moments'), before: desk.state, at: desk.now };
    turns.hearFirst([{ messageId: 'untold', ...word(desk.now) }, ...turns.messages], judging);
    expect([turns.next()?.cause, turns.next()?.cause, turns.has('untold')]).toEqual(['untold', 'told', true]);
    // Its limit comes again by itself.
    expect([turns.next()?.cause, turns.next()]).toEqual(['command', undefined]);
  });

  test('is judged as it came: a wait that ended before anything was said, then what was said, then a promise that ended after it', () => {
    const desk = new Desk({ category: 'ORD.PAY.REFUND', channel: 'phone' });
    desk.do('take-over', people.pay, {}).do('answer', people.pay, {});
    const end = desk.clock('CONFIRM_WAIT').plan?.dueAt ?? '';
    const after = (ms: number): string => new Date(Date.parse(end) + ms).toISOString();
    desk.input({ name: 'message-arrived', ...word(desk.now), promiseBy: after(2000), keepsPromises: false });
    const keys = ['CONFIRM_WAIT#1', 'PROMISE#1'];
    const moments = { cause: 'moments', input: { name: 'moments-passed', keys } } as const;
    const turns = new Turns(() => false);
    const judging = { turn: moments, before: desk.state, at: after(3000) };
    turns.hearFirst([{ messageId: 'between', ...word(after(1000)) }], judging);
    expect([turns.next()?.cause, turns.next()?.cause]).toEqual(['moments:CONFIRM_WAIT#1', 'between']);
    turns.hearFirst([{ messageId: 'before', ...word(after(-1000)) }], judging);
    expect([turns.next()?.cause, turns.next()]).toEqual(['before', undefined]);
  });

  test('asks for another run when an input finds the history too long, not when what was written does', () => {
    let isLong = false;
    const turns = new Turns(() => isLong);
    turns.push(turn('a'));
    isLong = true;
    turns.next();
    expect(turns.historyIsLong).toBe(false);
    turns.push(turn('b'));
    expect(turns.historyIsLong).toBe(true);
  });
});
