import type { Calendar, Named } from '../../calendar/calendar.ts';
import { closingsBetween } from '../../calendar/workTime.ts';
import { msOf } from '../../calendar/zone.ts';
import type { Pause } from '../types.ts';
import { counted } from './words.ts';

/** What pauses did to a limit; instants in ms. */
interface PausesTold {
  readonly pausable: boolean;
  readonly pauses: readonly Pick<Pause, 'from' | 'to' | 'why'>[];
  /** Workdays by which they moved the due. */
  readonly pausedWorkdays: number;
  readonly due: number | null;
  /** When the date was set by hand: what stood still before is reckoned in it. */
  readonly setAt: number | null;
}

const WAITED_FOR: Readonly<Record<Pause['why'], Named>> = {
  material: { zh: '等待用户补充材料', en: 'waiting for the customer' },
  dispute: { zh: '等待争议双方', en: 'waiting for the parties' },
};

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

/** For how long a limit stood still and for what, or which of the possible reasons kept its pauses from moving it. */
export function pauseNotes(told: PausesTold, calendar: Calendar): Named[] {
  const { pausable, pauses, pausedWorkdays } = told;
  if (pauses.length === 0) return [];
  if (!pausable) return [{ zh: '此时限不暂停', en: 'this limit never pauses' }];
  const reasons = [...new Set(pauses.map(({ why }) => why))].map((why) => WAITED_FOR[why]);
  const why = { zh: reasons.map(({ zh }) => zh).join('、'), en: reasons.map(({ en }) => en).join(' and ') };
  const notes: Named[] = [];
  if (pausedWorkdays > 0) {
    const closings = counted(pausedWorkdays, '个工作日', 'workday closing');
    notes.push({ zh: `因${why.zh}暂停${closings.zh}`, en: `paused ${closings.en} while ${why.en}` });
  } else {
    notes.push(...whyNothing(told, calendar).map((reason) => MOVES_NOTHING[reason]));
  }
  const standing = pauses.find(({ to }) => to === null);
  if (standing !== undefined) {
    const now = WAITED_FOR[standing.why];
    notes.push({ zh: `现因${now.zh}暂停计时`, en: `now standing still while ${now.en}` });
  }
  return notes;
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
