import type { ShiftName } from '../../contracts/rosters.ts';
import type { Words } from '../../contracts/words.ts';

/** What people call each shift. */
export const SHIFT_WORDS: Readonly<Record<ShiftName, Words>> = {
  ONCALL: { zh: '夜间值班', en: 'night on call' },
  DAY: { zh: '白班', en: 'day shift' },
  LATE: { zh: '晚班', en: 'late shift' },
};
