import type { Kysely } from 'kysely';
import type { FieldError } from '../../contracts/errors.ts';
import type { Day } from '../../contracts/instants.ts';
import { type RosterDay, SHIFT_NAMES } from '../../contracts/rosters.ts';
import { english, type Words } from '../../contracts/words.ts';
import { neighbouringDuties } from '../../db/repositories/rosterDuties.ts';
import { activeRoles } from '../../db/repositories/rosters.ts';
import type { DB } from '../../db/schema/rows.ts';
import type { Calendar } from '../../domain/calendar/calendar.ts';
import { checkRoster } from '../../domain/roster/check.ts';
import { endOfWeek } from '../../domain/roster/week.ts';
import { RosterRefused } from './refused.ts';

const DAY_MS = 24 * 3_600_000;
const WEEK_MS = 7 * DAY_MS;

/** Throws RosterRefused where the roster does not hold beside the weeks before and after it, naming days and people. */
export async function judgeRoster(
  db: Kysely<DB>,
  { week, days, calendar }: { readonly week: Day; readonly days: readonly RosterDay[]; readonly calendar: Calendar },
): Promise<void> {
  const end = Date.parse(endOfWeek(week));
  const [from, to] = [end - WEEK_MS - DAY_MS, end + DAY_MS].map((ms) => new Date(ms).toISOString());
  const named = days.flatMap((day) => [...SHIFT_NAMES, 'REST' as const].flatMap((part) => day[part]));
  const staff = await activeRoles(db, [...new Set(named)]);
  const neighbours = await neighbouringDuties(db, { week, from: from ?? '', to: to ?? '' });
  const errors = checkRoster(days, { week, staff, calendar, neighbours });
  if (errors.length > 0) throw new RosterRefused({ code: 'roster-invalid', detail: detailOf(errors), errors });
}

function detailOf(errors: readonly FieldError[]): Words {
  const [first] = errors;
  if (first === undefined) return { zh: '排班表不符合规则。', en: 'The roster does not hold.' };
  const { pointer, expected, got } = first;
  const more = errors.length - 1;
  const [zh, en] = [inChinese(expected), english(expected)];
  const met = got === undefined ? { zh: '', en: '' } : { zh: `，实为 ${inChinese(got)}`, en: `, got ${english(got)}` };
  return {
    zh: `排班表 "${pointer}" 处应为${zh}${met.zh}。${more > 0 ? `另有 ${more} 处，见 errors。` : ''}`,
    en: `The roster does not hold at "${pointer}": expected ${en}${met.en}.${more > 0 ? ` ${more} more in errors.` : ''}`,
  };
}

function inChinese(text: string | Words): string {
  return typeof text === 'string' ? text : text.zh;
}
