import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { DemoCredential } from '../../../intake/seed.ts';
import { startLateReviews } from '../../../intake/lateReviews.ts';
import { openSampled } from '../../../intake/openSampled.ts';
import { SILENT } from '../../../intake/ports.ts';
import { startWaitingReassignments } from '../../../intake/reassignments/startReassignments.ts';
import { ServiceUnavailable } from '../../../intake/workflowCall.ts';
import { type Desk, openDesk, SIMPLE } from './desk.ts';
import { standardTimetables } from '../../support/timetables.ts';

let desk: Desk;
let ticketNos: string[];
/** Whom Temporal was asked for; it answers nobody but those who are in `answered`. */
const asked: string[] = [];
const answered = new Set<string>();
async function ask(id: string): Promise<void> {
  asked.push(id);
  if (!answered.has(id)) throw new ServiceUnavailable('no answer in time');
}

beforeAll(async () => {
  desk = await openDesk();
  const customer = desk.credential(({ role, companyKind }) => role === 'mainAccount' && companyKind === 'buyer');
  const opened = [1, 2, 3].map(() => desk.post(customer, '/v1/tickets', SIMPLE));
  ticketNos = (await Promise.all(opened)).map(({ body }) => body.ticketNo);
});
beforeEach(() => {
  asked.length = 0;
  answered.clear();
});
afterAll(() => desk.close());

const staff = (role: string): DemoCredential => desk.credential((who) => who.role === role);

describe('while Temporal does not answer, nobody is kept waiting for each of those that stand in line', () => {
  test('late reviews', async () => {
    const { db } = desk.database;
    for (const ticketNo of ticketNos) {
      const opening = JSON.stringify({ reviewId: `${ticketNo}-Q1` });
      await sql`
        insert into late_reviews (review_id, ticket_no, cause, opening, asked_at)
        values (${`${ticketNo}-Q1`}, ${ticketNo}, ${ticketNo}, ${opening}, now() - interval '1 minute')
      `.execute(db);
    }
    await startLateReviews({ db, reviewClient: { start: ({ reviewId }) => ask(reviewId) }, logger: SILENT });
    expect(asked).toHaveLength(1);
  });

  test('re-assignments', async () => {
    const { db } = desk.database;
    desk.reassignments.away = true;
    for (const staffNo of ['1001', '1002', '1003'])
      await desk.post(staff('supervisor'), `/v1/staff/${staffNo}/reassign`, { reason: '病假' });
    await sql`update agent_changes set at = at - interval '1 minute'`.execute(db);
    await startWaitingReassignments({ db, reassignments: { start: ({ staffNo }) => ask(staffNo) } });
    expect(asked).toHaveLength(1);
  });
});

describe('the reviews of a sample', () => {
  const open = (): Promise<void> => {
    const { db } = desk.database;
    const execute = async (ticketNo: string): Promise<{ version: number }> => {
      await ask(ticketNo);
      await sql`update review_sample_tickets set opened_at = now() where ticket_no = ${ticketNo}`.execute(db);
      return { version: 2 };
    };
    const ticketClient = { start: () => Promise.resolve(), execute };
    return openSampled({ db, ticketClient, timetables: standardTimetables, logger: SILENT });
  };
  beforeAll(async () => {
    await sql`
      with drawn as (
        insert into review_samples (month, seed, population, drawn_by) values ('2026-10', 's', 3, '{"kind": "system"}')
        returning id
      )
      insert into review_sample_tickets (sample_id, ticket_no, position)
      select drawn.id, ticket_no, row_number() over (order by ticket_no) from drawn, tickets
    `.execute(desk.database.db);
  });

  test('are asked for one at a time while nobody answers', async () => {
    await open();
    expect(asked).toHaveLength(1);
  });

  test('are opened beside one whose workflow does not answer', async () => {
    const [silent = '', ...others] = ticketNos.toSorted();
    for (const ticketNo of others) answered.add(ticketNo);
    await expect
      .poll(async () => {
        await open();
        return others.every((ticketNo) => asked.includes(ticketNo));
      })
      .toBe(true);
    expect(asked).toContain(silent);
  });
});
