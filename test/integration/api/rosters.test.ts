import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RosterDay } from '../../../contracts/rosters.ts';
import { claimWaitingHandovers } from '../../../db/repositories/shifts/handovers.ts';
import { daysOfWeek } from '../../../domain/roster/week.ts';
import { startWaitingHandovers } from '../../../intake/rosters/startHandovers.ts';
import type { DemoCredential } from '../../../intake/seed.ts';
import { type Answer, type Desk, openDesk } from './desk.ts';

const DAY_MS = 24 * 3_600_000;

let desk: Desk;
let leader: DemoCredential;
let manager: DemoCredential;
let agent: DemoCredential;
/** Mondays to come. */
let week: string;
let weekAfter: string;
beforeAll(async () => {
  desk = await openDesk();
  leader = desk.credential(({ role }) => role === 'teamLeader');
  manager = desk.credential(({ role }) => role === 'manager');
  agent = desk.credential(({ staffNo }) => staffNo === '1001');
  await desk.database.db
    .insertInto('staff')
    .values({ staff_no: '3015', name: '夜班', login: 'night', role: 'dutyAgent', department: 'DUTY' })
    .execute();
  week = mondayAfter(Date.now() + 7 * DAY_MS);
  weekAfter = mondayAfter(Date.parse(week));
});
afterAll(() => desk.close());

function mondayAfter(ms: number): string {
  const ahead = (8 - new Date(ms).getUTCDay()) % 7 || 7;
  return new Date(ms + ahead * DAY_MS).toISOString().slice(0, 10);
}

type Change = Partial<Omit<RosterDay, 'day'>>;

/** 3005 on call, on Sunday 3015; by day 1001 on workdays, late 1002. */
function days(of = week, changes: Readonly<Record<number, Change>> = {}) {
  return daysOfWeek(of).map((day, index) => {
    const atWork = index < 5 ? { DAY: ['1001'], LATE: ['1002'] } : { DAY: [], LATE: [] };
    return { day, ONCALL: [index === 6 ? '3015' : '3005'], ...atWork, ...changes[index] };
  });
}

const put = (who: DemoCredential, of: string, body: unknown): Promise<Answer> =>
  desk.put(who, `/v1/rosters/${of}`, body);
const publish = (who: DemoCredential, of: string, body: object = {}): Promise<Answer> =>
  desk.post(who, `/v1/rosters/${of}/publish`, body);
const read = (who: DemoCredential, of: string): Promise<Answer> => desk.get(who, `/v1/rosters/${of}`);

describe('a draft', () => {
  test('is the team leader’s or the manager’s to write, and nobody else’s', async () => {
    for (const role of ['agent', 'supervisor', 'admin', 'dutyAgent', 'mainAccount']) {
      const who = desk.credential((one) => one.role === role);
      expect((await put(who, week, { days: days() })).status).toBe(403);
      expect((await publish(who, week)).status).toBe(403);
    }
    expect((await put(leader, week, { days: days(), note: '国庆前' })).status).toBe(200);
  });

  test('is a version of its own each time it changes, and seen by those who write', async () => {
    expect((await put(leader, week, { days: days(), note: '国庆前' })).body.draft.version).toBe(1);
    const changed = await put(manager, week, { days: days(week, { 0: { LATE: ['1003'] } }) });
    expect(changed.body).toMatchObject({ week, inForce: null, draft: { version: 2, writtenBy: { staffNo: '3002' } } });
    expect(changed.body.history.map(({ version, status }: Record<string, unknown>) => [version, status])).toEqual([
      [2, 'draft'],
      [1, 'replaced'],
    ]);
    expect((await read(agent, week)).status).toBe(404);
    expect((await desk.get(agent, '/v1/rosters')).body).toEqual({ items: [], nextCursor: null });
    expect((await desk.get(leader, '/v1/rosters')).body.items).toMatchObject([{ week, status: 'draft' }]);
  });

  test('that does not hold is refused whole, naming day and person', async () => {
    const { status, body } = await put(leader, weekAfter, {
      days: days(weekAfter, { 1: { DAY: ['7777'] }, 2: { ONCALL: [] }, 3: { LATE: ['3002'] } }),
    });
    expect([status, body.type]).toEqual([422, '/problems/roster-invalid']);
    const [, second, , fourth] = daysOfWeek(weekAfter);
    expect(body.errors.map(({ pointer, got }: Record<string, unknown>) => [pointer, got])).toEqual([
      ['/days/1/DAY/0', `7777 · ${second}`],
      ['/days/3/LATE/0', `3002 · ${fourth}`],
      ['/days/2/ONCALL', '[]'],
    ]);
    expect(body.detail).toBe(
      `排班表有 3 处不符合规则，首先：/days/1/DAY/0：要求“在职员工的工号”，而非“7777 · ${second}”。`,
    );
    expect((await read(leader, weekAfter)).status).toBe(404);
  });

  test('with somebody who has left is refused', async () => {
    const { db } = desk.database;
    await db.updateTable('staff').set({ active: false }).where('staff_no', '=', '1003').execute();
    const { status, body } = await put(leader, weekAfter, { days: days(weekAfter, { 0: { LATE: ['1003'] } }) });
    expect([status, body.errors[0].pointer]).toEqual([422, '/days/0/LATE/0']);
    await db.updateTable('staff').set({ active: true }).where('staff_no', '=', '1003').execute();
  });

  test.each([
    ['no days', {}, '/days'],
    ['eight days', { days: Array.from({ length: 8 }, () => ({})) }, '/days'],
    ['an unknown shift', { days: [{ day: '2026-11-23', ONCALL: [], DAY: [], LATE: [], NIGHT: [] }] }, '/days/0/NIGHT'],
    ['a name', { days: [{ day: '2026-11-23', ONCALL: ['张伟'], DAY: [], LATE: [] }] }, '/days/0/ONCALL/0'],
  ])('%s is no roster', async (_what, body, pointer) => {
    const answer = await put(leader, week, body);
    expect(answer.status).toBe(400);
    expect(answer.body.errors.map((error: { pointer: string }) => error.pointer)).toContain(pointer);
  });

  test.each(['2026-11-24', '2026-W48', 'next', '2026-02-30'])('%s names no week', async (of) => {
    const answer = await put(leader, of, { days: days() });
    expect([answer.status, answer.body.errors[0].pointer]).toEqual([400, '/week']);
    expect((await read(agent, of)).status).toBe(400);
  });

  test('of a week that is over is too late', async () => {
    const answer = await put(leader, '2025-11-03', { days: days('2025-11-03') });
    expect([answer.status, answer.body.type]).toEqual([409, '/problems/state-conflict']);
  });
});

