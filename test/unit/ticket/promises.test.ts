import { describe, expect, test } from 'vitest';
import { renderNotice } from '../../../channels/notices/render.ts';
import type { NoticeTemplate } from '../../../contracts/notices.ts';
import { planDecision } from '../../../db/repositories/decisionRows.ts';
import { explainClock } from '../../../domain/clocks/explaining/explain.ts';
import type { CommandPayloads } from '../../../contracts/commands.ts';
import { STANDARD_TIMETABLE } from '../../../domain/clocks/timetable.ts';
import { outlivedByPromise, withoutPromises } from '../../../domain/ticket/promises.ts';
import type { MessageArrived } from '../../../domain/ticket/state.ts';
import { waitingOn } from '../../../domain/ticket/waiting.ts';
import { at, Desk, local, people } from '../../support/desk.ts';

type Promising = CommandPayloads['answer'];

/** A payment question that PAY works on, Monday 3 Nov 2025 from 09:30 on. */
function taken(): Desk {
  const desk = new Desk({ channel: 'phone', category: 'ORD.PAY.VOUCHER' });
  return desk.do('take-over', people.pay, {});
}

function says(desk: Desk, when: string, more: Partial<MessageArrived> = {}): Desk {
  desk.passTo(at(when));
  desk.input({ name: 'message-arrived', from: 'staff', staffNo: '2001', at: desk.now, replyClock: null, ...more });
  return desk;
}

const promised = (when: string, by: string): Desk => says(taken(), when, { promiseBy: at(by) });
const promises = (desk: Desk): string[] => desk.clocks.filter((clock) => clock.startsWith('PROMISE'));

describe('a time told to the customer', () => {
  test('is a limit from then on, near four working hours before, missed at the minute told', () => {
    const desk = promised('2025-11-03 10:00', '2025-11-04 15:00');
    const { moments = [], dueAt } = desk.clock('PROMISE').plan ?? {};
    expect(local(dueAt)).toBe('2025-11-04 15:00');
    expect(moments.map(({ kind, at: when }) => `${kind} ${local(when)}`)).toEqual([
      'warn 2025-11-04 11:00',
      'due 2025-11-04 15:00',
      'overdue 2025-11-05 18:00',
    ]);
  });

  test('that passes in silence is told to whoever works on it and to the supervisor', () => {
    const desk = promised('2025-11-03 10:00', '2025-11-03 15:00').passTo(at('2025-11-03 15:00'));
    expect(desk.clock('PROMISE').breached).toBe(true);
    expect(desk.told('clock-breached')).toEqual(['2001', 'supervisor']);
  });

  test('stands in the timeline with who said it and whose ticket it was', () => {
    const made = promised('2025-11-03 10:00', '2025-11-03 15:00').events.find(({ type }) => type === 'promised');
    expect(made?.data).toEqual({
      key: 'PROMISE#1',
      dueAt: at('2025-11-03 15:00'),
      staffNo: '2001',
      department: 'PAY',
    });
  });

  test('is explained as what it is', () => {
    const clock = promised('2025-11-03 10:00', '2025-11-04 15:00').clock('PROMISE');
    const { plan } = clock;
    expect(plan === null ? null : explainClock(clock, plan, STANDARD_TIMETABLE)).toEqual({
      zh: '2025年11月3日（周一）10:00向客户承诺；时限11月4日（周二）15:00',
      en: 'Promised to the customer on Mon 3 Nov 2025 10:00; limit Tue 4 Nov 15:00',
    });
  });

  test('goes on while the ticket waits for the customer', () => {
    const desk = promised('2025-11-03 10:00', '2025-11-03 15:00').do('request-material', people.pay, { items: 1 });
    expect(promises(desk)).toEqual(['PROMISE running']);
  });
});

