import { describe, expect, test } from 'vitest';
import type { EventType, TicketEvent } from '../../../contracts/events.ts';
import type { MessagePosted } from '../../../contracts/commands.ts';
import { judgedUntil, toHearFirst } from '../../../domain/ticket/hearing.ts';
import { at, Desk, people } from '../../support/desk.ts';

const said = (messageId: string, when: string): MessagePosted => ({
  messageId,
  from: 'staff',
  staffNo: '1001',
  at: at(when),
  replyClock: null,
});

const ids = (messages: readonly MessagePosted[]): string[] => messages.map(({ messageId }) => messageId);

/** The lines of the last decision of a desk at which a limit came to this. */
function linesOf(desk: Desk, type: EventType): TicketEvent[] {
  return desk.events.filter((event) => event.type === type).slice(-1);
}

describe('until when a decision judges', () => {
  test('to the end of a limit that was missed, of a wait that ran out, of a target that has come', () => {
    const desk = new Desk({ at: at('2025-11-03 09:30') }).passTo(at('2025-11-03 09:33'));
    expect(judgedUntil(linesOf(desk, 'clock-breached'))).toBe(at('2025-11-03 09:33'));
    desk.do('take-over', people.agent, {}).do('answer', people.agent, {});
    const end = desk.clock('CONFIRM_WAIT').plan?.dueAt ?? '';
    desk.passTo(end);
    expect(judgedUntil(linesOf(desk, 'clock-lapsed'))).toBe(end);
    const urgent = new Desk({ category: 'ACC.LOGIN.STOLEN', at: at('2025-11-03 10:00') }).passTo(
      at('2025-11-03 12:00'),
    );
    expect(judgedUntil(linesOf(urgent, 'clock-target-missed'))).toBe(at('2025-11-03 12:00'));
  });

  test('not at all where somebody is warned or reminded, or a command is carried out', () => {
    const desk = new Desk({ at: at('2025-11-03 09:30') }).passTo(at('2025-11-03 09:32'));
    expect(linesOf(desk, 'clock-warned')).toHaveLength(1);
    expect(judgedUntil(desk.events)).toBeNull();
    expect(toHearFirst({ cause: 'moments', events: desk.events }, [said('early', '2025-11-03 09:31')])).toEqual([]);
  });
});

describe('what is heard first', () => {
  const { events } = new Desk({ at: at('2025-11-03 09:30') }).passTo(at('2025-11-03 09:33'));

  test('is what was said until then, in the order in which it was said, told or not', () => {
    const untold = [
      said('second', '2025-11-03 09:32'),
      said('late', '2025-11-03 09:34'),
      said('at the end', '2025-11-03 09:33'),
    ];
    const waiting = [said('first', '2025-11-03 09:31'), said('second', '2025-11-03 09:32')];
    expect(ids(toHearFirst({ cause: 'moments', events, waiting }, untold))).toEqual(['first', 'second', 'at the end']);
  });

  test('is never the message that is being decided on', () => {
    expect(toHearFirst({ cause: 'own', events }, [said('own', '2025-11-03 09:31')])).toEqual([]);
  });
});
