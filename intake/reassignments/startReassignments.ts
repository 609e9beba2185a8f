import type { Kysely } from 'kysely';
import type { Reassignment } from '../../contracts/reassignments.ts';
import { changeState } from '../../db/repositories/people/agentChanges.ts';
import { leaversAtWork } from '../../db/repositories/people/leavers.ts';
import { noteTold, reassignmentsToStart } from '../../db/repositories/people/reassignments.ts';
import type { DB } from '../../db/schema/rows.ts';
import { type Log, SILENT } from '../ports.ts';
import { startEach } from '../startEach.ts';
import type { ReassignmentClient } from './reassignmentClient.ts';

export interface ReassignmentDeps {
  readonly db: Kysely<DB>;
  readonly reassignments: ReassignmentClient;
  readonly logger?: Log;
}

/** Starts what was just ordered; what fails is done later by `startWaitingReassignments`. */
export async function startReassignments(
  { db, reassignments, logger = SILENT }: ReassignmentDeps,
  orders: readonly Reassignment[],
): Promise<void> {
  await startEach(
    orders,
    async (order) => {
      await reassignments.start(order);
      await noteTold(db, order.changeId);
    },
    (order, error) => logger.warn({ ...order, error: String(error) }, 'a re-assignment is not started yet'),
  );
}

/**
 * Starts what was ordered while Temporal was away or was ended there by force, and signs off whoever works with tickets no more: nobody
 * waits for him.
 */
export async function startWaitingReassignments(deps: ReassignmentDeps): Promise<void> {
  for (const staffNo of await leaversAtWork(deps.db)) {
    await changeState(deps.db, { staffNo, by: null, state: 'off', reason: null, reassignAfterMinutes: null });
  }
  await startReassignments(deps, await reassignmentsToStart(deps.db));
}
