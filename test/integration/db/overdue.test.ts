import { type RawBuilder, sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createOpenReview } from '../../../activities/openReview.ts';
import { createRecord } from '../../../activities/record.ts';
import type { TicketClockId } from '../../../contracts/clocks.ts';
import { makeReviewId, type ReviewId, type TicketNo } from '../../../contracts/ids.ts';
import type { Instant } from '../../../contracts/instants.ts';
import { overdueTickets } from '../../../db/repositories/overdue.ts';
import { readTicketState } from '../../../db/repositories/states.ts';
import type { Clock } from '../../../domain/clocks/types.ts';
import { decide, type TicketInput } from '../../../domain/ticket/decide.ts';
import { recordOf } from '../../../domain/ticket/record.ts';
import type { TicketState } from '../../../domain/ticket/state.ts';
import { createOverdueRounds } from '../../../intake/overdue.ts';
import { SILENT } from '../../../intake/ports.ts';
import { commandOf, people } from '../../support/desk.ts';
import { reviewOpening } from '../../support/reviewOpening.ts';
import { type Counter, numberOf, openCounter, request } from './counter.ts';
import { standardTimetables } from '../../support/timetables.ts';

const HOUR_MS = 3_600_000;
const OPENED_DAYS_AGO = 30;

let counter: Counter;
beforeAll(async () => {
  counter = await openCounter();
});
beforeEach(() => counter.clear());
afterAll(() => counter.close());

async function stateOf(ticketNo: TicketNo): Promise<TicketState> {
  const state = await readTicketState(counter.database.db, ticketNo);
  if (state === null) throw new Error(`no ${ticketNo}`);
  return state;
}

const earlier = (atMs: number, hours: number): Instant => new Date(atMs - hours * HOUR_MS).toISOString();
const hoursAgo = (hours: number): Instant => earlier(Date.now(), hours);

/** A ticket of which nothing was written since it was opened, weeks ago. */
async function openedLongAgo(category: string): Promise<TicketNo> {
  const { db } = counter.database;
  const ticketNo = await numberOf(counter.intake.open(request({ category })));
  const text = JSON.stringify(await stateOf(ticketNo));
  const state = text.replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, (at) => earlier(Date.parse(at), OPENED_DAYS_AGO * 24));
  const before = (column: string): RawBuilder<Date> =>
    sql`${sql.ref(column)} - make_interval(days => ${OPENED_DAYS_AGO})`;
  const created_at = before('created_at');
  await db.updateTable('tickets').set({ state, created_at }).where('ticket_no', '=', ticketNo).execute();
  await db
    .updateTable('clocks')
    .set({ due_at: before('due_at') })
    .where('ticket_no', '=', ticketNo)
    .execute();
  return ticketNo;
}

async function happens(ticketNo: TicketNo, input: TicketInput, at: Instant): Promise<void> {
  const state = await stateOf(ticketNo);
  const decision = decide(state, input, at);
  if (!decision.ok) throw new Error(decision.refusal.detail.en);
  const write = createRecord({ db: counter.database.db, timetables: standardTimetables });
  await write(recordOf(`${input.name} ${at}`, state, decision));
}

/** Writes what has come by this instant. */
async function passes(ticketNo: TicketNo, at: Instant): Promise<void> {
  const { clocks } = await stateOf(ticketNo);
  await happens(ticketNo, { name: 'moments-passed', keys: clocks.map(({ key }) => key) }, at);
}

async function limit(ticketNo: TicketNo, id: TicketClockId): Promise<Clock> {
  const clock = (await stateOf(ticketNo)).clocks.findLast((candidate) => candidate.id === id);
  if (clock === undefined) throw new Error(`${id} never ran`);
  return clock;
}

async function overdue(): Promise<TicketNo[]> {
  return (await overdueTickets(counter.database.db, 10)).map(({ ticketNo }) => ticketNo);
}

test('what follows a limit that was missed is overdue as the limit was, until it is written', async () => {
  const ticketNo = await openedLongAgo('TEC.GUIDE.REPORT');
  expect(await overdue()).toEqual([ticketNo]);
  await passes(ticketNo, (await limit(ticketNo, 'RESOLVE_SIMPLE')).plan?.dueAt ?? '');
  expect(await limit(ticketNo, 'RESOLVE_SIMPLE')).toMatchObject({ status: 'running', breached: true });
  expect(await overdue()).toEqual([ticketNo]);
  await passes(ticketNo, hoursAgo(0));
  expect(await overdue()).toEqual([]);
});

test('so is the date of a special ticket, also where the time to set one was missed', async () => {
  const ticketNo = await openedLongAgo('ACC.QUAL.REVIEW');
  const { createdAt } = await stateOf(ticketNo);
  await happens(ticketNo, commandOf('take-over', people.qual, {}), createdAt);
  await passes(ticketNo, hoursAgo(2));
  expect(await limit(ticketNo, 'RESOLVE_SPECIAL')).toMatchObject({ status: 'running', breached: true });
  expect(await overdue()).toEqual([]);
  await happens(ticketNo, commandOf('set-date', people.qual, { dueAt: hoursAgo(1) }), hoursAgo(2));
  expect(await overdue()).toEqual([ticketNo]);
  await passes(ticketNo, hoursAgo(0));
  expect(await overdue()).toEqual([]);
});

describe('a round', () => {
  const MINUTE_MS = 60_000;
  let now: number;
  let reviewsStarted: ReviewId[];
  let warned: number;
  let round: () => Promise<void>;
  beforeEach(() => {
    now = Date.now();
    reviewsStarted = [];
    warned = 0;
    const {
      database: { db },
      ticketClient,
    } = counter;
    const reviewClient = {
      start: ({ reviewId }: { reviewId: ReviewId }) => Promise.resolve(void reviewsStarted.push(reviewId)),
    };
    const logger = { ...SILENT, warn: () => void (warned += 1) };
    round = createOverdueRounds({ db, ticketClient, reviewClient, logger, now: () => now });
  });
  const told = (): TicketNo[] => counter.ticketClient.caughtUp.map(({ ticketNo }) => ticketNo);

  test('starts a review too of which a limit has come, as nothing else would', async () => {
    const { db } = counter.database;
    const ticketNo = await numberOf(counter.intake.open(request()));
    const reviewId = makeReviewId(ticketNo, 1);
    const whose = { companyId: 'C1001', accountId: 'A100101' };
    await createOpenReview({ db, timetables: standardTimetables })(reviewOpening({ reviewId, ticketNo, ...whose }));
    await round();
    expect([told(), reviewsStarted]).toEqual([[], [reviewId]]);
  });

  test('leaves alone for longer each time whom nothing came of, so that all others have their turn', async () => {
    const overdueOnes: TicketNo[] = [];
    for (let nth = 0; nth < 21; nth += 1) overdueOnes.push(await openedLongAgo('TEC.GUIDE.REPORT'));
    await round();
    expect(new Set(told()).size).toBe(20);
    await round();
    expect(told().toSorted()).toEqual(overdueOnes.toSorted());
    const start = now;
    for (const [minutes, times] of [
      [1, 1],
      [2, 2],
      [5, 2],
      [6, 3],
    ] as const) {
      now = start + minutes * MINUTE_MS;
      await round();
      expect([minutes, told().filter((ticketNo) => ticketNo === overdueOnes[0]).length]).toEqual([minutes, times]);
    }
  });

  test('asks no second time where Temporal is away', async () => {
    for (let nth = 0; nth < 3; nth += 1) await openedLongAgo('TEC.GUIDE.REPORT');
    counter.ticketClient.away = true;
    await round();
    expect(warned).toBe(1);
  });
});
