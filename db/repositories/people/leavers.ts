import { type Kysely, sql } from 'kysely';
import type { TicketNo } from '../../../contracts/ids.ts';
import { IN_HAND } from '../../../domain/quality/leaving.ts';
import { ROLES_AT_TICKETS } from '../../../domain/ticket/roles.ts';
import { inTransaction } from '../../inTransaction.ts';
import type { DB } from '../../schema/rows.ts';
import { UNDER_WAY } from '../underWay.ts';

/** Of `p`, a row of the staff: works with tickets no more, as he has left the house or has a role that takes none. */
export const IS_LEAVER = sql<boolean>`(not p.active or not p.role = any(${[...ROLES_AT_TICKETS]}))`;

/** Who has which tickets: in his hands, as the lead of a plan, by a task. */
const HELD_TICKETS = sql`(
  with open as materialized (select ticket_no, status, assignee, lead from tickets where ${UNDER_WAY})
  select assignee as staff_no, ticket_no from open
  union select lead, ticket_no from open where status <> 'REASSESSING'
  union select k.responsible, k.ticket_no from open join tasks k on k.ticket_no = open.ticket_no
    where k.status in ('OFFERED', 'ACCEPTED'))`;

/** Everything that somebody has, by number. */
export async function ticketsHeldBy(db: Kysely<DB>, staffNo: string): Promise<TicketNo[]> {
  const { rows } = await sql<{ ticketNo: TicketNo }>`
    select ticket_no as "ticketNo" from ${HELD_TICKETS} as held where staff_no = ${staffNo} order by ticket_no
  `.execute(db);
  return rows.map(({ ticketNo }) => ticketNo);
}

/** Leavers who did not sign off. */
export async function leaversAtWork(db: Kysely<DB>): Promise<readonly string[]> {
  const { rows } = await sql<{ staffNo: string }>`
    select s.staff_no as "staffNo" from agent_states s join staff p on p.staff_no = s.staff_no
    where ${IS_LEAVER} and s.state <> 'off'
  `.execute(db);
  return rows.map(({ staffNo }) => staffNo);
}

/**
 * Orders that what leavers have goes to others: once. What had to stay with one of them is tried again when something happens to it,
 * as what came to him on the way is.
 */
export async function orderLeavings(db: Kysely<DB>): Promise<void> {
  await inTransaction(db, async (tx) => {
    // Each process sees what the one before it has ordered.
    await sql`select pg_advisory_xact_lock(hashtext('leavers'))`.execute(tx);
    await sql`
      insert into agent_changes (staff_no, kind, before, after, due_at)
      select p.staff_no, 'reassign', '{}', jsonb_build_object('to', null, 'role', p.role, 'active', p.active), now()
      from (
        select staff_no, ticket_no from ${HELD_TICKETS} as tickets
        union all select reviewer, null from reviews where ended_at is null and status = any(${[...IN_HAND]})
      ) held
      join staff p on p.staff_no = held.staff_no
      left join lateral (
        select at, ended_at from agent_changes
        where staff_no = p.staff_no and by is null and due_at is not null order by id desc limit 1
      ) ordered on true
      where ${IS_LEAVER} and (ordered.at is null or ordered.ended_at is not null and (held.ticket_no is null
        or exists (select from ticket_events e where e.ticket_no = held.ticket_no and e.at > ordered.at)))
      group by p.staff_no
    `.execute(tx);
  });
}
