import { NOTHING, type Words } from '../../../contracts/words.ts';
import type { CalendarFault } from '../../calendar/fault.ts';
import { HOUR, SECOND } from '../../calendar/zone.ts';
import type { Duration } from '../duration.ts';
import { msOfDuration } from '../duration.ts';
import type { Length, Near } from '../setting.ts';
import { durationWords } from '../explaining/words.ts';

const LONGEST_HOURS = 2000;
const MOST_WORKDAYS = 250;
const MOST_CALENDAR_DAYS = 3660;
const MOST_MONTHS = 240;
const MOST_DAYS_TO_SET = 30;

const LONGEST_FIRST: Words = { zh: '由长到短，不重复', en: 'the longest first, each once' };
const EARLIEST_FIRST: Words = { zh: '由早到晚，不重复', en: 'the earliest first, each once' };

type Amount = readonly [name: string, value: number, most: number];

/** Whether the amounts of a length are whole and within reason, one fault for each that is not. */
export function lengthFaults(length: Length, pointer: string): CalendarFault[] {
  switch (length.kind) {
    case 'elapsed':
    case 'elapsed-with-workday':
    case 'elapsed-then-opening':
    case 'working-time':
      return durationFaults(length, pointer);
    case 'workdays':
    case 'lead-workdays':
      return amountFaults(['n', length.n, MOST_WORKDAYS], pointer);
    case 'calendar-days':
      return amountFaults(['n', length.n, MOST_CALENDAR_DAYS], pointer);
    case 'months':
    case 'months-back':
      return amountFaults(['n', length.n, MOST_MONTHS], pointer);
    case 'set-date':
      return length.setWithinWorkdays === undefined
        ? []
        : amountFaults(['setWithinWorkdays', length.setWithinWorkdays, MOST_DAYS_TO_SET], pointer);
    case 'mail':
    case 'first-opening-day':
    case 'next-month':
    case 'shift-end':
      return [];
  }
}

/** The same for what comes before the end; several must be in order of time. */
export function nearFaults(near: Near, pointer: string): CalendarFault[] {
  switch (near.kind) {
    case 'none':
      return [];
    case 'day-rule':
    case 'working-time':
    case 'after':
      return durationFaults(near, pointer);
    case 'left': {
      const faults = near.before.flatMap((time, index) => durationFaults(time, `${pointer}/before/${index}`));
      const order = near.before.map((time) => ({ value: -msOfDuration(time), got: durationWords(msOfDuration(time)) }));
      return faults.length > 0 ? faults : orderFaults(order, `${pointer}/before`, LONGEST_FIRST);
    }
    case 'remind-workdays': {
      const faults = near.n.flatMap((n, index) => amountFaults([`n/${index}`, n, MOST_WORKDAYS], pointer));
      return faults.length > 0 ? faults : orderFaults(near.n.map(counted), `${pointer}/n`, EARLIEST_FIRST);
    }
    case 'remind-day':
      return amountFaults(['n', near.n, MOST_CALENDAR_DAYS], pointer);
  }
}

function amountFaults([name, value, most]: Amount, pointer: string): CalendarFault[] {
  return Number.isInteger(value) && value >= 1 && value <= most
    ? []
    : [
        {
          pointer: `${pointer}/${name}`,
          expected: { zh: `1 至 ${most} 的整数`, en: `a whole number from 1 to ${most}` },
          got: String(value),
        },
      ];
}

function durationFaults({ hours, minutes, seconds }: Duration, pointer: string): CalendarFault[] {
  const parts = Object.entries({ hours, minutes, seconds }).filter(([, value]) => value !== undefined);
  const odd = parts.filter(([, value]) => !Number.isInteger(value) || Number(value) < 0);
  if (odd.length > 0)
    return odd.map(([part, value]) => ({
      pointer: `${pointer}/${part}`,
      expected: { zh: '不为负的整数', en: 'a whole number, not negative' },
      got: String(value),
    }));
  const ms = msOfDuration({ hours: hours ?? 0, minutes: minutes ?? 0, seconds: seconds ?? 0 });
  const expected = {
    zh: `时、分、秒合计 1 秒至 ${LONGEST_HOURS} 小时`,
    en: `hours, minutes or seconds, from 1 second to ${LONGEST_HOURS} hours together`,
  };
  return ms >= SECOND && ms <= LONGEST_HOURS * HOUR
    ? []
    : [{ pointer, expected, got: parts.length === 0 ? NOTHING : partsWords(parts) }];
}

const PARTS: Readonly<Record<string, string>> = { hours: '小时', minutes: '分钟', seconds: '秒' };

function partsWords(parts: readonly (readonly [string, unknown])[]): Words {
  return {
    zh: parts.map(([part, value]) => `${String(value)}${PARTS[part] ?? ''}`).join(''),
    en: parts.map(([part, value]) => `${String(value)} ${part}`).join(' '),
  };
}

interface Ordered {
  readonly value: number;
  readonly got: string | Words;
}

function counted(n: number): Ordered {
  return { value: n, got: String(n) };
}

function orderFaults(items: readonly Ordered[], pointer: string, expected: Words): CalendarFault[] {
  if (items.length === 0) return [{ pointer, expected: { zh: '至少一项', en: 'at least one' }, got: NOTHING }];
  return items.flatMap(({ value, got }, index) => {
    const before = items[index - 1];
    return before === undefined || value > before.value ? [] : [{ pointer: `${pointer}/${index}`, expected, got }];
  });
}
