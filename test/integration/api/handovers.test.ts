import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { HandoverId } from '../../../contracts/handovers.ts';
import { isTicketNo } from '../../../contracts/ids.ts';
import type { RosterDay } from '../../../contracts/rosters.ts';
import { daysOfWeek } from '../../../domain/roster/week.ts';
import type { DemoCredential } from '../../../intake/seed.ts';
import { type Answer, type Desk, openDesk, SIMPLE } from './desk.ts';

const DAY_MS = 24 * 3_600_000;

let desk: Desk;
let leader: DemoCredential;
let agent: DemoCredential;
let lateAgent: DemoCredential;
let senior: DemoCredential;
let supervisor: DemoCredential;
let platform: DemoCredential;
let buyer: DemoCredential;
/** The days of a week to come, Monday first. */
let days: string[];
/** A Thursday in hours: nobody is named on duty, and no message is left. */
const IN_HOURS = { receivedAt: '2026-11-19T10:00:00+08:00' };
const URGENT = { ...IN_HOURS, urgent: { reason: 'account-stolen' } };
beforeAll(async () => {
  desk = await openDesk();
  const numbered = (staffNo: string) => desk.credential((one) => one.staffNo === staffNo);
  [agent, lateAgent, senior] = [numbered('1001'), numbered('1002'), numbered('1003')];
  [supervisor, leader] = [numbered('3001'), numbered('3006')];
  platform = desk.credential(({ role }) => role === 'integration');
  buyer = desk.credential(({ role, companyKind }) => role === 'mainAccount' && companyKind === 'buyer');
  await desk.database.db
    .insertInto('staff')
    .values({ staff_no: '3015', name: '夜班', login: 'night', role: 'dutyAgent', department: 'DUTY' })
    .execute();
  days = daysOfWeek(mondayAfter(Date.now() + 7 * DAY_MS));
  await roster();
});
afterAll(() => desk.close());

function mondayAfter(ms: number): string {
  const ahead = (8 - new Date(ms).getUTCDay()) % 7 || 7;
  return new Date(ms + ahead * DAY_MS).toISOString().slice(0, 10);
}

/** 1001 by day on Monday and Tuesday, and by default 1002 late; 3005 on call. */
async function roster(late = ['1002']): Promise<void> {
  const week = days.map((day, index): RosterDay => {
    const atWork = index < 2 ? { DAY: ['1001'], LATE: late } : { DAY: [], LATE: [] };
    return { day, ONCALL: [index === 6 ? '3015' : '3005'], REST: [], ...atWork };
  });
  const [monday] = days;
  expect((await desk.put(leader, `/v1/rosters/${monday}`, { days: week })).status).toBe(200);
  expect((await desk.post(leader, `/v1/rosters/${monday}/publish`, {})).status).toBe(200);
}

const idOf = (day: number, shift: 'ONCALL' | 'DAY' | 'LATE'): HandoverId => `handover-${days[day] ?? ''}-${shift}`;
const at = (day: number, time: string): string => new Date(`${days[day]}T${time}:00+08:00`).toISOString();
const read = (who: DemoCredential, id: string): Promise<Answer> => desk.get(who, `/v1/handovers/${id}`);
const give = (who: DemoCredential, id: string, command: string, body: object = {}): Promise<Answer> =>
  desk.post(who, `/v1/handovers/${id}/${command}`, body);

/** A question of the customer that 1001 works on. */
async function ticketOfAgent(opening: object = {}): Promise<string> {
  const body = { ...SIMPLE, companyId: buyer.companyId, ...opening };
  const opened = await desk.post(platform, '/v1/tickets', body);
  expect(opened.status).toBe(201);
  const { ticketNo, assignee } = opened.body;
  if (assignee !== '1001') await takeFor(ticketNo, assignee);
  return ticketNo;
}

