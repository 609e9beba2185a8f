import { describe, expect, test } from 'vitest';
import { msOf } from '../../../domain/calendar/zone.ts';
import { holdingsIn, type PastEvent, waitingIn } from '../../../domain/reports/course.ts';
import { lateness } from '../../../domain/reports/lateness.ts';
import { at, Desk, local, people } from '../../support/desk.ts';

const past = (desk: Desk): PastEvent[] => desk.events.map((event) => ({ ...event, at: msOf(event.at) }));
const shown = (ms: number): string | null => local(new Date(ms).toISOString());

function sentAround(): Desk {
  const desk = new Desk({ channel: 'phone', category: 'ORD.PAY.VOUCHER' });
  desk.now = at('2025-11-03 10:00');
  desk.do('send-back', people.pay, {});
  desk.now = at('2025-11-03 11:00');
  const route = { slaClass: 'complex', routing: 'department', department: 'TECH', urgent: false } as const;
  return desk.do('classify', people.agent, { category: 'TEC.FAULT.PAGE', ...route });
}

describe('who had a ticket', () => {
  test('is read from its opening, its being sent back and its classification', () => {
    expect(holdingsIn(past(sentAround())).map(({ since, department }) => `${shown(since)} ${department}`)).toEqual([
      '2025-11-03 09:30 PAY',
      '2025-11-03 10:00 FRONT',
      '2025-11-03 11:00 TECH',
    ]);
  });

  test('is the category’s owner where the opening does not say it', () => {
    const [opened] = past(new Desk({ category: 'ORD.PAY.VOUCHER' }));
    const older = opened === undefined ? [] : [{ ...opened, data: { category: 'ORD.PAY.VOUCHER' } }];
    expect(holdingsIn(older)[0].department).toBe('PAY');
  });
});

describe('when it waited for the customer', () => {
  function waited(): Desk {
    const desk = new Desk({ channel: 'phone', category: 'ORD.PAY.VOUCHER' }).do('take-over', people.pay, {});
    desk.now = at('2025-11-03 10:00');
    desk.do('request-material', people.pay, { items: 1 });
    desk.now = at('2025-11-04 10:00');
    desk.do('supply-material', people.customer, { items: [0] });
    desk.now = at('2025-11-05 10:00');
    return desk.do('answer', people.pay, {});
  }
  const spans = (clock: 'RESOLVE_COMPLEX' | 'PROMISE' | 'ONLINE_REPLY'): string[] =>
    waitingIn(past(waited()), clock, msOf(at('2025-11-06 10:00'))).map(({ from, to }) => `${shown(from)} ${shown(to)}`);

  test('is read from its statuses, up to now where it still does', () => {
    expect(spans('RESOLVE_COMPLEX')).toEqual([
      '2025-11-03 10:00 2025-11-04 10:00',
      '2025-11-05 10:00 2025-11-06 10:00',
    ]);
  });

  test('counts for no limit by which the customer waits for a word', () => {
    expect([...spans('ONLINE_REPLY'), ...spans('PROMISE')]).toEqual([]);
  });
});

describe('a moment that was looked at late', () => {
  const missed = (until: string): Desk => {
    const desk = new Desk({ channel: 'online', category: 'TEC.GUIDE.REPORT' });
    desk.now = at(until);
    desk.input({ name: 'moments-passed', keys: ['ONLINE_REPLY#1'] });
    return desk;
  };

  test('shows an outage from the earliest of them on', () => {
    expect(lateness({ events: missed('2025-11-03 09:45').events.slice(1) })).toEqual({
      from: at('2025-11-03 09:32'),
      to: at('2025-11-03 09:45'),
    });
  });

  test('by less than a minute shows nothing', () => {
    expect(lateness({ events: missed('2025-11-03 09:32').events.slice(1) })).toBeNull();
    expect(lateness({ events: new Desk().events })).toBeNull();
  });

  test('is seen also where a command came first and found the limit missed', () => {
    const desk = new Desk({ channel: 'phone', category: 'TEC.GUIDE.REPORT' }).do('take-over', people.agent, {});
    desk.now = at('2025-11-04 19:00');
    const before = desk.events.length;
    desk.do('answer', people.agent, {});
    expect(lateness({ events: desk.events.slice(before) })).toEqual({
      from: at('2025-11-04 18:00'),
      to: at('2025-11-04 19:00'),
    });
  });
});
