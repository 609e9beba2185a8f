import { describe, expect, test } from 'vitest';
import { duplicateRefusal, type OtherTicket } from '../../../domain/ticket/duplicates.ts';
import { at, Desk, local, people } from '../../support/desk.ts';

const OTHER = 'KF20251103002';
const MERGED = { how: 'merged', ticketNo: OTHER } as const;
const DUPLICATE = { how: 'marked-duplicate', ticketNo: OTHER } as const;
const stolen = { category: 'ACC.LOGIN.STOLEN' } as const;

const other = (desk: Desk, more: Partial<OtherTicket> = {}): OtherTicket => ({
  state: { ...desk.state, ticketNo: OTHER },
  leansBack: false,
  isSeenFromHere: true,
  seesThis: true,
  ...more,
});
const atWork = (): Desk => new Desk().do('take-over', people.agent, {});
const disputed = (): Desk =>
  new Desk({ category: 'ORD.DISPUTE.CASE' }).do('open-dispute', people.customer, { supplierCompanyId: 'supplier' });

describe('a ticket is merged into one that is worked on', () => {
  test.each([
    ['another at work', new Desk(), other(atWork()), null],
    ['one that waits for the customer’s word', new Desk(), other(atWork().do('answer', people.agent, {})), '/into'],
    [
      'one that waits for material',
      new Desk(),
      other(atWork().do('request-material', people.agent, { items: 1 })),
      '/into',
    ],
    ['one with a dispute', new Desk(), other(disputed()), '/into'],
    ['urgent into one that is not', new Desk(stolen), other(atWork()), '/into'],
    ['urgent into urgent', new Desk(stolen), other(new Desk(stolen)), null],
    ['one that its customer may not read', new Desk(), other(atWork(), { isSeenFromHere: false }), '/into'],
    ['one whose customer may not read this', new Desk(), other(atWork(), { seesThis: false }), '/into'],
  ])('%s', (_, desk, into, pointer) => {
    expect(duplicateRefusal(desk.state, MERGED, into)?.errors?.[0]?.pointer ?? null).toBe(pointer);
  });

  test('what only names its original moves nothing, but its customer must be able to follow it', () => {
    const answered = atWork().do('answer', people.agent, {});
    const refusal = (more: Partial<OtherTicket>) =>
      duplicateRefusal(new Desk().state, DUPLICATE, other(answered, more))?.errors?.[0]?.pointer ?? null;
    expect(refusal({ seesThis: false })).toBeNull();
    expect(refusal({ isSeenFromHere: false })).toBe('/of');
  });

  test('what is urgent ends in no ticket that is not urgent or not open', () => {
    const refusal = (original: Desk) =>
      duplicateRefusal(new Desk(stolen).state, DUPLICATE, other(original))?.errors?.[0]?.pointer ?? null;
    expect(refusal(atWork())).toBe('/of');
    expect(refusal(new Desk(stolen).do('withdraw', people.customer, {}))).toBe('/of');
    expect(refusal(new Desk(stolen))).toBeNull();
  });
});

describe('the ticket that goes on', () => {
  const mergedInto = (desk: Desk): Desk => {
    desk.passTo(at('2025-11-03 11:00'));
    const merged = { ticketNo: 'KF20251103007', since: at('2025-11-03 10:58') } as const;
    const word = { name: 'message-arrived', from: 'customer', staffNo: null, replyClock: 'ONLINE_REPLY' } as const;
    desk.input({ ...word, at: desk.now, merged });
    return desk;
  };

  test('owes a reply from the first unanswered word of the other, and whoever has it is told', () => {
    const desk = atWork();
    desk.input({ name: 'message-arrived', from: 'staff', staffNo: '1001', at: desk.now, replyClock: null });
    mergedInto(desk);
    expect(desk.clock('ONLINE_REPLY').status).toBe('running');
    expect(local(desk.clock('ONLINE_REPLY').plan?.dueAt)).toBe('2025-11-03 11:01');
    expect(desk.told('ticket-merged')).toEqual(['1001']);
  });

  test('hears of it also where a reply is owed already', () => {
    const desk = mergedInto(new Desk({ channel: 'email' }));
    expect(desk.clocks.filter((clock) => clock.startsWith('ONLINE_REPLY'))).toEqual([]);
    expect(desk.told('ticket-merged')).toHaveLength(1);
  });
});
