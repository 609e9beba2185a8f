import type { Kysely } from 'kysely';
import type { Logger } from 'pino';
import type { DB } from '../../db/schema/rows.ts';
import type { ReadScope } from '../../db/repositories/reading/scope.ts';
import {
  type EventPosition,
  type EventRow,
  listEvents,
  listEventsSince,
  type Visibility,
} from '../../db/repositories/reading/timeline.ts';
import type { TicketNo } from '../../contracts/ids.ts';

const POLL_MS = 1000;
const BATCH = 200;
// Decisions of one second may be written in another order than they were taken: look back, and tell each event once.
const LOOK_BACK_MS = 30_000;

export interface Listener {
  readonly scope: ReadScope;
  readonly visible: Visibility;
  /** One ticket's events, or null for all of the scope. */
  readonly ticketNo: TicketNo | null;
  readonly tell: (row: EventRow) => void;
}

interface Entry extends Listener {
  seq: number;
  position: EventPosition;
  readonly told: Map<string, number>;
}

export interface Hub {
  /** Tells what happens from here on; `from` is where a reader has been before. Returns how to leave. */
  join(listener: Listener, from: { seq: number } | EventPosition): () => void;
  stop(): void;
}

const keyOf = (row: EventRow): string => `${row.ticket_no}:${row.seq}`;

async function pollTicket(db: Kysely<DB>, entry: Entry, ticketNo: TicketNo): Promise<void> {
  const rows = await listEvents(db, entry.scope, {
    ticketNo,
    visible: entry.visible,
    after: entry.seq,
    limit: BATCH,
  });
  for (const row of rows) {
    entry.seq = row.seq;
    entry.tell(row);
  }
}

async function pollAll(db: Kysely<DB>, entry: Entry): Promise<void> {
  const { visible } = entry;
  let since = entry.position;
  for (;;) {
    const rows = await listEventsSince(db, entry.scope, { visible, since, limit: BATCH });
    for (const row of rows) {
      since = { at: row.at.toISOString(), ticketNo: row.ticket_no, seq: row.seq };
      if (entry.told.has(keyOf(row))) continue;
      entry.told.set(keyOf(row), row.at.getTime());
      entry.tell(row);
    }
    if (rows.length < BATCH) break;
  }
  const floor = Date.now() - LOOK_BACK_MS;
  if (Date.parse(entry.position.at) < floor)
    entry.position = { at: new Date(floor).toISOString(), ticketNo: '', seq: 0 };
  for (const [key, at] of entry.told) if (at < floor) entry.told.delete(key);
}

/** One poll a second for all who listen in this process; nothing is asked while nobody does. */
export function createHub(db: Kysely<DB>, logger: Logger): Hub {
  const entries = new Set<Entry>();
  let timer: NodeJS.Timeout | null = null;
  let stopped = false;

  async function round(): Promise<void> {
    for (const entry of entries) {
      await (entry.ticketNo === null ? pollAll(db, entry) : pollTicket(db, entry, entry.ticketNo));
    }
  }

  function schedule(ms: number): void {
    if (timer !== null || stopped || entries.size === 0) return;
    timer = setTimeout(() => {
      void round()
        .catch((error: unknown) => logger.warn({ err: error }, 'events could not be read; trying again'))
        .finally(() => {
          timer = null;
          schedule(POLL_MS);
        });
    }, ms);
  }

  return {
    join(listener, from) {
      const entry: Entry = {
        ...listener,
        seq: 'at' in from ? 0 : from.seq,
        position: 'at' in from ? from : { at: new Date().toISOString(), ticketNo: '', seq: 0 },
        told: new Map(),
      };
      entries.add(entry);
      schedule(0);
      return () => entries.delete(entry);
    },
    stop() {
      stopped = true;
      if (timer !== null) clearTimeout(timer);
      entries.clear();
    },
  };
}