async function takeFor(ticketNo: string, assignee: string | null): Promise<void> {
  const path = `/v1/tickets/${ticketNo}`;
  const taken =
    assignee === null
      ? await desk.post(agent, `${path}/take-over`, {})
      : await desk.post(supervisor, `${path}/hand-on`, { to: '1001', reason: '由当班客服处理' });
  expect(taken.status).toBe(200);
}

async function promise(ticketNo: string, by: string): Promise<void> {
  const body = { text: '稍后给您回电', promise: { by, what: '回电' } };
  expect((await desk.post(agent, `/v1/tickets/${ticketNo}/progress-report`, body)).status).toBe(200);
}

const assigneeOf = async (ticketNo: string): Promise<string | null> =>
  (await desk.get(supervisor, `/v1/tickets/${ticketNo}`)).body.assignee;

test('before the note is put together it says already who hands over and who takes over, by number and name', async () => {
  const { body } = await read(leader, idOf(0, 'DAY'));
  expect(body).toMatchObject({
    status: 'PENDING',
    label: { zh: `${days[0]} 白班交接：尚未汇总`, en: `day shift of ${days[0]}: not put together yet` },
    outgoing: [{ staffNo: '1001', name: '周敏' }],
    next: { day: days[0], shift: 'LATE', people: [{ staffNo: '1002', name: expect.any(String) }] },
  });
  const listed = await desk.get(leader, `/v1/handovers?status=PENDING&day=${days[6]}`);
  expect(listed.body.items).toMatchObject([{ outgoing: [{ staffNo: '3015', name: '夜班' }], next: null }]);
  const early = await give(lateAgent, idOf(0, 'DAY'), 'accept');
  expect([early.status, early.body.detail]).toEqual([409, expect.stringContaining('下班前半小时')]);
});

