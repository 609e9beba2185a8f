import { afterAll, beforeAll, expect, test } from 'vitest';
import { departmentLead, dutyAgent } from '../../../db/repositories/people/people.ts';
import { createDemoDatabase, type TestDatabase } from '../../support/postgres.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createDemoDatabase();
});
afterAll(() => database.drop());

test('whoever is on duty or leads the department is passed over where it is about him', async () => {
  const { db } = database;
  const lead = await departmentLead(db, { department: 'PAY' });
  const duty = await dutyAgent(db);
  if (lead === null || duty === null) throw new Error('the demo has both');
  const next = await departmentLead(db, { department: 'PAY', except: [lead.staffNo] });
  expect(next?.staffNo).not.toBe(lead.staffNo);
  const { staffNo } = duty;
  expect((await dutyAgent(db, [staffNo]))?.staffNo).not.toBe(staffNo);
  expect((await dutyAgent(db, ['1001']))?.staffNo).toBe(staffNo);
});
