import type { Words } from '../../../contracts/words.ts';
import type { DayNumber } from '../../calendar/days.ts';
import { toCivil, weekdayOf } from '../../calendar/days.ts';
import type { Zone } from '../../calendar/zone.ts';
import { DAY } from '../../calendar/units.ts';
import { HOUR, MINUTE, SECOND, toLocal } from '../../calendar/zone.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const WEEKDAYS_ZH = ['周日', '周一', '周二', '周三', '周四', '周五', '周六'];

/** 'Fri 26 Sep 2025'; the year only where it is not the one already named. */
export function dayWords(day: DayNumber, knownYear?: number): Words {
  const { year, month, date } = toCivil(day);
  const weekday = weekdayOf(day);
  const named = year === knownYear;
  return {
    zh: `${named ? '' : `${year}年`}${month}月${date}日（${WEEKDAYS_ZH[weekday]}）`,
    en: `${WEEKDAYS[weekday]} ${date} ${MONTHS[month - 1]}${named ? '' : ` ${year}`}`,
  };
}

/** 'Fri 26 Sep 2025 18:00'; a midnight that ends a day is told as that day's 24:00. */
export function instantWords(ms: number, zone: Zone, options: { knownYear?: number; endsDay?: boolean } = {}): Words {
  const { day, time } = toLocal(ms, zone);
  const endsDay = options.endsDay === true && time === 0;
  const words = dayWords(endsDay ? day - 1 : day, options.knownYear);
  const clock = endsDay ? '24:00' : timeWords(time);
  return { zh: `${words.zh}${clock}`, en: `${words.en} ${clock}` };
}

/** 'UTC+08:00': how far the zone's wall clock is ahead of UTC at an instant. */
export function offsetWords(ms: number, zone: Zone): string {
  const { day, time } = toLocal(ms, zone);
  const minutes = Math.round((day * DAY + time - ms) / MINUTE);
  const two = (n: number) => String(Math.floor(n)).padStart(2, '0');
  const size = Math.abs(minutes);
  return `UTC${minutes < 0 ? '-' : '+'}${two(size / 60)}:${two(size % 60)}`;
}

/** '8 Oct', '1–8 Oct', '30 Apr–2 May'. */
export function rangeWords(from: DayNumber, to: DayNumber): Words {
  const first = toCivil(from);
  const last = toCivil(to);
  const firstEn = `${first.date} ${MONTHS[first.month - 1]}`;
  const lastEn = `${last.date} ${MONTHS[last.month - 1]}`;
  const firstZh = `${first.month}月${first.date}日`;
  if (from === to) return { zh: firstZh, en: firstEn };
  if (first.month === last.month) return { zh: `${firstZh}至${last.date}日`, en: `${first.date}–${lastEn}` };
  return { zh: `${firstZh}至${last.month}月${last.date}日`, en: `${firstEn}–${lastEn}` };
}

/** More workdays than these are counted but not listed one by one. */
export const LISTED_WORKDAYS = 10;

/** '28, 29, 30 Sep and 9, 10 Oct'. */
export function listWords(days: readonly DayNumber[]): Words {
  const groups: { month: number; dates: number[] }[] = [];
  for (const { month, date } of days.map(toCivil)) {
    const last = groups.at(-1);
    if (last?.month === month) last.dates.push(date);
    else groups.push({ month, dates: [date] });
  }
  return {
    zh: groups.map(({ month, dates }) => `${month}月${dates.join('、')}日`).join('和'),
    en: groups.map(({ month, dates }) => `${dates.join(', ')} ${MONTHS[month - 1]}`).join(' and '),
  };
}

/** '3 minutes', '24 hours'. */
export function durationWords(ms: number): Words {
  if (ms % HOUR === 0) return counted(ms / HOUR, '小时', 'hour');
  if (ms % MINUTE === 0) return counted(ms / MINUTE, '分钟', 'minute');
  return counted(ms / SECOND, '秒', 'second');
}

export function counted(n: number, zh: string, en: string): Words {
  return { zh: `${n}${zh}`, en: `${n} ${en}${n === 1 ? '' : 's'}` };
}

/** '09:00' of a time since midnight in ms; the seconds only where there are some. */
export function timeWords(time: number): string {
  const two = (n: number) => String(Math.floor(n)).padStart(2, '0');
  const seconds = Math.floor((time % MINUTE) / SECOND);
  return `${two(time / HOUR)}:${two((time % HOUR) / MINUTE)}${seconds === 0 ? '' : `:${two(seconds)}`}`;
}
