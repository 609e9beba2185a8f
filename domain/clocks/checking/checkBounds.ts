import type { Words } from '../../../contracts/words.ts';
import type { CalendarFault } from '../../calendar/fault.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../calendar/units.ts';
import { amountOf, nearAmounts } from './amounts.ts';
import { BOUNDS, type Span } from './bounds.ts';
import { msOfDuration } from '../duration.ts';
import type { SettingShape } from './policyShape.ts';
import { clockRule, type ClockRuleId } from '../rules.ts';
import type { Length } from '../setting.ts';

const UNITS = {
  s: { ms: SECOND, zh: '秒', en: 'second' },
  min: { ms: MINUTE, zh: '分钟', en: 'minute' },
  h: { ms: HOUR, zh: '小时', en: 'hour' },
  d: { ms: DAY, zh: '天', en: 'day' },
} as const;

/** Two months are never shorter, nor are 24 of them shorter than two years. */
const DAYS_OF_MONTH = 30.5;
/** Eight hours of service are about a day. */
const WORKING_TIME = 3;
const LONGEST_NEAR_OF_A_DATE = 200 * HOUR;

/** Made for one clock each: another that had it would have no amount. */
const PECULIAR: readonly Length['kind'][] = [
  'mail',
  'first-opening-day',
  'next-month',
  'elapsed-then-opening',
  'elapsed-with-workday',
];

/** Whether a setting of sound amounts makes sense for this very clock: its kind, how short and how long it is, and what comes before its end. */
export function senseFaults(id: ClockRuleId, setting: SettingShape, pointer: string): CalendarFault[] {
  const peculiar = peculiarFaults(id, setting, pointer);
  return peculiar.length > 0 ? peculiar : [...boundFaults(id, setting, pointer), ...openNearFaults(setting, pointer)];
}

function peculiarFaults(id: ClockRuleId, { length, target }: SettingShape, pointer: string): CalendarFault[] {
  const { kind } = clockRule(id).length;
  const lengths = [
    ['length', length],
    ['target', target],
  ] as const;
  return lengths.flatMap(([at, told]): CalendarFault[] =>
    told === undefined || told.kind === kind || !PECULIAR.includes(told.kind)
      ? []
      : [
          {
            pointer: `${pointer}/${at}/kind`,
            expected: {
              zh: `适用于该时限的类型：${told.kind} 仅用于其他时限`,
              en: `a kind that fits this clock: ${told.kind} is for others`,
            },
            got: told.kind,
          },
        ],
  );
}

function boundFaults(id: ClockRuleId, { length }: SettingShape, pointer: string): CalendarFault[] {
  const bounds = BOUNDS[id];
  const ms = roughly(length);
  if (bounds === null || ms === null) return [];
  if (ms >= msOf(bounds.least) && ms <= msOf(bounds.most)) return [];
  const { least, most, because } = bounds;
  const [from, to] = [spanWords(least), spanWords(most)];
  const expected = {
    zh: `该时限为 ${from.zh}至 ${to.zh}${because === undefined ? '' : `（${because.zh}）`}`,
    en: `from ${from.en} to ${to.en} for this clock${because === undefined ? '' : `: ${because.en}`}`,
  };
  const { zh, en } = amountOf(length);
  return [{ pointer: `${pointer}/length`, expected, got: { zh, en } }];
}

/** Open hours before the end that no calendar has room for between start and end: the warning would never come. */
function openNearFaults({ length, near }: SettingShape, pointer: string): CalendarFault[] {
  if (near.kind !== 'day-rule' && near.kind !== 'working-time') return [];
  if (msOfDuration(near) < (openAtMost(length) ?? LONGEST_NEAR_OF_A_DATE)) return [];
  const got = nearAmounts(near).at(-1) ?? { zh: '', en: '' };
  return [
    {
      pointer: `${pointer}/near`,
      expected: { zh: '在时限之内，否则不会提醒', en: 'within the limit, or nobody is ever warned' },
      got: { zh: got.zh, en: got.en },
    },
  ];
}

function openAtMost(length: Length): number | null {
  return length.kind === 'working-time' ? msOfDuration(length) : roughly(length);
}

/** How long it is by the clock on the wall, in ms and without days off; null where no number says it. */
function roughly(length: Length): number | null {
  switch (length.kind) {
    case 'elapsed':
    case 'elapsed-with-workday':
    case 'elapsed-then-opening':
      return msOfDuration(length);
    case 'working-time':
      return WORKING_TIME * msOfDuration(length);
    case 'workdays':
    case 'lead-workdays':
    case 'calendar-days':
      return length.n * DAY;
    case 'mail':
    case 'first-opening-day':
      return DAY;
    case 'months':
    case 'months-back':
      return length.n * DAYS_OF_MONTH * DAY;
    case 'next-month':
    case 'shift-end':
    case 'set-date':
      return null;
  }
}

function msOf([n, unit]: Span): number {
  return n * UNITS[unit].ms;
}

function spanWords([n, unit]: Span): Words {
  const { zh, en } = UNITS[unit];
  return { zh: `${n} ${zh}`, en: `${n} ${en}${n === 1 ? '' : 's'}` };
}
