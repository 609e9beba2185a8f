import type { Words } from '../../../contracts/words.ts';
import { msOfDuration } from '../duration.ts';
import type { Length } from '../setting.ts';
import { counted, durationWords } from './words.ts';

/** Lengths told from a clock time; the others are told from a day. */
type FromTime = Extract<
  Length,
  {
    kind:
      'elapsed' | 'elapsed-with-workday' | 'elapsed-then-opening' | 'working-time' | 'first-opening-day' | 'shift-end';
  }
>;

/** How long a clock runs and from when: `day` and `at` are the words for its start. */
export function lengthWords(length: Exclude<Length, { kind: 'mail' }>, day: Words, at: Words): Words {
  switch (length.kind) {
    case 'elapsed':
    case 'elapsed-with-workday':
    case 'elapsed-then-opening':
    case 'working-time':
    case 'first-opening-day':
    case 'shift-end':
      return fromTime(length, at);
    default:
      return fromDay(length, day);
  }
}

function fromTime(length: FromTime, at: Words): Words {
  const from = (words: Words, zh = '', en = ''): Words => ({
    zh: `自${at.zh}起${words.zh}${zh}`,
    en: `${words.en} from ${at.en}${en}`,
  });
  switch (length.kind) {
    case 'elapsed':
      return from(durationWords(msOfDuration(length)));
    case 'elapsed-with-workday':
      return from(
        durationWords(msOfDuration(length)),
        '，且至少含一个完整工作日',
        ', with at least one complete workday',
      );
    case 'elapsed-then-opening':
      return from(durationWords(msOfDuration(length)), '，顺延至服务开始', ', then the next opening of service');
    case 'working-time':
      return from(durationWords(msOfDuration(length)), '（仅计工作时间）', ', open hours only');
    case 'first-opening-day':
      return {
        zh: `${at.zh}的留言，其后首个开始服务的工作日下班前`,
        en: `Left message of ${at.en}, closing of the first workday that opens after it`,
      };
    case 'shift-end':
      return { zh: `${at.zh}所在班次`, en: `The shift on duty at ${at.en}` };
  }
}

function fromDay(length: Exclude<Length, FromTime | { kind: 'mail' }>, day: Words): Words {
  const from = (words: Words): Words => ({
    zh: `自${day.zh}起${words.zh}（当日不计）`,
    en: `${words.en} from ${day.en} (that day not counted)`,
  });
  switch (length.kind) {
    case 'workdays':
      return from(counted(length.n, '个工作日', 'workday'));
    case 'lead-workdays':
      return from(counted(length.n, '个工作日之后', 'workday'));
    case 'calendar-days':
      return from(counted(length.n, '个自然日', 'calendar day'));
    case 'next-month':
      return { zh: `${day.zh}之后次月首个工作日`, en: `First workday of the month after ${day.en}` };
    case 'months':
      return {
        zh: `自${day.zh}起${length.n}个月，末日保留至24:00`,
        en: `${length.n} months from ${day.en}, the last day kept whole`,
      };
    case 'months-back':
      return { zh: `${day.zh}之前${length.n}个月`, en: `${length.n} months back from ${day.en}` };
    case 'set-date':
      return { zh: `自${day.zh}起，尚未设定期限`, en: `From ${day.en}, no date set yet` };
  }
}
