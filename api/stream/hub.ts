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
import type { Instant } from '../../contracts/instants.ts';

const POLL_MS = 1000;
const BATCH = 200;
// Decisions may be written in another order than they were taken: look back, and tell each event once.
const LOOK_BACK_MS = 30_000;

/** What somebody may be told. */
interface Reader {
  readonly scope: ReadScope;
  readonly visible: Visibility;
}

interface Listener extends Reader {
  /** One ticket's events, or null for all of the scope. */
  readonly ticketNo: TicketNo | null;
  readonly tell: (row: EventRow) => void;
}

/** Where a reader of all events stands: what came after this instant, but for what it knows. */
export interface Place {
  readonly since: Instant;
  readonly known: ReadonlyMap<string, number>;
}

interface Entry extends Listener {
  seq: number;
  since: Instant;
  readonly told: Map<string, number>;
}

export interface Hub {
  /** Tells what happens from here on; `from` is where a reader has been before. Returns how to leave. */
  join(listener: Listener, from: { seq: number } | Place): () => void;
  /** The place of a reader who comes now: whatever can be read already, it is not told. */
  placeNow(reader: Reader): Promise<Place>;
  stop(): void;
}

/** The place of a reader who was told of an event at that instant: what was written late comes again, known by its id. */
export function placeAfter(at: Date): Place {
  return { since: new Date(at.getTime() - LOOK_BACK_MS).toISOString(), known: new Map() };
}

/** Of a reader of one ticket, whose events have their own order. */
const NOWHERE: Place = { since: '', known: new Map() };

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

/** Every event since then, oldest first. */
async function* eventsSince(db: Kysely<DB>, { scope, visible }: Reader, at: Instant) {
  let since: EventPosition = { at, ticketNo: '', seq: 0 };
  for (;;) {
    const rows = await listEventsSince(db, scope, { visible, since, limit: BATCH });
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < BATCH) return;
    since = { at: last.exact_at, ticketNo: last.ticket_no, seq: last.seq };
  }
}

async function pollAll(db: Kysely<DB>, entry: Entry): Promise<void> {
  for await (const row of eventsSince(db, entry, entry.since)) {
    if (entry.told.has(keyOf(row))) continue;
    entry.told.set(keyOf(row), row.at.getTime());
    entry.tell(row);
  }
  const floor = Date.now() - LOOK_BACK_MS;
  if (Date.parse(entry.since) < floor) entry.since = new Date(floor).toISOString();
  for (const [key, at] of entry.told) if (at < floor) entry.told.delete(key);
}

/** One poll a second for all who listen in this process; nothing is asked while nobody does. */
export function createHub(db: Kysely<DB>, logger: Logger): Hub {
  const entries = new Set<Entry>();
  let timer: NodeJS.Timeout | null = null;
  let stopped = false;

  async function round(): Promise<void> {
    for (const entry of entries) {
      try {
        await (entry.ticketNo === null ? pollAll(db, entry) : pollTicket(db, entry, entry.ticketNo));
      } catch (error) {
        logger.warn({ err: error }, 'events could not be read for a stream; trying again');
      }
    }
  }

  function schedule(ms: number): void {
    if (timer !== null || stopped || entries.size === 0) return;
    timer = setTimeout(() => {
      void round().finally(() => {
        timer = null;
        schedule(POLL_MS);
      });
    }, ms);
  }

  return {
    join(listener, from) {
      const place = 'seq' in from ? NOWHERE : from;
      const seq = 'seq' in from ? from.seq : 0;
      const entry: Entry = { ...listener, seq, since: place.since, told: new Map(place.known) };
      entries.add(entry);
      schedule(0);
      return () => entries.delete(entry);
    },
    async placeNow(reader) {
      const { since } = placeAfter(new Date());
      const known = new Map<string, number>();
      for await (const row of eventsSince(db, reader, since)) known.set(keyOf(row), row.at.getTime());
      return { since, known };
    },
    stop() {
      stopped = true;
      if (timer !== null) clearTimeout(timer);
      entries.clear();
    },
  };
}