describe('the note of a day shift', () => {
  let urgent: string;
  let promised: string;
  let later: string;
  let left: string;
  let ordinary: string;
  beforeAll(async () => {
    urgent = await ticketOfAgent(URGENT);
    promised = await ticketOfAgent(IN_HOURS);
    later = await ticketOfAgent(IN_HOURS);
    ordinary = await ticketOfAgent(IN_HOURS);
    left = await ticketOfAgent({ receivedAt: '2026-11-19T20:00:00+08:00' });
    await promise(promised, at(0, '20:00'));
    await promise(later, at(1, '12:00'));
    await desk.handovers.passTo(idOf(0, 'DAY'), at(0, '17:00'));
  });

  test('has urgent tickets, left messages and promises due before the agent is back, and no other', async () => {
    const { status, body } = await read(agent, idOf(0, 'DAY'));
    expect(status).toBe(200);
    expect(body).toMatchObject({ status: 'OPEN', lines: 3, outgoing: [{ staffNo: '1001', name: '周敏' }] });
    expect(body.next.people).toMatchObject([{ staffNo: '1002' }]);
    expect(body.tickets.map(({ ticketNo, kind }: Record<string, unknown>) => [ticketNo, kind])).toEqual([
      [urgent, 'urgent'],
      [left, 'left-message'],
      [promised, 'promise'],
    ]);
    expect(body.clock).toMatchObject({ id: 'SHIFT_HANDOVER', status: 'running' });
    expect(body.clock.explanation.zh).toContain('17:30');
    const told = await desk.get(lateAgent, '/v1/inbox');
    expect(told.body.items[0]).toMatchObject({ template: 'handover-waiting', ticketNo: null });
    // Tuesday 12:00 is after the agent is back.
    expect([later, ordinary].some((ticketNo) => JSON.stringify(body.tickets).includes(ticketNo))).toBe(false);
  });

  test('takes the words of the shift that leaves, of nobody else, and about no other ticket', async () => {
    const id = idOf(0, 'DAY');
    expect((await give(lateAgent, id, 'note', { text: '请接' })).status).toBe(403);
    expect((await give(agent, id, 'note', {})).status).toBe(400);
    const wrong = await give(agent, id, 'note', { lines: [{ ticketNo: ordinary, text: '?' }] });
    expect([wrong.status, wrong.body.errors[0].pointer]).toEqual([422, '/lines/0/ticketNo']);
    const lines = [{ ticketNo: urgent, text: '已冻结账号，等身份核验' }];
    const noted = await give(agent, id, 'note', { text: '客户情绪激动', lines });
    expect(noted.body).toMatchObject({ note: { text: '客户情绪激动', by: '1001' } });
    expect(noted.body.tickets[0].note).toMatchObject({ text: '已冻结账号，等身份核验' });
  });

  test('keeps later words where earlier ones come again, as their answer was lost', async () => {
    const id = idOf(0, 'DAY');
    const key = randomUUID();
    const say = (text: string, name: string = randomUUID()): Promise<Answer> =>
      desk.post(agent, `/v1/handovers/${id}/note`, { text }, { 'Idempotency-Key': name });
    const timesNoted = ({ body }: Answer): number =>
      body.events.filter(({ type }: { type: string }) => type === 'noted').length;
    const first = await say('客户情绪激动', key);
    await sql`
      update idempotency_keys set status = null, headers = null, body = null, locked_at = now() - interval '11 seconds'
      where key = ${key}
    `.execute(desk.database.db);
    await say('客户已平静');
    const again = await say('客户情绪激动', key);
    expect([again.status, again.body.note]).toMatchObject([200, { text: '客户已平静' }]);
    expect(timesNoted(again) - timesNoted(first)).toBe(1);
  });

  test('shows a team leader which tickets it has and none of the words, a specialist only what is his to read', async () => {
    const { body } = await read(leader, idOf(0, 'DAY'));
    expect(body.tickets).toHaveLength(3);
    expect([body.note, ...body.tickets.map(({ note }: { note: unknown }) => note)]).toEqual([null, null, null, null]);
    const specialist = desk.credential(({ department }) => department === 'PAY');
    const his = await read(specialist, idOf(0, 'DAY'));
    expect([his.body.note, his.body.tickets]).toEqual([null, []]);
    for (const role of ['admin', 'kbEditor', 'mainAccount', 'integration']) {
      expect(
        (
          await read(
            desk.credential((one) => one.role === role),
            idOf(0, 'DAY'),
          )
        ).status,
      ).toBe(403);
    }
  });

  test('is accepted by somebody of the next shift alone', async () => {
    const id = idOf(0, 'DAY');
    desk.handovers.away = true;
    for (const who of [agent, senior, supervisor, leader]) {
      const refused = await give(who, id, 'accept');
      expect([refused.status, refused.body.detail]).toEqual([403, expect.stringContaining('1002')]);
    }
    desk.handovers.away = false;
    desk.handovers.now = at(0, '17:20');
    const key = randomUUID();
    const accept = () => desk.post(lateAgent, `/v1/handovers/${id}/accept`, {}, { 'Idempotency-Key': key });
    const accepted = await accept();
    expect(accepted.status).toBe(200);
    expect(accepted.body).toMatchObject({ status: 'ACCEPTED', acceptedBy: '1002', clock: { status: 'met' } });
    // Its answer was lost, and the hand-over has gone on since.
    await sql`update idempotency_keys set status = null, locked_at = '-infinity' where key = ${key}`.execute(
      desk.database.db,
    );
    expect(await accept()).toMatchObject({ status: 200, body: { acceptedBy: '1002' } });
    expect((await give(lateAgent, id, 'accept')).status).toBe(409);
    expect((await give(agent, id, 'note', { text: '还有' })).status).toBe(409);
  });

  test('hands these tickets over and leaves the others', async () => {
    expect(await Promise.all([urgent, left, promised, later, ordinary].map(assigneeOf))).toEqual([
      '1002',
      '1002',
      '1002',
      '1001',
      '1001',
    ]);
    const timeline = await desk.get(supervisor, `/v1/tickets/${urgent}/events?limit=200`);
    expect(timeline.body.items.findLast(({ type }: { type: string }) => type === 'handed-over')).toMatchObject({
      actor: { staffNo: '1002' },
      data: { from: '1001', to: '1002', handover: idOf(0, 'DAY') },
    });
    const seen = await desk.get(buyer, `/v1/tickets/${urgent}/events?limit=200`);
    const handed = seen.body.items.find(({ type }: { type: string }) => type === 'handed-over');
    expect(Object.keys(handed.data)).toEqual([]);
  });

  test('takes what comes in until the end of the shift', async () => {
    const late = await ticketOfAgent(URGENT);
    await desk.handovers.passTo(idOf(0, 'DAY'), at(0, '17:30'));
    expect(await assigneeOf(late)).toBe('1002');
    const { body } = await read(lateAgent, idOf(0, 'DAY'));
    expect(body.lines).toBe(4);
    expect(body.events.map(({ type }: { type: string }) => type)).toContain('late-lines');
    expect((await desk.get(lateAgent, '/v1/inbox')).body.items[0].template).toBe('handover-late');
  });

  test('keeps who was refused', async () => {
    const { body } = await read(supervisor, idOf(0, 'DAY'));
    const refused = body.events.filter(({ type }: { type: string }) => type === 'refused');
    expect(refused.map(({ actor, data }: Record<string, object>) => ({ ...actor, ...data }))).toEqual(
      expect.arrayContaining([
        { kind: 'staff', staffNo: '1002', command: 'note', code: 'forbidden' },
        { kind: 'staff', staffNo: '3006', command: 'accept', code: 'forbidden' },
        { kind: 'staff', staffNo: '1002', command: 'accept', code: 'state-conflict' },
      ]),
    );
  });

  test('is what the next shift finds on its duty list', async () => {
    const { body } = await desk.get(lateAgent, `/v1/duty?at=${encodeURIComponent(`${days[0]}T18:00:00+08:00`)}`);
    expect(body.handover).toEqual({
      handoverId: idOf(0, 'DAY'),
      status: 'ACCEPTED',
      self: `/v1/handovers/${idOf(0, 'DAY')}`,
    });
  });
});

