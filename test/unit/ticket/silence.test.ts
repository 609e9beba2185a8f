import { describe, expect, test } from 'vitest';
import { at, Desk, local, people } from '../../support/desk.ts';

const waits = (desk: Desk): string[] =>
  desk.state.clocks
    .filter(({ id }) => id === 'MATERIAL_WAIT' || id === 'CONFIRM_WAIT')
    .map(({ id, status, plan }) => `${id} ${status} ${local(plan?.dueAt)}`);

const answered = (): Desk =>
  new Desk({ channel: 'phone' }).do('take-over', people.agent, {}).do('answer', people.agent, {});
const asked = (items: number): Desk =>
  new Desk({ channel: 'phone' }).do('take-over', people.agent, {}).do('request-material', people.agent, { items });

describe('a customer who acts is not silent', () => {
  test('who supplies a part of the material has the whole time for the rest', () => {
    const desk = asked(3)
      .passTo(at('2025-11-12 17:00'))
      .do('supply-material', people.customer, { items: [0, 1] });
    expect(waits(desk)).toEqual(['MATERIAL_WAIT met 2025-11-12 18:00', 'MATERIAL_WAIT running 2025-11-21 18:00']);
    desk.passTo(at('2025-11-21 18:00'));
    expect(desk.state.closeReason).toBe('NO_RESPONSE');
  });

  test.each([
    ['an answer', answered, 'CONFIRM_WAIT'],
    ['material', () => asked(1), 'MATERIAL_WAIT'],
  ] as const)('who asks for a senior agent while %s waits for him keeps his wish', (_, waiting, wait) => {
    const desk = waiting().passTo(at('2025-11-12 17:00')).do('escalate', people.customer, {});
    expect(waits(desk)).toEqual([`${wait} met 2025-11-12 18:00`, `${wait} running 2025-11-21 18:00`]);
    desk.passTo(at('2025-11-12 18:30'));
    expect(desk.state).toMatchObject({ escalated: true, closeReason: null });
  });

  test('where he is owed a word nothing closes before he has it', () => {
    const desk = asked(2);
    const word = { name: 'message-arrived', replyClock: null, at: desk.now } as const;
    desk.input({ ...word, from: 'customer', staffNo: null, replyClock: 'NEXT_REPLY_EMAIL', breaksSilence: true });
    desk.do('supply-material', people.customer, { items: [0] });
    expect(waits(desk)).toEqual(['MATERIAL_WAIT met 2025-11-12 18:00']);
    desk.input({ ...word, from: 'staff', staffNo: '1001' });
    expect(waits(desk)).toHaveLength(2);
  });
});

describe('nobody is closed for silence without his reminders', () => {
  const away = (desk: Desk, from: string, to: string): Desk => {
    desk.passTo(at(from));
    desk.now = at(to);
    desk.input({ name: 'moments-passed', keys: desk.state.clocks.map(({ key }) => key) });
    return desk;
  };
  const reminded = (desk: Desk): string[] =>
    desk.events.filter(({ type }) => type === 'clock-reminded').map((line) => `${local(line.at)} ${line.data['key']}`);

  test.each([
    ['both', '2025-11-06 12:00', []],
    ['the second', '2025-11-10 12:00', ['2025-11-06 18:00 CONFIRM_WAIT#1']],
  ])('the desk was away for %s: he is reminded when it is back, and has the whole time again', (_, from, before) => {
    const desk = away(answered(), from, '2025-11-12 18:30');
    expect(desk.state.status).toBe('AWAITING_CONFIRMATION');
    expect(waits(desk)).toEqual(['CONFIRM_WAIT lapsed 2025-11-12 18:00', 'CONFIRM_WAIT running 2025-11-21 18:00']);
    expect(reminded(desk)).toEqual([...before, '2025-11-12 18:30 CONFIRM_WAIT#2']);
    // The end that it names is that of the wait which begins with it.
    expect(desk.notices.at(-1)).toMatchObject({ template: 'answer-reminder', params: { window: 'CONFIRM_WAIT' } });
    desk.passTo(at('2025-11-21 18:00'));
    expect(desk.told('answer-reminder')).toHaveLength(before.length + 3);
    expect(desk.state.closeReason).toBe('NO_RESPONSE');
  });

  test.each([
    ['has the time to refuse the offer', 'compensate', 'DISPUTE_BUYER_CONFIRM'],
    ['has the time for evidence', 'refuse-claim', 'DISPUTE_EVIDENCE'],
  ] as const)('nor does a party lose a right by it: who was not reminded %s once more', (_, sellerSays, window) => {
    const desk = new Desk({ channel: 'phone' }).do('open-dispute', people.customer, { supplierCompanyId: 'supplier' });
    desk.do(sellerSays, people.supplier, {});
    const step = desk.state.dispute?.step;
    const dueAt = desk.clock(window).plan?.dueAt ?? '';
    away(desk, '2025-11-03 18:00', local(new Date(Date.parse(dueAt) + 3_600_000).toISOString()) ?? '');
    expect(desk.state).toMatchObject({ status: 'WAITING_PARTIES', dispute: { step } });
    expect(reminded(desk).map((line) => line.split(' ').at(-1))).toEqual([`${window}#2`]);
    expect(desk.clock(window)).toMatchObject({ key: `${window}#2`, status: 'running' });
    desk.passTo(desk.clock(window).plan?.dueAt ?? '');
    expect(desk.state.dispute?.step).not.toBe(step);
  });

  test('who had them all is closed, however late the desk comes to it', () => {
    const desk = away(asked(1), '2025-11-10 18:00', '2025-11-14 10:00');
    expect(desk.state.closeReason).toBe('NO_RESPONSE');
  });
});

describe('what follows when nobody spoke in time', () => {
  const toldTo = (desk: Desk, staffNo: string) =>
    desk.notices.filter(({ to }) => to.kind === 'staff' && to.staffNo === staffNo);

  test.each([
    ['an answer', answered],
    ['material', () => asked(1)],
  ])('whoever has the ticket hears that it was closed, as %s was waited for', (_, waiting) => {
    const desk = waiting().passTo(at('2025-11-12 18:00'));
    expect(toldTo(desk, '1001').map(({ template }) => template)).toEqual(['ticket-closed']);
  });

  test('and where a dispute has come to, window by window', () => {
    const desk = new Desk({ channel: 'phone', category: 'ORD.PAY.REFUND' }).do('take-over', people.pay, {});
    desk.do('open-dispute', people.customer, { supplierCompanyId: 'supplier' });
    const before = toldTo(desk, '2001').length;
    desk.passTo(at('2025-11-08 12:00'));
    expect(desk.state.dispute?.step).toBe('DECIDING');
    const stages = toldTo(desk, '2001').slice(before);
    expect(stages.map(({ params }) => params['happened'])).toEqual([
      'DISPUTE_SELLER',
      'DISPUTE_EVIDENCE',
      'DISPUTE_PREHANDLE',
    ]);
  });
});
