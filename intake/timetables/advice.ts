import type { Kysely } from 'kysely';
import type { Words } from '../../contracts/words.ts';
import type { Contents, TimetableKind } from '../../db/repositories/timetables/timetables.ts';
import { readVersion } from '../../db/repositories/timetables/timetableVersions.ts';
import type { DB } from '../../db/schema/rows.ts';
import type { CalendarFault } from '../../domain/calendar/fault.ts';
import { contradictedNotices } from '../../domain/calendar/statutory.ts';
import { checkTimetable } from '../../domain/clocks/checking/checkTimetable.ts';
import { internalBeyondCustomers, warningsThatNeverCome } from '../../domain/clocks/checking/policyAdvice.ts';
import { KINDS } from './kinds.ts';

/** What somebody should look at before a draft is published; only what does not fit, or contradicts a notice, hinders that. */
export interface Advice extends CalendarFault {
  readonly code: 'does-not-fit' | 'internal-longer' | 'never-warned' | 'notice-days-missing';
}

/** Looks at a sound draft together with what is in force beside it; what does not fit is refused when it is published. */
export async function adviceOn<K extends TimetableKind>(
  db: Kysely<DB>,
  kind: K,
  content: Contents[K],
): Promise<readonly Advice[]> {
  const [calendar, policy] = await Promise.all([
    readVersion(db, 'calendar', 'in-force'),
    readVersion(db, 'policy', 'in-force'),
  ]);
  if (calendar === null || policy === null) throw new Error('no calendar or no policy is in force: run the migration');
  const versions = { calendar: calendar.version, policy: policy.version };
  const now = { versions, calendar: calendar.content, policy: KINDS.policy.whole(policy.content) };
  const next = KINDS[kind].within(now, versions[kind], content);
  return [
    ...checkTimetable(next.calendar, next.policy).map((fault) => ({ code: 'does-not-fit' as const, ...fault })),
    ...internalBeyondCustomers(next.policy, next.calendar).map((fault) => ({
      code: 'internal-longer' as const,
      ...fault,
    })),
    ...warningsThatNeverCome(next.policy, next.calendar).map((fault) => ({ code: 'never-warned' as const, ...fault })),
    ...contradictedNotices(now.calendar, next.calendar).map((fault) => ({
      code: 'notice-days-missing' as const,
      ...fault,
    })),
  ];
}

/** In one sentence of each language. */
export function adviceWords({ expected, got }: Advice): Words {
  const found = typeof got === 'string' ? { zh: got, en: got } : got;
  return { zh: `应为${expected.zh}：${found.zh}`, en: `expected ${expected.en}: ${found.en}` };
}