describe('a shift that ends', () => {
  test('at one in the morning hands over to the person on call; what nobody accepts is missed', async () => {
    const id = idOf(0, 'LATE');
    await desk.handovers.passTo(id, at(1, '00:30'));
    expect((await read(lateAgent, id)).body).toMatchObject({ status: 'OPEN', day: days[0], next: { shift: 'ONCALL' } });
    await desk.handovers.passTo(id, at(1, '01:00'));
    const { body } = await read(leader, id);
    expect(body).toMatchObject({ status: 'OPEN', breached: true, clock: { breached: true } });
    const inbox = await desk.get(leader, '/v1/inbox');
    expect(inbox.body.items[0]).toMatchObject({ template: 'handover-missed' });
    const missed = await desk.get(leader, '/v1/handovers?breached=true');
    expect(missed.body.items.map(({ handoverId }: { handoverId: string }) => handoverId)).toEqual([id]);
  });

  test('leaves what nobody accepted to the next hand-over', async () => {
    await desk.handovers.passTo(idOf(1, 'ONCALL'), at(1, '08:00'));
    expect((await read(leader, idOf(0, 'LATE'))).body.status).toBe('PASSED_ON');
    const { body } = await read(agent, idOf(1, 'ONCALL'));
    expect(body).toMatchObject({ status: 'OPEN', outgoing: [{ staffNo: '3005' }, { staffNo: '1002' }] });
    expect(body.next.people).toMatchObject([{ staffNo: '1001' }]);
    desk.handovers.now = at(1, '08:20');
    expect((await give(agent, idOf(1, 'ONCALL'), 'accept')).status).toBe(200);
    const handed = body.tickets.map(({ ticketNo }: { ticketNo: string }) => ticketNo);
    expect(new Set(await Promise.all(handed.map(assigneeOf)))).toEqual(new Set(['1001']));
    await desk.handovers.passTo(idOf(1, 'ONCALL'), at(1, '08:30'));
  });

  test('is followed by the first shift with anybody who has not left the house', async () => {
    const { db } = desk.database;
    await db.updateTable('staff').set({ active: false }).where('staff_no', '=', '3005').execute();
    const duty = await desk.get(agent, `/v1/duty?at=${encodeURIComponent(`${days[1]}T18:00:00+08:00`)}`);
    expect(duty.body.next).toMatchObject({ day: days[6], shift: 'ONCALL', people: [{ staffNo: '3015' }] });
    await db.updateTable('staff').set({ active: true }).where('staff_no', '=', '3005').execute();
  });

  test('with nothing to hand over closes itself', async () => {
    const id = idOf(3, 'ONCALL');
    await desk.handovers.passTo(id, at(3, '08:30'));
    expect((await read(leader, id)).body).toMatchObject({ status: 'NOTHING', lines: 0, breached: false });
  });

  test('is prolonged while a conversation is live', async () => {
    const live = await ticketOfAgent(URGENT);
    expect((await desk.post(agent, `/v1/tickets/${live}/messages`, { text: '您好，正在处理' })).status).toBe(201);
    const id = idOf(1, 'DAY');
    // The last word was said just now: the shift's end is a moment ago.
    const end = new Date(Date.now() - 1000).toISOString();
    await endAt(id, end);
    await desk.handovers.passTo(id, new Date().toISOString());
    const { body } = await read(agent, id);
    expect(body.events.map(({ type }: { type: string }) => type)).toContain('prolonged');
    expect(body).toMatchObject({ status: 'OPEN', breached: false });
    expect(Date.parse(body.dueAt) - Date.now()).toBeGreaterThan(15 * 60_000);
  });

  /** Moves the end of a shift to another instant, in its state and in its plan. */
  async function endAt(id: HandoverId, end: string): Promise<void> {
    const { db } = desk.database;
    const { state } = await db
      .selectFrom('handovers')
      .select('state')
      .where('handover_id', '=', id)
      .executeTakeFirstOrThrow();
    const clocks = state?.clocks.map((clock) => {
      const plan = clock.plan && {
        ...clock.plan,
        dueAt: end,
        moments: clock.plan.moments.map((one) => ({ ...one, at: end })),
      };
      return { ...clock, plan };
    });
    const moved = { ...state, endsAt: end, clocks };
    await db
      .updateTable('handovers')
      .set({ state: JSON.stringify(moved) })
      .where('handover_id', '=', id)
      .execute();
  }
});

