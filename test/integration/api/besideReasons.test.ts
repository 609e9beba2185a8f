import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { DemoCredential } from '../../../intake/seed.ts';
import { type Answer, type Desk, openDesk, SIMPLE } from './desk.ts';
import { missedHandover } from './missedHandover.ts';

const TWENTY_DAYS_MS = 20 * 24 * 3_600_000;
const HANDOVER = 'handover-2025-11-03-DAY';
const REASON = '录音系统停用，次日才恢复';

let desk: Desk;
let supervisor: DemoCredential;
beforeAll(async () => {
  desk = await openDesk();
  supervisor = staff('supervisor');
});
beforeEach(() => desk.empty('tickets', 'handovers'));
afterAll(() => desk.close());

const staff = (role: string): DemoCredential => desk.credential((one) => one.role === role);
const ago = (hours: number): string => new Date(Date.now() - hours * 3_600_000).toISOString();
const verdict = ({ status, body }: Answer): string => `${status} ${String(body.type).replace('/problems/', '')}`;
const breaches = async (query: string): Promise<Answer['body']> =>
  (await desk.get(supervisor, `/v1/reports/breaches${query}`)).body.items;

/** A complaint about an agent that came twenty days ago, and whose review nobody has begun. */
async function lateReview(): Promise<string> {
  const given = {
    ...SIMPLE,
    category: 'SVC.COMPLAINT',
    channel: 'phone',
    companyId: 'C1001',
    about: staff('agent').staffNo,
    receivedAt: new Date(Date.now() - TWENTY_DAYS_MS).toISOString(),
  };
  const opened = await desk.post(staff('integration'), '/v1/tickets', given);
  const id = `${opened.body.ticketNo}-Q1`;
  await expect.poll(async () => (await desk.get(staff('manager'), `/v1/reviews/${id}`)).status).toBe(200);
  return id;
}

/** A note of 1001 for 1002 that nobody has accepted. */
const ofTwo = { outgoing: ['1001'], next: null, lines: 1, accepted: null };

describe('why a review came late', () => {
  const KEY = 'QUALITY_COMPLAINT#1';
  const explain = (who: DemoCredential, id: string, body: object = {}, headers: Record<string, string> = {}) =>
    desk.post(who, `/v1/reviews/${id}/explain-breach`, { key: KEY, reason: REASON, ...body }, headers);

  test('stands at its limit and in its record, for inspectors and managers, and the report owes it no more', async () => {
    const id = await lateReview();
    const inspector = staff('inspector');
    expect(await breaches('?explained=false')).toMatchObject([{ reviewId: id, explained: false }]);
    const once = { 'Idempotency-Key': 'why-the-review-was-late' };
    const answer = await explain(inspector, id, {}, once);
    expect([answer.status, answer.body]).toMatchObject([201, { reviewId: id, key: KEY, reason: REASON }]);
    expect((await explain(inspector, id, {}, once)).body).toEqual(answer.body);
    const { at } = answer.body;
    const { clocks } = (await desk.get(staff('manager'), `/v1/reviews/${id}`)).body;
    expect(clocks[0].reasons).toEqual([{ reason: REASON, by: inspector.staffNo, at }]);
    const { items } = (await desk.get(inspector, `/v1/reviews/${id}/events`)).body;
    expect(items.at(-1)).toMatchObject({ type: 'breach-explained', text: { reason: REASON }, data: { key: KEY } });
    expect(await breaches('?explained=false')).toEqual([]);
    expect(await breaches('?explained=true')).toMatchObject([{ reviewId: id, explained: true }]);
    // What happens to the review afterwards has its place behind it.
    expect((await desk.post(inspector, `/v1/reviews/${id}/take-over`, {})).status).toBe(200);
    const after = (await desk.get(inspector, `/v1/reviews/${id}/events`)).body.items;
    expect(after.map(({ seq }: { seq: number }) => seq)).toEqual(after.map((_: unknown, index: number) => index + 1));
  });

  test('is not for the person it is about, nor for anybody who may not read it, and names what it is about', async () => {
    const id = await lateReview();
    const answers = [
      await explain(staff('agent'), id),
      await explain(supervisor, id),
      await explain(staff('manager'), id, { key: 'QUALITY_RATING#1' }),
      await explain(staff('manager'), id, { reason: ' ' }),
      await explain(staff('manager'), 'KF20200101001-Q1'),
    ];
    expect(answers.map(verdict)).toEqual([
      '404 not-found',
      '404 not-found',
      '422 unknown-reference',
      '400 validation',
      '404 not-found',
    ]);
    expect(answers[2]?.body.errors).toMatchObject([{ pointer: '/key', got: 'QUALITY_RATING#1' }]);
    await sql`update reviews set state = jsonb_set(state, '{concerned}', ${JSON.stringify([staff('manager').staffNo])}::jsonb)`.execute(
      desk.database.db,
    );
    expect(verdict(await explain(staff('manager'), id))).toBe('403 self-review');
    await sql`update reviews set status = 'TOLD', state = state || '{"status": "TOLD"}'::jsonb`.execute(
      desk.database.db,
    );
    expect(verdict(await explain(staff('agent'), id))).toBe('403 forbidden');
    await explain(staff('inspector'), id);
    const own = (await desk.get(staff('agent'), `/v1/reviews/${id}`)).body;
    expect(own.clocks[0].reasons).toEqual([]);
    expect((await desk.get(staff('agent'), `/v1/reviews/${id}/events`)).text).not.toContain('breach-explained');
  });

  test('is owed only where it is late', async () => {
    const id = await lateReview();
    const later = JSON.stringify(ago(-24));
    await sql`update reviews set next_due_at = ${ago(-24)}, state = jsonb_set(state, '{clocks,0,plan,dueAt}', ${later}::jsonb)`.execute(
      desk.database.db,
    );
    expect(verdict(await explain(staff('inspector'), id))).toBe('409 state-conflict');
  });
});

