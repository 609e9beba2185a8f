import type { Calendar, Named } from '../../calendar/calendar.ts';
import { toCivil, weekdayOf } from '../../calendar/days.ts';
import type { DayNumber } from '../../calendar/days.ts';
import { type Span, workTable } from '../../calendar/workTable.ts';
import { addWorkdays, dayOf, dayOfLimit, workdaysBetween } from '../../calendar/workTime.ts';
import { toLocal } from '../../calendar/zone.ts';
import { needsWorkdays } from '../planning/lengths.ts';
import { lengthWords } from './lengthWords.ts';
import { mailWords } from './mailWords.ts';
import { pauseNotes } from './pauseWords.ts';
import { provisionalNotes } from './provisionalWords.ts';
import type { ClockRule } from '../rule.ts';
import type { TimetableVersions } from '../timetable.ts';
import type { Explanation, Pause } from '../types.ts';
import { dayWords, instantWords, listWords, offsetWords, rangeWords, timeWords } from './words.ts';

/** What there is to tell of a clock; instants in ms. */
export interface Account {
  readonly rule: ClockRule;
  readonly start: number;
  readonly target: number | null;
  readonly due: number | null;
  readonly setByHand: boolean;
  /** The limit is a time that was told to the customer. */
  readonly promised?: boolean;
  /** A date agreed by hand that this calendar has off. */
  readonly onDayOff?: boolean;
  /** With whom that date was agreed; the customer, if nothing is said. */
  readonly agreedWith?: Named;
  readonly pauses: readonly Pick<Pause, 'from' | 'to' | 'why'>[];
  /** When a date was set by hand. */
  readonly setAt?: number | null;
  /** Workdays by which the pauses moved the due. */
  readonly pausedWorkdays: number;
  readonly provisional: boolean;
  /** What it was reckoned by. */
  readonly versions: TimetableVersions;
}

const HOME_OFFSET = 'UTC+08:00';
const HOME_OFFSET_MINUTES = 480;

/** More days than these are counted but not listed one by one. */
const LISTED_WORKDAYS = 10;
const LISTED_CALENDAR_DAYS = 62;

/** One sentence for people: from where it counts, which days differ, which count, what stood still, where it ends. */
export function tell(account: Account, calendar: Calendar): Explanation {
  const notes = [
    ...specialDays(account, calendar),
    ...countedDays(account, calendar),
    ...pauseWords(account, calendar),
  ];
  const ends = endNotes(account, calendar);
  const head = headWords(account, calendar);
  const provisional = account.provisional ? provisionalNotes(account.start, account.due, calendar) : [];
  const tail = [
    ...ends,
    ...dayOffNotes(account, calendar),
    ...zoneNotes(account, calendar),
    ...provisional,
    ...versionNotes(account.versions),
  ];
  const join = (language: 'zh' | 'en', comma: string, colon: string, semicolon: string) => {
    const middle = notes.map((note) => note[language]).join(comma);
    const end = tail.map((note) => note[language]).join(semicolon);
    return `${head[language]}${middle === '' ? '' : colon + middle}${end === '' ? '' : semicolon + end}`;
  };
  return { zh: join('zh', '，', '：', '；'), en: join('en', ', ', ': ', '; ') };
}

function headWords({ rule, start, due, setByHand, promised }: Account, calendar: Calendar): Named {
  const { zone } = calendar;
  const day = dayWords(toLocal(start, zone).day);
  const at = instantWords(start, zone);
  if (promised === true) return { zh: `${at.zh}向用户承诺`, en: `Promised to the customer on ${at.en}` };
  if (setByHand) return { zh: `自${day.zh}起，期限另行设定`, en: `Set by hand, running from ${day.en}` };
  return rule.length.kind === 'mail' ? mailWords(start, due, calendar) : lengthWords(rule.length, day, at);
}

function pauseWords({ rule, due, setAt = null, pauses, pausedWorkdays }: Account, calendar: Calendar): Named[] {
  return pauseNotes({ pausable: rule.pausable, pauses, pausedWorkdays, due, setAt }, calendar);
}

function daysOf({ start, due }: Account, calendar: Calendar): { first: DayNumber; last: DayNumber } | null {
  if (due === null) return null;
  return { first: dayOf(start, calendar), last: dayOfLimit(due, calendar) };
}

