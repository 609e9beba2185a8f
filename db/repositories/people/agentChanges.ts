import { type Kysely, type Selectable, sql, type Transaction } from 'kysely';
import type { AgentChangeKind, AgentFacts, AgentState } from '../../../contracts/agents.ts';
import type { DB } from '../../schema/rows.ts';

/** Who changed what about whom. */
interface Change {
  readonly staffNo: string;
  /** A staff number; null: the desk itself. */
  readonly by: string | null;
}

export interface StateChange extends Change {
  readonly state: AgentState;
  readonly reason: string | null;
  /** After how many minutes his waiting customers go to others; null: they stay. */
  readonly reassignAfterMinutes: number | null;
}

/**
 * Says how somebody is from now on, with a line of who changed it; the line's id where his tickets are to go to others, else
 * null. Said again, nothing changes and nothing is written: an absence goes on counting from when it began.
 */
export function changeState(db: Kysely<DB>, change: StateChange): Promise<string | null> {
  const { staffNo, by, state, reason, reassignAfterMinutes: minutes } = change;
  return db.transaction().execute(async (tx) => {
    const before = await lockAgent(tx, staffNo);
    if (before.state === state) return null;
    await tx
      .updateTable('agent_states')
      .set({ state, reason, since: sql<Date>`now()` })
      .where('staff_no', '=', staffNo)
      .execute();
    const dueAt = minutes === null ? null : sql<Date>`now() + ${minutes} * interval '1 minute'`;
    const id = await note(tx, 'state', {
      staffNo,
      by,
      reason,
      dueAt,
      before: { state: before.state },
      after: { state },
    });
    return minutes === null ? null : id;
  });
}

export interface SkillsChange extends Change {
  readonly capacity: number;
  readonly skills: readonly string[];
}

/** Sets how many conversations somebody leads at once and what he is skilled in; the same again writes nothing. */
export async function changeSkills(db: Kysely<DB>, { staffNo, by, capacity, skills }: SkillsChange): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const { capacity: capacityBefore } = await lockAgent(tx, staffNo);
    const rows = await tx.selectFrom('agent_skills').select('skill').where('staff_no', '=', staffNo).execute();
    const before = { capacity: capacityBefore, skills: rows.map(({ skill }) => skill).toSorted() };
    const after = { capacity, skills: skills.toSorted() };
    if (JSON.stringify(before) === JSON.stringify(after)) return;
    await tx.updateTable('agent_states').set({ capacity }).where('staff_no', '=', staffNo).execute();
    await tx.deleteFrom('agent_skills').where('staff_no', '=', staffNo).execute();
    const wanted = skills.map((skill) => ({ staff_no: staffNo, skill }));
    if (wanted.length > 0) await tx.insertInto('agent_skills').values(wanted).execute();
    await note(tx, 'skills', { staffNo, by, reason: null, dueAt: null, before, after });
  });
}

/**
 * Sets who shows somebody the work; the same again writes nothing. Nothing is changed where the mentor has one himself (`learns`), or where
 * whoever is given one is a mentor (`teaches`).
 */
export function changeMentor(
  db: Kysely<DB>,
  { staffNo, by, mentor }: Change & { readonly mentor: string | null },
): Promise<'changed' | 'learns' | 'teaches'> {
  return db.transaction().execute(async (tx) => {
    const agents = new Map<string, Awaited<ReturnType<typeof lockAgent>>>();
    // In one order, so that two who are made each other's mentors do not wait for each other.
    for (const each of [staffNo, ...(mentor === null ? [] : [mentor])].toSorted())
      agents.set(each, await lockAgent(tx, each));
    const before = agents.get(staffNo)?.mentor ?? null;
    if (before === mentor) return 'changed';
    if (mentor !== null && (agents.get(mentor)?.mentor ?? null) !== null) return 'learns';
    if (mentor !== null && (await isMentor(tx, staffNo))) return 'teaches';
    await tx.updateTable('agent_states').set({ mentor }).where('staff_no', '=', staffNo).execute();
    const facts = { before: { mentor: before }, after: { mentor } };
    await note(tx, 'mentor', { staffNo, by, reason: null, dueAt: null, ...facts });
    return 'changed';
  });
}

async function isMentor(tx: Transaction<DB>, mentor: string): Promise<boolean> {
  const mentored = await tx
    .selectFrom('agent_states')
    .select('staff_no')
    .where('mentor', '=', mentor)
    .executeTakeFirst();
  return mentored !== undefined;
}

/** Orders that all open tickets of somebody go to others, from now on; answers the order's id. */
export function orderReassignment(
  db: Kysely<DB>,
  { staffNo, by, to, reason }: Change & { readonly to: string | null; readonly reason: string },
): Promise<string> {
  const dueAt = sql<Date>`now()`;
  return note(db, 'reassign', { staffNo, by, reason, dueAt, before: {}, after: { to } });
}

/** Somebody's row, made where there was none, locked until the transaction ends. */
async function lockAgent(tx: Transaction<DB>, staffNo: string) {
  await tx
    .insertInto('agent_states')
    .values({ staff_no: staffNo })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return tx
    .selectFrom('agent_states')
    .select(['state', 'capacity', 'mentor'])
    .where('staff_no', '=', staffNo)
    .forUpdate()
    .executeTakeFirstOrThrow();
}

interface Line extends Change {
  readonly reason: string | null;
  readonly before: AgentFacts;
  readonly after: AgentFacts;
  readonly dueAt: ReturnType<typeof sql<Date>> | null;
}

async function note(tx: Kysely<DB>, kind: AgentChangeKind, line: Line): Promise<string> {
  const { staffNo, by, reason, before, after, dueAt } = line;
  const { id } = await tx
    .insertInto('agent_changes')
    .values({
      staff_no: staffNo,
      kind,
      before: JSON.stringify(before),
      after: JSON.stringify(after),
      reason,
      by,
      due_at: dueAt,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

export type AgentChangeRow = Omit<Selectable<DB['agent_changes']>, 'told_at'>;

const COLUMNS = [
  'id',
  'staff_no',
  'kind',
  'before',
  'after',
  'reason',
  'by',
  'at',
  'due_at',
  'ended_at',
  'tickets',
  'moved',
  'queued',
  'kept',
  'superseded',
] as const satisfies readonly (keyof AgentChangeRow)[];

/** One change; rejects for an unknown id. */
export function readAgentChange(db: Kysely<DB>, id: string): Promise<AgentChangeRow> {
  return db.selectFrom('agent_changes').select(COLUMNS).where('id', '=', id).executeTakeFirstOrThrow();
}

/** One page of what was changed about somebody, the latest first. */
export function listAgentChanges(
  db: Kysely<DB>,
  { staffNo, before, limit }: { readonly staffNo: string; readonly before: string | null; readonly limit: number },
): Promise<AgentChangeRow[]> {
  const rows = db.selectFrom('agent_changes').select(COLUMNS).where('staff_no', '=', staffNo);
  return (before === null ? rows : rows.where('id', '<', before)).orderBy('id', 'desc').limit(limit).execute();
}
