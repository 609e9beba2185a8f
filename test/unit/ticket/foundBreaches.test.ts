import { describe, expect, test } from 'vitest';
import { renderNotice } from '../../../channels/notices/render.ts';
import { at, Desk, people } from '../../support/desk.ts';

const breaches = (desk: Desk) =>
  desk.events
    .filter(({ type }) => type === 'clock-breached')
    .map(({ at: when, data: { clock, dueAt } }) => ({ clock, dueAt, when }));

/** As after an outage: the time has come, and no timer has told of it yet. */
function later(desk: Desk, when: string): Desk {
  desk.now = at(when);
  return desk;
}

describe('a limit that only its late end shows as missed', () => {
  test('is told to whom its ladder names, once, and says that it has ended', () => {
    const desk = new Desk({ channel: 'phone' }).do('take-over', people.agent, {});
    later(desk, '2025-11-04 18:01').do('answer', people.agent, {});
    expect(desk.told('clock-breached')).toEqual(['1001', 'supervisor']);
    expect(breaches(desk)).toEqual([
      { clock: 'RESOLVE_SIMPLE', dueAt: at('2025-11-04 18:00'), when: at('2025-11-04 18:01') },
    ]);
    const [notice] = desk.notices.filter(({ template }) => template === 'clock-breached');
    expect(renderNotice('clock-breached', notice?.params ?? {}, 'zh-CN').text).toContain(
      '已于 2025-11-04 18:00 超时，至 2025-11-04 18:01 结束，请填写原因。',
    );
    expect(renderNotice('clock-breached', notice?.params ?? {}, 'en').text).toContain('ended at 2025-11-04 18:01');
    desk.passTo(at('2025-11-10 12:00'));
    expect(desk.told('clock-breached')).toHaveLength(2);
  });

  test('is not told again where its timer has told of it', () => {
    const desk = new Desk({ channel: 'phone' }).do('take-over', people.agent, {}).passTo(at('2025-11-04 18:01'));
    desk.do('answer', people.agent, {});
    expect(desk.told('clock-breached')).toEqual(['1001', 'supervisor']);
    const [notice] = desk.notices.filter(({ template }) => template === 'clock-breached');
    expect(renderNotice('clock-breached', notice?.params ?? {}, 'zh-CN').text).toContain('请立即处理并填写原因。');
  });

  test('is told in time ended of nobody', () => {
    const desk = new Desk({ channel: 'phone' }).do('take-over', people.agent, {});
    later(desk, '2025-11-04 18:00').do('answer', people.agent, {});
    expect([breaches(desk), desk.told('clock-breached')]).toEqual([[], []]);
  });

  test('is told where the customer takes the matter back, too', () => {
    const desk = later(new Desk({ channel: 'phone' }), '2025-11-04 19:00').do('withdraw', people.customer, {});
    expect(desk.clock('RESOLVE_SIMPLE')).toMatchObject({ status: 'cancelled', breached: true });
    expect(desk.told('clock-breached')).toEqual(['FRONT', 'supervisor']);
  });

  test('and where a pause begins too late to heal it', () => {
    const desk = new Desk({ channel: 'phone' }).do('take-over', people.agent, {});
    later(desk, '2025-11-04 18:01').do('request-material', people.agent, { items: 1 });
    expect(desk.clock('RESOLVE_SIMPLE')).toMatchObject({ status: 'paused', breached: true });
    expect(desk.told('clock-breached')).toEqual(['1001', 'supervisor']);
  });

  test('and where it is set anew after that: a round that is taken up too late, a date that comes too late', () => {
    const round = new Desk({ channel: 'phone' }).do('take-over', people.agent, {}).do('answer', people.agent, {});
    later(round.do('reject', people.customer, {}), '2025-11-06 18:01').do('take-over', people.senior, {});
    expect(round.clock('REASSESS')).toMatchObject({ status: 'running', breached: true });
    const special = new Desk({ category: 'ACC.QUAL.REVIEW', channel: 'phone' }).do('take-over', people.qual, {});
    later(special, '2025-11-04 18:01').do('set-date', people.qual, { dueAt: at('2025-11-20 18:00') });
    expect(breaches(special)).toMatchObject([{ clock: 'RESOLVE_SPECIAL', dueAt: at('2025-11-04 18:00') }]);
    expect(special.told('clock-breached')).toEqual([people.qual.staffNo, 'supervisor']);
  });

  test.each([
    ['in the moment of its target', '2025-11-06 18:00'],
    ['after it', '2025-11-07 10:00'],
  ])('a target comes, with the report that it asks for, also where its limit is extended %s', (_when, instant) => {
    const desk = new Desk({ category: 'ORD.PAY.FAILED', channel: 'phone' }).do('take-over', people.pay, {});
    const dueAt = at('2025-11-12 18:00');
    later(desk, instant).do('extend', people.supervisor, { dueAt, latestDueAt: dueAt }).passTo(at(instant));
    expect(desk.told('clock-target-missed')).toEqual([people.pay.staffNo]);
    expect(desk.clock('PROGRESS_SYNC').status).toBe('running');
    expect(desk.clock('RESOLVE_COMPLEX').plan?.dueAt).toBe(dueAt);
  });

  test('but not that somebody take up a round which somebody has', () => {
    const round = new Desk({ channel: 'phone' }).do('take-over', people.agent, {}).do('answer', people.agent, {});
    later(round.do('reject', people.customer, {}), '2025-11-04 18:00').do('take-over', people.senior, {});
    expect(round.passTo(at('2025-11-04 19:00')).told('clock-target-missed')).toEqual([]);
  });

  test('a specialist’s takeover: nobody is put in whoever came late’s place, and the department that the lead leads is told', () => {
    const desk = new Desk({ category: 'ORD.PAY.FAILED', channel: 'phone' });
    later(desk, '2025-11-04 18:30').do('take-over', people.pay, {});
    expect(desk.told('clock-breached')).toEqual(['PAY', 'supervisor']);
    expect(desk.routes).toEqual([]);
    expect(desk.state.assignee?.staffNo).toBe(people.pay.staffNo);
  });

  test('what the manager is alarmed of reaches him by mail', () => {
    const desk = new Desk({ category: 'ACC.LOGIN.STOLEN', channel: 'phone', at: at('2025-11-03 20:00') });
    later(desk, '2025-11-04 00:30').do('take-over', people.duty, {});
    const alarms = () => desk.notices.filter(({ template, mail }) => template === 'clock-breached' && mail);
    desk.do('answer', people.duty, {});
    expect(alarms().map(({ to, params }) => [to, params['clock']])).toContainEqual([
      { kind: 'role', role: 'manager' },
      'URGENT_CONTAIN',
    ]);
  });

  test('a wait is nobody’s lateness, and its customer is not told that he missed it', () => {
    const desk = new Desk({ channel: 'phone' }).do('take-over', people.agent, {}).do('answer', people.agent, {});
    later(desk, '2025-11-20 10:00').do('accept', people.customer, {});
    expect(desk.clock('CONFIRM_WAIT')).toMatchObject({ status: 'met', breached: false });
    expect([breaches(desk), desk.told('clock-breached')]).toEqual([[], []]);
  });

  test('the review that answers a complaint tells of its limit, the complaint does not', () => {
    const desk = later(new Desk({ category: 'SVC.COMPLAINT', about: '1001' }), '2025-11-10 12:00');
    desk.input({
      name: 'review-ended',
      reviewId: 'KF20251103001-Q1',
      reopen: false,
      actor: { ...people.inspector, onBehalf: true },
      textId: null,
    });
    expect(breaches(desk)).toContainEqual(expect.objectContaining({ clock: 'QUALITY_COMPLAINT' }));
    const told = desk.notices.filter(({ template }) => template === 'clock-breached');
    expect(told.map(({ params }) => params['clock'])).not.toContain('QUALITY_COMPLAINT');
  });
});

