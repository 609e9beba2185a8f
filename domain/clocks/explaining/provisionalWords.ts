import type { Calendar, Named } from '../../calendar/calendar.ts';
import { toCivil } from '../../calendar/days.ts';
import { dayOf, dayOfLimit } from '../../calendar/workTime.ts';

/**
 * On which years without a calendar a limit hangs (`start`, `due` in ms). A year before the last one that is loaded was left out here; of a
 * later one it is said when its notice comes, so that the words, which are kept, are true before that and after
 * (calendar convention 13, docs/norms.md).
 */
export function provisionalNotes(start: number, due: number | null, calendar: Calendar): Named[] {
  const years = yearsWithout(start, due ?? start, calendar);
  const newest = Math.max(...calendar.publishedYears);
  const coming = years.filter((year) => year > newest || calendar.publishedYears.length === 0);
  const missing = years.filter((year) => !coming.includes(year));
  const notes: Named[] = [];
  if (missing.length > 0)
    notes.push({
      zh: `暂定：未载入${missing.join('、')}年的工作日历，按一般作息与固定节日推算`,
      en: `provisional: no calendar loaded for ${missing.join(', ')}, reckoned by the ordinary week and the fixed holidays`,
    });
  for (const year of coming)
    notes.push({
      zh: `暂定：${year}年的放假通知尚未载入（通常在${year - 1}年11月公布），载入后，未结束的时限重新计算`,
      en: `provisional: the official notice for ${year} is not loaded yet (it usually comes in November ${year - 1}); once it is, a limit that still runs is reckoned anew`,
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
