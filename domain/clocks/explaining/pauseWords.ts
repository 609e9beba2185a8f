import type { Words } from '../../../contracts/words.ts';
import type { Calendar } from '../../calendar/calendar.ts';
import type { DayNumber } from '../../calendar/days.ts';
import { closingOf, closingsBetween, dayOf, isWorkday } from '../../calendar/workTime.ts';
import { msOf } from '../../calendar/zone.ts';
import type { Pause } from '../types.ts';
import { counted, LISTED_WORKDAYS, listWords } from './words.ts';

/** What pauses did to a limit; instants in ms. */
export interface PausesTold {
  readonly pausable: boolean;
  readonly pauses: readonly Pick<Pause, 'from' | 'to' | 'why'>[];
  /** Workdays by which they moved the due. */
  readonly pausedWorkdays: number;
  readonly start: number;
  readonly due: number | null;
  /** When the date was set by hand: what stood still before is reckoned in it. */
  readonly setAt: number | null;
}

/** For what a limit stands still. */
export const WAITED_FOR: Readonly<Record<Pause['why'], Words>> = {
  material: { zh: '等待客户补充材料', en: 'waiting for the customer' },
  dispute: { zh: '等待维权双方', en: 'waiting for the parties' },
};
const REASONS = ['material', 'dispute'] as const;

/** Why a pause that has ended moved no limit. */
const MOVES_NOTHING = {
  undated: { zh: '尚未设定期限，暂停不顺延', en: 'the pause moves nothing: no date was set that it could move' },
  settled: {
    zh: '暂停在期限设定之前，已计入所设期限，不再顺延',
    en: 'the pause moves nothing: it ended before the date was set, which reckons with it',
  },
  late: { zh: '暂停始于到期之后，不顺延', en: 'the pause moves nothing: it began after the limit' },
  short: { zh: '暂停未经过工作日下班，不顺延', en: 'the pause moves nothing: no workday closing in it' },
} as const;
type Nothing = keyof typeof MOVES_NOTHING;

/** By how much a limit moved, on which days it stood still and for what, or which of the possible reasons kept its pauses from moving it. */
export function pauseNotes(told: PausesTold, calendar: Calendar): Words[] {
  const { pausable, pauses, pausedWorkdays } = told;
  if (pauses.length === 0) return [];
  if (!pausable) return [{ zh: '此时限不暂停', en: 'this limit never pauses' }];
  if (pausedWorkdays === 0) return whyNothing(told, calendar).map((reason) => MOVES_NOTHING[reason]);
  return pausedWorkdays > LISTED_WORKDAYS ? [movedBy(told)] : movedFor(told, calendar);
}

function movedBy({ pauses, pausedWorkdays }: PausesTold): Words {
  const reasons = REASONS.filter((why) => pauses.some((pause) => pause.why === why && pause.to !== null));
  const [zh, en] = [reasons.map((why) => WAITED_FOR[why].zh), reasons.map((why) => WAITED_FOR[why].en)];
  const more = counted(pausedWorkdays, '个工作日', 'workday');
  return { zh: `因${zh.join('、')}暂停，顺延${more.zh}`, en: `${more.en} more, ${en.join(' and ')}` };
}

/** For each reason the days at whose closing the limit stood still. */
function movedFor(told: PausesTold, calendar: Calendar): Words[] {
  return REASONS.flatMap((why) => {
    const days = pausedDays(told, why, calendar);
    if (days.length === 0) return [];
    const [on, more] = [listWords(days), counted(days.length, '个工作日', 'workday')];
    const waiting = WAITED_FOR[why];
    return [{ zh: `${on.zh}因${waiting.zh}暂停，顺延${more.zh}`, en: `${more.en} more for ${on.en}, ${waiting.en}` }];
  });
}

function pausedDays({ pauses, start, due, setAt }: PausesTold, why: Pause['why'], calendar: Calendar): DayNumber[] {
  const since = Math.max(start, setAt ?? start);
  const days = pauses.flatMap((pause) => {
    if (pause.why !== why || pause.to === null || (due !== null && msOf(pause.from) >= due)) return [];
    const [from, to] = [Math.max(msOf(pause.from), since), msOf(pause.to)];
    const [first, last] = [dayOf(from, calendar), dayOf(to, calendar)];
    const all = Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
    return all.filter((day) => isWorkday(day, calendar) && isClosedIn(day, from, to));
  });
  return [...new Set(days)];

  function isClosedIn(day: DayNumber, from: number, to: number): boolean {
    const closing = closingOf(day, calendar);
    return from < closing && closing <= to;
  }
}

function whyNothing({ pauses, due, setAt }: PausesTold, calendar: Calendar): Nothing[] {
  const reasons = pauses.flatMap(({ from, to }): Nothing[] => {
    if (to === null) return [];
    if (due === null) return ['undated'];
    if (msOf(from) >= due) return ['late'];
    const settled = setAt !== null && msOf(from) < setAt && closingsBetween(msOf(from), msOf(to), calendar) > 0;
    return [settled ? 'settled' : 'short'];
  });
  return [...new Set(reasons)];
}
