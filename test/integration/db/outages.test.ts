import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createRecord } from '../../../activities/record.ts';
import type { TicketNo } from '../../../contracts/ids.ts';
import type { Instant } from '../../../contracts/instants.ts';
import { measureOutage } from '../../../db/repositories/outages/outages.ts';
import { readTicketState } from '../../../db/repositories/states.ts';
import { decide, type TicketInput } from '../../../domain/ticket/decide.ts';
import { type DecisionRecord, recordOf } from '../../../domain/ticket/record.ts';
import { commandOf, people } from '../../support/desk.ts';
import { type Counter, numberOf, openCounter, request } from './counter.ts';
import { standardTimetables } from '../../support/timetables.ts';

let counter: Counter;
beforeAll(async () => {
  counter = await openCounter();
});
beforeEach(async () => {
  await counter.clear();
  await sql`truncate outages cascade`.execute(counter.database.db);
});
afterAll(() => counter.close());

const record = (decision: DecisionRecord) =>
  createRecord({ db: counter.database.db, timetables: standardTimetables })(decision);

async function decided(ticketNo: TicketNo, input: TicketInput, at: Instant): Promise<DecisionRecord> {
  const state = await readTicketState(counter.database.db, ticketNo);
  if (state === null) throw new Error(`no ${ticketNo}`);
  const decision = decide(state, input, at);
  if (!decision.ok) throw new Error(decision.refusal.detail.en);
  return recordOf(`${input.name} ${at}`, state, decision);
}

const after = (at: Instant, minutes: number): Instant => new Date(Date.parse(at) + minutes * 60_000).toISOString();

/** A simple question by phone, and when its limit comes near for the first time. */
async function waiting(): Promise<{ ticketNo: TicketNo; createdAt: Instant; near: Instant }> {
  const ticketNo = await numberOf(counter.intake.open(request({ channel: 'phone' })));
  const state = await readTicketState(counter.database.db, ticketNo);
  const near = state?.clocks[0]?.plan?.moments[0]?.at;
  if (state === null || near === undefined) throw new Error('nothing is awaited');
  return { ticketNo, createdAt: state.createdAt, near };
}

const KEYS = { name: 'moments-passed', keys: ['RESOLVE_SIMPLE#1'] } as const;

async function outages(): Promise<string[]> {
  const rows = await counter.database.db.selectFrom('outages').selectAll().orderBy('from_at').execute();
  return rows.map((row) => `${row.cause} ${row.from_at.toISOString()} ${row.to_at?.toISOString()}`);
}

describe('a limit that is looked at late', () => {
  test('shows an outage of the desk, once however often it is written', async () => {
    const { ticketNo, near } = await waiting();
    const late = await decided(ticketNo, KEYS, after(near, 90));
    await record(late);
    await record(late);
    expect(await outages()).toEqual([`measured ${near} ${after(near, 90)}`]);
  });

  test('within the minute shows none', async () => {
    const { ticketNo, near } = await waiting();
    await record(await decided(ticketNo, KEYS, after(near, 1)));
    expect(await outages()).toEqual([]);
  });

  test('because it started for the past shows none: nobody could have looked earlier', async () => {
    const { ticketNo, near } = await waiting();
    const route = { slaClass: 'complex', routing: 'coordinated', department: 'TECH', urgent: false } as const;
    const weekLater = after(near, 14 * 24 * 60);
    await record(
      await decided(ticketNo, commandOf('classify', people.agent, { category: 'TEC.FAULT.PAGE', ...route }), weekLater),
    );
    await sql`truncate outages cascade`.execute(counter.database.db);
    await record(
      await decided(ticketNo, { name: 'moments-passed', keys: ['RESOLVE_COMPLEX#1'] }, after(weekLater, 0.5)),
    );
    expect(await outages()).toEqual([]);
  });
});

describe('one outage seen by many tickets', () => {
  const seen = (ticketNo: TicketNo, from: Instant, to: Instant) =>
    measureOutage(counter.database.db, { of: 'ticket', id: ticketNo, version: 2, from, to, longerThanMs: 60_000 });

  test('is one, from the first that was late to the last', async () => {
    const { ticketNo, createdAt } = await waiting();
    const at = (minutes: number): Instant => after(createdAt, minutes);
    await Promise.all([10, 40, 20, 30].map((minute) => seen(ticketNo, at(minute), at(100 + minute))));
    expect(await outages()).toEqual([`measured ${at(10)} ${at(140)}`]);
  });

  test('stays two where the desk worked in between, until one is found to bridge them', async () => {
    const { ticketNo, createdAt } = await waiting();
    const at = (minutes: number): Instant => after(createdAt, minutes);
    await seen(ticketNo, at(10), at(20));
    await seen(ticketNo, at(30), at(40));
    expect(await outages()).toHaveLength(2);
    await seen(ticketNo, at(15), at(35));
    expect(await outages()).toEqual([`measured ${at(10)} ${at(40)}`]);
  });

  test('begins at the earliest when the ticket was last decided on', async () => {
    const { ticketNo, createdAt } = await waiting();
    await seen(ticketNo, after(createdAt, -600), after(createdAt, 10));
    expect(await outages()).toEqual([`measured ${createdAt} ${after(createdAt, 10)}`]);
  });
});
