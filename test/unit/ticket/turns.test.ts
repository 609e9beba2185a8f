import { describe, expect, test } from 'vitest';
import type { TicketInput } from '../../../domain/ticket/decide.ts';
import { Turns } from '../../../workflows/ticket/turns.ts';

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
