import type { Instant } from '../../contracts/instants.ts';
import type { Words } from '../../contracts/words.ts';
import { shown } from '../render/instant.ts';
import { type Problem, refused } from './problem.ts';

const DAY_MS = 24 * 3_600_000;
const DEFAULT_DAYS = 30;
const LONGEST_DAYS = 366;

export interface Period {
  readonly from: Instant;
  readonly to: Instant;
}

function wrong(pointer: string, expected: Words): Problem {
  const detail = { zh: '统计期间不成立。', en: 'The period does not hold.' };
  return refused({ code: 'date-not-allowed', detail, errors: [{ pointer, expected }] });
}

/** What a report looks at, in UTC: by default the thirty days until now. Throws `date-not-allowed` for an empty or too long one. */
export function periodOf(query: { from?: string | undefined; to?: string | undefined }, nowMs: number): Period {
  const to = query.to === undefined ? nowMs : Date.parse(query.to);
  const from = query.from === undefined ? to - DEFAULT_DAYS * DAY_MS : Date.parse(query.from);
  if (from >= to)
    throw wrong('/from', { zh: `早于 ${shown(new Date(to))} 的时刻`, en: `an instant before ${shown(new Date(to))}` });
  if (to - from > LONGEST_DAYS * DAY_MS)
    throw wrong('/from', {
      zh: `\`to\` 之前至多 ${LONGEST_DAYS} 天`,
      en: `at most ${LONGEST_DAYS} days before \`to\``,
    });
  return { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
}
