import type { Kysely } from 'kysely';
import type { Day, Instant } from '../../../contracts/instants.ts';
import type { Duty } from '../../../domain/roster/duty.ts';
import type { DB } from '../../schema/rows.ts';

export interface PublishedRoster {
  readonly week: Day;
  readonly version: number;
  readonly duties: readonly Duty[];
  readonly at: Instant;
}

/** Everybody who works in the week finds it in the inbox, with how many shifts it is. */
export async function tellOfRoster(tx: Kysely<DB>, { week, version, duties, at }: PublishedRoster): Promise<void> {
  const people = [...new Set(duties.map(({ staffNo }) => staffNo))];
  const rows = people.map((staffNo) => ({
    dedupe_key: `roster-${week}:${version}:${staffNo}`,
    ticket_no: null,
    version,
    template: 'roster-published' as const,
    recipient_kind: 'staff' as const,
    recipient: staffNo,
    params: JSON.stringify({ week, version, shifts: duties.filter((duty) => duty.staffNo === staffNo).length }),
    created_at: at,
  }));
  if (rows.length > 0) await tx.insertInto('notices').values(rows).execute();
}
