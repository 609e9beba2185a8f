import { type Kysely, sql } from 'kysely';
import { WORKING_ROLES } from '../../../contracts/agents.ts';
import type { DB } from '../../schema/rows.ts';
import { IS_LEAVER } from './leavers.ts';

/**
 * Which of these people are not at work now: they work with tickets no more, said that they are away or off, or stand in the roster of these days and not
 * in its running shift. Who does not say such things, whatever he said in a role that he had before, and stands in no roster counts as at work.
 */
export async function absentAmong(db: Kysely<DB>, staffNos: readonly string[]): Promise<readonly string[]> {
  if (staffNos.length === 0) return [];
  const { rows } = await sql<{ staffNo: string }>`
    select p.staff_no as "staffNo" from staff p left join agent_states s on s.staff_no = p.staff_no
    where p.staff_no = any(${staffNos}::text[]) and (${IS_LEAVER} or (s.state <> 'ready' and p.role = any(${[...WORKING_ROLES]})) or exists (
      select from roster_duties d where d.staff_no = p.staff_no
        and d.ends_at > now() - interval '7 days' and d.starts_at < now() + interval '7 days'
      having count(*) > 0 and not coalesce(bool_or(d.starts_at <= now() and d.ends_at > now()), false)))
  `.execute(db);
  return rows.map(({ staffNo }) => staffNo);
}
