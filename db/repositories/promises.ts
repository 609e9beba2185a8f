import { type Kysely, sql } from 'kysely';
import type { Instant } from '../../contracts/instants.ts';
import type { Department } from '../../contracts/people.ts';
import type { DB } from '../schema/rows.ts';
import { isMissed } from './reading/missed.ts';

export interface PromiseCount {
  /** Who had the ticket when it was promised. */
  readonly department: Department;
  /** Who said it. */
  readonly staffNo: string | null;
  readonly made: number;
  readonly kept: number;
  readonly broken: number;
  readonly open: number;
  /** Called off before the time, by the customer who withdrew the matter or with the end of the service. */
  readonly cancelled: number;
}

/** Promises made between two instants, by department and staff member, as they stand now. Figures only: no scope, no customer content. */
export async function countPromises(
  db: Kysely<DB>,
  { from, to }: { readonly from: Instant; readonly to: Instant },
): Promise<PromiseCount[]> {
  const { rows } = await sql<PromiseCount>`
    with promised as (
      select e.data->>'department' as department, e.data->>'staffNo' as "staffNo", c.status,
        ${isMissed('c')} as broken
      from ticket_events e join clocks c on c.ticket_no = e.ticket_no and c.key = e.data->>'key'
      where e.type = 'promised' and e.at >= ${from}::timestamptz and e.at < ${to}::timestamptz
    )
    select department, "staffNo", count(*)::integer as made,
      (count(*) filter (where not broken and status = 'met'))::integer as kept,
      (count(*) filter (where broken))::integer as broken,
      (count(*) filter (where not broken and status = 'running'))::integer as open,
      (count(*) filter (where not broken and status = 'cancelled'))::integer as cancelled
    from promised group by 1, 2 order by 1, 2
  `.execute(db);
  return rows;
}
