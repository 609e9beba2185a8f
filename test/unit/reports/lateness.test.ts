import { describe, expect, test } from 'vitest';
import { lateness } from '../../../domain/reports/lateness.ts';
import { at, Desk, people } from '../../support/desk.ts';

describe('a moment that was looked at late', () => {
  const missed = (until: string): Desk => {
    const desk = new Desk({ channel: 'online', category: 'TEC.GUIDE.REPORT' });
    desk.now = at(until);
    desk.input({ name: 'moments-passed', keys: ['ONLINE_REPLY#1'] });
    return desk;
  };

  test('shows an outage from the earliest of them on', () => {
    expect(lateness(missed('2025-11-03 09:45').events.slice(1))).toEqual({
      from: at('2025-11-03 09:32'),
      to: at('2025-11-03 09:45'),
    });
  });

  test('by less than a minute shows nothing', () => {
    expect(lateness(missed('2025-11-03 09:32').events.slice(1))).toBeNull();
    expect(lateness(new Desk().events)).toBeNull();
  });

  test('is seen also where a command came first and found the limit missed', () => {
    const desk = new Desk({ channel: 'phone', category: 'TEC.GUIDE.REPORT' }).do('take-over', people.agent, {});
    desk.now = at('2025-11-04 19:00');
    const before = desk.events.length;
    desk.do('answer', people.agent, {});
    expect(lateness(desk.events.slice(before))).toEqual({
      from: at('2025-11-04 18:00'),
      to: at('2025-11-04 19:00'),
    });
  });
});