test('a suggestion that nobody reviewed in its month is told to the department whose lead has to see to it', () => {
  const desk = new Desk({ category: 'OTH.SUGGEST.FEATURE', channel: 'phone' });
  const improve = { ...people.pay, staffNo: '2009', department: desk.state.department };
  desk.do('take-over', improve, {}).passTo(at('2025-12-01 18:00'));
  expect(breaches(desk).at(-1)).toMatchObject({ clock: 'SUGGESTION_REVIEW', dueAt: at('2025-12-01 18:00') });
  expect(desk.told('clock-breached')).toContain(desk.state.department);
});

describe('a limit of hours that its pause moves by nothing', () => {
  /** To be solved by 15:00 on Tuesday, and from 14:00 on the customer is waited for. */
  function waiting(): Desk {
    const desk = new Desk({ category: 'ACC.QUAL.REVIEW', channel: 'phone' }).do('take-over', people.qual, {});
    desk.do('set-date', people.qual, { dueAt: at('2025-11-04 15:00') }).passTo(at('2025-11-04 14:00'));
    return desk.do('request-material', people.qual, { items: 1 });
  }

  test('is missed, and told, where the ticket ends in that pause', () => {
    const desk = waiting().passTo(at('2025-11-04 16:00'));
    expect(breaches(desk)).toEqual([]);
    desk.do('withdraw', people.customer, {});
    expect(desk.clock('RESOLVE_SPECIAL')).toMatchObject({ status: 'cancelled', breached: true });
    expect(breaches(desk)).toEqual([
      { clock: 'RESOLVE_SPECIAL', dueAt: at('2025-11-04 15:00'), when: at('2025-11-04 16:00') },
    ]);
    expect(desk.told('clock-breached')).toEqual([people.qual.staffNo, 'supervisor']);
  });

  test('so it is where the pause goes on for another reason', () => {
    const desk = waiting().passTo(at('2025-11-04 16:00'));
    desk.do('open-dispute', people.customer, { supplierCompanyId: 'supplier' });
    expect(breaches(desk)).toEqual([]);
    desk.passTo(at('2025-11-04 17:00')).do('withdraw', people.customer, {});
    expect(desk.clock('RESOLVE_SPECIAL').breached).toBe(true);
  });

  test.each([
    ['at its very end', '2025-11-04 15:00'],
    ['before its end', '2025-11-04 14:30'],
    ['once a closing has passed, which moves it', '2025-11-04 18:00'],
    ['days later', '2025-11-06 10:00'],
  ])('is not missed where the ticket ends %s', (_when, instant) => {
    const desk = waiting().passTo(at(instant)).do('withdraw', people.customer, {});
    expect(desk.clock('RESOLVE_SPECIAL')).toMatchObject({ status: 'cancelled', breached: false });
    expect(breaches(desk)).toEqual([]);
  });
});