describe('a time told with other words to the customer is a limit too', () => {
  test('with a request for material', () => {
    const desk = taken().do('request-material', people.pay, { items: 1, promiseBy: at('2025-11-05 15:00') });
    expect(promises(desk)).toEqual(['PROMISE running']);
    expect(local(desk.clock('PROMISE').plan?.dueAt)).toBe('2025-11-05 15:00');
    expect(desk.events.find(({ type }) => type === 'promised')?.data).toMatchObject({ staffNo: '2001' });
  });

  test('with an answer, which keeps what was promised before', () => {
    const desk = promised('2025-11-03 10:00', '2025-11-03 15:00');
    desk.do('answer', people.pay, { promiseBy: at('2025-11-05 15:00') });
    expect(promises(desk)).toEqual(['PROMISE met', 'PROMISE running']);
  });

  test.each([
    ['material-requested', (more: Promising) => taken().do('request-material', people.pay, { items: 1, ...more })],
    ['answer-sent', (more: Promising) => taken().do('answer', people.pay, more)],
    ['progress-reported', (more: Promising) => taken().do('progress-report', people.pay, more)],
  ] as const)('and the notice names it: %s', (template, act) => {
    const by = at('2025-11-05 15:00');
    const said = (more: Promising) => act(more).notices.find((notice) => notice.template === template)?.params;
    expect(said({ promiseBy: by })).toMatchObject({ promiseBy: by });
    expect(said({})).not.toHaveProperty('promiseBy');
  });

  test.each([
    ['request-material', { items: 1, promiseBy: at('2025-11-03 09:00') }],
    ['answer', { promiseBy: at('2025-11-03 09:00') }],
  ] as const)('but not one that has passed, with %s', (command, payload) => {
    expect(taken().try(command, people.pay, payload)).toBe('date-not-allowed');
  });
});

describe('a promise is kept', () => {
  test('by the next word of staff to the customer, and the customer’s own word changes nothing', () => {
    const desk = promised('2025-11-03 10:00', '2025-11-03 15:00').passTo(at('2025-11-03 11:00'));
    desk.input({ name: 'message-arrived', from: 'customer', staffNo: null, at: desk.now, replyClock: 'ONLINE_REPLY' });
    expect(promises(desk)).toEqual(['PROMISE running']);
    expect(promises(says(desk, '2025-11-03 14:59'))).toEqual(['PROMISE met']);
  });

  test.each([
    ['a progress report', (desk: Desk) => desk.do('progress-report', people.pay, {})],
    ['the answer', (desk: Desk) => desk.do('answer', people.pay, {})],
    ['a last word that closes the ticket', (desk: Desk) => desk.do('decline', people.pay, {})],
  ])('by %s', (_what, act) => {
    expect(promises(act(promised('2025-11-03 10:00', '2025-11-03 15:00')))).toEqual(['PROMISE met']);
  });

  test('too late by a word after the time told: it stays broken', () => {
    const desk = says(promised('2025-11-03 10:00', '2025-11-03 15:00'), '2025-11-03 15:01');
    expect(promises(desk)).toEqual(['PROMISE breached']);
  });

  test('by what was stored in time, however late the ticket hears of it', () => {
    const desk = promised('2025-11-03 10:00', '2025-11-03 15:00');
    desk.now = at('2025-11-03 16:00');
    const stored = { name: 'message-arrived', from: 'staff', staffNo: '2001', replyClock: null } as const;
    desk.input({ ...stored, at: at('2025-11-03 14:00') });
    expect(promises(desk)).toEqual(['PROMISE met']);
  });
});

describe('a promise is not kept', () => {
  test('by what was said before it was made, however late the ticket hears of it', () => {
    const desk = promised('2025-11-03 10:00', '2025-11-03 15:00');
    const stored = { name: 'message-arrived', from: 'staff', staffNo: '2001', replyClock: null } as const;
    desk.input({ ...stored, at: at('2025-11-03 09:30') });
    expect(promises(desk)).toEqual(['PROMISE running']);
  });

  test('by another promise, unless that message says so', () => {
    const earlier = promised('2025-11-03 10:00', '2025-11-03 15:00');
    says(earlier, '2025-11-03 11:00', { promiseBy: at('2025-11-04 12:00'), keepsPromises: false });
    expect(promises(earlier)).toEqual(['PROMISE running', 'PROMISE running']);
    says(earlier, '2025-11-03 12:00', { promiseBy: at('2025-11-05 12:00'), keepsPromises: true });
    expect(promises(earlier)).toEqual(['PROMISE met', 'PROMISE met', 'PROMISE running']);
  });

  test('when the customer withdraws: it is void, and nothing is told of it afterwards', () => {
    const desk = promised('2025-11-03 10:00', '2025-11-03 15:00').do('withdraw', people.customer, {});
    expect(promises(desk)).toEqual(['PROMISE cancelled']);
    expect(desk.passTo(at('2025-11-05 18:00')).told('clock-breached')).toEqual([]);
  });
});