describe('publishing', () => {
  test('needs a draft, and the one that is named', async () => {
    expect((await publish(leader, weekAfter)).status).toBe(409);
    expect((await publish(leader, week, { version: 1 })).status).toBe(409);
    expect((await publish(leader, week, { version: 76_082_019_826_380 })).status).toBe(400);
  });

  test('puts it in force; its people are told, and each shift with somebody in it has its hand-over', async () => {
    const { status, body } = await publish(leader, week, { version: 2 });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      draft: null,
      inForce: { version: 2, status: 'published', publishedBy: { staffNo: '3006' } },
    });
    expect((await read(agent, week)).body.inForce.days).toHaveLength(7);
    const inbox = await desk.get(agent, '/v1/inbox');
    expect(inbox.body.items[0]).toMatchObject({ template: 'roster-published', ticketNo: null });
    expect(inbox.body.items[0].text).toContain('5');
    const { body: list } = await desk.get(agent, '/v1/handovers?limit=200');
    expect(list.items).toHaveLength(17);
    expect(
      list.items.every(({ status: of, version }: Record<string, unknown>) => of === 'PENDING' && version === 1),
    ).toBe(true);
    expect(list.items[0].handoverId).toBe(`handover-${daysOfWeek(week)[6]}-ONCALL`);
    const monday = await desk.get(agent, `/v1/handovers?day=${week}`);
    expect(monday.body.items.map(({ shift, dueAt }: Record<string, unknown>) => [shift, dueAt])).toEqual([
      ['LATE', `${daysOfWeek(week)[1]}T01:00:00+08:00`],
      ['DAY', `${week}T17:30:00+08:00`],
      ['ONCALL', `${week}T08:30:00+08:00`],
    ]);
  });

  test('once more needs a new draft; the former version is kept and out of force', async () => {
    expect((await publish(leader, week)).status).toBe(409);
    await put(leader, week, { days: days(week, { 5: { DAY: ['1003'] } }) });
    const { body } = await publish(manager, week);
    expect(body.history.map(({ status }: Record<string, unknown>) => status)).toEqual([
      'published',
      'superseded',
      'replaced',
    ]);
    expect((await desk.get(agent, '/v1/handovers?limit=200')).body.items).toHaveLength(18);
  });

  test('looks at the weeks beside it', async () => {
    const sunday = { 6: { LATE: ['1001'] } };
    await put(leader, week, { days: days(week, sunday) });
    expect((await publish(leader, week)).status).toBe(200);
    const answer = await put(leader, weekAfter, { days: days(weekAfter) });
    expect([answer.status, answer.body.errors[0]]).toEqual([
      422,
      expect.objectContaining({ pointer: '/days/0/DAY/0', got: `1001 · ${weekAfter}` }),
    ]);
    expect((await put(leader, weekAfter, { days: days(weekAfter, { 0: { DAY: ['1003'] } }) })).status).toBe(200);
  });

  test('of two weeks at once judges one by the other', async () => {
    for (let n = 0; n < 5; n += 1) {
      const one = mondayAfter(Date.parse(weekAfter) + (2 + 3 * n) * 7 * DAY_MS);
      const two = mondayAfter(Date.parse(one));
      await put(leader, one, { days: days(one, { 6: { LATE: ['1003'] } }) });
      await put(manager, two, { days: days(two, { 0: { ONCALL: ['1003'] } }) });
      const answers = await Promise.all([publish(leader, one), publish(manager, two)]);
      expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 422]);
    }
  });

  test('takes back a hand-over that nobody has begun, with what was refused on it', async () => {
    desk.handovers.away = true;
    const third = mondayAfter(Date.parse(weekAfter));
    await put(leader, third, { days: days(third) });
    expect((await publish(leader, third)).status).toBe(200);
    const path = `/v1/handovers/handover-${third}-LATE`;
    expect((await desk.post(agent, `${path}/note`, { text: '早' })).status).toBe(409);
    await expect.poll(async () => (await desk.get(leader, path)).body.events).toMatchObject([{ type: 'refused' }]);
    await put(leader, third, { days: days(third, { 0: { LATE: [] } }) });
    expect((await publish(leader, third)).status).toBe(200);
    expect((await desk.get(leader, path)).status).toBe(404);
    desk.handovers.away = false;
  });

  test('while Temporal is away counts all the same; the hand-overs begin when it is back', async () => {
    desk.handovers.away = true;
    expect((await publish(leader, weekAfter)).status).toBe(200);
    const waiting = () => desk.get(agent, `/v1/handovers?day=${weekAfter}`);
    expect((await waiting()).body.items[0]).toMatchObject({ status: 'PENDING', version: 0 });
    desk.handovers.away = false;
    const { db } = desk.database;
    await db
      .updateTable('handovers')
      .set({ touched_at: new Date(0) })
      .where('state', 'is', null)
      .execute();
    await startWaitingHandovers({ db, handoverClient: desk.handovers });
    expect((await waiting()).body.items[0]).toMatchObject({ status: 'PENDING', version: 1 });
  });
});

