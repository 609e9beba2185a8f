import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { HandoverId, HandoverStatus } from '../../../contracts/handovers.ts';
import type { Day, Instant } from '../../../contracts/instants.ts';
import type { ShiftName } from '../../../contracts/rosters.ts';
import type { ShiftRef } from '../../../domain/roster/duty.ts';
import type { DB } from '../../schema/rows.ts';
import { inScope, type ReadScope } from './scope.ts';

/** Somebody as the desk names him. */
export interface Named {
  readonly staffNo: string;
  readonly name: string;
}

const named = (staffNos: RawBuilder<unknown>) => sql<readonly Named[]>`(
  select coalesce(jsonb_agg(jsonb_build_object('staffNo', s.staff_no, 'name', s.name) order by p.place), '[]')
  from (${staffNos}) p join staff s on s.staff_no = p.staff_no)`;

/** Until the note is put together the roster says who hands over, after that the note itself. */
const outgoing = named(sql`
  select d.staff_no, d.position as place from roster_duties d
  where handovers.status = 'PENDING' and d.day = handovers.day and d.shift = handovers.shift
  union all
  select staff_no, place from jsonb_array_elements_text(handovers.state -> 'outgoing') with ordinality o (staff_no, place)
  where handovers.status <> 'PENDING'`);

/** Until somebody has accepted it the roster says who takes over: whoever it has when he accepts. */
const next = sql<(ShiftRef & { readonly people: readonly Named[] }) | null>`(case
  when handovers.status in ('PENDING', 'OPEN') then (
    select jsonb_build_object('day', first.day, 'shift', first.shift, 'people', ${named(sql`
      select d.staff_no, d.position as place from roster_duties d join staff a on a.staff_no = d.staff_no and a.active
      where d.day = first.day and d.shift = first.shift`)})
    from (select d.day, d.shift from roster_duties d join staff a on a.staff_no = d.staff_no and a.active
      where d.starts_at >= handovers.ends_at order by d.starts_at, d.position limit 1) first)
  when jsonb_typeof(handovers.state -> 'next') = 'object' then jsonb_build_object(
    'day', handovers.state #> '{next,day}', 'shift', handovers.state #> '{next,shift}', 'people', ${named(sql`
      select staff_no, place from jsonb_array_elements_text(handovers.state #> '{next,staffNos}') with ordinality o (staff_no, place)`)})
  end)`;

const handovers = (db: Kysely<DB>) =>
  db
    .selectFrom('handovers')
    .select([
      'handover_id',
      'day',
      'shift',
      'starts_at',
      'ends_at',
      'status',
      'version',
      'accepted_by',
      'accepted_at',
      'due_at',
      'breached',
      'opening',
      'state',
      'explanation',
      'note',
      'noted_by',
      'noted_at',
    ])
    .select([outgoing.as('outgoing'), next.as('next')]);
export type HandoverRow = Awaited<ReturnType<ReturnType<typeof handovers>['executeTakeFirstOrThrow']>>;

/** One hand-over by its id, null where there is none; who may read its words is for the rules to say. */
export async function findHandover(db: Kysely<DB>, handoverId: string): Promise<HandoverRow | null> {
  const row = await handovers(db)
    .where(sql<boolean>`handover_id = ${handoverId}`)
    .executeTakeFirst();
  return row ?? null;
}

export interface HandoverFilter {
  readonly status?: HandoverStatus | undefined;
  readonly day?: Day | undefined;
  readonly shift?: ShiftName | undefined;
  readonly breached?: boolean | undefined;
}

export interface HandoverPage {
  readonly filter: HandoverFilter;
  readonly after: { readonly at: Instant; readonly handoverId: string } | null;
  readonly limit: number;
}

/** One page of hand-overs, the shift that ends last first. */
export function listHandovers(db: Kysely<DB>, { filter, after, limit }: HandoverPage): Promise<HandoverRow[]> {
  const { status, day, shift, breached } = filter;
  let rows = handovers(db).orderBy('ends_at', 'desc').orderBy('handover_id', 'desc');
  if (status !== undefined) rows = rows.where('status', '=', status);
  if (day !== undefined) rows = rows.where('day', '=', day);
  if (shift !== undefined) rows = rows.where('shift', '=', shift);
  // From the due instant on, also before its timer was worked off.
  const isMissed = sql<boolean>`(breached or (status = 'OPEN' and coalesce(due_at <= now(), false)))`;
  if (breached !== undefined) rows = rows.where(isMissed, '=', breached);
  if (after !== null) {
    rows = rows.where(sql<boolean>`(ends_at, handover_id) < (${after.at}::timestamptz, ${after.handoverId})`);
  }
  return rows.limit(limit).execute();
}

/** The tickets on a note: urgent ones first, then left messages, then promises, by what is due first; `readable`: inside the scope. */
export function linesOfHandover(db: Kysely<DB>, handoverId: HandoverId, scope: ReadScope) {
  return db
    .selectFrom('handover_lines')
    .innerJoin('tickets', 'tickets.ticket_no', 'handover_lines.ticket_no')
    .select([
      'handover_lines.ticket_no',
      'handover_lines.kind',
      'handover_lines.due_at',
      'handover_lines.assignee',
      'handover_lines.note',
      'handover_lines.noted_by',
      'handover_lines.noted_at',
      'handover_lines.outcome',
      'handover_lines.handed_to',
    ])
    .select((eb) => sql<boolean>`${inScope(eb, scope)}`.as('readable'))
    .where('handover_id', '=', handoverId)
    .orderBy(sql`array_position(array['urgent', 'left-message', 'promise'], handover_lines.kind)`)
    .orderBy('handover_lines.due_at')
    .orderBy('handover_lines.ticket_no')
    .execute();
}
export type HandoverLineRow = Awaited<ReturnType<typeof linesOfHandover>>[number];

/** What happened to a hand-over, oldest first. */
export function eventsOfHandover(db: Kysely<DB>, handoverId: HandoverId) {
  return db
    .selectFrom('handover_events')
    .select(['type', 'at', 'actor', 'data'])
    .where('handover_id', '=', handoverId)
    .orderBy('id')
    .execute();
}
export type HandoverEventRow = Awaited<ReturnType<typeof eventsOfHandover>>[number];

/** The latest note that was meant for a shift; null where there is none. */
export async function noteFor(db: Kysely<DB>, { day, shift }: ShiftRef) {
  const row = await db
    .selectFrom('handovers')
    .select(['handover_id', 'status'])
    .where(sql<boolean>`state #>> '{next,day}' = ${day} and state #>> '{next,shift}' = ${shift}`)
    .where('status', 'in', ['OPEN', 'ACCEPTED'])
    .orderBy('ends_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}