describe('when the ticket closes, a promise that is open', () => {
  const BY = '2025-11-05 15:00';
  /** With the answer: the customer is told by when he hears of the refund. */
  const answered = (): Desk => taken().do('answer', people.pay, { promiseBy: at(BY) });
  const closed = (): Desk => answered().do('accept', people.customer, {});

  test.each([
    ['accepts', (desk: Desk) => desk.do('accept', people.customer, {})],
    ['accepts in a later round', (desk: Desk) => acceptedLater(desk)],
  ])('stands where the customer %s, and its notice says so', (_what, act) => {
    const desk = act(answered());
    expect(desk.state.status).toBe('CLOSED');
    expect(promises(desk).at(-1)).toBe('PROMISE running');
    const notice = desk.notices.find(({ template, to }) => template === 'ticket-closed' && to.kind === 'customer');
    expect(notice?.params).toHaveProperty('promiseBy');
  });

  function acceptedLater(desk: Desk): Desk {
    return desk
      .do('reject', people.customer, {})
      .do('take-over', people.otherPay, {})
      .do('answer', people.otherPay, { promiseBy: at(BY) })
      .do('accept', people.customer, {});
  }

  test('is kept by the next word to the customer, though nothing is left to do', () => {
    expect(waitingOn(closed().state)).toBe('department');
    const desk = says(closed(), '2025-11-05 14:00');
    expect(promises(desk)).toEqual(['PROMISE met']);
  });

  test('is broken by silence, and told to whoever gave it; nothing supervises a closed ticket', () => {
    const desk = closed().passTo(at('2025-11-07 18:00'));
    expect(desk.clock('PROMISE')).toMatchObject({ status: 'running', breached: true });
    const told = desk.notices.filter(
      ({ template, params }) => template === 'clock-breached' && params['clock'] === 'PROMISE',
    );
    expect(told.map(({ to }) => ('staffNo' in to ? to.staffNo : to.kind))).toEqual(['2001', 'role']);
    expect(desk.state.supervised).toBe(false);
    expect(promises(says(desk, '2025-11-07 18:30'))).toEqual(['PROMISE breached']);
  });

  test('goes on where it is opened again', () => {
    expect(promises(closed().do('reopen', people.customer, {}))).toEqual(['PROMISE running']);
  });

  test.each([
    ['kept', '2026-01-05 12:00', (desk: Desk) => says(desk, '2026-01-05 12:00')],
    ['broken', '2026-01-05 15:00', (desk: Desk) => desk.passTo(at('2026-01-05 15:00'))],
  ])('keeps it from the archive until it is %s', (_what, when, act) => {
    const desk = taken().do('answer', people.pay, { promiseBy: at('2026-01-05 15:00') });
    desk.do('accept', people.customer, {}).passTo(at('2025-12-31 18:00'));
    expect(desk.state.status).toBe('CLOSED');
    expect([act(desk).state.status, local(desk.now)]).toEqual(['ARCHIVED', when]);
  });

  test('was called off with tickets from before this was so, whose histories end its timer there', () => {
    const [before, after] = [answered().state, closed().state];
    expect(outlivedByPromise(before, after)).toBe(true);
    const clocks = withoutPromises(after).clocks.filter(({ id }) => id === 'PROMISE');
    expect(clocks).toMatchObject([{ status: 'cancelled', stoppedAt: after.closedAt }]);
    expect(outlivedByPromise(before, withoutPromises(after))).toBe(false);
  });

  test('is called off where the desk ends its service, and no last word on the matter', () => {
    const desk = promised('2025-11-03 10:00', '2025-11-03 15:00').do('terminate', people.supervisor, {});
    expect(promises(desk)).toEqual(['PROMISE cancelled']);
  });
});

describe('a promise cannot be made', () => {
  test('for a time that has passed, nor for more than a year ahead', () => {
    const report = (promiseBy: string) => taken().try('progress-report', people.pay, { promiseBy: at(promiseBy) });
    expect(report('2025-11-03 09:30')).toBe('date-not-allowed');
    expect(report('2026-11-05 09:30')).toBe('date-not-allowed');
    expect(report('2026-11-03 09:30')).toBeNull();
  });

  test('on a ticket that has closed meanwhile', () => {
    const desk = taken().do('decline', people.pay, {});
    expect(promises(says(desk, '2025-11-03 10:00', { promiseBy: at('2025-11-03 15:00') }))).toEqual([]);
  });

  test('without one a progress report keeps what was promised and promises nothing', () => {
    const desk = promised('2025-11-03 10:00', '2025-11-03 15:00');
    desk.do('progress-report', people.pay, { promiseBy: at('2025-11-04 10:00') });
    expect(promises(desk)).toEqual(['PROMISE met', 'PROMISE running']);
    expect(promises(desk.do('progress-report', people.pay, {}))).toEqual(['PROMISE met', 'PROMISE met']);
  });
});

