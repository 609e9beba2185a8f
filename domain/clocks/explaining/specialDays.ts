import type { Words } from '../../../contracts/words.ts';
import type { Calendar } from '../../calendar/calendar.ts';
import { type DayNumber, toCivil, weekdayOf } from '../../calendar/days.ts';
import { type Span, workTable } from '../../calendar/workTable.ts';
import { dayWords, rangeWords, timeWords } from './words.ts';

/** Over more days than these, holidays are not listed one by one. */
const LISTED_CALENDAR_DAYS = 62;

/** The days after `first` up to `last` that differ from the ordinary week, those in a row and of a kind together. */
export function specialDays(
  { first, last }: { readonly first: DayNumber; readonly last: DayNumber },
  calendar: Calendar,
): Words[] {
  if (last - first > LISTED_CALENDAR_DAYS) return [];
  const special = (day: DayNumber) => specialDay(day, calendar);
  const notes: Words[] = [];
  for (let day = first + 1; day <= last; day++) {
    const found = special(day);
    if (!found) continue;
    const from = day;
    while (day < last && sameSpecial(special(day + 1), found)) day++;
    notes.push(specialWords(found, from, day));
  }
  return notes;
}

/** How a day differs from the ordinary week: off, at work though off otherwise, or at work in other hours. */
interface Special extends Words {
  readonly kind: 'off' | 'adjusted' | 'hours';
  readonly spans: readonly Span[];
}

function specialDay(day: DayNumber, calendar: Calendar): Special | null {
  const found = workTable(calendar).special(day);
  if (found === null) return null;
  const ordinary = calendar.week[weekdayOf(day)] ?? [];
  const kind = found.kind === 'off' ? 'off' : ordinary.length === 0 ? 'adjusted' : 'hours';
  return { ...found, kind };
}

function sameSpecial(one: Special | null, { kind, en, spans }: Special): boolean {
  return one !== null && one.kind === kind && one.en === en && hoursWords(one.spans) === hoursWords(spans);
}

function specialWords(special: Special, from: DayNumber, to: DayNumber): Words {
  const range = rangeWords(from, to);
  const day = from === to ? dayWords(from, toCivil(from).year) : range;
  switch (special.kind) {
    case 'off':
      return {
        zh: `${range.zh}${special.zh}${/放假|休/u.test(special.zh) ? '' : '放假'}`,
        en: `${range.en} is ${special.en}`,
      };
    case 'adjusted':
      return { zh: `${day.zh}因${special.zh}调休上班`, en: `${day.en} is an adjusted workday (${special.en})` };
    case 'hours': {
      const hours = hoursWords(special.spans);
      return { zh: `${day.zh}因${special.zh}服务时间为${hours}`, en: `${day.en} is open ${hours} (${special.en})` };
    }
  }
}

function hoursWords(spans: readonly Span[]): string {
  return spans.map(({ open, close }) => `${timeWords(open)}–${timeWords(close)}`).join(', ');
}
