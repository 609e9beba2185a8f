import { describe, expect, test } from 'vitest';
import { previewClock } from '../../../domain/clocks/explaining/preview.ts';
import { CLOCK_RULES, clockRule, isClockRuleId } from '../../../domain/clocks/rules.ts';
import { at, local } from './clock.ts';
import { STANDARD_TIMETABLE } from '../../../domain/clocks/timetable.ts';

const C = STANDARD_TIMETABLE;

describe('preview of a clock', () => {
  test.each([
    ['ONLINE_REPLY', '2025-11-08T11:00:00', {}, 'ONLINE_LEFT', '2025-11-10T18:00:00'],
    ['ONLINE_REPLY', '2025-11-08T11:00:00', { urgent: true }, 'ONLINE_REPLY', '2025-11-08T11:03:00'],
    ['ONLINE_REPLY', '2025-11-08T16:00:00', { urgent: true }, 'URGENT_RESPONSE', '2025-11-08T20:00:00'],
    ['ONLINE_REPLY', '2025-11-07T08:59:00', {}, 'ONLINE_LEFT', '2025-11-07T18:00:00'],
    ['ONLINE_REPLY', '2025-11-07T18:00:00', { profile: 'strict' }, 'ONLINE_LEFT', '2025-11-10T18:00:00'],
    ['ONLINE_REPLY', '2025-11-07T10:00:00', { profile: 'strict' }, 'ONLINE_STRICT', '2025-11-07T10:00:30'],
    ['ONLINE_LEFT', '2025-11-08T11:00:00', { urgent: true }, 'ONLINE_REPLY', '2025-11-08T11:03:00'],
    ['EMAIL_FIRST_REPLY', '2025-11-08T02:00:00', { urgent: true }, 'URGENT_RESPONSE', '2025-11-08T06:00:00'],
    ['EMAIL_FIRST_REPLY', '2025-11-07T23:50:00', {}, 'EMAIL_FIRST_REPLY', '2025-11-10T18:00:00'],
    ['EMAIL_FIRST_REPLY', '2025-11-06T07:30:00', {}, 'EMAIL_FIRST_REPLY', '2025-11-07T07:30:00'],
    ['RESOLVE_SPECIAL', '2025-11-03T10:00:00', {}, 'RESOLVE_SPECIAL', '2025-11-04T18:00:00'],
    ['PHONE_INTAKE', '2025-11-07T17:59:50', {}, 'PHONE_INTAKE', '2025-11-07T18:00:50'],
    ['RESOLVE_SPECIAL', '2025-11-03T10:00:00', { workdays: 4 }, 'RESOLVE_SPECIAL', '2025-11-07T18:00:00'],
    ['MILESTONE', '2025-11-07T10:00:00', { workdays: 1 }, 'MILESTONE', '2025-11-10T18:00:00'],
    ['UNPAID_NUDGE', '2025-11-06T22:00:00', {}, 'UNPAID_NUDGE', '2025-11-07T10:00:00'],
    ['SHIFT_HANDOVER', '2025-11-08T00:30:00', {}, 'SHIFT_HANDOVER', '2025-11-08T01:00:00'],
    ['REOPEN_WINDOW', '2025-11-07T15:00:00', {}, 'REOPEN_WINDOW', '2025-12-08T00:00:00'],
    ['RETENTION', '2024-02-29T15:00:00', {}, 'RETENTION', '2026-03-01T00:00:00'],
    ['DISPUTE_BUYER_CONFIRM', '2025-11-07T10:00:00', {}, 'DISPUTE_BUYER_CONFIRM', '2025-11-10T18:00:00'],
    ['NEXT_REPLY_EMAIL', '2025-11-06T10:00:00', {}, 'NEXT_REPLY_EMAIL', '2025-11-07T10:00:00'],
    ['APPEAL', '2025-11-03T10:00:00', {}, 'APPEAL', '2025-11-07T18:00:00'],
  ] as const)('%s at %s with %j is %s due %s', (...row) => {
    const [clock, start, more, applies, due] = row;
    const answer = previewClock({ clock, at: at(start), ...more }, C);
    expect([answer.clock, answer.dueAt]).toEqual([applies, at(due)]);
  });

  test.each(['2025-11-07T18:00:00', '2025-11-08T11:00:00', '2025-11-07T08:59:59'])(
    'the minute of a call does not run outside the hours of the phone: %s',
    (start) => {
      const { dueAt, provisional, explanation } = previewClock({ clock: 'PHONE_INTAKE', at: at(start) }, C);
      expect([dueAt, provisional, explanation.en]).toEqual([null, false, expect.stringContaining('Outside the hours')]);
    },
  );

  test.each(['MILESTONE', 'PROMISE'])('a date that is agreed by hand has no limit to make up: %s', (clock) => {
    const { dueAt, warnAt, explanation } = previewClock({ clock, at: at('2025-11-07T15:00:00') }, C);
    expect([dueAt, warnAt]).toEqual([null, undefined]);
    expect(explanation.en).toContain('agreed by hand');
    expect(explanation.zh).toContain('约定日期');
  });

  test('names the instants at which somebody is told before the end', () => {
    const near = (clock: string) => {
      const { warnAt, reminders = [] } = previewClock({ clock, at: at('2025-11-03T10:00:00') }, C);
      return [warnAt, ...reminders].map((instant) => (instant === undefined ? '-' : local(instant).slice(5, 16)));
    };
    expect(near('RESOLVE_COMPLEX')).toEqual(['11-10T14:00', '11-07T09:00']);
    expect(near('RESOLVE_SIMPLE')).toEqual(['11-04T14:00']);
    expect(near('ONLINE_REPLY')).toEqual(['11-03T10:02']);
    expect(near('URGENT_RESPONSE')).toEqual(['11-03T12:00']);
    expect(near('CONFIRM_WAIT')).toEqual(['-', '11-06T18:00', '11-10T18:00']);
    expect(near('RATING_WINDOW')).toEqual(['-', '11-06T09:00']);
    expect(near('DISPUTE_SELLER')).toEqual(['11-04T06:00', '11-03T22:00']);
    expect(near('PHONE_INTAKE')).toEqual(['11-03T10:00']);
    expect(near('PHONE_ANSWER')).toEqual(['-']);
  });

  test('starts a hand-over with its shift, which warns half an hour before its end', () => {
    const { startedAt, warnAt, dueAt } = previewClock({ clock: 'SHIFT_HANDOVER', at: at('2025-11-08T00:30:00') }, C);
    expect([startedAt, warnAt, dueAt]).toEqual([
      at('2025-11-07T17:30:00'),
      at('2025-11-08T00:30:00'),
      at('2025-11-08T01:00:00'),
    ]);
  });

  test('starts the rhythm of reports afresh at the end of a pause, as tickets do', () => {
    const pauses = [[at('2025-11-04T10:00:00'), at('2025-11-07T10:00:00')]] as const;
    const { startedAt, dueAt, explanation } = previewClock(
      { clock: 'PROGRESS_SYNC', at: at('2025-11-03T10:00:00'), pauses },
      C,
    );
    expect([startedAt, dueAt]).toEqual([at('2025-11-07T10:00:00'), at('2025-11-12T18:00:00')]);
    expect(explanation.en).not.toContain('waiting for');
  });

  test('tells an earliest instant where there is no end', () => {
    expect(previewClock({ clock: 'APPT_LEAD', at: at('2025-09-28T10:00:00') }, C)).toMatchObject({
      dueAt: null,
      earliestAt: at('2025-10-09T09:00:00'),
    });
    expect(previewClock({ clock: 'HISTORY', at: at('2025-05-31T10:00:00') }, C)).toMatchObject({
      dueAt: null,
      earliestAt: at('2025-02-28T00:00:00'),
    });
  });

  test('of a department’s own limit is that of the department named, and says so where none is set', () => {
    const policy = { ...C.policy, internal: { PAY: { length: { kind: 'workdays', n: 3 } } } } as const;
    const preview = (department?: 'PAY' | 'TECH', timetable = C) =>
      previewClock({ clock: 'DEPARTMENT_INTERNAL', at: at('2025-11-03T10:00:00'), department }, timetable);
    expect(preview('PAY', { ...C, policy }).dueAt).toBe(at('2025-11-06T18:00:00'));
    expect(preview('TECH', { ...C, policy })).toMatchObject({
      dueAt: null,
      explanation: { zh: '技术组没有内部时限；现行规则为以下部门设定：支付组' },
    });
    expect(preview('PAY').explanation.en).toBe('PAY has no limit of its own; the policy sets it for no department');
    expect(preview(undefined, { ...C, policy })).toMatchObject({
      dueAt: null,
      explanation: { en: expect.stringContaining('give department; the policy sets it for PAY') },
    });
  });

  test.each(Object.keys(CLOCK_RULES))('%s is answered, explained and named', (clock) => {
    const answer = previewClock({ clock, at: at('2026-02-10T10:00:00') }, C);
    expect(`${answer.explanation.zh}${answer.explanation.en}`).not.toMatch(/undefined|NaN|null/);
    expect(isClockRuleId(clock) && clockRule(clock).source).toBeTruthy();
  });

  test.each(['NO_SUCH_CLOCK', '', 'toString', '__proto__'])('%j is no clock', (clock) => {
    expect(() => previewClock({ clock, at: at('2025-11-03T10:00:00') }, C)).toThrow('unknown clock');
  });
});
