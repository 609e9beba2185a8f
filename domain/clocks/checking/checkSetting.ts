import { NOTHING, type Words } from '../../../contracts/words.ts';
import type { CalendarFault } from '../../calendar/fault.ts';
import { lengthFaults, nearFaults } from './checkAmounts.ts';
import { senseFaults } from './checkBounds.ts';
import { ladderFaults } from './checkLadder.ts';
import { silenceFaults } from './checkSilence.ts';
import { msOfDuration } from '../duration.ts';
import type { SettingShape } from './policyShape.ts';
import { clockRule } from '../rules.ts';
import type { ClockRuleId } from '../rules.ts';
import type { Length, Near } from '../setting.ts';

/** Lengths that are part of what a clock is: one counts back, another ends with a shift, a third is set by hand. */
const BOUND: readonly Length['kind'][] = ['set-date', 'months-back', 'lead-workdays', 'shift-end'];
const COUNTING: Words = {
  zh: `可计算的时长，不用 ${BOUND.join('、')}`,
  en: `a length that counts, not ${BOUND.join(', ')}`,
};

/** Everything that keeps one setting from being a limit of this clock. */
export function settingFaults(id: ClockRuleId, setting: SettingShape, pointer: string): CalendarFault[] {
  const amounts = [
    ...lengthFaults(setting.length, `${pointer}/length`),
    ...(setting.target === undefined ? [] : lengthFaults(setting.target, `${pointer}/target`)),
    ...nearFaults(setting.near, `${pointer}/near`),
  ];
  const kinds = kindFaults(id, setting, pointer);
  const sound = amounts.length === 0 && kinds.length === 0;
  const order = sound ? orderFaults(setting, pointer) : [];
  const sense = sound && order.length === 0 ? senseFaults(id, setting, pointer) : [];
  const silence = sound ? silenceFaults(id, setting, pointer) : [];
  return [...amounts, ...kinds, ...order, ...sense, ...silence, ...ladderFaults(id, setting, pointer)];
}

/** A limit of two steps has both under every policy: somebody hears at the first. Norm: docs/norms.md, policies and versions. */
function firstStepFaults(id: ClockRuleId, { length, target }: SettingShape, pointer: string): CalendarFault[] {
  const { length: standard, target: aim } = clockRule(id);
  const missing = (at: string, zh: string, en: string): CalendarFault[] => [
    { pointer: `${pointer}/${at}`, expected: { zh, en }, got: NOTHING },
  ];
  if (aim !== undefined && target === undefined) return missing('target', '该时限的目标', 'the target of this clock');
  if (isWithFirstStep(standard) && length.kind === 'set-date' && !isWithFirstStep(length))
    return missing('length/setWithinWorkdays', '须在几个工作日内设定日期', 'within how many workdays the date is set');
  return [];
}

function isWithFirstStep(length: Length): boolean {
  return length.kind === 'set-date' && length.setWithinWorkdays !== undefined;
}

function kindFaults(id: ClockRuleId, setting: SettingShape, pointer: string): CalendarFault[] {
  const { length, target } = setting;
  const { length: standard, atDue } = clockRule(id);
  const faults = firstStepFaults(id, setting, pointer);
  const bound = BOUND.includes(standard.kind);
  if (bound ? length.kind !== standard.kind : BOUND.includes(length.kind)) {
    const expected = bound ? { zh: `类型 ${standard.kind}`, en: standard.kind } : COUNTING;
    faults.push({ pointer: `${pointer}/length/kind`, expected, got: length.kind });
  }
  if (target === undefined) return faults;
  if (bound || atDue === 'lapse')
    faults.push({
      pointer: `${pointer}/target`,
      expected: { zh: '该时限没有目标', en: 'none for this clock' },
      got: target.kind,
    });
  else if (BOUND.includes(target.kind)) {
    faults.push({ pointer: `${pointer}/target/kind`, expected: COUNTING, got: target.kind });
  }
  return faults;
}

/** What comes out of order whatever the calendar; the rest is seen with one. */
function orderFaults({ length, target, near }: SettingShape, pointer: string): CalendarFault[] {
  const faults: CalendarFault[] = [];
  const end = sizeOf(length);
  const aim = target === undefined ? null : sizeOf(target);
  if (end !== null && aim !== null && aim.unit === end.unit && aim.size >= end.size)
    faults.push({
      pointer: `${pointer}/target`,
      expected: { zh: '早于时限', en: 'earlier than the limit' },
      got: wordsOf(aim),
    });
  for (const [at, amount] of nearSizes(near)) {
    if (end !== null && amount.unit === end.unit && amount.size >= end.size)
      faults.push({
        pointer: `${pointer}/near${at}`,
        expected: { zh: '在时限之内', en: 'within the limit' },
        got: wordsOf(amount),
      });
  }
  return faults;
}

interface Size {
  readonly unit: 'seconds' | 'seconds of open time' | 'workdays' | 'calendar days';
  readonly size: number;
}

const UNITS_ZH: Record<Size['unit'], string> = {
  seconds: '秒',
  'seconds of open time': '秒（服务时间）',
  workdays: '个工作日',
  'calendar days': '个自然日',
};

/** Null where how long it is depends on the start. */
function sizeOf(length: Length): Size | null {
  switch (length.kind) {
    case 'elapsed':
    case 'elapsed-with-workday':
    case 'elapsed-then-opening':
      return { unit: 'seconds', size: msOfDuration(length) / 1000 };
    case 'working-time':
      return { unit: 'seconds of open time', size: msOfDuration(length) / 1000 };
    case 'workdays':
      return { unit: 'workdays', size: length.n };
    case 'calendar-days':
      return { unit: 'calendar days', size: length.n };
    default:
      return null;
  }
}

function nearSizes(near: Near): [at: string, size: Size][] {
  switch (near.kind) {
    case 'none':
      return [];
    case 'day-rule':
    case 'working-time':
      return [['', { unit: 'seconds of open time', size: msOfDuration(near) / 1000 }]];
    case 'after':
      return [['', { unit: 'seconds', size: msOfDuration(near) / 1000 }]];
    case 'left':
      return near.before.map((time, n) => [`/before/${n}`, { unit: 'seconds', size: msOfDuration(time) / 1000 }]);
    case 'remind-workdays':
      return near.n.map((n, index) => [`/n/${index}`, { unit: 'workdays', size: n }]);
    case 'remind-day':
      return [['/n', { unit: 'calendar days', size: near.n }]];
  }
}

function wordsOf({ unit, size }: Size): Words {
  return { zh: `${size} ${UNITS_ZH[unit]}`, en: `${size} ${unit}` };
}