describe('a shift', () => {
  test('begins with what was missed since yesterday, then with left messages', async () => {
    const now = Date.now();
    const ago = (hours: number): string => new Date(now - hours * 3_600_000).toISOString();
    const missed = await ticketOfAgent(IN_HOURS);
    const waiting = await ticketOfAgent({ receivedAt: '2026-11-19T20:00:00+08:00' });
    const { db } = desk.database;
    await db.updateTable('clocks').set({ breached: false }).execute();
    const late = { breached: true, due_at: ago(1) };
    await db.updateTable('clocks').set(late).where('ticket_no', '=', ticketNoOf(missed)).execute();
    const { body } = await desk.get(agent, '/v1/duty');
    const found = body.startWith.map(({ ticketNo, kind }: Record<string, string>) => `${ticketNo} ${kind}`);
    expect(found[0]).toBe(`${missed} exception`);
    expect(body.startWith[0]).toMatchObject({ subject: SIMPLE.subject, label: { zh: '昨日以来的超时或订单异常' } });
    expect(found).toContain(`${waiting} left-message`);
    expect(found.filter((one: string) => one.endsWith('exception'))).toHaveLength(1);
    // No content of customers for a team leader, and tickets of the department alone for a specialist.
    expect((await desk.get(leader, '/v1/duty')).body.startWith).toEqual([]);
    const specialist = desk.credential(({ department }) => department === 'PAY');
    expect((await desk.get(specialist, '/v1/duty')).body.startWith).toEqual([]);
  });

  function ticketNoOf(text: string) {
    if (!isTicketNo(text)) throw new Error(`${text} is no ticket number`);
    return text;
  }
});

