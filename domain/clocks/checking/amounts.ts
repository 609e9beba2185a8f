import type { Words } from '../../../contracts/words.ts';
import { type Duration, msOfDuration } from '../duration.ts';
import type { Length, Near } from '../setting.ts';
import { counted, durationWords } from '../explaining/words.ts';

/** How much of what: `n` of the unit; null where no number says it, and the words alone do. */
export interface Amount extends Words {
  readonly n: number | null;
  readonly unit: 'ms' | 'ms-open' | 'workdays' | 'calendar-days' | 'months' | null;
}

/** How long a limit is, apart from any start: a number with its unit (ms, ms of open hours, days, months), and words. */
export function amountOf(length: Length): Amount {
  switch (length.kind) {
    case 'elapsed':
      return timed(length, 'ms');
    case 'elapsed-with-workday':
      return timed(length, 'ms', '，且至少含一个完整工作日', ', with at least one complete workday');
    case 'elapsed-then-opening':
      return timed(length, 'ms', '，顺延至服务开始', ', then the next opening of service');
    case 'working-time':
      return timed(length, 'ms-open', '（仅计服务时间）', ' of open hours');
    case 'workdays':
      return { n: length.n, unit: 'workdays', ...counted(length.n, '个工作日', 'workday') };
    case 'lead-workdays':
      return { n: length.n, unit: 'workdays', zh: `提前 ${length.n} 个工作日`, en: `${length.n} workdays ahead` };
    case 'calendar-days':
      return { n: length.n, unit: 'calendar-days', ...counted(length.n, '个自然日', 'calendar day') };
    case 'months':
    case 'months-back':
      return { n: length.n, unit: 'months', ...counted(length.n, '个月', 'month') };
    default:
      return { n: null, unit: null, ...UNCOUNTED[length.kind] };
  }
}

type Uncounted = Exclude<Length['kind'], `elapsed${string}` | `${string}days` | `months${string}` | 'working-time'>;

const UNCOUNTED: Readonly<Record<Uncounted, Words>> = {
  mail: { zh: '次一工作日同一时刻，不晚于下班', en: 'the same time next workday, not after closing' },
  'first-opening-day': { zh: '其后首个工作日下班前', en: 'closing of the first workday that opens after it' },
  'next-month': { zh: '次月首个工作日下班前', en: 'closing of the first workday of the next month' },
  'shift-end': { zh: '本班次结束前', en: 'the end of the shift on duty' },
  'set-date': { zh: '逐案设定', en: 'set for each case' },
};

/** When somebody is told before the end, in order of time. */
export function nearAmounts(near: Near): Amount[] {
  switch (near.kind) {
    case 'none':
      return [];
    case 'day-rule':
      return [
        {
          n: 1,
          unit: 'workdays',
          zh: '到期前一工作日上班时（三个工作日以上）',
          en: 'opening of the workday before (of three workdays and more)',
        },
        timed(near, 'ms-open', '前（仅计服务时间）', ' of open hours before the end'),
      ];
    case 'working-time':
      return [timed(near, 'ms-open', '前（仅计服务时间）', ' of open hours before the end')];
    case 'after':
      return [timed(near, 'ms', '后', ' after the start')];
    case 'left':
      return near.before.map((time) => timed(time, 'ms', '前', ' before the end'));
    case 'remind-workdays':
      return near.n.map((n) => ({ n, unit: 'workdays', zh: `第 ${n} 个工作日`, en: `workday ${n}` }));
    case 'remind-day':
      return [
        { n: near.n, unit: 'calendar-days', zh: `第 ${near.n} 个自然日 9:00`, en: `09:00 of calendar day ${near.n}` },
      ];
  }
}

function timed(time: Duration, unit: 'ms' | 'ms-open', zh = '', en = ''): Amount {
  const n = msOfDuration(time);
  const words = durationWords(n);
  return { n, unit, zh: `${words.zh}${zh}`, en: `${words.en}${en}` };
}