describe('a promise that is still to be kept', () => {
  const by = at('2025-11-20 15:00');

  test.each([
    ['an answer', (desk: Desk) => desk.do('answer', people.pay, { promiseBy: by }), 'AWAITING_CONFIRMATION'],
    [
      'a request for material',
      (desk: Desk) => desk.do('request-material', people.pay, { items: 1, promiseBy: by }),
      'WAITING_CUSTOMER',
    ],
  ] as const)(
    'keeps the ticket of a customer who says nothing open, and the wait begins anew with it: %s',
    (_how, say, status) => {
      const desk = say(taken()).passTo(at('2025-11-18 10:00'));
      expect(desk.state.status).toBe(status);
      says(desk, '2025-11-19 10:00');
      expect(promises(desk)).toEqual(['PROMISE met']);
      expect(desk.passTo(at('2025-11-28 17:59')).state.status).toBe(status);
      expect(desk.passTo(at('2025-11-28 18:00')).state).toMatchObject({ status: 'CLOSED', closeReason: 'NO_RESPONSE' });
    },
  );

  test('or with its end, where it is broken', () => {
    const desk = taken().do('answer', people.pay, { promiseBy: by }).passTo(at('2025-11-20 16:00'));
    const wait = desk.clock('CONFIRM_WAIT');
    expect([wait.status, wait.startedAt, local(wait.plan?.dueAt)]).toEqual(['running', by, '2025-12-01 18:00']);
    desk.passTo(at('2025-12-01 18:00'));
    expect(desk.state).toMatchObject({ status: 'CLOSED', closeReason: 'NO_RESPONSE' });
    expect(promises(desk)).toEqual(['PROMISE running']);
  });

  test('broken before the wait is over, it holds nothing open', () => {
    const desk = taken().do('answer', people.pay, { promiseBy: at('2025-11-05 15:00') });
    expect(desk.passTo(at('2025-11-12 18:00')).state.closeReason).toBe('NO_RESPONSE');
  });

  test('nor does a customer who waits for a reply count as silent since it was broken', () => {
    const desk = taken().do('answer', people.pay, { promiseBy: by }).passTo(at('2025-11-20 14:58'));
    const word = { name: 'message-arrived', from: 'customer', staffNo: null, replyClock: 'ONLINE_REPLY' } as const;
    desk.input({ ...word, at: desk.now, breaksSilence: true });
    desk.passTo(at('2025-11-20 15:30'));
    expect(desk.clock('CONFIRM_WAIT').status).toBe('lapsed');
    expect(says(desk, '2025-11-20 16:00').clock('CONFIRM_WAIT').status).toBe('running');
  });

  /** What the latest notice of this kind says to the customer, by the limits as they stand. */
  const told = ({ now, state, notices }: Desk, template: NoticeTemplate): string[] => {
    const { rows } = planDecision({ at: now, state, events: [], notices, touched: [] }, () => {
      throw new Error('every limit is planned');
    });
    const latest = rows.notices.findLast((row) => Reflect.get(row, 'template') === template) ?? {};
    const params: Record<string, string> = Reflect.get(latest, 'params');
    return (['zh-CN', 'en'] as const).map((locale) => renderNotice(template, params, locale).text);
  };
  const expectHeld = ([zh = '', en = '']: string[], held: boolean): void => {
    expect(zh).toContain('将先行结案');
    expect(en).toContain('closes');
    expect(/2025-11-20 15:00 前.*不结案/.test(zh)).toBe(held);
    expect(/not before 2025-11-20 15:00/.test(en)).toBe(held);
  };

  test('is named wherever the customer is told when silence closes the ticket', () => {
    const asked = taken().do('request-material', people.pay, { items: 1, promiseBy: by });
    expectHeld(told(asked, 'material-requested'), true);
    expectHeld(told(asked.passTo(at('2025-11-07 10:00')), 'material-reminder'), true);
    expectHeld(told(taken().do('answer', people.pay, { promiseBy: by }), 'answer-sent'), true);
    const earlier = taken().do('progress-report', people.pay, { promiseBy: by });
    expectHeld(told(earlier.do('request-material', people.pay, { items: 1 }), 'material-requested'), true);
  });

  test('is not where nothing was promised, it is kept, or ends before the wait does', () => {
    const asked = taken().do('request-material', people.pay, { items: 1 });
    expectHeld(told(asked, 'material-requested'), false);
    expectHeld(told(asked.passTo(at('2025-11-07 10:00')), 'material-reminder'), false);
    const soon = taken().do('answer', people.pay, { promiseBy: at('2025-11-05 15:00') });
    expectHeld(told(soon, 'answer-sent'), false);
    const kept = says(taken().do('request-material', people.pay, { items: 1, promiseBy: by }), '2025-11-04 10:00');
    expectHeld(told(kept.passTo(at('2025-11-07 10:00')), 'material-reminder'), false);
  });
});
