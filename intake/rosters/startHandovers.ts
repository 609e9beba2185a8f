import type { Kysely } from 'kysely';
import { claimWaitingHandovers } from '../../db/repositories/shifts/handovers.ts';
import type { DB } from '../../db/schema/rows.ts';
import type { HandoverOpening } from '../../domain/handover/state.ts';
import type { HandoverClient } from '../handoverClient.ts';
import { type Log, SILENT } from '../ports.ts';

export interface HandoverStartDeps {
  readonly db: Kysely<DB>;
  readonly handoverClient: Pick<HandoverClient, 'start'>;
  readonly logger?: Log;
}

/** Starts hand-overs that were just written down, one after the other; what fails is done later by `startWaitingHandovers`. */
export async function startHandovers(deps: HandoverStartDeps, openings: readonly HandoverOpening[]): Promise<void> {
  const { handoverClient, logger = SILENT } = deps;
  for (const opening of openings) {
    try {
      await handoverClient.start(opening);
    } catch (error) {
      logger.warn({ handoverId: opening.handoverId, error: String(error) }, 'hand-overs are not started yet');
      return;
    }
  }
}

/** Starts what waits for too long, since Temporal or a worker was away. */
export async function startWaitingHandovers(deps: HandoverStartDeps): Promise<void> {
  await startHandovers(deps, await claimWaitingHandovers(deps.db));
}
