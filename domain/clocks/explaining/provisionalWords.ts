import type { Words } from '../../../contracts/words.ts';
import type { Calendar } from '../../calendar/calendar.ts';
import { toCivil } from '../../calendar/days.ts';
import { dayOf, dayOfLimit } from '../../calendar/workTime.ts';

const RECKONED_ANEW: Words = { zh: '未结束的时限重新计算', en: 'a limit that still runs is reckoned anew' };
/** The calendar moves its own limits alone (docs/norms.md, policies and versions). */
const STAYS: Words = {
  zh: '约定的日期不变；如遇休息日，会告知处理人',
  en: 'an agreed date stays; should it be a day off, whoever works on it is told',
};

interface Limit {
  readonly start: number;
  readonly due: number | null;
  /** The date that people agreed on; null where the rule counts. */
  readonly setFor: number | null;
}

/**
 * On which years without a calendar a limit hangs (in ms). A year before the last one that is loaded was left out here; of a
 * later one it is said when its notice comes, so that the words, which are kept, are true before that and after
 * (calendar convention 13, docs/norms.md).
 */
export function provisionalNotes({ start, due, setFor }: Limit, calendar: Calendar): Words[] {
  const years = yearsWithout(start, due ?? start, calendar);
  const newest = Math.max(...calendar.publishedYears);
  const coming = years.filter((year) => year > newest || calendar.publishedYears.length === 0);
  const missing = years.filter((year) => !coming.includes(year));
  const notes: Words[] = [];
  if (missing.length > 0)
    notes.push({
      zh: `暂定：未载入${missing.join('、')}年的工作日历，按一般作息与固定节日推算`,
      en: `provisional: no calendar loaded for ${missing.join(', ')}, reckoned by the ordinary week and the fixed holidays`,
    });
  const then = setFor === null ? RECKONED_ANEW : STAYS;
  for (const year of coming)
    notes.push({
      zh: `暂定：${year}年的放假通知尚未载入（通常在${year - 1}年11月公布），载入后，${then.zh}`,
      en: `provisional: the official notice for ${year} is not loaded yet (it usually comes in November ${year - 1}); once it is, ${then.en}`,
    });
  return notes;
}

function yearsWithout(from: number, to: number, calendar: Calendar): number[] {
  const first = toCivil(dayOf(from, calendar)).year;
  const last = Math.max(first, toCivil(dayOfLimit(to, calendar)).year);
  return Array.from({ length: last - first + 1 }, (_, n) => first + n).filter(
    (year) => !calendar.publishedYears.includes(year),
  );
}
