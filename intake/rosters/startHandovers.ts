import type { Kysely } from 'kysely';
import { claimWaitingHandovers } from '../../db/repositories/shifts/handovers.ts';
import type { DB } from '../../db/schema/rows.ts';
import type { HandoverOpening } from '../../domain/handover/state.ts';
import type { HandoverClient } from '../handoverClient.ts';
import { type Log, SILENT } from '../ports.ts';
import { startEach } from '../startEach.ts';

export interface HandoverStartDeps {
  readonly db: Kysely<DB>;
  readonly handoverClient: Pick<HandoverClient, 'start'>;
  readonly logger?: Log;
}

/** Starts hand-overs that were just written down; what fails is done later by `startWaitingHandovers`. */
export async function startHandovers(
  { handoverClient, logger = SILENT }: Omit<HandoverStartDeps, 'db'>,
  openings: readonly HandoverOpening[],
): Promise<void> {
  await startEach(
    openings,
    (opening) => handoverClient.start(opening),
    ({ handoverId }, error) => logger.warn({ handoverId, error: String(error) }, 'a hand-over is not started yet'),
  );
}

/** Starts what waits for too long, since Temporal or a worker was away. */
export async function startWaitingHandovers(deps: HandoverStartDeps): Promise<void> {
  await startHandovers(deps, await claimWaitingHandovers(deps.db));
}
