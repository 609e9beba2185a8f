import { type Kysely, sql } from 'kysely';
import type { Candidate, Need } from '../../../domain/assignment/candidate.ts';
import { type Choice, choose } from '../../../domain/assignment/choose.ts';
import type { DB } from '../../schema/rows.ts';

/** Somebody who is ready, with how many tickets were ever given to him by rule. */
export interface ReadyAgent extends Candidate {
  readonly claims: number;
}

/** One place in an agent's hands, as it was seen: taken only while it is still there. */
export interface Slot {
  readonly staffNo: string;
  readonly claims: number;
  readonly free: number;
}

/** By the roster of this hour; where none names anybody, everybody who is ready is at work. */
const onShift = sql<boolean>`not exists (select from roster_duties d where d.ends_at > now() and d.starts_at <= now())
  or exists (select from roster_duties d where d.ends_at > now() and d.starts_at <= now() and d.staff_no = s.staff_no)`;

/** Whoever is ready, with load and skills, as one JSON value inside a statement; null where nobody is. */
export const readyAgentsJson = sql<ReadyAgent[] | null>`(
  select jsonb_agg(jsonb_build_object('staffNo', s.staff_no, 'role', p.role, 'department', p.department, 'state', s.state,
    'onShift', ${onShift}, 'capacity', s.capacity, 'lastAssignedAt', s.last_assigned_at, 'claims', s.claims,
    'load', (select count(*) from tickets t where t.assignee = s.staff_no and t.status = 'IN_PROGRESS'),
    'skills', (select coalesce(jsonb_agg(k.skill), '[]') from agent_skills k where k.staff_no = s.staff_no)))
  from agent_states s join staff p on p.staff_no = s.staff_no and p.active where s.state = 'ready')`;

/**
 * Takes the slot inside a statement, under the lock of the agent's row: no row where he is not ready any more, or where others
 * have taken since what was free. Tickets taken by hand are not counted: whoever takes one has decided that he can.
 */
export function claimSlot({ staffNo, claims, free }: Slot) {
  return sql<{ staff_no: string }>`update agent_states set claims = claims + 1, last_assigned_at = now()
    where staff_no = ${staffNo} and state = 'ready' and claims - ${claims}::bigint < ${free}::int returning staff_no`;
}

/** The place that a choice among these takes. Throws for somebody who is not among them. */
export function slotOf(agents: readonly ReadyAgent[], { to }: Choice): Slot {
  const agent = agents.find(({ staffNo }) => staffNo === to.staffNo);
  if (agent === undefined) throw new Error(`${to.staffNo} was not among those to choose from`);
  return { staffNo: agent.staffNo, claims: agent.claims, free: agent.capacity - agent.load };
}

/** So often a slot that others took first is looked for anew; then the ticket waits in its queue. */
export const CLAIM_TRIES = 3;

/** Chooses an agent for a ticket that is open already and takes a place in his hands; null where nobody is free. */
export async function assignAgent(db: Kysely<DB>, need: Need): Promise<Choice | null> {
  for (let tries = 0; tries < CLAIM_TRIES; tries += 1) {
    const { rows } = await sql<{ agents: ReadyAgent[] | null }>`select ${readyAgentsJson} as agents`.execute(db);
    const agents = rows[0]?.agents ?? [];
    const choice = choose(agents, need);
    if (choice === null) return null;
    const claimed = await claimSlot(slotOf(agents, choice)).execute(db);
    if (claimed.rows.length > 0) return choice;
  }
  return null;
}
