import type { ClockId, ClockStatus } from '../../../contracts/clocks.ts';
import type { Instant } from '../../../contracts/instants.ts';
import type { Words } from '../../../contracts/words.ts';
import { CHINA_CALENDAR } from '../../calendar/china.ts';
import { msOf } from '../../calendar/zone.ts';
import type { Explanation, Pause } from '../types.ts';
import { WAITED_FOR } from './pauseWords.ts';
import { instantWords } from './words.ts';

/** How a limit stands when somebody looks at it. */
export interface Standing {
  readonly id: ClockId;
  readonly status: ClockStatus;
  readonly stoppedAt: Instant | null;
  readonly breached: boolean;
  readonly pauses: readonly Pick<Pause, 'to' | 'why'>[];
  /** What ended it, where that is known. */
  readonly because?: Words | null;
}

/** The explanation of a limit with how it stands before it, and how it ended before anything else; times in the service centre's zone. */
export function withStanding(explanation: Explanation, standing: Standing): Explanation {
  const words = standingWords(standing);
  if (words === null) return explanation;
  const { zh, en } = explanation;
  return { zh: zh === '' ? words.zh : `${words.zh}。${zh}`, en: en === '' ? words.en : `${words.en}. ${en}` };
}

function standingWords({ id, status, stoppedAt, breached, pauses, because = null }: Standing): Words | null {
  const at = stoppedAt === null ? { zh: '', en: '' } : instantWords(msOf(stoppedAt), CHINA_CALENDAR.zone);
  const [done, kept] = id === 'PROMISE' ? (['兑现', 'Kept'] as const) : (['完成', 'Done'] as const);
  switch (status) {
    case 'running':
      return breached ? { zh: `已超时，尚未${done}`, en: `Missed, and not ${kept.toLowerCase()} yet` } : null;
    case 'paused':
      return pausedWords({ id, pauses, breached });
    case 'met':
      return { zh: `已于${at.zh}按时${done}`, en: `${kept} in time on ${at.en}` };
    case 'breached':
      return { zh: `已超时，${at.zh}才${done}`, en: `Missed: ${kept.toLowerCase()} only on ${at.en}` };
    case 'lapsed':
      return { zh: `已于${at.zh}期满`, en: `Ran out on ${at.en}` };
    case 'cancelled': {
      const why = because === null ? { zh: '', en: '' } : { zh: `（${because.zh}）`, en: ` (${because.en})` };
      const late = breached ? { zh: '，此前已超时', en: ', after it was missed' } : { zh: '', en: '' };
      return { zh: `已于${at.zh}取消${why.zh}${late.zh}`, en: `Called off on ${at.en}${why.en}${late.en}` };
    }
  }
}

const AFTER_PAUSE = {
  anew: { zh: '，恢复后重新计时', en: '; it starts anew after that' },
  moved: { zh: '，恢复后时限按暂停的工作日顺延', en: '; the limit moves by the workdays that pass meanwhile' },
  missed: { zh: '，此前已超时', en: '; it was missed before' },
} as const;

function pausedWords({ id, pauses, breached }: Pick<Standing, 'id' | 'pauses' | 'breached'>): Words {
  const why = pauses.find(({ to }) => to === null)?.why;
  const waiting = why === undefined ? null : WAITED_FOR[why];
  const then = AFTER_PAUSE[breached ? 'missed' : id === 'PROGRESS_SYNC' ? 'anew' : 'moved'];
  return {
    zh: `现${waiting === null ? '' : `因${waiting.zh}`}暂停计时${then.zh}`,
    en: `Standing still now${waiting === null ? '' : `, ${waiting.en}`}${then.en}`,
  };
}
