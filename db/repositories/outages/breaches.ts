import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { TicketClockId } from '../../../contracts/clocks.ts';
import type { TicketNo } from '../../../contracts/ids.ts';
import type { Instant } from '../../../contracts/instants.ts';
import type { Department } from '../../../contracts/people.ts';
import type { Channel } from '../../../contracts/ticket.ts';
import type { PastEvent } from '../../../domain/reports/course.ts';
import type { DB } from '../../schema/rows.ts';
import { LAPSING_CLOCKS } from '../reading/scope.ts';

/** Which breaches: those whose limit fell between the two instants. */
export interface BreachFilter {
  readonly from: Instant;
  readonly to: Instant;
  /** Who had the ticket, or the task, when the limit was missed. */
  readonly department: Department | undefined;
  readonly clock: TicketClockId | undefined;
  /** Whether somebody has said why. */
  readonly explained: boolean | undefined;
}

export interface BreachRow {
  readonly ticketNo: TicketNo;
  readonly key: string;
  readonly clock: TicketClockId;
  /** The department whose task it was, null for a limit of the ticket itself. */
  readonly taskDepartment: Department | null;
  readonly department: Department;
  readonly channel: Channel;
  readonly startedAt: Date;
  /** The limit that was missed first; it may have got another date since. */
  readonly dueAt: Date;
  readonly stoppedAt: Date | null;
  /** Somebody has said why. */
  readonly explained: boolean;
}

export interface BreachPage {
  readonly filter: BreachFilter;
  readonly after: { readonly at: Instant; readonly ticketNo: string; readonly key: string } | null;
  readonly limit: number;
}

/** Also what runs past its limit although nobody has written that down yet. */
function missed({ from, to, department, clock, explained }: BreachFilter): RawBuilder<unknown> {
  return sql`missed as (
    select * from (
      select c.ticket_no as "ticketNo", c.key, c.id as clock, c.started_at as "startedAt", c.stopped_at as "stoppedAt",
        coalesce(first.due_at, c.due_at) as "dueAt", tasks.department as "taskDepartment", tickets.channel,
        coalesce(tasks.department, held.department, tickets.department) as department,
        exists (select from ticket_events e where e.ticket_no = c.ticket_no and e.type = 'breach-explained'
          and e.data->>'key' = c.key) as explained
      from clocks c
        join tickets on tickets.ticket_no = c.ticket_no
        left join tasks on tasks.task_id = c.task_id
        left join lateral (
          select (e.data->>'dueAt')::timestamptz as due_at from ticket_events e
          where e.ticket_no = c.ticket_no and e.type = 'clock-breached' and e.data->>'key' = c.key order by e.seq limit 1
        ) first on true
        left join lateral (
          select case e.type when 'sent-back' then 'FRONT' else e.data->>'department' end as department from ticket_events e
          where e.ticket_no = c.ticket_no and e.type in ('opened', 'classified', 'sent-back')
          -- The last one before the limit; of a ticket that was written down after its limit, the first.
          order by e.at <= coalesce(first.due_at, c.due_at) desc,
            case when e.at <= coalesce(first.due_at, c.due_at) then -e.seq else e.seq end
          limit 1
        ) held on true
      where c.due_at >= ${from}::timestamptz
        and (c.breached or (c.status = 'running' and c.due_at <= now() and c.id <> all(${[...LAPSING_CLOCKS]})))
        and c.id = coalesce(${clock ?? null}, c.id)
    ) late
    where late."dueAt" >= ${from}::timestamptz and late."dueAt" < ${to}::timestamptz
      and late.department = coalesce(${department ?? null}, late.department)
      and late.explained = coalesce(${explained ?? null}, late.explained)
  )`;
}

/** One page of missed limits, the latest first. Codes and instants only: no customer content, no scope. */
export async function listBreaches(db: Kysely<DB>, { filter, after, limit }: BreachPage): Promise<BreachRow[]> {
  const later =
    after === null
      ? sql`true`
      : sql`("dueAt" < ${after.at}::timestamptz
          or ("dueAt" = ${after.at}::timestamptz and ("ticketNo", key) > (${after.ticketNo}, ${after.key})))`;
  const { rows } = await sql<BreachRow>`
    with ${missed(filter)} select * from missed where ${later} order by "dueAt" desc, "ticketNo", key limit ${limit}
  `.execute(db);
  return rows;
}

export interface BreachTotal {
  readonly department: Department;
  readonly clock: TicketClockId;
  readonly breaches: number;
  /** By how much all of them together were late, in ms. */
  readonly overrunMs: number;
}

/** The same limits counted, by department and clock. */
export async function totalBreaches(db: Kysely<DB>, filter: BreachFilter): Promise<BreachTotal[]> {
  const { rows } = await sql<BreachTotal>`
    with ${missed(filter)}
    select department, clock, count(*)::integer as breaches,
      round(sum(extract(epoch from greatest(coalesce("stoppedAt", now()) - "dueAt", interval '0'))) * 1000)::float8 as "overrunMs"
    from missed group by department, clock order by breaches desc, department, clock
  `.execute(db);
  return rows;
}

/** By ticket: the lines of the timeline that tell who had it and on whom it waited, oldest first. */
export async function pastOf(
  db: Kysely<DB>,
  ticketNos: readonly TicketNo[],
): Promise<ReadonlyMap<TicketNo, readonly PastEvent[]>> {
  const rows = await db
    .selectFrom('ticket_events')
    .select(['ticket_no', 'type', 'at', 'after_status', 'data'])
    .where('ticket_no', '=', sql<TicketNo>`any(${ticketNos})`)
    .where((eb) =>
      eb.or([
        eb('type', 'in', ['opened', 'classified', 'sent-back', 'clock-lapsed']),
        sql<boolean>`before_status is distinct from after_status`,
      ]),
    )
    .orderBy('ticket_no')
    .orderBy('seq')
    .execute();
  const past = new Map<TicketNo, PastEvent[]>();
  for (const { ticket_no, type, at, after_status, data } of rows) {
    past.set(ticket_no, [...(past.get(ticket_no) ?? []), { type, at: at.getTime(), after: after_status, data }]);
  }
  return past;
}
