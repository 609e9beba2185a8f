import type { Kysely } from 'kysely';
import type { Command } from '../contracts/commands.ts';
import { type DrawnTicket, listDrawn, markOpened } from '../db/repositories/quality/reviewSamples.ts';
import type { DB } from '../db/schema/rows.ts';
import type { TimetableSource } from '../domain/clocks/timetable.ts';
import { writeLateReview } from './lateReviews.ts';
import type { Log } from './ports.ts';
import { startingFirst } from './startingFirst.ts';
import type { TicketClient } from './ticketClient.ts';
import { ServiceUnavailable } from './workflowCall.ts';

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
 * What fails comes again; what was done already happens once. Where nobody answers, the go ends.
 */
export async function openSampled(deps: OpenSampledDeps, sampleId: string | null = null): Promise<void> {
  for (const drawn of fromAnywhere(await listDrawn(deps.db, sampleId, AT_ONCE))) {
    try {
      if (!drawn.isOpened) await openOne(deps, drawn);
      else await markOpened(deps.db, drawn);
    } catch (error) {
      const { ticketNo } = drawn;
      deps.logger.warn({ ticketNo, sampleId: drawn.sampleId, error: String(error) }, 'a sample is not opened yet');
      if (error instanceof ServiceUnavailable) return;
    }
  }
}

/** One ticket whose workflow does not answer must not keep the same others waiting behind it. */
function fromAnywhere<T>(list: readonly T[]): T[] {
  const first = Math.floor(Math.random() * list.length);
  return [...list.slice(first), ...list.slice(0, first)];
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
