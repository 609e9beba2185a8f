import type { Words } from '../../../contracts/words.ts';
import type { Calendar } from '../../calendar/calendar.ts';
import { type DayNumber, toCivil } from '../../calendar/days.ts';
import { workTable } from '../../calendar/workTable.ts';
import { addWorkdays, dayOf, dayOfLimit, workdaysBetween } from '../../calendar/workTime.ts';
import { toLocal } from '../../calendar/zone.ts';
import { needsWorkdays } from '../planning/lengths.ts';
import { lengthWords } from './lengthWords.ts';
import { mailWords } from './mailWords.ts';
import { pauseNotes, type PausesTold } from './pauseWords.ts';
import { provisionalNotes } from './provisionalWords.ts';
import { specialDays } from './specialDays.ts';
import type { ClockRule } from '../rule.ts';
import type { TimetableVersions } from '../timetable.ts';
import type { Explanation, Pause } from '../types.ts';
import { dayWords, instantWords, LISTED_WORKDAYS, listWords, offsetWords } from './words.ts';

/** What there is to tell of a clock; instants in ms. */
export interface Account {
  readonly rule: ClockRule;
  readonly start: number;
  readonly target: number | null;
  readonly due: number | null;
  /** The date that people agreed on, before pauses moved it; null where the rule counts. */
  readonly setFor: number | null;
  /** The limit is a time that was told to the customer. */
  readonly promised?: boolean;
  /** A date agreed by hand that this calendar has off. */
  readonly onDayOff?: boolean;
  /** Until then a date is to be agreed, which is the limit from then on. */
  readonly awaitsDate?: boolean;
  /** With whom that date was agreed; the customer, if nothing is said. */
  readonly agreedWith?: Words;
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

/** One sentence for people: from where it counts, which days differ, which count, what stood still, where it ends. */
export function tell(account: Account, calendar: Calendar): Explanation {
  const notes = [...counting(account, calendar), ...pauseNotes(pausesOf(account), calendar)];
  const ends = endNotes(account, calendar);
  const head = headWords(account, calendar);
  const provisional = account.provisional ? provisionalNotes(account, calendar) : [];
  const tail = [
    ...ends,
    ...awaitedDate(account),
    ...dayOffNotes(account, calendar),
    ...provisional,
    ...versionNotes(account.versions),
  ];
  const zone = zoneWords(account, calendar);
  const join = (language: 'zh' | 'en', comma: string, colon: string, semicolon: string) => {
    const middle = notes.map((note) => note[language]).join(comma);
    const end = tail.map((note) => note[language]).join(semicolon);
    const before = head[language].includes(colon) ? comma : colon;
    return `${zone[language]}${head[language]}${middle === '' ? '' : before + middle}${end === '' ? '' : semicolon + end}`;
  };
  return { zh: join('zh', '，', '：', '；'), en: join('en', ', ', ': ', '; ') };
}

function headWords({ rule, start, due, setFor, promised }: Account, calendar: Calendar): Words {
  const { zone } = calendar;
  const day = dayWords(toLocal(start, zone).day);
  const at = instantWords(start, zone);
  if (promised === true) return { zh: `${at.zh}向客户承诺`, en: `Promised to the customer on ${at.en}` };
  if (setFor !== null)
    return { zh: `自${day.zh}起，日期由人工设定`, en: `Running from ${day.en} to a date set by hand` };
  return rule.length.kind === 'mail' ? mailWords(start, due, calendar) : lengthWords(rule.length, day, at);
}

function pausesOf({ rule, start, due, setAt = null, pauses, pausedWorkdays }: Account): PausesTold {
  return { pausable: rule.pausable, pauses, pausedWorkdays, start, due, setAt };
}

/** How the days were counted. A date set by hand counts none, and those by which pauses moved it are told with them. */
function counting(account: Account, calendar: Calendar): Words[] {
  if (account.setFor !== null && account.pausedWorkdays === 0) return [];
  const days = daysOf(account, calendar);
  const special = days === null || !needsWorkdays(account.rule.length) ? [] : specialDays(days, calendar);
  if (account.setFor === null) return [...special, ...countedDays(account, calendar)];
  const { zh, en } = instantWords(account.setFor, calendar.zone, {
    knownYear: toCivil(toLocal(account.start, calendar.zone).day).year,
  });
  return [{ zh: `原定${zh}`, en: `first set for ${en}` }, ...special];
}

/** From where days differ to where they end: from a date set by hand on, only those by which it moved. */
function daysOf({ start, due, setFor }: Account, calendar: Calendar): { first: DayNumber; last: DayNumber } | null {
  if (due === null) return null;
  const first = setFor === null ? dayOf(start, calendar) : dayOfLimit(setFor, calendar);
  return { first, last: dayOfLimit(due, calendar) };
}

function countedDays(account: Account, calendar: Calendar): Words[] {
  const days = daysOf(account, calendar);
  if (!days || account.rule.length.kind !== 'workdays') return [];
  const n = workdaysBetween(days.first, days.last, calendar) - account.pausedWorkdays;
  if (n < 1 || n > LISTED_WORKDAYS) return [];
  const list = listWords(Array.from({ length: n }, (_, index) => addWorkdays(days.first, index + 1, calendar)));
  return [{ zh: `计入${list.zh}`, en: `counted ${list.en}` }];
}

function endNotes({ rule, start, target, due }: Account, calendar: Calendar): Words[] {
  const { zone } = calendar;
  const { kind } = rule.length;
  const knownYear = toCivil(toLocal(start, zone).day).year;
  const keepsDay = kind === 'calendar-days' || kind === 'months';
  const endsDay = (limit: number) => keepsDay || dayOfLimit(limit, calendar) < dayOf(limit, calendar);
  const notes: Words[] = [];
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

/** Not the matter itself is done by then. */
function awaitedDate({ awaitsDate }: Account): Words[] {
  if (awaitsDate !== true) return [];
  return [{ zh: '届时须已与客户约定办结日期', en: 'by then a date for the solution is agreed with the customer' }];
}

const THE_CUSTOMER: Words = { zh: '客户', en: 'the customer' };

/** A day off moves limits that are counted; a date that was told is for people to agree anew. */
function dayOffNotes({ onDayOff, agreedWith = THE_CUSTOMER, due }: Account, calendar: Calendar): Words[] {
  if (onDayOff !== true || due === null) return [];
  const holiday = workTable(calendar).special(dayOfLimit(due, calendar));
  return [
    {
      zh: `该日为休息日${holiday === null ? '' : `（${holiday.zh}）`}，须与${agreedWith.zh}另行约定`,
      en: `that day is off${holiday === null ? '' : ` (${holiday.en})`}: another date is to be agreed with ${agreedWith.en}`,
    },
  ];
}

const HERE: Words = { zh: '', en: '' };

/** Everybody's clock shows the service centre's time, so days and times of another zone say first whose they are. */
function zoneWords({ start, due }: Account, { zone }: Calendar): Words {
  if (zone.utcOffsetMinutes === HOME_OFFSET_MINUTES) return HERE;
  const offset = offsetWords(due ?? start, zone);
  if (offset === HOME_OFFSET && offsetWords(start, zone) === HOME_OFFSET) return HERE;
  return { zh: `按${zone.name}当地时间（${offset}），`, en: `In times of ${zone.name} (${offset}): ` };
}

/** The built-in versions go without saying. */
function versionNotes({ calendar, policy }: TimetableVersions): Words[] {
  return [
    ...(policy === 1 ? [] : [{ zh: `按时限规则第${policy}版`, en: `by version ${policy} of the limits` }]),
    ...(calendar === 1 ? [] : [{ zh: `按工作日历第${calendar}版`, en: `by version ${calendar} of the calendar` }]),
  ];
}
