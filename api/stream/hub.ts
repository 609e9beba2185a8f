import type { Kysely } from 'kysely';
import type { Logger } from 'pino';
import type { DB } from '../../db/schema/rows.ts';
import type { ReadScope } from '../../db/repositories/reading/scope.ts';
import { type EventRow, listEvents, type Visibility } from '../../db/repositories/reading/timeline.ts';
import { type EventPosition, listEventsSince, writtenSoFar } from '../../db/repositories/reading/writtenEvents.ts';
import type { TicketNo } from '../../contracts/ids.ts';

const POLL_MS = 1000;
const BATCH = 200;
/** So many are read at once: the pool of connections is everybody's. */
const LANES = 2;
/** Who comes back is told again what was written this long before the last event he got, for it may have been readable only later. */
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
  /** Has taken what it was told so far; until then it is told nothing more. */
  readonly keepsUp: () => boolean;
}

/** Where a reader of all events stands: it is told what was written from this instant on, but for what it knows. */
export interface Place {
  readonly sinceMs: number;
  readonly known: ReadonlyMap<string, number>;
}

/** From where on it goes, and before when all will have been told that was written once it is over. */
interface Pass {
  readonly behind: EventPosition;
  readonly untilMs: number;
}

interface Entry extends Listener {
  seq: number;
  /** Whatever was written before has been told. */
  sinceMs: number;
  /** What has been told of what was written from then on, and when that was written. */
  readonly told: Map<string, number>;
  /** The one that its first batch did not end. */
  pass: Pass | null;
}

export interface Hub {
  /** Tells what happens from here on; `from` is where a reader has been before. Returns how to leave. */
  join(listener: Listener, from: { seq: number } | Place): () => void;
  /** The place of a reader who comes now: whatever can be read already, it is not told. */
  placeNow(reader: Reader): Promise<Place>;
  stop(): void;
}

/** The place of a reader who was told of an event that was written at that instant, or says so: what comes again is known by its id. */
export function placeAfter(written: Date): Place {
  return { sinceMs: Math.min(written.getTime(), Date.now()) - LOOK_BACK_MS, known: new Map() };
}

/** Of a reader of one ticket, whose events have their own order. */
const NOWHERE: Place = { sinceMs: 0, known: new Map() };

const keyOf = (row: EventRow): string => `${row.ticket_no}:${row.seq}`;
/** Cut to the millisecond, as `sinceMs` is. */
const msOf = (row: EventRow): number => Date.parse(row.written);
const startingAt = (ms: number): EventPosition => ({ written: new Date(ms).toISOString(), ticketNo: '', seq: 0 });
const positionOf = (row: EventRow): EventPosition => ({ written: row.written, ticketNo: row.ticket_no, seq: row.seq });

async function tellOfTicket(db: Kysely<DB>, entry: Entry, ticketNo: TicketNo): Promise<boolean> {
  const { scope, visible, seq } = entry;
  const rows = await listEvents(db, scope, { ticketNo, visible, after: seq, limit: BATCH });
  for (const row of rows) {
    entry.seq = row.seq;
    entry.tell(row);
  }
  return rows.length < BATCH;
}

async function tellOfAll(db: Kysely<DB>, entry: Entry, { behind, untilMs }: Pass): Promise<boolean> {
  const rows = await listEventsSince(db, entry.scope, { visible: entry.visible, since: behind, limit: BATCH });
  for (const row of rows) {
    if (entry.told.has(keyOf(row))) continue;
    if (msOf(row) >= untilMs) entry.told.set(keyOf(row), msOf(row));
    entry.tell(row);
  }
  const last = rows.at(-1);
  entry.pass = last === undefined || rows.length < BATCH ? null : { behind: positionOf(last), untilMs };
  return entry.pass === null;
}

/** Tells the next batch, of a new pass or of the one under way. Returns whether the pass is over. */
async function tellNext(db: Kysely<DB>, entry: Entry, settledMs: number): Promise<boolean> {
  const { ticketNo, told } = entry;
  const pass = entry.pass ?? { behind: startingAt(entry.sinceMs), untilMs: settledMs };
  const over = await (ticketNo === null ? tellOfAll(db, entry, pass) : tellOfTicket(db, entry, ticketNo));
  if (!over) return false;
  entry.sinceMs = Math.max(entry.sinceMs, pass.untilMs);
  for (const [key, ms] of told) if (ms < entry.sinceMs) told.delete(key);
  return true;
}

/** One poll a second for all who listen in this process; nothing is asked while nobody does. */
export function createHub(db: Kysely<DB>, logger: Logger): Hub {
  const entries = new Set<Entry>();
  let timer: NodeJS.Timeout | null = null;
  let stopped = false;

  /** One batch for each at most: whoever has much to catch up with holds up nobody. Returns whether all have caught up. */
  async function round(): Promise<boolean> {
    const { settledMs, newestMs } = await writtenSoFar(db);
    const waiting = [...entries].filter((entry) => newestMs !== null && entry.sinceMs <= newestMs && entry.keepsUp());
    const queue = waiting.values();
    let over = true;
    const lane = async (): Promise<void> => {
      for (const entry of queue) {
        if (!entries.has(entry)) continue;
        try {
          if (!(await tellNext(db, entry, settledMs))) over = false;
        } catch (error) {
          logger.warn({ err: error }, 'events could not be read for a stream; trying again');
        }
      }
    };
    await Promise.all(Array.from({ length: LANES }, lane));
    return over;
  }

  async function run(): Promise<void> {
    let over = true;
    try {
      over = await round();
    } catch (error) {
      logger.warn({ err: error }, 'events could not be read for any stream; trying again');
    }
    timer = null;
    schedule(over ? POLL_MS : 0);
  }

  function schedule(ms: number): void {
    if (timer === null && !stopped && entries.size > 0) timer = setTimeout(() => void run(), ms);
  }

  return {
    join(listener, from) {
      const { sinceMs, known } = 'seq' in from ? NOWHERE : from;
      const seq = 'seq' in from ? from.seq : 0;
      const entry: Entry = { ...listener, seq, sinceMs, told: new Map(known), pass: null };
      entries.add(entry);
      schedule(0);
      return () => entries.delete(entry);
    },
    async placeNow({ scope, visible }) {
      const { settledMs: sinceMs } = await writtenSoFar(db);
      const known = new Map<string, number>();
      for (let since: EventPosition | null = startingAt(sinceMs); since !== null;) {
        const rows: EventRow[] = await listEventsSince(db, scope, { visible, since, limit: BATCH });
        for (const row of rows) known.set(keyOf(row), msOf(row));
        const last = rows.at(-1);
        since = last === undefined || rows.length < BATCH ? null : positionOf(last);
      }
      return { sinceMs, known };
    },
    stop() {
      stopped = true;
      if (timer !== null) clearTimeout(timer);
      entries.clear();
    },
  };
}
