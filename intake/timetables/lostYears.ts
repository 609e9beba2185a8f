import type { Words } from '../../contracts/words.ts';
import type { Kysely } from 'kysely';
import { finalLimitsIn, type LiveClock, type ZonedYears } from '../../db/repositories/timetables/finalLimits.ts';
import type { DB } from '../../db/schema/rows.ts';
import type { Calendar } from '../../domain/calendar/calendar.ts';
import { conflict, type TimetableRefused } from './refused.ts';

const MOST_NAMED = 50;
const MOST_IN_WORDS = 5;

/** Limits of open tickets that were told as final and lose the notice of their year. */
export interface LostYears extends ZonedYears {
  readonly limits: number;
  readonly tickets: number;
  /** The first of them. */
  readonly named: readonly LiveClock[];
}

/** What running limits lose when one calendar takes the place of another; null: nothing. */
export async function lostYears(db: Kysely<DB>, before: Calendar, after: Calendar): Promise<LostYears | null> {
  const years = before.publishedYears.filter((year) => !after.publishedYears.includes(year));
  if (years.length === 0) return null;
  const lost = { years, zone: before.zone.name };
  const found = await finalLimitsIn(db, lost, MOST_NAMED);
  return found.limits === 0 ? null : { ...lost, ...found };
}

/** A year once published stays so while a limit was told as final in it, unless somebody says that this is meant. */
export function yearsStillNeeded({ years, limits, tickets, named }: LostYears, howTo: Words): TimetableRefused {
  const first = named.slice(0, MOST_IN_WORDS).map(({ ticketNo, id }) => `${ticketNo} ${id}`);
  return conflict(
    {
      zh: `失去 ${years.join('、')} 年的放假安排后，${tickets} 张工单的 ${limits} 个在计时限不再有日历：${first.join('、')}。${howTo.zh}`,
      en:
        `Without the notice of ${years.join(' and ')} ${limits} running limits of ${tickets} tickets have no calendar any more: ` +
        `${first.join(', ')}.${howTo.en}`,
    },
    named.map(({ ticketNo, id }) => ({ ticketNo, clock: id })),
  );
}
