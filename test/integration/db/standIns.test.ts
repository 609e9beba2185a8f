import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createRecord } from '../../../activities/record.ts';
import type { TicketNo } from '../../../contracts/ids.ts';
import type { Instant } from '../../../contracts/instants.ts';
import type { StaffActor, StaffRole } from '../../../contracts/people.ts';
import { changeState } from '../../../db/repositories/people/agentChanges.ts';
import { readTicketState } from '../../../db/repositories/states.ts';
import { nextMoment } from '../../../domain/clocks/running/ticking.ts';
import { decide, type TicketInput } from '../../../domain/ticket/decide.ts';
import { recordOf } from '../../../domain/ticket/record.ts';
import type { TicketState } from '../../../domain/ticket/state.ts';
import { type Counter, numberOf, openCounter, request } from './counter.ts';
import { standardTimetables } from '../../support/timetables.ts';

const PAY: StaffActor = { kind: 'staff', staffNo: '2001', role: 'specialist', department: 'PAY' };
const DAY_MS = 86_400_000;

let counter: Counter;
beforeAll(async () => {
  counter = await openCounter();
});
beforeEach(async () => {
  await counter.clear();
  await sql`truncate agent_states, agent_changes, roster_duties`.execute(counter.database.db);
});
afterAll(() => counter.close());

async function stateOf(ticketNo: TicketNo): Promise<TicketState> {
  const state = await readTicketState(counter.database.db, ticketNo);
  if (state === null) throw new Error(`no ${ticketNo}`);
  return state;
}

async function decided(state: TicketState, input: TicketInput, at: Instant): Promise<TicketState> {
  const decision = decide(state, input, at);
  if (!decision.ok) throw new Error(decision.refusal.detail.en);
  await createRecord({ db: counter.database.db, timetables: standardTimetables })(
    recordOf(`${input.name} ${state.version}`, state, decision),
  );
  return stateOf(state.ticketNo);
}

/** Who is told when the promise of a specialist nears its end. */
async function warned(): Promise<string[]> {
  const { db } = counter.database;
  const opened = await stateOf(await numberOf(counter.intake.open(request({ category: 'ORD.PAY.REFUND' }))));
  const at = opened.createdAt;
  const by = new Date(Date.parse(at) + 30 * DAY_MS).toISOString();
  const said = { actor: PAY, textId: null, expectedVersion: null } as const;
  const taken = await decided(opened, { name: 'take-over', ...said, payload: {} }, at);
  const report = { name: 'progress-report', ...said, payload: { promiseBy: by } } as const;
  const promised = await decided(taken, report, at);
  const promise = promised.clocks.find(({ id }) => id === 'PROMISE');
  const moment = promise === undefined ? undefined : nextMoment(promise);
  if (promise === undefined || moment === undefined) throw new Error('nothing was promised');
  await decided(promised, { name: 'moments-passed', keys: [promise.key] }, moment.at);
  const rows = await db
    .selectFrom('notices')
    .select(['recipient_kind', 'recipient'])
    .where('template', '=', 'clock-warning')
    .where(sql<boolean>`params ->> 'clock' = 'PROMISE'`)
    .orderBy('dedupe_key')
    .execute();
  return rows.map(({ recipient_kind: kind, recipient }) => `${kind} ${recipient}`);
}

const is = (state: 'ready' | 'away' | 'off') =>
  changeState(counter.database.db, { staffNo: '2001', by: null, state, reason: null, reassignAfterMinutes: null });

const rostered = (shift: 'DAY' | 'LATE', hours: number) =>
  sql`insert into roster_duties (week, day, shift, staff_no, position, starts_at, ends_at)
    values ('2025-11-03', '2025-11-03', ${shift}, '2001', 0, now() + ${hours} * interval '1 hour', now() + ${hours + 8} * interval '1 hour')`.execute(
    counter.database.db,
  );

test('whoever is at work is warned of what he promised, and nobody else', async () => {
  expect(await warned()).toEqual(['staff 2001']);
  await is('ready');
  expect(await warned()).toEqual(['staff 2001', 'staff 2001']);
});

test.each(['away', 'off'] as const)(
  'the supervisors are warned of the promise of somebody who is %s',
  async (state) => {
    await is('ready');
    await is(state);
    expect(await warned()).toEqual(['staff 2001', 'role supervisor']);
  },
);

test('and of somebody whose shift is over, but not while it runs', async () => {
  await rostered('DAY', -9);
  expect(await warned()).toEqual(['staff 2001', 'role supervisor']);
  await rostered('LATE', -1);
  expect(await warned()).toEqual(['staff 2001', 'role supervisor', 'staff 2001']);
});

test('and of somebody who has left, or has a role that takes no tickets', async () => {
  const { db } = counter.database;
  const registered = (facts: { active?: boolean; role?: StaffRole }) =>
    db.updateTable('staff').set(facts).where('staff_no', '=', '2001').execute();
  await registered({ active: false });
  expect(await warned()).toEqual(['staff 2001', 'role supervisor']);
  await registered({ active: true, role: 'teamLeader' });
  expect(await warned()).toEqual(['staff 2001', 'role supervisor', 'staff 2001', 'role supervisor']);
  await registered({ role: 'specialist' });
});

test('but not of somebody who leads by now, whatever he said when he took conversations', async () => {
  const { db } = counter.database;
  const registered = (role: StaffRole) =>
    db.updateTable('staff').set({ role }).where('staff_no', '=', '2001').execute();
  await is('ready');
  await is('off');
  await registered('supervisor');
  try {
    expect(await warned()).toEqual(['staff 2001']);
  } finally {
    await registered('specialist');
  }
});
