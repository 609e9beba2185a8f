import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { orderReassignment } from '../../../db/repositories/people/agentChanges.ts';
import { beginReassignment } from '../../../db/repositories/people/reassignments.ts';
import { type Counter, eventually, openCounter } from './counter.ts';

let counter: Counter;
beforeAll(async () => {
  counter = await openCounter();
});
afterAll(() => counter.close());

test('two who begin the same reassignment at once go by the same tickets', async () => {
  const { db } = counter.database;
  const changeId = await orderReassignment(db, { staffNo: '1001', by: '3001', to: null, reason: '病假' });
  const isWaiting = async (): Promise<boolean> => {
    const { rows } = await sql`select from pg_locks where not granted`.execute(db);
    return rows.length > 0;
  };
  // The first holds the row when the second has looked already and found no tickets there.
  const second = await db.transaction().execute(async (tx) => {
    await sql`update agent_changes set tickets = array['KF20251107001'] where id = ${changeId}`.execute(tx);
    const begun = beginReassignment(db, changeId);
    await eventually(isWaiting);
    return { begun };
  });
  expect((await second.begun)?.tickets).toEqual(['KF20251107001']);
});