describe('why a hand-over was not accepted in time', () => {
  const KEY = 'SHIFT_HANDOVER#1';
  const numbered = (staffNo: string) => desk.credential((one) => one.staffNo === staffNo);
  const explain = (who: DemoCredential, body: object = {}) =>
    desk.post(who, `/v1/handovers/${HANDOVER}/explain-breach`, { key: KEY, reason: REASON, ...body });

  test('is said by whoever handed over or is told of it, and the same words again are the same reason', async () => {
    await missedHandover(desk, HANDOVER, ofTwo);
    expect(await breaches('?explained=false')).toMatchObject([{ handoverId: HANDOVER, explained: false }]);
    const answer = await explain(numbered('1001'));
    expect([answer.status, answer.body]).toMatchObject([201, { handoverId: HANDOVER, key: KEY, by: '1001' }]);
    expect((await explain(numbered('1001'))).body).toEqual(answer.body);
    expect((await explain(staff('teamLeader'), { reason: '系统停用' })).status).toBe(201);
    const { clock } = (await desk.get(supervisor, `/v1/handovers/${HANDOVER}`)).body;
    expect(clock.reasons).toMatchObject([{ reason: REASON, by: '1001' }, { reason: '系统停用' }]);
    expect(await breaches('?explained=false')).toEqual([]);
    expect(await breaches('')).toMatchObject([{ handoverId: HANDOVER, explained: true }]);
  });

  test('is nobody else’s to say, and is owed only where it is late', async () => {
    await missedHandover(desk, HANDOVER, ofTwo);
    const others = [
      await explain(numbered('1003')),
      await explain(staff('mainAccount')),
      await explain(supervisor, { key: 'SHIFT_HANDOVER#2' }),
      await desk.post(supervisor, '/v1/handovers/handover-2025-11-04-DAY/explain-breach', { key: KEY, reason: REASON }),
    ];
    expect(others.map(verdict)).toEqual(['403 forbidden', '403 forbidden', '422 unknown-reference', '404 not-found']);
    await sql`update handovers set breached = false, status = 'ACCEPTED'`.execute(desk.database.db);
    expect(verdict(await explain(supervisor))).toBe('409 state-conflict');
  });
});