describe('bad input', () => {
  test.each(['handover-2020-01-01-DAY', 'handover-2026-11-23-NIGHT', 'KF20251107001', '%00'])(
    '%s is not found',
    async (id) => {
      expect((await read(agent, id)).status).toBe(404);
      expect((await give(agent, id, 'accept')).status).toBe(404);
    },
  );

  test('before there is a note there is nothing to accept or to add to', async () => {
    const id = idOf(4, 'ONCALL');
    const early = await give(
      desk.credential(({ staffNo }) => staffNo === '3005'),
      id,
      'accept',
    );
    expect([early.status, early.body.handoverStatus]).toEqual([409, 'PENDING']);
    expect((await give(agent, id, 'note', { text: '早' })).status).toBe(409);
  });

  test('lists know their filters and pages', async () => {
    expect((await desk.get(agent, '/v1/handovers?status=LATER')).status).toBe(400);
    expect((await desk.get(agent, '/v1/handovers?cursor=abc')).status).toBe(400);
    const first = await desk.get(agent, '/v1/handovers?limit=2');
    const second = await desk.get(agent, `/v1/handovers?limit=200&cursor=${first.body.nextCursor}`);
    expect([first.body.items.length, second.body.items.length, second.body.nextCursor]).toEqual([2, 9, null]);
    expect((await desk.get(agent, '/v1/handovers?day=2020-01-01')).body).toEqual({ items: [], nextCursor: null });
  });
});

describe('the last day shift before a time off', () => {
  let urgent: string;
  let calmed: string;
  let tomorrow: string;
  let dayAfter: string;
  beforeAll(async () => {
    days = daysOfWeek(mondayAfter(Date.now() + 14 * DAY_MS));
    await roster(['1002', '1003']);
    [urgent, calmed] = [await ticketOfAgent(URGENT), await ticketOfAgent(URGENT)];
    [tomorrow, dayAfter] = [await ticketOfAgent(IN_HOURS), await ticketOfAgent(IN_HOURS)];
    await promise(tomorrow, at(2, '12:00'));
    await promise(dayAfter, at(3, '12:00'));
    await desk.handovers.passTo(idOf(1, 'DAY'), at(1, '17:00'));
  });

  const noted = async (): Promise<string[]> =>
    (await read(senior, idOf(1, 'DAY'))).body.tickets.map(({ ticketNo }: { ticketNo: string }) => ticketNo);

  test('hands over what was promised for the day after, as nobody knows when its agent is back', async () => {
    expect(await noted()).toEqual(expect.arrayContaining([urgent, calmed, tomorrow]));
    expect(await noted()).not.toContain(dayAfter);
  });

  test('hands over to whoever accepted it, also where a colleague stands before him on the roster', async () => {
    expect(
      (await desk.post(supervisor, `/v1/tickets/${calmed}/downgrade-urgent`, { reason: '账号已找回' })).status,
    ).toBe(200);
    expect((await give(senior, idOf(1, 'DAY'), 'accept')).status).toBe(200);
    expect(await Promise.all([urgent, tomorrow, calmed].map(assigneeOf))).toEqual(['1003', '1003', '1001']);
  });

  test('hands over what was settled by then, and is urgent again before its end', async () => {
    expect((await desk.post(supervisor, `/v1/tickets/${calmed}/confirm-urgent`, {})).status).toBe(200);
    await desk.handovers.passTo(idOf(1, 'DAY'), at(1, '17:30'));
    expect(await assigneeOf(calmed)).toBe('1003');
  });
});
