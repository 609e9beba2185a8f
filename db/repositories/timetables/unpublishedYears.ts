import type { Kysely } from 'kysely';
import type { Instant } from '../../../contracts/instants.ts';
import type { StaffRole } from '../../../contracts/people.ts';
import type { DB } from '../../schema/rows.ts';

/** Who loads the notice, and who plans the days by it. */
const KEEPERS: readonly StaffRole[] = ['manager', 'teamLeader'];

/** That the notices of these years are missing, in the inbox of whoever keeps the calendar: once in each year for each of them. */
export async function tellOfMissingYears(db: Kysely<DB>, years: readonly number[], at: Instant): Promise<void> {
  const rows = years.flatMap((year) =>
    KEEPERS.map((role) => ({
      dedupe_key: `unpublished-year:${year}:${at.slice(0, 4)}:${role}`,
      ticket_no: null,
      version: year,
      template: 'unpublished-year' as const,
      recipient_kind: 'role' as const,
      recipient: role,
      params: JSON.stringify({ year }),
      created_at: at,
    })),
  );
  if (rows.length === 0) return;
  await db
    .insertInto('notices')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
