import { describe, expect, test } from 'vitest';
import { TICKET_CLOCK_IDS } from '../../../contracts/clocks.ts';
import { explainClock } from '../../../domain/clocks/explaining/explain.ts';
import { planClock } from '../../../domain/clocks/planning/plan.ts';
import type { Clock } from '../../../domain/clocks/types.ts';
import { at, clockOf } from './clock.ts';
import { STANDARD_TIMETABLE } from '../../../domain/clocks/timetable.ts';

const C = STANDARD_TIMETABLE;

function explain(clock: Clock) {
  return explainClock(clock, planClock(clock, C), C);
}

describe('a clock explains itself', () => {
  test('with adjusted workdays and holidays', () => {
    expect(explain(clockOf('RESOLVE_COMPLEX', at('2025-09-26T10:00:00')))).toEqual({
      zh:
        '自2025年9月26日（周五）起5个工作日（当日不计）：9月28日（周日）因国庆节调休上班，10月1日至8日国庆节、中秋节放假，' +
        '计入9月28、29、30日和10月9、10日；目标9月30日（周二）18:00；时限10月10日（周五）18:00',
      en:
        '5 workdays from Fri 26 Sep 2025 (that day not counted): Sun 28 Sep is an adjusted workday (National Day), ' +
        '1–8 Oct is National Day and Mid-Autumn Festival, counted 28, 29, 30 Sep and 9, 10 Oct; ' +
        'target Tue 30 Sep 18:00; limit Fri 10 Oct 18:00',
    });
  });

  test('a report that is asked for when its rhythm has run out, with the days until the next closing', () => {
    const asked = clockOf('PROGRESS_SYNC', at('2025-11-03T10:00:00'));
    const terms = { ...asked.terms, askedAt: at('2025-11-06T18:00:00') };
    expect(explain({ ...asked, terms })).toEqual({
      zh: '自2025年11月3日（周一）起4个工作日（当日不计）：计入11月4、5、6、7日；时限11月7日（周五）18:00',
      en: '4 workdays from Mon 3 Nov 2025 (that day not counted): counted 4, 5, 6, 7 Nov; limit Fri 7 Nov 18:00',
    });
  });

  test('with what a pause cost', () => {
    const paused = clockOf('RESOLVE_SIMPLE', at('2025-11-03T10:00:00'), {
      pauses: [{ from: at('2025-11-04T10:00:00'), to: at('2025-11-06T15:00:00'), why: 'material' }],
    });
    expect(explain(paused)).toEqual({
      zh:
        '自2025年11月3日（周一）起1个工作日（当日不计）：计入11月4日，' +
        '11月4、5日因等待客户补充材料暂停，顺延2个工作日；时限11月6日（周四）18:00',
      en:
        '1 workday from Mon 3 Nov 2025 (that day not counted): counted 4 Nov, ' +
        '2 workdays more for 4, 5 Nov, waiting for the customer; limit Thu 6 Nov 18:00',
    });
  });

  test('with each of two waits on its own days, and a long one without them', () => {
    const pause = (from: string, to: string, why: 'material' | 'dispute') => ({ from: at(from), to: at(to), why });
    const explained = (...pauses: ReturnType<typeof pause>[]): string =>
      explain(clockOf('RESOLVE_SIMPLE', at('2025-11-03T10:00:00'), { pauses })).zh;
    const twice = explained(
      pause('2025-11-03T17:00:00', '2025-11-04T10:00:00', 'dispute'),
      pause('2025-11-04T10:00:00', '2025-11-06T09:00:00', 'material'),
    );
    expect(twice).toContain('计入11月4日，11月4、5日因等待客户补充材料暂停，顺延2个工作日');
    expect(twice).toContain('11月3日因等待维权双方暂停，顺延1个工作日；时限11月7日（周五）18:00');
    expect(explained(pause('2025-11-03T17:00:00', '2025-12-01T10:00:00', 'material'))).toContain(
      '计入11月4日，因等待客户补充材料暂停，顺延20个工作日；',
    );
  });

  test('with the date that was set and what moved it', () => {
    const clock = clockOf('RESOLVE_SPECIAL', at('2025-09-24T10:00:00'), {
      pauses: [{ from: at('2025-09-26T10:00:00'), to: at('2025-09-29T11:00:00'), why: 'material' }],
    });
    const terms = {
      fixedDueAt: at('2025-09-30T18:00:00'),
      fixedAt: at('2025-09-25T11:00:00'),
      phase: 'second',
    } as const;
    expect(explain({ ...clock, terms: { ...clock.terms, ...terms } }).zh).toBe(
      '自2025年9月24日（周三）起，日期由人工设定：原定9月30日（周二）18:00，10月1日至8日国庆节、中秋节放假，' +
        '9月26、28日因等待客户补充材料暂停，顺延2个工作日；时限10月10日（周五）18:00',
    );
  });

  test('as the day by which a special ticket has its date, where it has none yet', () => {
    expect(explain(clockOf('RESOLVE_SPECIAL', at('2025-11-03T10:00:00')))).toEqual({
      zh: expect.stringMatching(/；届时须已与客户约定办结日期$/),
      en: expect.stringMatching(/; by then a date for the solution is agreed with the customer$/),
    });
  });

  test('with a pause that moves nothing, and not the one that still stands, which may end any time', () => {
    const weekend = { from: at('2025-11-07T19:00:00'), to: at('2025-11-09T19:00:00'), why: 'material' } as const;
    const standing = { from: at('2025-11-10T10:00:00'), to: null, why: 'dispute' } as const;
    const { en, zh } = explain(
      clockOf('RESOLVE_COMPLEX', at('2025-11-03T10:00:00'), { status: 'paused', pauses: [weekend, standing] }),
    );
    expect(en).toContain('the pause moves nothing: no workday closing in it;');
    expect(zh).toContain('暂停未经过工作日下班，不顺延');
    expect(`${zh}${en}`).not.toMatch(/到期之后|after the limit/);
    expect(`${zh}${en}`).not.toMatch(/暂停计时|standing still|维权双方|parties/);
  });

  test.each([
    ['2025-11-05T09:00:00', {}, 'it began after the limit', '暂停始于到期之后，不顺延'],
    [
      '2025-11-03T11:00:00',
      { fixedDueAt: at('2025-11-21T18:00:00'), fixedAt: at('2025-11-11T10:00:00') },
      'it ended before the date was set',
      '暂停在期限设定之前',
    ],
  ])('with the one reason why a pause of %s moves nothing', (from, terms, en, zh) => {
    const pause = { from: at(from), to: at('2025-11-10T15:00:00'), why: 'material' } as const;
    const clock = clockOf('RESOLVE_SIMPLE', at('2025-11-03T10:00:00'), { pauses: [pause] });
    const words = explain({ ...clock, terms: { ...clock.terms, ...terms } });
    expect(words.en).toContain(`the pause moves nothing: ${en}`);
    expect(words.zh).toContain(zh);
    expect(words.en).not.toContain('no workday closing');
  });

  test.each([
    [
      '2025-11-06T10:00:00',
      '2025年11月6日（周四）10:00的邮件，工作日来信：24小时（按工作日计），即次一工作日同一时刻；时限11月7日（周五）10:00',
      'the same time of the next workday; limit Fri 7 Nov 10:00',
    ],
    ['2025-11-06T21:00:00', '以该日下班为限；时限11月7日（周五）18:00', 'so that closing; limit Fri 7 Nov 18:00'],
    ['2025-11-08T10:00:00', '非工作日来信：其后首个工作日下班前', 'a day off: closing of the first workday after it'],
  ])('mail of %s with the branch that it took, and only that', (start, zh, en) => {
    const words = explain(clockOf('EMAIL_FIRST_REPLY', at(start)));
    expect(words.zh).toContain(zh);
    expect(words.en).toContain(en);
    expect(words.zh.match(/来信/g)).toHaveLength(1);
  });

  test('a date of such a year that people agreed on stays, whatever its notice says', () => {
    const clock = clockOf('RESOLVE_SPECIAL', at('2026-12-01T10:00:00'));
    const terms = {
      ...clock.terms,
      phase: 'second',
      fixedDueAt: at('2027-01-05T18:00:00'),
      fixedAt: at('2026-12-01T11:00:00'),
    } as const;
    const words = explain({ ...clock, terms });
    expect(words.zh).toContain('载入后，约定的日期不变；如遇休息日，会告知处理人');
    expect(words.en).toContain('once it is, an agreed date stays');
  });

  test.each([
    ['1999-06-01T10:00:00', '暂定：未载入1999年的工作日历', 'provisional: no calendar loaded for 1999'],
    ['2024-12-31T10:00:00', '暂定：未载入2024年的工作日历', 'provisional: no calendar loaded for 2024,'],
    [
      '2026-12-31T10:00:00',
      '暂定：2027年的放假通知尚未载入（通常在2026年11月公布），载入后，未结束的时限重新计算',
      'the official notice for 2027 is not loaded yet (it usually comes in November 2026)',
    ],
    [
      '2029-06-01T10:00:00',
      '暂定：2029年的放假通知尚未载入（通常在2028年11月公布）',
      'notice for 2029 is not loaded yet',
    ],
  ])('a limit of %s with the year whose days are not known', (start, zh, en) => {
    const words = explain(clockOf('RESOLVE_SIMPLE', at(start)));
    expect(words.zh).toContain(zh);
    expect(words.en).toContain(en);
    expect(words.en.match(/provisional/g)).toHaveLength(1);
  });

  describe('with days in hours of their own', () => {
    const day = (from: string, close: string) =>
      ({ from, to: from, kind: 'work', zh: '盘点', en: 'stocktaking', windows: [{ open: '09:00', close }] }) as const;
    const timetable = (from: string) => ({
      ...C,
      calendar: { ...C.calendar, overrides: [...C.calendar.overrides, day(from, '12:00')] },
    });
    const under = (clock: Clock, from: string) =>
      explainClock(clock, planClock(clock, timetable(from)), timetable(from));

    test('a shortened workday is no make-up workday', () => {
      const words = under(clockOf('RESOLVE_COMPLEX', at('2025-11-03T10:00:00')), '2025-11-07');
      expect(words.zh).toContain('11月7日（周五）因盘点服务时间为09:00–12:00');
      expect(words.en).toContain('Fri 7 Nov is open 09:00–12:00 (stocktaking)');
      expect(`${words.zh}${words.en}`).not.toMatch(/调休|adjusted/);
    });

    test('a Saturday that is opened for a few hours is', () => {
      const words = under(clockOf('RESOLVE_COMPLEX', at('2025-11-03T10:00:00')), '2025-11-08');
      expect(words.zh).toContain('11月8日（周六）因盘点调休上班');
    });

    test('mail of service hours was not sent after closing, though the next day closes earlier', () => {
      const words = under(clockOf('EMAIL_FIRST_REPLY', at('2025-11-06T14:00:00')), '2025-11-07');
      expect(words.zh).toContain('工作日来信：次一工作日下班较早');
      expect(words.zh).toContain('时限11月7日（周五）12:00');
      expect(words.zh).not.toContain('下班后来信');
    });
  });

  test('a date set by hand lists no days that count for nothing', () => {
    const clock = clockOf('RESOLVE_SPECIAL', at('2025-09-26T10:00:00'));
    const terms = {
      fixedDueAt: at('2025-10-17T18:00:00'),
      fixedAt: at('2025-09-26T11:00:00'),
      phase: 'second',
    } as const;
    const words = explain({ ...clock, terms: { ...clock.terms, ...terms } });
    expect(words.zh).toBe('自2025年9月26日（周五）起，日期由人工设定；时限10月17日（周五）18:00');
    expect(words.en).not.toContain('National Day');
  });

  test.each([
    ['MILESTONE', 'T-1', '须与相关部门另行约定', 'agreed with the departments concerned'],
    ['RESOLVE_SPECIAL', null, '须与客户另行约定', 'agreed with the customer'],
  ] as const)('a date of %s on a day off says with whom another is agreed', (id, taskId, zh, en) => {
    const clock = clockOf(id, at('2025-09-26T10:00:00'));
    const terms = {
      fixedDueAt: at('2025-10-03T18:00:00'),
      fixedAt: at('2025-09-26T10:00:00'),
      phase: 'second',
    } as const;
    const words = explain({ ...clock, taskId, terms: { ...clock.terms, ...terms } });
    expect(words.zh).toContain(zh);
    expect(words.en).toContain(en);
  });

  test('with a year whose notice is not published', () => {
    const { en, zh } = explain(clockOf('RESOLVE_SIMPLE', at('2027-02-04T10:00:00')));
    expect(en).toContain('5–8 Feb is Spring Festival');
    expect(en).toContain('provisional');
    expect(zh).toContain('暂定');
  });

  test('with the year of a limit in the next year', () => {
    expect(explain(clockOf('RESOLVE_SIMPLE', at('2025-12-31T10:00:00'))).en).toContain('limit Sun 4 Jan 2026 18:00');
  });

  test('with minutes and the end of a day', () => {
    expect(explain(clockOf('ONLINE_REPLY', at('2025-11-07T17:59:59'))).en).toBe(
      '3 minutes from Fri 7 Nov 2025 17:59:59; limit Fri 7 Nov 18:02:59',
    );
    expect(explain(clockOf('RATING_WINDOW', at('2025-11-07T15:00:00'))).zh).toContain('时限11月14日（周五）24:00');
  });

  test.each([
    ['Europe/Berlin', null, '2026-03-27T10:00:00', 'UTC+02:00'],
    ['Europe/Berlin', null, '2026-01-12T10:00:00', 'UTC+01:00'],
    ['Asia/Kolkata', 330, '2026-01-12T10:00:00', 'UTC+05:30'],
    ['America/New_York', null, '2026-01-12T10:00:00', 'UTC-05:00'],
  ] as const)(
    'with the zone of its days and times where that is not the desk’s: %s',
    (name, utcOffsetMinutes, start, offset) => {
      const calendar = { ...C.calendar, zone: { name, utcOffsetMinutes } };
      const clock = clockOf('RESOLVE_SIMPLE', at(start));
      const { zh, en } = explainClock(clock, planClock(clock, { ...C, calendar }), { ...C, calendar });
      expect(en).toMatch(new RegExp(`^In times of ${name} \\(${offset.replace('+', '\\+')}\\): 1 workday`));
      expect(zh).toMatch(new RegExp(`^按${name}当地时间（${offset.replace('+', '\\+')}），自`));
    },
  );

  test('another zone with the desk’s own time goes without saying', () => {
    const calendar = { ...C.calendar, zone: { name: 'Asia/Singapore', utcOffsetMinutes: null } };
    const clock = clockOf('RESOLVE_SIMPLE', at('2026-01-12T10:00:00'));
    expect(explainClock(clock, planClock(clock, { ...C, calendar }), { ...C, calendar })).toEqual(explain(clock));
  });

  test.each(TICKET_CLOCK_IDS)('%s in both languages', (id) => {
    const { zh, en } = explain(clockOf(id, at('2025-11-03T10:00:00')));
    expect(zh).toMatch(/2025年11月3日/);
    expect(en).toMatch(/3 Nov 2025/);
    expect(`${zh}${en}`).not.toMatch(/undefined|NaN|null/);
  });
});
