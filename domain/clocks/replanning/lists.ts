import type { ListedLimit, ReplannedLimit, WhatIfLimit } from '../../../contracts/jobs.ts';
import type { Comparison } from './compare.ts';
import { whatMoves } from './replanned.ts';
import type { WhatIf } from './whatIf.ts';

type Whose = Omit<WhatIfLimit, 'from' | 'to'>;

/** On which lists of a what-if a limit stands: by what becomes of it, and as a date agreed by hand that would be a day off. */
export function listsOfWhatIf(whose: Whose, { change, from, to, dayOff }: Omit<WhatIf, 'kept'>): ListedLimit[] {
  const limit = { ...whose, from, to };
  const moved: ListedLimit[] = change === 'same' ? [] : [{ ...limit, change }];
  return dayOff ? [...moved, { ...limit, change: 'day-off' }] : moved;
}

/** On which lists of a re-plan: the same, or as one that stays as it was, and why; what nobody notices stands on none. */
export function listsOfReplan(whose: Whose, outcome: Comparison, told: ReplannedLimit | null): ListedLimit[] {
  if (told === null) return [];
  const { from, to, kept, dayOff } = told;
  if (kept !== null) return [{ ...whose, from, to, change: 'kept', kept }];
  const moved = outcome.kind === 'moved' ? { change: outcome.how, ...whatMoves(outcome) } : null;
  return listsOfWhatIf(whose, { ...(moved ?? { change: 'same', from, to }), dayOff });
}
