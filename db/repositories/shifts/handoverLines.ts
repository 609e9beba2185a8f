import { type Kysely, sql } from 'kysely';
import type { HandoverId, LineOutcome } from '../../../contracts/handovers.ts';
import type { TicketNo } from '../../../contracts/ids.ts';
import type { Instant } from '../../../contracts/instants.ts';
import type { NoteLine } from '../../../domain/handover/lines.ts';
import { LIVE_MINUTES } from '../../../domain/ticket/readsAtOnce.ts';
import type { TicketState } from '../../../domain/ticket/state.ts';
import type { DB } from '../../schema/rows.ts';
import { UNDER_WAY } from '../underWay.ts';

/** Tickets that may have to be handed over: under way, with one of those who leave or with nobody, urgent or with something waited for. */
export async function noteCandidates(db: Kysely<DB>, staffNos: readonly string[]): Promise<TicketState[]> {
  const rows = await db
    .selectFrom('tickets')
    .select('state')
    .where(UNDER_WAY)
    .where(sql<boolean>`(assignee is null or assignee = any(${staffNos}::text[]))`)
    .where(
      sql<boolean>`(urgent or exists (select from clocks c where c.ticket_no = tickets.ticket_no
        and c.status = 'running' and c.id in ('ONLINE_LEFT', 'PROMISE')))`,
    )
    .orderBy('ticket_no')
    .execute();
  return rows.map(({ state }) => state);
}

export interface LineToWrite extends NoteLine {
  readonly ticketNo: TicketNo;
  readonly assignee: string | null;
}

/**
 * Puts these tickets onto the note. What is not among them and was not handed over yet is settled, and keeps the words about it.
 * Answers how many tickets stand on the note besides.
 */
export async function putLines(db: Kysely<DB>, handoverId: HandoverId, lines: readonly LineToWrite[]): Promise<number> {
  await sql`
    with found as materialized (
      select * from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb)
        as l("ticketNo" text, kind text, "dueAt" timestamptz, assignee text)
    ), settled as (
      update handover_lines set outcome = 'settled'
      where handover_id = ${handoverId} and outcome is null and ticket_no not in (select "ticketNo" from found)
    )
    insert into handover_lines as old (handover_id, ticket_no, kind, due_at, assignee)
    select ${handoverId}, "ticketNo", kind, "dueAt", assignee from found
    on conflict (handover_id, ticket_no) do update
      set kind = excluded.kind, due_at = excluded.due_at, assignee = excluded.assignee, outcome = null
      where old.outcome is null or old.outcome = 'settled'
  `.execute(db);
  const { lines: standing } = await db
    .selectFrom('handover_lines')
    .select(sql<number>`count(*)::int`.as('lines'))
    .where('handover_id', '=', handoverId)
    .where(sql<boolean>`outcome is distinct from 'settled'`)
    .executeTakeFirstOrThrow();
  return standing;
}

/** Until when the latest live conversation of those who leave goes on if nobody writes any more; null where there is none. */
export async function liveUntil(db: Kysely<DB>, staffNos: readonly string[]): Promise<Instant | null> {
  const { rows } = await sql<{ until: Date | null }>`
    select max(m.created_at) + ${LIVE_MINUTES} * interval '1 minute' as until
    from tickets t join messages m on m.ticket_no = t.ticket_no and not m.internal
      and m.created_at > now() - ${LIVE_MINUTES} * interval '1 minute'
    where t.assignee = any(${staffNos}::text[]) and t.channel = 'online' and t.status not in ('CLOSED', 'ARCHIVED', 'PURGED')
  `.execute(db);
  return rows[0]?.until?.toISOString() ?? null;
}

/** Earlier notes that nobody has accepted, whose tickets the next hand-over takes along; with those whose work is on them. */
export function leftLying(db: Kysely<DB>, before: Instant) {
  return db
    .selectFrom('handovers')
    .select(['handover_id', sql<string[]>`state -> 'outgoing'`.as('outgoing')])
    .where('status', '=', 'OPEN')
    .where('ends_at', '<', sql<Date>`${before}::timestamptz`)
    .orderBy('ends_at')
    .execute();
}

/** A ticket on the note that is not handed over yet. */
export interface WaitingLine {
  readonly ticketNo: TicketNo;
  /** Who had it when it was put onto the note. */
  readonly assignee: string | null;
  readonly state: TicketState;
}

export function waitingLines(db: Kysely<DB>, handoverId: HandoverId): Promise<WaitingLine[]> {
  return db
    .selectFrom('handover_lines')
    .innerJoin('tickets', 'tickets.ticket_no', 'handover_lines.ticket_no')
    .select(['handover_lines.ticket_no as ticketNo', 'handover_lines.assignee', 'tickets.state'])
    .where('handover_id', '=', handoverId)
    .where('outcome', 'is', null)
    .orderBy('handover_lines.ticket_no')
    .execute();
}

/** What became of a line; the first outcome stands. */
export async function settleLine(
  db: Kysely<DB>,
  line: {
    readonly handoverId: HandoverId;
    readonly ticketNo: TicketNo;
    readonly outcome: LineOutcome;
    readonly to: string | null;
  },
): Promise<void> {
  await db
    .updateTable('handover_lines')
    .set({ outcome: line.outcome, handed_to: line.to })
    .where('handover_id', '=', line.handoverId)
    .where('ticket_no', '=', line.ticketNo)
    .where('outcome', 'is', null)
    .execute();
}
