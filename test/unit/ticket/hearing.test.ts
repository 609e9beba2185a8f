import { describe, expect, test } from 'vitest';
import type { EventType, TicketEvent } from '../../../contracts/events.ts';
import type { MessagePosted } from '../../../contracts/commands.ts';
import type { Instant } from '../../../contracts/instants.ts';
import { heardUntil, toHearFirst } from '../../../domain/ticket/hearing.ts';
import { at, Desk, people } from '../../support/desk.ts';

const said = (messageId: string, when: string): MessagePosted => ({
  messageId,
  from: 'staff',
  staffNo: '1001',
  at: at(when),
  replyClock: null,
});

const OTHER = 'KF20251103002';
const ids = (messages: readonly MessagePosted[]): string[] => messages.map(({ messageId }) => messageId);

const MOMENT = at('2025-11-03 12:30');

/** The last of a desk's decisions at which this was written, as one made at this moment. */
function decisionOf(desk: Desk, type: EventType): { at: Instant; events: TicketEvent[] } {
  return { at: MOMENT, events: desk.events.filter((event) => event.type === type).slice(-1) };
}

describe('until when everything said is heard before a decision', () => {
  test('to the end of a limit that was missed, of a wait that ran out, of a target that has come', () => {
    const desk = new Desk({ at: at('2025-11-03 09:30') }).passTo(at('2025-11-03 09:33'));
    expect(heardUntil(decisionOf(desk, 'clock-breached'))).toBe(at('2025-11-03 09:33'));
    desk.do('take-over', people.agent, {}).do('answer', people.agent, {});
    const end = desk.clock('CONFIRM_WAIT').plan?.dueAt ?? '';
    desk.passTo(end);
    expect(heardUntil(decisionOf(desk, 'clock-lapsed'))).toBe(end);
    const urgent = new Desk({ category: 'ACC.LOGIN.STOLEN', at: at('2025-11-03 10:00') }).passTo(
      at('2025-11-03 12:00'),
    );
    expect(heardUntil(decisionOf(urgent, 'clock-target-missed'))).toBe(at('2025-11-03 12:00'));
  });

  test('to the decision itself where the ticket goes on in another', () => {
    const desk = new Desk({ at: at('2025-11-03 09:30') });
    desk.do('take-over', people.agent, {}).do('merge', people.agent, { into: OTHER });
    expect(heardUntil(decisionOf(desk, 'merged'))).toBe(MOMENT);
  });

  test.each([
    ['an answer', 'answered', (desk: Desk) => desk.do('answer', people.agent, {})],
    ['a report of progress', 'progress-reported', (desk: Desk) => desk.do('progress-report', people.agent, {})],
    [
      'a request for material',
      'material-requested',
      (desk: Desk) => desk.do('request-material', people.agent, { items: 1 }),
    ],
  ] as const)('to the decision itself where it answers the customer: %s', (_word, type, give) => {
    const desk = give(new Desk({ at: at('2025-11-03 09:30') }).do('take-over', people.agent, {}));
    expect(heardUntil(decisionOf(desk, type))).toBe(MOMENT);
  });

  test('as do the answer of an incident and a ruling', () => {
    const follower = new Desk({ channel: 'phone' }).do('attach', people.supervisor, { to: OTHER });
    follower.do('answer-incident', people.senior, { head: OTHER });
    expect(heardUntil(decisionOf(follower, 'incident-answered'))).toBe(MOMENT);
    const disputed = new Desk({ category: 'ORD.DISPUTE.CASE' });
    disputed.do('open-dispute', people.customer, { supplierCompanyId: 'supplier' });
    disputed.do('refuse-claim', people.supplier, {}).passTo(at('2025-11-08 12:00'));
    disputed.do('rule', people.supervisor, { outcome: 'DISMISSED', measures: [] });
    expect(heardUntil(decisionOf(disputed, 'ruled'))).toBe(MOMENT);
  });

  test('not at all where somebody is warned or reminded, or a command answers nobody', () => {
    const desk = new Desk({ at: at('2025-11-03 09:30') }).passTo(at('2025-11-03 09:32'));
    expect(decisionOf(desk, 'clock-warned').events).toHaveLength(1);
    const decision = { cause: 'moments', at: MOMENT, events: desk.events };
    expect(heardUntil(decision)).toBeNull();
    expect(toHearFirst(decision, [said('early', '2025-11-03 09:31')])).toEqual([]);
    desk.do('take-over', people.agent, {});
    expect(heardUntil({ at: MOMENT, events: desk.events })).toBeNull();
  });
});

describe('what is heard first', () => {
  const moments = { cause: 'moments', at: MOMENT };
  const { events } = new Desk({ at: at('2025-11-03 09:30') }).passTo(at('2025-11-03 09:33'));

  test('is what was said until then, in the order in which it was said, told or not', () => {
    const untold = [
      said('second', '2025-11-03 09:32'),
      said('late', '2025-11-03 09:34'),
      said('at the end', '2025-11-03 09:33'),
    ];
    const waiting = [said('first', '2025-11-03 09:31'), said('second', '2025-11-03 09:32')];
    expect(ids(toHearFirst({ ...moments, events, waiting }, untold))).toEqual(['first', 'second', 'at the end']);
  });

  test('is never the message that is being decided on', () => {
    expect(toHearFirst({ ...moments, cause: 'own', events }, [said('own', '2025-11-03 09:31')])).toEqual([]);
  });

  test('is not what was heard first before, and refused', () => {
    const untold = [said('refused', '2025-11-03 09:31'), said('new', '2025-11-03 09:32')];
    expect(ids(toHearFirst({ ...moments, events, heardFirst: ['refused'] }, untold))).toEqual(['new']);
  });
});
