import type { AgentState } from '../../contracts/agents.ts';
import { changeState } from '../../db/repositories/people/agentChanges.ts';
import { findReassignment } from '../../db/repositories/people/reassignments.ts';
import { reassignAfterMinutes } from '../../domain/assignment/absence.ts';
import { startReassignments } from '../../intake/reassignments/startReassignments.ts';
import type { ApiDeps } from '../deps.ts';

interface Saying {
  readonly staffNo: string;
  /** A staff number: his own, or of who signs him off. */
  readonly by: string;
  readonly state: AgentState;
  readonly reason: string | null;
}

/** Changes somebody's state; where he drops out, what follows for his tickets is under way, at the latest when Temporal is back. */
export async function sayState(deps: ApiDeps, saying: Saying): Promise<void> {
  const reassignAfter = reassignAfterMinutes(saying.state);
  const changeId = await changeState(deps.db, { ...saying, reassignAfterMinutes: reassignAfter });
  if (changeId !== null) await followUp(deps, changeId);
}

/** Starts the re-assignment that a change calls for. */
export async function followUp(deps: ApiDeps, changeId: string): Promise<void> {
  const order = await findReassignment(deps.db, changeId);
  if (order !== null) await startReassignments(deps, [order]);
}
