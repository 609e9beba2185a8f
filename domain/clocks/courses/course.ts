import type { Words } from '../../../contracts/words.ts';
import type { Length } from '../setting.ts';

/** Between which events a limit runs. */
export interface Course {
  readonly starts: Words;
  readonly stops: Words;
}

/** When a limit that can stand still does (convention 11). */
export const PAUSES: Words = {
  zh: '等待客户补充材料或维权双方时暂停；其间每经过一个工作日下班，顺延一个工作日',
  en: 'while the ticket waits for material of the customer or for the parties of a dispute: each workday closing that passes adds one workday',
};

/** Which time counts. */
export type CountedBy = 'round-the-clock' | 'open-hours' | 'workdays' | 'calendar-days' | 'shifts';

export const COUNTED_BY_NAMES: Readonly<Record<CountedBy, Words>> = {
  'round-the-clock': { zh: '全天连续计时', en: 'round the clock' },
  'open-hours': { zh: '仅计服务时间', en: 'open hours only' },
  workdays: { zh: '按工作日', en: 'workdays' },
  'calendar-days': { zh: '按自然日', en: 'calendar days' },
  shifts: { zh: '按班次', en: 'shifts' },
};

/** Which time counts towards a length; where it needs a workday or an opening besides, its words say so. */
export function countedBy({ kind }: Length): CountedBy {
  switch (kind) {
    case 'elapsed':
    case 'elapsed-with-workday':
    case 'elapsed-then-opening':
      return 'round-the-clock';
    case 'working-time':
      return 'open-hours';
    case 'workdays':
    case 'mail':
    case 'first-opening-day':
    case 'next-month':
    case 'lead-workdays':
    case 'set-date':
      return 'workdays';
    case 'calendar-days':
    case 'months':
    case 'months-back':
      return 'calendar-days';
    case 'shift-end':
      return 'shifts';
  }
}
