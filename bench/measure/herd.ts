import { sql } from 'kysely';
import type { TicketNo } from '../../contracts/ids.ts';
import { CLOCK_RULES } from '../../domain/clocks/rules.ts';
import type { ClockSetting } from '../../domain/clocks/setting.ts';
import type { Bench } from '../bench.ts';
import { allArmed } from './backlog.ts';
import { load } from './load.ts';
import { publishPolicy } from './policies.ts';
import { type Spread, spreadOf } from './spread.ts';
import { openTickets } from './standing.ts';

const HOUR_MS = 3_600_000;
const CALLERS = 4;
/** Slower than any opening is armed. */
const PREPARED_PER_SECOND = 20;
const SPARE_MS = 20_000;
/** An api asks once a second what is in force. */
const HEARD_OF_MS = 1500;
const LOOK_EVERY_MS = 100;
const LIMIT_MS = 180_000;
/** What a page of a list can hold. */
const PAGE = 200;

/** Nobody is warned before. */
const WITHIN_AN_HOUR: Partial<ClockSetting> = {
  length: { kind: 'elapsed', hours: 1 },
  near: { kind: 'none' },
  told: { ...CLOCK_RULES.RESOLVE_SIMPLE.told, near: [] },
};

/** Limits of as many tickets that end in the same second. */
export interface Herd {
  readonly limits: number;
  readonly openTickets: number;
  /** From that second until a list shows a page of them as breached. */
  readonly listedMs: number;
  /** From that second until the breach is written, and those whom it concerns told. */
  readonly actedOn: Spread;
  /** Tickets whose breach is not written exactly once. */
  readonly notOnce: number;
}

/** How long it takes until everybody knows. */
export async function measureHerd(bench: Bench, limits: number): Promise<Herd> {
  await publishPolicy(bench.db, 'RESOLVE_SIMPLE', WITHIN_AN_HOUR);
  await new Promise((resolve) => setTimeout(resolve, HEARD_OF_MS));
  const dueAt = Date.now() + (limits / PREPARED_PER_SECOND) * 1000 + SPARE_MS;
  const tickets: string[] = [];
  const open = async () => tickets.push(await bench.desk.openReceived(new Date(dueAt - HOUR_MS)));
  await load({ callers: CALLERS, forMs: Infinity, count: limits }, open);
  await allArmed(bench, tickets);
  const early = dueAt - Date.now();
  if (early < 0) throw new Error(`${limits} limits were not armed ${-early} ms before they ended`);
  await new Promise((resolve) => setTimeout(resolve, early));
  const listedMs = await listed(bench, tickets, dueAt);
  const breaches = await breachesOf(bench, tickets);
  return {
    limits,
    openTickets: (await openTickets(bench)).length,
    listedMs,
    actedOn: spreadOf(breaches.map(({ writtenAt }) => writtenAt.getTime() - dueAt)),
    notOnce: breaches.filter(({ times }) => Number(times) !== 1).length,
  };
}

async function listed({ desk }: Bench, tickets: readonly string[], dueAt: number): Promise<number> {
  const herd = new Set(tickets);
  while (Date.now() < dueAt + LIMIT_MS) {
    const page = await desk.list(`/v1/tickets?breached=true&limit=${PAGE}`, 'agent');
    const found = page.filter(({ ticketNo = '' }) => herd.has(ticketNo));
    if (found.length >= Math.min(herd.size, PAGE)) return Date.now() - dueAt;
  }
  throw new Error(`no list shows them after ${LIMIT_MS / 1000} s`);
}

/** Once each ticket has its own. */
async function breachesOf({ db }: Bench, tickets: readonly string[]) {
  const end = Date.now() + LIMIT_MS;
  while (Date.now() < end) {
    const breaches = await db
      .selectFrom('ticket_events')
      .select((eb) => [eb.fn.min('written_at').$notNull().as('writtenAt'), eb.fn.countAll<string>().as('times')])
      .where('type', '=', 'clock-breached')
      .where('ticket_no', '=', sql<TicketNo>`any(${tickets})`)
      .groupBy('ticket_no')
      .execute();
    if (breaches.length === tickets.length) return breaches;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
  throw new Error(`not all were acted on after ${LIMIT_MS / 1000} s`);
}
