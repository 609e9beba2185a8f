import { type Kysely, sql } from 'kysely';
import type { Instant } from '../../../contracts/instants.ts';
import type { DB } from '../../schema/rows.ts';
import type { ReadScope } from './scope.ts';
import { type EventRow, eventsIn, type Visibility, WRITTEN } from './timeline.ts';

/** Where in the order in which all events were written a reader stands. */
export interface EventPosition {
  readonly written: Instant;
  readonly ticketNo: string;
  readonly seq: number;
}

/** Events of all tickets of the scope after a position, what was written first first. */
export function listEventsSince(
  db: Kysely<DB>,
  scope: ReadScope,
  { visible, since, limit }: { visible: Visibility; since: EventPosition; limit: number },
): Promise<EventRow[]> {
  return eventsIn(db, scope, visible)
    .where(WRITTEN, '>=', sql<Date>`${since.written}::timestamptz`)
    .where(
      sql<boolean>`(${WRITTEN}, ticket_events.ticket_no, ticket_events.seq)
        > (${since.written}::timestamptz, ${since.ticketNo}, ${since.seq}::integer)`,
    )
    .orderBy(WRITTEN)
    .orderBy('ticket_events.ticket_no')
    .orderBy('ticket_events.seq')
    .limit(limit)
    .execute();
}

interface Written {
  /** Whatever was written before this can be read already, in ms. */
  readonly settledMs: number;
  /** When the newest was written of what can be read, in ms; null: nothing can. */
  readonly newestMs: number | null;
}

/** The clock of the database may be set back a little. */
const SLACK = sql`interval '2 seconds'`;
/** A transaction that is left open for longer, which none of ours may be, is not waited for. */
const LONGEST = sql`interval '10 minutes'`;

/**
 * How far the events are written. What was written in a transaction that goes on cannot be read yet, and one that stood still with its
 * server ends long after it wrote: so it is asked which go on, not how long they may take.
 */
export async function writtenSoFar(db: Kysely<DB>): Promise<Written> {
  const { rows } = await sql<{ settled: Date; newest: Date | null }>`
    select greatest(least(statement_timestamp(), min(xact_start)), statement_timestamp() - ${LONGEST}) - ${SLACK} as settled,
      (select max(${WRITTEN}) from ticket_events) as newest
    from pg_stat_activity where datname = current_database() and backend_type = 'client backend' and backend_xid is not null
  `.execute(db);
  const [row] = rows;
  if (row === undefined) throw new Error('the database does not say what is written');
  return { settledMs: row.settled.getTime(), newestMs: row.newest?.getTime() ?? null };
}
