import type { Kysely } from 'kysely';
import type { Reassignment } from '../../contracts/reassignments.ts';
import { changeState } from '../../db/repositories/people/agentChanges.ts';
import { leaversAtWork } from '../../db/repositories/people/leavers.ts';
import { noteTold, untoldReassignments } from '../../db/repositories/people/reassignments.ts';
import type { DB } from '../../db/schema/rows.ts';
import { type Log, SILENT } from '../ports.ts';
import { ServiceUnavailable } from '../workflowCall.ts';
import type { ReassignmentClient } from './reassignmentClient.ts';

export interface ReassignmentDeps {
  readonly db: Kysely<DB>;
  readonly reassignments: ReassignmentClient;
  readonly logger?: Log;
}

/** Starts what was just ordered; where that fails, `startReassignments` does it later. False where Temporal does not answer. */
export async function startReassignment(
  { db, reassignments, logger = SILENT }: ReassignmentDeps,
  order: Reassignment,
): Promise<boolean> {
  try {
    await reassignments.start(order);
    await noteTold(db, order.changeId);
    return true;
  } catch (error) {
    logger.warn({ ...order, error: String(error) }, 'a re-assignment is not started yet');
    return !(error instanceof ServiceUnavailable);
  }
}

/** Starts what was ordered while Temporal was away, and signs off whoever works with tickets no more: nobody waits for him. */
export async function startReassignments(deps: ReassignmentDeps): Promise<void> {
  for (const staffNo of await leaversAtWork(deps.db)) {
    await changeState(deps.db, { staffNo, by: null, state: 'off', reason: null, reassignAfterMinutes: null });
  }
  for (const order of await untoldReassignments(deps.db)) if (!(await startReassignment(deps, order))) return;
}