function specialDays(account: Account, calendar: Calendar): Named[] {
  const days = daysOf(account, calendar);
  if (!days || !needsWorkdays(account.rule.length) || days.last - days.first > LISTED_CALENDAR_DAYS) return [];
  // A date set by hand counts no days; only pauses move it, by workdays.
  if (account.setByHand && account.pausedWorkdays === 0) return [];
  const special = (day: DayNumber) => specialDay(day, calendar);
  const notes: Named[] = [];
  for (let day = days.first + 1; day <= days.last; day++) {
    const found = special(day);
    if (!found) continue;
    const from = day;
    while (day < days.last && sameSpecial(special(day + 1), found)) day++;
    notes.push(specialWords(found, from, day));
  }
  return notes;
}

/** How a day differs from the ordinary week: off, at work though off otherwise, or at work in other hours. */
interface Special extends Named {
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

function specialWords(special: Special, from: DayNumber, to: DayNumber): Named {
  const range = rangeWords(from, to);
  const day = from === to ? dayWords(from, toCivil(from).year) : range;
  switch (special.kind) {
    case 'off':
      return { zh: `${range.zh}${special.zh}`, en: `${range.en} is ${special.en}` };
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

function countedDays(account: Account, calendar: Calendar): Named[] {
  const days = daysOf(account, calendar);
  if (!days || account.rule.length.kind !== 'workdays') return [];
  const n = workdaysBetween(days.first, days.last, calendar);
  if (n < 1 || n > LISTED_WORKDAYS) return [];
  const list = listWords(Array.from({ length: n }, (_, index) => addWorkdays(days.first, index + 1, calendar)));
  return [{ zh: `计入${list.zh}`, en: `counted ${list.en}` }];
}

function endNotes({ rule, start, target, due }: Account, calendar: Calendar): Named[] {
  const { zone } = calendar;
  const { kind } = rule.length;
  const knownYear = toCivil(toLocal(start, zone).day).year;
  const keepsDay = kind === 'calendar-days' || kind === 'months';
  const endsDay = (limit: number) => keepsDay || dayOfLimit(limit, calendar) < dayOf(limit, calendar);
  const notes: Named[] = [];
  if (target !== null) {
    const words = instantWords(target, zone, { knownYear, endsDay: endsDay(target) });
    notes.push({ zh: `目标${words.zh}`, en: `target ${words.en}` });
  }
  if (due !== null) {
    const words = instantWords(due, zone, { knownYear, endsDay: endsDay(due) });
    const from = kind === 'lead-workdays' || kind === 'months-back';
    notes.push(
      from
        ? { zh: `最早${words.zh}`, en: `not before ${words.en}` }
        : { zh: `时限${words.zh}`, en: `limit ${words.en}` },
    );
  }
  return notes;
}

const THE_CUSTOMER: Named = { zh: '用户', en: 'the customer' };

/** A day off moves limits that are counted; a date that was told is for people to agree anew. */
function dayOffNotes({ onDayOff, agreedWith = THE_CUSTOMER, due }: Account, calendar: Calendar): Named[] {
  if (onDayOff !== true || due === null) return [];
  const holiday = workTable(calendar).special(dayOfLimit(due, calendar));
  return [
    {
      zh: `该日为休息日${holiday === null ? '' : `（${holiday.zh}）`}，须与${agreedWith.zh}另行约定`,
      en: `that day is off${holiday === null ? '' : ` (${holiday.en})`}: another date is to be agreed with ${agreedWith.en}`,
    },
  ];
}

/** Everybody's clock shows the service centre's time, so days and times of another zone say whose they are. */
function zoneNotes({ start, due }: Account, { zone }: Calendar): Named[] {
  if (zone.utcOffsetMinutes === HOME_OFFSET_MINUTES) return [];
  const offset = offsetWords(due ?? start, zone);
  if (offset === HOME_OFFSET && offsetWords(start, zone) === HOME_OFFSET) return [];
  return [{ zh: `时间为${zone.name}当地时间（${offset}）`, en: `times of ${zone.name} (${offset})` }];
}

/** The built-in versions go without saying. */
function versionNotes({ calendar, policy }: TimetableVersions): Named[] {
  return [
    ...(policy === 1 ? [] : [{ zh: `按时限规则第${policy}版`, en: `by version ${policy} of the limits` }]),
    ...(calendar === 1 ? [] : [{ zh: `按工作日历第${calendar}版`, en: `by version ${calendar} of the calendar` }]),
  ];
}
