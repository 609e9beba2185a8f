import type { Kysely } from 'kysely';
import type { Command } from '../contracts/commands.ts';
import { type DrawnTicket, listDrawn, markOpened } from '../db/repositories/quality/reviewSamples.ts';
import type { DB } from '../db/schema/rows.ts';
import type { TimetableSource } from '../domain/clocks/timetable.ts';
import { writeLateReview } from './lateReviews.ts';
import type { Log } from './ports.ts';
import { startEach } from './startEach.ts';
import { startingFirst } from './startingFirst.ts';
import type { TicketClient } from './ticketClient.ts';

interface OpenSampledDeps {
  readonly db: Kysely<DB>;
  readonly ticketClient: Pick<TicketClient, 'start' | 'execute'>;
  readonly timetables: TimetableSource;
  readonly logger: Log;
}

/** So many in one go; the next go follows within seconds. */
const AT_ONCE = 20;

/**
 * Opens the reviews of drawn tickets, of one sample or of all: as the ticket's child where its workflow runs, else beside it.
 * What fails comes again; what was done already happens once.
 */
export async function openSampled(deps: OpenSampledDeps, sampleId: string | null = null): Promise<void> {
  const { db, logger } = deps;
  await startEach(
    await listDrawn(db, sampleId, AT_ONCE),
    (drawn) => (drawn.isOpened ? markOpened(db, drawn) : openOne(deps, drawn)),
    (drawn, error) => {
      const { ticketNo } = drawn;
      logger.warn({ ticketNo, sampleId: drawn.sampleId, error: String(error) }, 'a sample is not opened yet');
    },
  );
}

async function openOne(deps: OpenSampledDeps, drawn: DrawnTicket): Promise<void> {
  if (drawn.state.status === 'ARCHIVED') return openLate(deps, drawn);
  const { sampleId, ticketNo, drawnBy: actor, state } = drawn;
  const command: Command = { name: 'open-review', actor, textId: null, expectedVersion: null, payload: { sampleId } };
  const updateId = `sample:${sampleId}`;
  await startingFirst(
    () => deps.ticketClient.start(state),
    () => deps.ticketClient.execute(ticketNo, command, updateId),
  );
}

async function openLate(deps: OpenSampledDeps, { state, ticketNo, sampleId, drawnBy, drawnAt }: DrawnTicket) {
  const wanted = { origin: 'sample', sampleId } as const;
  const facts = { actor: drawnBy, textId: null, openedAt: drawnAt.toISOString() };
  await writeLateReview(deps, { state, wanted, cause: `sample:${sampleId}:${ticketNo}`, ...facts });
}
