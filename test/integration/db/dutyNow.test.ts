import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { dutyAgent } from '../../../db/repositories/people/people.ts';
import { readBackground } from '../../../db/repositories/openingBackground.ts';
import { personOnDuty, replaceDuties } from '../../../db/repositories/shifts/rosterDuties.ts';
import type { Duty } from '../../../domain/roster/duty.ts';
import { createDemoDatabase, type TestDatabase } from '../../support/postgres.ts';

const HOUR = 3_600_000;
const WEEK = '2025-01-06';

let database: TestDatabase;
beforeAll(async () => {
  database = await createDemoDatabase();
  await database.db
    .insertInto('staff')
    .values({ staff_no: '3015', name: '夜班', login: 'night', role: 'dutyAgent', department: 'DUTY' })
    .execute();
});
afterAll(() => database.drop());
beforeEach(() => replaceDuties(database.db, WEEK, []));

/** People on duty from so many hours ago until so many ahead. */
function duties(staffNos: readonly string[], [from, to] = [-1, 1]): Duty[] {
  const instant = (hours: number): string => new Date(Date.now() + hours * HOUR).toISOString();
  const [startsAt, endsAt] = [instant(from ?? 0), instant(to ?? 0)];
  return staffNos.map((staffNo) => ({ staffNo, shift: 'LATE', day: WEEK, startsAt, endsAt }));
}

async function onDuty(): Promise<string | undefined> {
  return (await dutyAgent(database.db))?.staffNo;
}

describe('urgent matters outside staffed time go to', () => {
  test('the first duty agent, where there is no roster', async () => {
    expect(await onDuty()).toBe('3005');
  });

  test.each<[string, readonly string[], string]>([
    ['whoever the roster has on duty', ['1002', '1001'], '1002'],
    ['its duty agent before others', ['1001', '3015'], '3015'],
    ['somebody who may have the desk to himself', ['2001', '1001'], '1001'],
    ['the first duty agent, where it has nobody like that', ['2001'], '3005'],
  ])('%s', async (_who, staffNos, expected) => {
    await replaceDuties(database.db, WEEK, duties(staffNos));
    expect(await onDuty()).toBe(expected);
  });

  test('nobody whose shift is over or to come', async () => {
    await replaceDuties(database.db, WEEK, [...duties(['1001'], [-9, -1]), ...duties(['1002'], [1, 9])]);
    expect(await onDuty()).toBe('3005');
    const later = new Date(Date.now() + 2 * HOUR).toISOString();
    expect((await personOnDuty(database.db, later))?.staffNo).toBe('1002');
  });

  test('nobody who has left', async () => {
    await database.db.updateTable('staff').set({ active: false }).where('staff_no', '=', '3015').execute();
    await replaceDuties(database.db, WEEK, duties(['3015', '1003']));
    expect(await onDuty()).toBe('1003');
    await database.db.updateTable('staff').set({ active: true }).where('staff_no', '=', '3015').execute();
  });
});

test('an opening reads it with the rest of its background', async () => {
  await replaceDuties(database.db, WEEK, duties(['1003']));
  const key = { principal: 'test', route: 'POST /v1/tickets', key: 'k', hash: Buffer.alloc(32) };
  const none = { accountId: null, orderNo: null, urgentReason: null, askedFor: null, about: null, wantsAgent: false };
  const { duty } = await readBackground(database.db, { key, companyId: 'C10010', ...none });
  expect(duty).toEqual({ staffNo: '1003', role: 'seniorAgent', department: 'FRONT' });
});
