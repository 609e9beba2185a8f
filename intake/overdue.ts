import type { Kysely } from 'kysely';
import { overdueReviews, overdueTickets } from '../db/repositories/overdue.ts';
import type { DB } from '../db/schema/rows.ts';
import { openingOf } from '../domain/quality/open.ts';
import type { Log } from './ports.ts';
import type { ReviewClient } from './reviewClient.ts';
import { tellHowFar } from './startingFirst.ts';
import type { TicketClient } from './ticketClient.ts';
import { ServiceUnavailable } from './workflowCall.ts';

export interface OverdueDeps {
  readonly db: Kysely<DB>;
  readonly ticketClient: Pick<TicketClient, 'start' | 'recorded'>;
  readonly reviewClient: Pick<ReviewClient, 'start'>;
  readonly logger: Log;
  readonly now?: () => number;
}

/** So many in one round: where all workers are away, everything is overdue, and nothing is lost by that. */
const AT_ONCE = 20;
const LOOKED_AT = 1000;
const FIRST_PAUSE_MS = 2 * 60_000;
const LONGEST_PAUSE_MS = 60 * 60_000;

interface Look {
  readonly id: string;
  readonly tell: () => Promise<void>;
}

/**
 * Where a limit has come and nothing came of it, Temporal may not have the workflow any more, or an older state of it (its store was
 * restored, somebody ended a run): each round starts it as PostgreSQL has it, or tells it how far that has come. The same one is
 * looked at after 2 minutes again, then after 4, up to an hour. @returns a round.
 */
export function createOverdueRounds(deps: OverdueDeps): () => Promise<void> {
  const { now = Date.now } = deps;
  const pauses = new Map<string, { readonly until: number; readonly ms: number }>();

  return async () => {
    const overdue = await looksAt(deps);
    const ids = new Set(overdue.map(({ id }) => id));
    for (const id of pauses.keys()) if (!ids.has(id)) pauses.delete(id);
    const at = now();
    for (const { id, tell } of overdue.filter(({ id }) => (pauses.get(id)?.until ?? 0) <= at).slice(0, AT_ONCE)) {
      const ms = Math.min((pauses.get(id)?.ms ?? FIRST_PAUSE_MS / 2) * 2, LONGEST_PAUSE_MS);
      pauses.set(id, { until: at + ms, ms });
      try {
        await tell();
      } catch (error) {
        deps.logger.warn({ id, error: String(error) }, 'its limit has come, and its workflow cannot be told');
        if (error instanceof ServiceUnavailable) return;
      }
    }
  };
}

async function looksAt({ db, ticketClient, reviewClient }: OverdueDeps): Promise<readonly Look[]> {
  const [tickets, reviews] = await Promise.all([overdueTickets(db, LOOKED_AT), overdueReviews(db, LOOKED_AT)]);
  return [
    ...tickets.map((state) => ({ id: state.ticketNo, tell: () => tellHowFar(ticketClient, state) })),
    ...reviews.map((state) => ({ id: state.reviewId, tell: () => reviewClient.start(openingOf(state)) })),
  ];
}
