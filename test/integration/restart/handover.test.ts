import { afterAll, beforeAll, expect, test } from 'vitest';
import { shanghaiDay } from '../../../contracts/instants.ts';
import { makeHandoverId } from '../../../contracts/handovers.ts';
import type { TicketNo } from '../../../contracts/ids.ts';
import type { StaffActor } from '../../../contracts/people.ts';
import type { RosterDay } from '../../../contracts/rosters.ts';
import { insertHandovers, readHandoverState } from '../../../db/repositories/shifts/handovers.ts';
import { replaceDuties } from '../../../db/repositories/shifts/rosterDuties.ts';
import { readTicketState } from '../../../db/repositories/states.ts';
import { CHINA_CALENDAR } from '../../../domain/calendar/china.ts';
import { shiftOn } from '../../../domain/clocks/planning/shifts.ts';
import { STANDARD_TIMETABLE } from '../../../domain/clocks/timetable.ts';
import type { HandoverOpening } from '../../../domain/handover/state.ts';
import { dutiesOf } from '../../../domain/roster/duty.ts';
import { startHandovers } from '../../../intake/rosters/startHandovers.ts';
import { ServiceUnavailable } from '../../../intake/workflowCall.ts';
import { people } from '../../support/desk.ts';
import { untilAnswered } from '../../support/untilAnswered.ts';
import { numberOf, request } from '../db/counter.ts';
import { Ground } from './ground.ts';

const DAY_MS = 24 * 3_600_000;
const LATE: StaffActor = { kind: 'staff', staffNo: '1002', role: 'agent', department: 'FRONT' };

let ground: Ground;
beforeAll(async () => {
  ground = await Ground.prepare();
});
afterAll(() => ground.clear());

/** The day shift of yesterday: its end has come while nothing ran. */
async function yesterday(): Promise<HandoverOpening> {
  const day = shanghaiDay(new Date(Date.now() - DAY_MS).toISOString());
  const roster: RosterDay = { day, ONCALL: [], DAY: ['1001'], LATE: ['1002'], REST: [] };
  const { start: startsAt, handoverBy: endsAt } = shiftOn(day, 'DAY', CHINA_CALENDAR);
  const handoverId = makeHandoverId(day, 'DAY');
  const opening = { handoverId, day, shift: 'DAY', startsAt, endsAt, timetable: STANDARD_TIMETABLE.versions } as const;
  const { db } = ground.database;
  await replaceDuties(db, day, dutiesOf([roster], CHINA_CALENDAR));
  await insertHandovers(db, [opening]);
  return opening;
}

/** An urgent ticket that 1001 works on. */
async function urgent(): Promise<TicketNo> {
  const ticketNo = await numberOf(ground.intake.open(request({ urgentReason: 'account-stolen' })));
  await ground.intake.settled();
  await ground.give(ticketNo, people.agent, ['take-over', {}]);
  return ticketNo;
}

const handlerOf = async (ticketNo: TicketNo): Promise<string | null> =>
  (await readTicketState(ground.database.db, ticketNo))?.assignee?.staffNo ?? null;

test('what was to be handed over while no worker was there is handed over by the next, each ticket once', async () => {
  const { db } = ground.database;
  const stopFirst = await ground.worker(20);
  const tickets = [await urgent(), await urgent(), await urgent()];
  await stopFirst();
  const opening = await yesterday();
  await startHandovers({ handoverClient: ground.handovers }, [opening]);
  const status = async () => (await readHandoverState(db, opening.handoverId))?.status ?? null;
  expect(await status()).toBeNull();

  const stopSecond = await ground.worker(20);
  const breached = async () => (await readHandoverState(db, opening.handoverId))?.clocks[0]?.breached;
  await expect.poll(breached, { timeout: 30_000, interval: 50 }).toBe(true);
  expect(await status()).toBe('OPEN');
  await stopSecond();

  const accept = () =>
    ground.handovers.accept(opening.handoverId, { name: 'accept', actor: LATE, next: ['1002'] }, 'accepted-once');
  await expect(accept()).rejects.toBeInstanceOf(ServiceUnavailable);
  const stopThird = await ground.worker(20);
  await untilAnswered(accept);
  await ground.handle(opening.handoverId).result();
  expect(await Promise.all(tickets.map(handlerOf))).toEqual(['1002', '1002', '1002']);
  const events = await db.selectFrom('ticket_events').select('ticket_no').where('type', '=', 'handed-over').execute();
  expect(events).toHaveLength(3);
  expect(await status()).toBe('ACCEPTED');
  expect(await ground.countListed('WorkflowType = "shiftHandover" and KefuWaitingOn = "nobody"')).toBe(1);
  await stopThird();
}, 180_000);
