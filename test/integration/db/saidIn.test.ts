import { MockActivityEnvironment } from '@temporalio/testing';
import { type Kysely, sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createIncidents } from '../../../activities/answerFollowers.ts';
import type { TicketNo } from '../../../contracts/ids.ts';
import { up } from '../../../db/migrations/0027_saidIn.ts';
import { up as upIncidentAnswers } from '../../../db/migrations/0030_incidentAnswers.ts';
import type { DemoCredential } from '../../../intake/seed.ts';
import { ticketPort } from '../../../worker/ports.ts';
import { type Desk, openDesk, SIMPLE, SPECIALISED } from '../api/desk.ts';
import { PNG, upload } from '../api/upload.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

const TABLES = ['messages', 'ticket_events', 'tasks', 'notices', 'attachments'] as const;

/** Told only since; out of hours, what staff answer to a left message. */
const SINCE = 'message-received';

/** Every word said in this category, by where it stands. */
async function saidOf(category: string): Promise<string[]> {
  const found = TABLES.map(async (table) => {
    const { rows } = await sql<{ word: string }>`
      select t.ticket_no || (to_jsonb(t) - 'said_in')::text as word from ${sql.table(table)} t where ${category} = any(t.said_in)
        and to_jsonb(t) ->> 'template' is distinct from ${SINCE}
    `.execute(desk.database.db);
    return rows.map(({ word }) => `${table} ${word}`);
  });
  return (await Promise.all(found)).flat().toSorted();
}

test('what a head answered its followers before that was remembered is remembered, too', async () => {
  const { db } = desk.database;
  const buyer = desk.credential(({ role, companyKind }) => role === 'mainAccount' && companyKind === 'buyer');
  const staff = (staffNo: string): DemoCredential => desk.credential((one) => one.staffNo === staffNo);
  const head: TicketNo = (await desk.post(buyer, '/v1/tickets', SPECIALISED)).body.ticketNo;
  const follower = (await desk.post(buyer, '/v1/tickets', SIMPLE)).body.ticketNo;
  for (const [who, ticketNo, command, body] of [
    ['2001', head, 'take-over', {}],
    ['3001', head, 'mark-incident', { reason: '通道故障' }],
    ['3001', follower, 'attach', { to: head }],
    ['2001', head, 'answer', { solution: '凭证号 1' }],
  ] as const)
    expect((await desk.post(staff(who), `/v1/tickets/${ticketNo}/${command}`, body)).status).toBe(200);
  const { answerFollowers } = createIncidents({ db, tickets: ticketPort(desk.engine) });
  await new MockActivityEnvironment().run(answerFollowers, head);
  const ofFollower = async (): Promise<string[]> =>
    (await saidOf(SPECIALISED.category)).filter((word) => word.includes(`s ${follower}`)).toSorted();
  const said = await ofFollower();
  expect(said).toHaveLength(2);
  for (const table of ['ticket_events', 'notices'])
    await sql`update ${sql.table(table)} set said_in = array[${SIMPLE.category}] where ticket_no = ${follower}`.execute(
      db,
    );
  expect(await ofFollower()).toEqual([]);
  // A migration knows no rows of today.
  await upIncidentAnswers(db as unknown as Kysely<never>);
  expect(await ofFollower()).toEqual(said);
});

test('what was said before words remembered where is remembered as it would be now, also after a merge', async () => {
  const { db } = desk.database;
  const buyer = desk.credential(({ role, companyKind }) => role === 'mainAccount' && companyKind === 'buyer');
  const staff = (staffNo: string): DemoCredential => desk.credential((one) => one.staffNo === staffNo);
  const [from, into] = [
    (await desk.post(buyer, '/v1/tickets', SPECIALISED)).body.ticketNo,
    (await desk.post(buyer, '/v1/tickets', SIMPLE)).body.ticketNo,
  ];
  const give = async (who: string, command: string, body: object): Promise<void> =>
    expect((await desk.post(staff(who), `/v1/tickets/${from}/${command}`, body)).status).toBeLessThan(300);
  await give('2001', 'take-over', {});
  const file = (await upload(desk, staff('2001'), PNG)).body.id;
  await give('2001', 'messages', { text: '凭证号 1', attachments: [file] });
  await give('2001', 'progress-report', { text: '已联系银行' });
  await give('3001', 'merge', { into });

  const said = await saidOf(SPECIALISED.category);
  for (const table of ['messages', 'ticket_events', 'notices', 'attachments'])
    expect(said.some((word) => word.startsWith(`${table} `))).toBe(true);
  expect(said.filter((word) => word.startsWith(`messages ${into}`))).toHaveLength(2);
  await sql`alter table attachments drop column moved_from`.execute(db);
  for (const table of TABLES) await sql`alter table ${sql.table(table)} drop column said_in`.execute(db);
  // A migration knows no rows of today.
  await up(db as unknown as Kysely<never>);
  await upIncidentAnswers(db as unknown as Kysely<never>);
  expect(await saidOf(SPECIALISED.category)).toEqual(said);
});