test('a hand-over whose workflow was lost or ended by force is started again before its shift ends', async () => {
  const { db } = desk.database;
  const id = `handover-${week}-DAY` as const;
  const past = new Date(Date.now() - 2 * 60_000);
  const soon = new Date(Date.now() + 25 * 60_000);
  expect(await claimWaitingHandovers(db)).toEqual([]);
  await db.updateTable('handovers').set({ due_at: soon, touched_at: past }).where('handover_id', '=', id).execute();
  expect((await claimWaitingHandovers(db)).map(({ handoverId }) => handoverId)).toEqual([id]);
  // Claimed: nobody else starts it too.
  expect(await claimWaitingHandovers(db)).toEqual([]);
});

describe('the duty list', () => {
  const duty = (at: string): Promise<Answer> => desk.get(agent, `/v1/duty?at=${encodeURIComponent(at)}`);

  test('names who is on duty, who comes next and who is on call', async () => {
    const { status, body } = await duty(`${week}T10:00:00+08:00`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      shift: { day: week, shift: 'DAY', endsAt: `${week}T17:30:00+08:00` },
      rostered: true,
      onDuty: [{ staffNo: '1001', role: 'agent' }],
      urgent: { staffNo: '1001' },
      next: { shift: 'LATE', people: [{ staffNo: '1002' }] },
      onCall: { day: daysOfWeek(week)[1], shift: 'ONCALL', people: [{ staffNo: '3005' }] },
      handover: null,
    });
  });

  test('in the small hours the late shift is that of the day before', async () => {
    const { body } = await duty(`${daysOfWeek(week)[1]}T00:30:00+08:00`);
    expect(body).toMatchObject({ shift: { day: week, shift: 'LATE' }, onDuty: [{ staffNo: '1002' }] });
    const night = await duty(`${daysOfWeek(week)[1]}T03:00:00+08:00`);
    expect(night.body).toMatchObject({ onDuty: [{ staffNo: '3005' }], onCall: { day: daysOfWeek(week)[1] } });
  });

  test('without a roster says so, and names the first duty agent', async () => {
    const { body } = await duty('2025-11-07T10:00:00+08:00');
    expect(body).toMatchObject({ rostered: false, onDuty: [], urgent: { staffNo: '3005' }, startWith: [] });
  });

  test('is for staff; an instant needs its offset', async () => {
    const buyer = desk.credential(({ role }) => role === 'mainAccount');
    expect((await desk.get(buyer, '/v1/duty')).status).toBe(403);
    expect((await desk.get(agent, '/v1/duty?at=2026-11-23T10:00:00')).status).toBe(400);
  });
});
