import { NOTHING } from '../../contracts/words.ts';
import { type Calendar, SHIFT_NAMES, type ShiftStarts, type Window } from './calendar.ts';
import type { CalendarFault } from './fault.ts';
import { isClockTime, windowOutOfOrder } from './valid.ts';

/** Hours of the week, of the phone and of reduced service: windows in order, and a desk that opens at all. */
export function hoursFaults({
  week,
  fullHours,
  phoneHours = [],
  reducedOnlineHours,
  overrides,
}: Calendar): CalendarFault[] {
  const faults = [
    ...week.flatMap((windows, weekday) => windowFaults(windows, `/week/${weekday}`)),
    ...windowFaults(fullHours, '/fullHours'),
    ...windowFaults(phoneHours, '/phoneHours'),
    ...windowFaults(reducedOnlineHours, '/reducedOnlineHours'),
  ];
  if (week.every((windows) => windows.length === 0))
    faults.push({
      pointer: '/week',
      expected: { zh: '至少一天有服务时间，否则永不开放', en: 'a weekday with open hours, or it never opens' },
      got: NOTHING,
    });
  if (fullHours.length === 0 && overrides.some(({ kind, windows }) => kind === 'work' && !windows))
    faults.push({
      pointer: '/fullHours',
      expected: { zh: '未写明时段的上班日的服务时间', en: 'hours for days opened without their own' },
      got: NOTHING,
    });
  return faults;
}

/** Windows of one day: existing times, each closing after it opens and before the next. */
export function windowFaults(windows: readonly Window[], pointer: string): CalendarFault[] {
  const badTimes = windows.flatMap((window, index) =>
    (['open', 'close'] as const)
      .filter((end) => !isClockTime(window[end]))
      .map((end) => ({
        pointer: `${pointer}/${index}/${end}`,
        expected: { zh: '时刻，格式 HH:MM，00:00 至 24:00', en: 'a time as HH:MM, 00:00 to 24:00' },
        got: window[end],
      })),
  );
  if (badTimes.length > 0) return badTimes;
  const wrong = windowOutOfOrder(windows);
  const window = windows[wrong];
  if (!window) return [];
  const before = windows[wrong - 1];
  const expected =
    window.close <= window.open
      ? { zh: '结束晚于开始', en: 'closing after opening' }
      : {
          zh: `开始不早于上一时段的结束 ${before?.close ?? ''}`,
          en: `opening not before ${before?.close ?? ''}, where another closes`,
        };
  return [{ pointer: `${pointer}/${wrong}`, expected, got: `${window.open}–${window.close}` }];
}

/** Shifts that begin one after the other. */
export function shiftFaults(shifts: ShiftStarts | undefined): CalendarFault[] {
  if (shifts === undefined) return [];
  return SHIFT_NAMES.flatMap((name, index): CalendarFault[] => {
    const pointer = `/shifts/${name}`;
    const got = shifts[name];
    if (!isClockTime(got) || got === '24:00')
      return [
        { pointer, expected: { zh: '时刻，格式 HH:MM，00:00 至 23:59', en: 'a time as HH:MM, 00:00 to 23:59' }, got },
      ];
    const before = SHIFT_NAMES[index - 1];
    return before === undefined || shifts[before] < got
      ? []
      : [
          {
            pointer,
            expected: {
              zh: `晚于 ${before}（${shifts[before]} 开始）的时刻`,
              en: `a time after ${before}, which begins at ${shifts[before]}`,
            },
            got,
          },
        ];
  });
}
