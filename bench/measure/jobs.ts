import { type Kysely, type RawBuilder, sql } from 'kysely';
import { findJob } from '../../db/repositories/timetables/jobs.ts';
import type { DB } from '../../db/schema/rows.ts';
import { type JobOrder, orderJob } from '../../intake/timetables/orderJob.ts';
import type { Bench } from '../bench.ts';
import { draftPolicy, publishPolicy, WHOEVER } from './policies.ts';
import { memoryMb } from './usage.ts';

const LOOK_EVERY_MS = 250;
const LIMIT_MS = 600_000;

/** Of all tickets that the bench opens. */
const CLOCK = 'RESOLVE_COMPLEX';
const within = (n: number) => ({ length: { kind: 'workdays', n } }) as const;

export interface JobFigures {
  readonly tickets: number;
  /** From its first page to its last; of a re-plan: until the last timer was moved. */
  readonly seconds: number;
  readonly perSecond: number;
  /** The worker's, in MB: just before, and the most that was seen. */
  readonly memoryBefore: number;
  readonly memoryPeak: number;
}

/** What another policy would have made of many past tickets. */
export async function measureWhatIf(bench: Bench): Promise<JobFigures> {
  await multiplyPast(bench.db, bench.plan.pastTickets);
  const policy = await draftPolicy(bench.db, CLOCK, within(4));
  return run(bench, { kind: 'what-if', calendar: null, policy, selection: null, actor: WHOEVER });
}

/** A published policy applied to every open ticket. */
export async function measureReplan(bench: Bench): Promise<JobFigures> {
  const policy = await publishPolicy(bench.db, CLOCK, within(6));
  return run(bench, { kind: 'replan', calendar: null, policy, selection: null, actor: WHOEVER });
}

/** Closed copies of the ticket that has the most limits. */
async function multiplyPast(db: Kysely<DB>, count: number): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const columns = await writtenColumns(tx);
    await sql`
      insert into tickets (${columns})
      select ${columns}
      from (select t as model from tickets t order by jsonb_array_length(state -> 'clocks') desc limit 1) as chosen,
        generate_series(1, ${count}::integer) as n,
        lateral jsonb_populate_record(model, jsonb_build_object(
          'ticket_no', 'KF20200101' || lpad(n::text, 6, '0'), 'status', 'CLOSED')) as copy
    `.execute(tx);
    await sql`analyze tickets`.execute(tx);
  });
}

/** All but those that PostgreSQL keeps itself. */
async function writtenColumns(db: Kysely<DB>): Promise<RawBuilder<unknown>> {
  const { rows } = await sql<{ name: string }>`
    select column_name as name from information_schema.columns where table_name = 'tickets' and is_generated = 'NEVER'
  `.execute(db);
  return sql.join(rows.map(({ name }) => sql.ref(name)));
}

async function run({ db, pids }: Bench, order: JobOrder): Promise<JobFigures> {
  const memoryBefore = memoryMb(pids()).worker;
  let memoryPeak = memoryBefore;
  const id = await orderJob(db, order);
  const end = Date.now() + LIMIT_MS;
  while (Date.now() < end) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    memoryPeak = Math.max(memoryPeak, memoryMb(pids()).worker);
    const job = await findJob(db, id);
    if (job === null || job.started_at === null || job.ended_at === null) continue;
    if (job.status !== 'done') throw new Error(`the job is ${job.status}: ${job.failure ?? ''}`);
    const seconds = (job.ended_at.getTime() - job.started_at.getTime()) / 1000;
    return { tickets: job.done, seconds, perSecond: job.done / seconds, memoryBefore, memoryPeak };
  }
  throw new Error(`the job is not over after ${LIMIT_MS / 1000} s`);
}
