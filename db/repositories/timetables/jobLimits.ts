import { type Kysely, sql } from 'kysely';
import type { ClockId } from '../../../contracts/clocks.ts';
import type { ReviewId, TicketNo } from '../../../contracts/ids.ts';
import type { LimitList, ListedLimit, ReplanKept } from '../../../contracts/jobs.ts';
import type { Holder } from '../../../contracts/people.ts';
import type { DB } from '../../schema/rows.ts';

/** Adds what a page of a job found or did; in one statement, since a page may find thousands. */
export async function writeJobLimits(tx: Kysely<DB>, jobId: string, limits: readonly ListedLimit[]): Promise<void> {
  if (limits.length === 0) return;
  await sql`
    insert into job_limits (job_id, change, ticket_no, review_id, department, clock, key, from_at, to_at, kept)
    select ${jobId}, change, "ticketNo", "reviewId", department, clock, key, "from", "to", kept
    from rows from (jsonb_to_recordset(${JSON.stringify(limits)}::jsonb) as (
      change text, "ticketNo" text, "reviewId" text, department text, clock text, key text, "from" timestamptz, "to" timestamptz,
      kept text
    )) with ordinality as found(change, "ticketNo", "reviewId", department, clock, key, "from", "to", kept, position)
    order by position
  `.execute(tx);
}

/** More at once would outlast a statement's time. */
const MOST_SWEPT = 10_000;

/** Removes what what-ifs found more than 30 days ago, and re-plans did more than two years ago; answers how many limits. Jobs keep their counts. */
export async function sweepJobLimits(db: Kysely<DB>): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from job_limits where id in (
      select old.id from jobs
        cross join lateral (select id from job_limits where job_id = jobs.id limit ${MOST_SWEPT}) old
      where ended_at < now() - case kind when 'what-if' then interval '30 days' else interval '2 years' end
      limit ${MOST_SWEPT}
    )
  `.execute(db);
  return Number(numAffectedRows ?? 0n);
}

export interface JobLimitPage {
  readonly jobId: string;
  readonly change: LimitList | undefined;
  readonly department: Holder | undefined;
  readonly after: string | null;
  readonly limit: number;
}

/** One page of what a job found or did, limit by limit, in the order of the tickets. Codes and instants only; no scope. */
export function listJobLimits(db: Kysely<DB>, { jobId, change, department, after, limit }: JobLimitPage) {
  let rows = db
    .selectFrom('job_limits')
    .select([
      'id',
      'key',
      sql<LimitList>`change`.as('change'),
      sql<ReplanKept | null>`kept`.as('kept'),
      sql<TicketNo>`ticket_no`.as('ticketNo'),
      sql<ReviewId | null>`review_id`.as('reviewId'),
      sql<Holder>`department`.as('department'),
      sql<ClockId>`clock`.as('clock'),
      'from_at',
      'to_at',
    ])
    .where('job_id', '=', jobId)
    .orderBy('id')
    .limit(limit);
  if (change !== undefined) rows = rows.where('change', '=', change);
  if (department !== undefined) rows = rows.where('department', '=', department);
  if (after !== null) rows = rows.where('id', '>', after);
  return rows.execute();
}
export type JobLimitRow = Awaited<ReturnType<typeof listJobLimits>>[number];
