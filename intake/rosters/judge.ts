import type { Kysely } from 'kysely';
import type { FieldError } from '../../contracts/errors.ts';
import type { Day } from '../../contracts/instants.ts';
import { type RosterDay, SHIFT_NAMES } from '../../contracts/rosters.ts';
import type { Words } from '../../contracts/words.ts';
import { neighbouringDuties } from '../../db/repositories/shifts/rosterDuties.ts';
import { activeRoles, mentorsOf } from '../../db/repositories/shifts/rosters.ts';
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
  const mentors = await mentorsOf(db, [...staff.keys()]);
  const neighbours = await neighbouringDuties(db, { week, from: from ?? '', to: to ?? '' });
  const errors = checkRoster(days, { week, staff, mentors, calendar, neighbours });
  if (errors.length > 0) throw new RosterRefused({ code: 'roster-invalid', detail: detailOf(errors), errors });
}

/** The first fault is told after it. */
function detailOf(errors: readonly FieldError[]): Words {
  const n = errors.length;
  if (n === 1) return { zh: '排班表不符合规则。', en: 'The roster does not hold.' };
  return { zh: `排班表有 ${n} 处不符合规则，首先：`, en: `The roster does not hold in ${n} places, first:` };
}
