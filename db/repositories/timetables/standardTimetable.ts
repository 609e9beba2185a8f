import { type Kysely, sql } from 'kysely';
import { CHINA_CALENDAR } from '../../../domain/calendar/china.ts';
import { STANDARD_POLICY } from '../../../domain/clocks/standardPolicy.ts';
import type { DB } from '../../schema/rows.ts';

const SYSTEM = JSON.stringify({ kind: 'system' });

/**
 * Version 1 of calendar and policy is what the code brings along; where nothing is in force yet, these are.
 * Leaves alone what stands there, so several processes may call it at once. The first release's word stays: published is published.
 */
export async function ensureStandardTimetable(db: Kysely<DB>): Promise<void> {
  const rows = [
    { kind: 'calendar', content: CHINA_CALENDAR },
    { kind: 'policy', content: STANDARD_POLICY },
  ];
  await sql`
    with standard as (
      insert into timetable_versions (kind, version, status, note, content, created_by, published_at, published_by)
      select kind, 1, 'published', 'built in', content, ${SYSTEM}::jsonb, now(), ${SYSTEM}::jsonb
      from json_to_recordset(${JSON.stringify(rows)}) as given (kind text, content json)
      on conflict do nothing
      returning kind, version
    ), told as (
      insert into timetable_audit (kind, version, action, actor) select kind, version, 'published', ${SYSTEM}::jsonb from standard
    )
    insert into timetables_in_force (kind, version) select kind, version from standard on conflict do nothing
  `.execute(db);
}
