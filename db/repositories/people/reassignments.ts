import { type Kysely, sql } from 'kysely';
import type { ReassignmentReason, Staying } from '../../../contracts/agents.ts';
import type { TicketNo } from '../../../contracts/ids.ts';
import type { Actor } from '../../../contracts/people.ts';
import type { Reassignment, ReassignmentTally } from '../../../contracts/reassignments.ts';
import { leavesForGood, leavesWith } from '../../../domain/ticket/commands/reassigning.ts';
import type { DB } from '../../schema/rows.ts';
import { UNDER_WAY } from '../underWay.ts';
import { ticketsHeldBy } from './leavers.ts';
import { findStaff } from './people.ts';

/** Whose tickets go to others, why, and by whose word. */
export interface ReassignmentOrder {
  readonly changeId: string;
  readonly staffNo: string;
  readonly why: ReassignmentReason;
  /** A staff number; null: by rule. */
  readonly to: string | null;
  readonly actor: Actor;
  readonly reason: string | null;
  readonly tickets: readonly TicketNo[];
}

const SYSTEM: Actor = { kind: 'system' };

/**
 * What is to be done now, with the tickets as they were found the first time; null where it is done, or where he has changed
 * his state since. Safe to repeat.
 */
export async function beginReassignment(db: Kysely<DB>, changeId: string): Promise<ReassignmentOrder | null> {
  const row = await db.selectFrom('agent_changes').selectAll().where('id', '=', changeId).executeTakeFirst();
  if (row === undefined || row.ended_at !== null) return null;
  const { staff_no: staffNo, after, reason } = row;
  const why = reasonOf(row);
  if (why === 'off' || why === 'away') {
    if (await hasChangedSince(db, { staffNo, changeId })) {
      await endReassignment(db, changeId, { moved: 0, queued: 0, kept: 0, superseded: true });
      return null;
    }
  }
  const tickets = row.tickets ?? (await keepTickets(db, { changeId, staffNo, all: leavesForGood(why) }));
  const actor = why === 'supervisor' && row.by !== null ? await actorOf(db, row.by) : SYSTEM;
  return { changeId, staffNo, why, to: after.to ?? null, actor, reason: why === 'supervisor' ? reason : null, tickets };
}

function reasonOf({
  kind,
  by,
  after,
}: {
  kind: string;
  by: string | null;
  after: { state?: string };
}): ReassignmentReason {
  if (by === null) return 'left';
  if (kind === 'reassign') return 'supervisor';
  return after.state === 'away' ? 'away' : 'off';
}

async function hasChangedSince(
  db: Kysely<DB>,
  { staffNo, changeId }: { staffNo: string; changeId: string },
): Promise<boolean> {
  const later = await db
    .selectFrom('agent_changes')
    .select('id')
    .where('staff_no', '=', staffNo)
    .where('kind', '=', 'state')
    .where('id', '>', changeId)
    .limit(1)
    .executeTakeFirst();
  return later !== undefined;
}

/** The same tickets on every try, also where two are at it at once: a repeat knows what was given before. */
async function keepTickets(
  db: Kysely<DB>,
  { changeId, staffNo, all }: { changeId: string; staffNo: string; all: boolean },
): Promise<readonly TicketNo[]> {
  const tickets = all ? await ticketsHeldBy(db, staffNo) : await ticketsLeavingWith(db, staffNo);
  await db
    .updateTable('agent_changes')
    .set({ tickets })
    .where('id', '=', changeId)
    .where('tickets', 'is', null)
    .execute();
  const kept = await db.selectFrom('agent_changes').select('tickets').where('id', '=', changeId).executeTakeFirst();
  return kept?.tickets ?? tickets;
}

/** Of what is in his hands, what goes to others when he drops out for a while. */
async function ticketsLeavingWith(db: Kysely<DB>, staffNo: string): Promise<TicketNo[]> {
  const rows = await db
    .selectFrom('tickets')
    .select(['ticket_no', 'state'])
    .where('assignee', '=', staffNo)
    .where(UNDER_WAY)
    .orderBy('ticket_no')
    .execute();
  return rows.filter(({ state }) => leavesWith(state)).map(({ ticket_no: ticketNo }) => ticketNo);
}

async function actorOf(db: Kysely<DB>, staffNo: string): Promise<Actor> {
  const staff = await findStaff(db, staffNo);
  return staff === null ? SYSTEM : { kind: 'staff', ...staff };
}

/** Writes what became of it, once. */
export async function endReassignment(
  db: Kysely<DB>,
  changeId: string,
  {
    staying = [],
    ...tally
  }: ReassignmentTally & { readonly superseded: boolean; readonly staying?: readonly Staying[] },
): Promise<void> {
  const why = staying.length > 0 ? { after: sql<string>`after || ${JSON.stringify({ staying })}::jsonb` } : {};
  await db
    .updateTable('agent_changes')
    .set({ ...tally, ...why, ended_at: sql<Date>`now()` })
    .where('id', '=', changeId)
    .where('ended_at', 'is', null)
    .execute();
}

/**
 * Orders that Temporal has not been told of, for longer than telling takes, and those that should have been carried out a minute ago and
 * are not: their workflow was ended by force, or tickets do not answer it.
 */
export async function reassignmentsToStart(db: Kysely<DB>): Promise<readonly Reassignment[]> {
  const { rows } = await sql<{ id: string; staff_no: string; due_at: Date }>`
    select id, staff_no, due_at from agent_changes
    where due_at is not null and ended_at is null and at < now() - interval '3 seconds'
      and (told_at is null or greatest(told_at, due_at) < now() - interval '1 minute')
    order by at limit 50
  `.execute(db);
  return rows.map(({ id, staff_no: staffNo, due_at: dueAt }) => ({
    changeId: id,
    staffNo,
    dueAt: dueAt.toISOString(),
  }));
}

/** An order that was just written; null where there is none of that id. */
export async function findReassignment(db: Kysely<DB>, changeId: string): Promise<Reassignment | null> {
  const row = await db
    .selectFrom('agent_changes')
    .select(['staff_no', 'due_at'])
    .where('id', '=', changeId)
    .executeTakeFirst();
  if (row === undefined || row.due_at === null) return null;
  return { changeId, staffNo: row.staff_no, dueAt: row.due_at.toISOString() };
}

export async function noteTold(db: Kysely<DB>, changeId: string): Promise<void> {
  await db
    .updateTable('agent_changes')
    .set({ told_at: sql<Date>`now()` })
    .where('id', '=', changeId)
    .execute();
}
