import { type Kysely, sql } from 'kysely';
import type { Instant } from '../../../contracts/instants.ts';
import { WITH_RESULT } from '../reading/untold.ts';
import type { DB } from '../../schema/rows.ts';

export interface QualityFigures {
  readonly ratings: number;
  readonly complaints: number;
  readonly samples: number;
  readonly upheld: number;
  readonly partly: number;
  readonly notUpheld: number;
  readonly upheldComplaints: number;
  readonly breached: number;
  readonly coaching: number;
  readonly scored: number;
  readonly averageScore: number | null;
}

/**
 * Reviews opened or concluded between two instants, by whose work they are about; `staffNo` null: nobody is known. What the reader is
 * not told of himself yet is not counted.
 */
export async function qualityFigures(
  db: Kysely<DB>,
  { from, to, reader }: { readonly from: Instant; readonly to: Instant; readonly reader: string },
): Promise<(QualityFigures & { readonly staffNo: string | null; readonly isTotal: boolean })[]> {
  const { rows } = await sql<QualityFigures & { staffNo: string | null; isTotal: boolean }>`
    with seen as (
      select r.*, r.opened_at >= ${from}::timestamptz and r.opened_at < ${to}::timestamptz as opened,
        coalesce(r.concluded_at >= ${from}::timestamptz and r.concluded_at < ${to}::timestamptz, false) as concluded,
        exists (select from coaching c where c.review_id = r.review_id) as coached
      from reviews r
      where (r.subject is distinct from ${reader} or r.status in ${WITH_RESULT})
        and ((r.opened_at >= ${from}::timestamptz and r.opened_at < ${to}::timestamptz)
        or (r.concluded_at >= ${from}::timestamptz and r.concluded_at < ${to}::timestamptz))
    )
    select subject as "staffNo", grouping(subject) = 1 as "isTotal",
      count(*) filter (where opened and origin = 'rating')::integer as ratings,
      count(*) filter (where opened and origin = 'complaint')::integer as complaints,
      count(*) filter (where opened and origin = 'sample')::integer as samples,
      count(*) filter (where concluded and verdict = 'UPHELD')::integer as upheld,
      count(*) filter (where concluded and verdict = 'PARTLY')::integer as partly,
      count(*) filter (where concluded and verdict = 'NOT_UPHELD')::integer as "notUpheld",
      count(*) filter (where concluded and verdict = 'UPHELD' and origin = 'complaint')::integer as "upheldComplaints",
      count(*) filter (where breached)::integer as breached,
      count(*) filter (where concluded and coached)::integer as coaching,
      count(*) filter (where concluded and score is not null)::integer as scored,
      round(avg(score) filter (where concluded), 1)::float8 as "averageScore"
    from seen group by grouping sets ((), (subject)) order by "isTotal", "upheldComplaints" desc, subject
  `.execute(db);
  return rows;
}
