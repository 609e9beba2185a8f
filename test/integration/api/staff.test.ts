import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { sql } from 'kysely';
import type { StaffRole } from '../../../contracts/people.ts';
import { peopleSchema } from '../../../contracts/schemas/people.ts';
import { orderLeavings } from '../../../db/repositories/people/leavers.ts';
import { enterPeople } from '../../../intake/people/enterPeople.ts';
import { startWaitingReassignments } from '../../../intake/reassignments/startReassignments.ts';
import type { DemoCredential } from '../../../intake/seed.ts';
import { type Answer, type Desk, openDesk, SIMPLE, SPECIALISED } from './desk.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterEach(async () => {
  desk.reassignments.away = false;
  desk.reassignments.waiting.length = 0;
  await desk.empty('agent_states', 'agent_skills', 'agent_changes', 'tickets', 'texts', 'idempotency_keys');
});
afterAll(() => desk.close());

const staff = (role: StaffRole, staffNo?: string): DemoCredential =>
  desk.credential((one) => one.role === role && (staffNo === undefined || one.staffNo === staffNo));
const numbered = (staffNo: string): DemoCredential => desk.credential((one) => one.staffNo === staffNo);
const buyer = (): DemoCredential => desk.credential((one) => one.role === 'mainAccount');

const says = (staffNo: string, state: string, reason?: string): Promise<Answer> =>
  desk.put(numbered(staffNo), '/v1/me/state', reason === undefined ? { state } : { state, reason });

async function opened(body: object = SIMPLE): Promise<Answer['body']> {
  const answer = await desk.post(buyer(), '/v1/tickets', body);
  expect(answer.status).toBe(201);
  return answer.body;
}

async function seen(ticketNo: string): Promise<{ status: string; assignee: string | null }> {
  const { status, assignee } = (await desk.get(staff('supervisor'), `/v1/tickets/${ticketNo}`)).body;
  return { status, assignee };
}

const changesOf = async (staffNo: string): Promise<Answer['body'][]> =>
  (await desk.get(staff('supervisor'), `/v1/staff/${staffNo}/changes`)).body.items;

/** The register says otherwise of somebody; he is at work again when the test is over. */
async function register(staffNo: string, facts: { active?: boolean; role?: StaffRole }): Promise<void> {
  const { db } = desk.database;
  const before = await db
    .selectFrom('staff')
    .select(['active', 'role'])
    .where('staff_no', '=', staffNo)
    .executeTakeFirstOrThrow();
  onTestFinished(async () => {
    await db.updateTable('staff').set(before).where('staff_no', '=', staffNo).execute();
  });
  await db.updateTable('staff').set(facts).where('staff_no', '=', staffNo).execute();
}

/** What two processes do by themselves within a minute; what one has just ordered is left for seconds to whoever ordered it. */
async function aMinuteLater(): Promise<void> {
  const { db } = desk.database;
  const { reassignments } = desk;
  await startWaitingReassignments({ db, reassignments });
  await Promise.all([orderLeavings(db), orderLeavings(db)]);
  for (const told of ['agent_changes', 'ticket_events'])
    await sql`update ${sql.table(told)} set at = at - interval '4 seconds'`.execute(db);
  await startWaitingReassignments({ db, reassignments });
}

describe('whether somebody takes conversations', () => {
  test('he says himself, and everybody on the desk sees it', async () => {
    expect((await desk.get(numbered('1001'), '/v1/me/state')).body).toMatchObject({ state: 'off', since: null });
    const said = await says('1001', 'away', '午休');
    expect(said.status).toBe(200);
    expect(said.body).toMatchObject({
      staffNo: '1001',
      state: 'away',
      reason: '午休',
      capacity: 5,
      load: 0,
      shift: null,
    });
    expect(Date.parse(said.body.reassignedAt) - Date.parse(said.body.since)).toBe(600_000);
    await says('1001', 'ready');
    const list = await desk.get(staff('admin'), '/v1/staff?state=ready');
    expect(list.body).toMatchObject({
      items: [{ staffNo: '1001', name: '周敏', role: 'agent', state: 'ready', reason: null, reassignedAt: null }],
      nextCursor: null,
    });
  });

  test('ready, he has the next simple question, and the customer knows his number', async () => {
    await says('1002', 'ready');
    const ticket = await opened();
    expect(ticket).toMatchObject({ status: 'IN_PROGRESS', assignee: '1002', firstContact: '1002' });
    expect((await desk.get(numbered('1002'), '/v1/me/state')).body).toMatchObject({ load: 1 });
    const events = (await desk.get(staff('supervisor'), `/v1/tickets/${ticket.ticketNo}/events`)).body.items;
    expect(events[1]).toMatchObject({ type: 'assigned', data: { staffNo: '1002', why: 'free' } });
  });

  test('those who work on tickets are listed, a page at a time', async () => {
    const first = await desk.get(staff('agent'), '/v1/staff?limit=2&department=FRONT');
    expect(first.body.items.map((one: { staffNo: string }) => one.staffNo)).toEqual(['1001', '1002']);
    const cursor = first.body.nextCursor;
    const second = await desk.get(staff('agent'), `/v1/staff?limit=2&department=FRONT&cursor=${cursor}`);
    expect(second.body).toMatchObject({ items: [{ staffNo: '1003' }], nextCursor: null });
    expect((await desk.get(staff('agent'), '/v1/staff?role=kbEditor')).body).toEqual({ items: [], nextCursor: null });
  });

  test.each([
    [{}, '/state'],
    [{ state: 'busy' }, '/state'],
    [{ state: 'away', reason: '' }, '/reason'],
    [{ state: 'away', until: '12:00' }, '/until'],
  ])('%o says nothing', async (body, pointer) => {
    const answer = await desk.put(numbered('1001'), '/v1/me/state', body);
    expect(answer.status).toBe(400);
    expect(answer.body.errors[0].pointer).toBe(pointer);
  });

  test('is nothing a customer, a supervisor or a machine says of himself, and no customer reads it', async () => {
    const integration = desk.credential((one) => one.role === 'integration');
    for (const who of [buyer(), staff('supervisor'), staff('admin'), integration]) {
      expect((await desk.put(who, '/v1/me/state', { state: 'ready' })).status).toBe(403);
    }
    expect((await desk.get(buyer(), '/v1/staff')).status).toBe(403);
    expect((await desk.get(buyer(), '/v1/staff/1001/changes')).status).toBe(403);
  });
});

describe('what somebody can and how much', () => {
  test('a team leader sets it, and it is kept who did', async () => {
    const answer = await desk.put(staff('teamLeader'), '/v1/staff/1001/skills', {
      skills: ['ORD', 'ACC.LOGIN'],
      capacity: 3,
    });
    expect(answer.body).toMatchObject({ staffNo: '1001', skills: ['ACC.LOGIN', 'ORD'], capacity: 3 });
    expect(await changesOf('1001')).toMatchObject([
      {
        kind: 'skills',
        before: { capacity: 5, skills: [] },
        after: { capacity: 3, skills: ['ACC.LOGIN', 'ORD'] },
        by: '3006',
        reassignment: null,
      },
    ]);
  });

  test.each([
    [{ skills: ['ORD', 'NOPE'], capacity: 5 }, 422, '/skills/1'],
    [{ skills: ['ORD', 'ORD'], capacity: 5 }, 400, '/skills'],
    [{ skills: [], capacity: 0 }, 400, '/capacity'],
    [{ skills: [], capacity: 51 }, 400, '/capacity'],
    [{ skills: [] }, 400, '/capacity'],
  ])('%o is refused', async (body, status, pointer) => {
    const answer = await desk.put(staff('supervisor'), '/v1/staff/1001/skills', body);
    expect([answer.status, answer.body.errors[0].pointer]).toEqual([status, pointer]);
    expect(await changesOf('1001')).toEqual([]);
  });

  test('is set by those who lead, for those who work on tickets', async () => {
    const body = { skills: [], capacity: 5 };
    expect((await desk.put(numbered('1001'), '/v1/staff/1001/skills', body)).status).toBe(403);
    expect((await desk.put(staff('manager'), '/v1/staff/1001/skills', body)).status).toBe(403);
    expect((await desk.put(staff('supervisor'), '/v1/staff/3007/skills', body)).status).toBe(404);
    expect((await desk.put(staff('supervisor'), '/v1/staff/4711/skills', body)).status).toBe(404);
    expect((await desk.put(staff('supervisor'), '/v1/staff/x/skills', body)).status).toBe(404);
  });
});

describe('a staff number that the customer gives', () => {
  test('brings him back to that agent', async () => {
    await says('1001', 'ready');
    await says('1002', 'ready');
    expect((await opened({ ...SIMPLE, askedFor: '1002' })).assignee).toBe('1002');
  });

  test('is 422 where nobody ever had it, 400 where it is none', async () => {
    const unknown = await desk.post(buyer(), '/v1/tickets', { ...SIMPLE, askedFor: '4711' });
    expect([unknown.status, unknown.body.type, unknown.body.errors[0].pointer]).toEqual([
      422,
      '/problems/unknown-staff',
      '/askedFor',
    ]);
    const none = await desk.post(buyer(), '/v1/tickets', { ...SIMPLE, askedFor: 'Anna' });
    expect([none.status, none.body.errors[0].pointer]).toEqual([400, '/askedFor']);
  });
});

describe('somebody drops out', () => {
  test('off: the customers who wait for him go to whoever is ready, the others stay his', async () => {
    await says('1001', 'ready');
    const waits = await opened();
    const answered = await opened();
    await desk.post(numbered('1001'), `/v1/tickets/${answered.ticketNo}/answer`, { solution: '请重试' });
    await says('1002', 'ready');
    await says('1001', 'off');
    expect(await seen(waits.ticketNo)).toEqual({ status: 'IN_PROGRESS', assignee: '1002' });
    expect(await seen(answered.ticketNo)).toEqual({ status: 'AWAITING_CONFIRMATION', assignee: '1001' });
    expect((await changesOf('1001'))[0]).toMatchObject({
      kind: 'state',
      after: { state: 'off' },
      reassignment: { tickets: 1, moved: 1, queued: 0, kept: 0, superseded: false },
    });
  });

  test('off, and nobody else is there: back to the queue, where anybody takes it over', async () => {
    await says('1001', 'ready');
    const { ticketNo } = await opened();
    await says('1001', 'off');
    expect(await seen(ticketNo)).toEqual({ status: 'RECEIVED', assignee: null });
    expect((await desk.post(numbered('1003'), `/v1/tickets/${ticketNo}/take-over`, {})).status).toBe(200);
  });

  test('nobody gets more than he can take: the rest waits', async () => {
    await says('1001', 'ready');
    for (let n = 0; n < 3; n += 1) await opened();
    await desk.put(staff('supervisor'), '/v1/staff/1002/skills', { skills: [], capacity: 2 });
    await says('1002', 'ready');
    await says('1001', 'off');
    expect((await changesOf('1001'))[0]).toMatchObject({ reassignment: { tickets: 3, moved: 2, queued: 1, kept: 0 } });
  });

  test('away: nothing happens before ten minutes, and nothing at all when he is back by then', async () => {
    await says('1001', 'ready');
    const { ticketNo } = await opened();
    await says('1002', 'ready');
    await says('1001', 'away');
    const [order] = desk.reassignments.waiting;
    expect(await seen(ticketNo)).toMatchObject({ assignee: '1001' });
    await says('1001', 'ready');
    if (order === undefined) throw new Error('nothing was ordered');
    expect(await desk.reassignments.carryOut(order)).toBeNull();
    expect(await seen(ticketNo)).toMatchObject({ assignee: '1001' });
    expect((await changesOf('1001'))[1]).toMatchObject({
      after: { state: 'away' },
      reassignment: { superseded: true },
    });
  });

  test('away for longer: as if he were off', async () => {
    await says('1001', 'ready');
    const { ticketNo } = await opened();
    await says('1002', 'ready');
    await says('1001', 'away');
    const [order] = desk.reassignments.waiting;
    if (order === undefined) throw new Error('nothing was ordered');
    expect(await desk.reassignments.carryOut(order)).toEqual({ moved: 1, queued: 0, kept: 0 });
    expect(await desk.reassignments.carryOut(order)).toBeNull();
    expect(await seen(ticketNo)).toMatchObject({ assignee: '1002' });
  });

  test('a review changes hands with whoever leaves: nobody else could take it', async () => {
    const { ticketNo } = await opened();
    expect((await desk.post(buyer(), `/v1/tickets/${ticketNo}/complain`, { reason: '态度差' })).status).toBe(200);
    const review = `/v1/reviews/${ticketNo}-Q1`;
    expect((await desk.post(numbered('3004'), `${review}/take-over`, {})).status).toBe(200);
    await desk.post(staff('supervisor'), '/v1/staff/3004/reassign', { reason: '已离职' });
    expect((await desk.get(numbered('3003'), review)).body).toMatchObject({ status: 'OPEN', reviewer: null });
    expect((await desk.post(numbered('3003'), `${review}/take-over`, {})).status).toBe(200);
    await desk.post(staff('supervisor'), '/v1/staff/3003/reassign', { to: '3004', reason: '已离职' });
    expect((await desk.get(numbered('3004'), review)).body).toMatchObject({ reviewer: '3004' });
  });

  test('while Temporal is away: told as soon as it is back, once', async () => {
    const { db } = desk.database;
    const { reassignments } = desk;
    await says('1001', 'ready');
    const { ticketNo } = await opened();
    reassignments.away = true;
    expect((await says('1001', 'off')).status).toBe(200);
    expect(await seen(ticketNo)).toMatchObject({ assignee: '1001' });
    await sql`update agent_changes set at = at - interval '1 minute'`.execute(db);
    reassignments.away = false;
    await startWaitingReassignments({ db, reassignments });
    expect(await seen(ticketNo)).toMatchObject({ status: 'RECEIVED', assignee: null });
    reassignments.away = true;
    await startWaitingReassignments({ db, reassignments });
  });

  test('of one who has left earlier, a supervisor still gives the tickets to others', async () => {
    const { db } = desk.database;
    const { ticketNo } = await opened();
    await desk.post(numbered('1001'), `/v1/tickets/${ticketNo}/take-over`, {});
    await db.updateTable('staff').set({ active: false }).where('staff_no', '=', '1001').execute();
    const order = await desk.post(staff('supervisor'), '/v1/staff/1001/reassign', { to: '1002', reason: '已离职' });
    const signedOff = await desk.put(staff('supervisor'), '/v1/staff/1001/state', { state: 'off', reason: 'x' });
    const changes = await changesOf('1001');
    await db.updateTable('staff').set({ active: true }).where('staff_no', '=', '1001').execute();
    expect([order.status, signedOff.status]).toEqual([202, 404]);
    expect(changes).toMatchObject([{ reassignment: { moved: 1 } }]);
    expect(await seen(ticketNo)).toEqual({ status: 'IN_PROGRESS', assignee: '1002' });
  });

  test('what he promised on a ticket that is closed by now, another keeps', async () => {
    const { ticketNo } = await opened();
    const { ticketNo: nothingOwed } = await opened();
    const promise = { by: new Date(Date.now() + 86_400_000).toISOString() };
    for (const [closed, answer] of [
      [ticketNo, { solution: '已补发', promise }],
      [nothingOwed, { solution: '已补发' }],
    ]) {
      await desk.post(numbered('1001'), `/v1/tickets/${closed}/take-over`, {});
      await desk.post(numbered('1001'), `/v1/tickets/${closed}/answer`, answer);
      expect((await desk.post(buyer(), `/v1/tickets/${closed}/accept`, {})).status).toBe(200);
    }
    await desk.post(staff('supervisor'), '/v1/staff/1001/reassign', { to: '1002', reason: '已离职' });
    expect(await seen(ticketNo)).toEqual({ status: 'CLOSED', assignee: '1002' });
    expect(await seen(nothingOwed)).toEqual({ status: 'CLOSED', assignee: '1001' });
  });

  test('who forgot to sign off is signed off by a leader, who says why; nobody is called ready by another', async () => {
    await says('1001', 'ready');
    const path = '/v1/staff/1001/state';
    const answer = await desk.put(staff('teamLeader'), path, { state: 'off', reason: '已下班' });
    expect(answer.body).toMatchObject({ state: 'off', reason: '已下班' });
    expect((await changesOf('1001'))[0]).toMatchObject({ by: '3006', reason: '已下班' });
    expect((await desk.put(staff('supervisor'), path, { state: 'ready', reason: 'x' })).status).toBe(400);
    expect((await desk.put(staff('supervisor'), path, { state: 'off' })).body.errors[0].pointer).toBe('/reason');
    expect((await desk.put(numbered('1002'), path, { state: 'off', reason: 'x' })).status).toBe(403);
  });
});

describe('somebody works with tickets no more', () => {
  const reason = '已离职';

  async function takenOver(staffNo: string, body: object): Promise<string> {
    const { ticketNo } = await opened(body);
    expect((await desk.post(numbered(staffNo), `/v1/tickets/${ticketNo}/take-over`, {})).status).toBe(200);
    return ticketNo;
  }

  test('has left the house without signing off: the desk signs him off, and he keeps none', async () => {
    await says('1001', 'ready');
    const waits = await opened();
    const heard = await opened();
    await desk.post(numbered('1001'), `/v1/tickets/${heard.ticketNo}/messages`, { text: '您好' });
    await register('1001', { active: false });
    await aMinuteLater();
    expect(await seen(waits.ticketNo)).toEqual({ status: 'RECEIVED', assignee: null });
    expect(await seen(heard.ticketNo)).toEqual({ status: 'RECEIVED', assignee: null });
    expect(await changesOf('1001')).toMatchObject([
      { kind: 'reassign', by: null, reassignment: { tickets: 2, queued: 2 } },
      { kind: 'state', by: null, after: { state: 'off' }, reassignment: null },
      { kind: 'state', by: '1001', after: { state: 'ready' } },
    ]);
  });

  test.each(['never said how he is', 'went home before'])('has left the house and %s: he keeps none', async (how) => {
    if (how === 'went home before') for (const state of ['ready', 'off']) await says('2001', state);
    const ticketNo = await takenOver('2001', SPECIALISED);
    await register('2001', { active: false });
    await aMinuteLater();
    expect(await seen(ticketNo)).toEqual({ status: 'ASSIGNED', assignee: null });
    const [change] = await changesOf('2001');
    expect(change).toMatchObject({
      kind: 'reassign',
      by: null,
      after: { to: null, role: 'specialist', active: false },
      reassignment: { tickets: 1, queued: 1, kept: 0 },
    });
    const events = (await desk.get(staff('supervisor'), `/v1/tickets/${ticketNo}/events`)).body.items;
    expect(events.at(-1)).toMatchObject({ type: 'reassigned', actor: { kind: 'system' }, data: { why: 'left' } });
  });

  test.each(['teamLeader', 'kbEditor'] as const)(
    'is %s by now: he keeps none, and it can be read why',
    async (role) => {
      await says('1001', 'ready');
      const { ticketNo } = await opened();
      await says('1002', 'ready');
      await register('1001', { role });
      await aMinuteLater();
      expect(await seen(ticketNo)).toEqual({ status: 'IN_PROGRESS', assignee: '1002' });
      expect((await changesOf('1001')).slice(0, 2)).toMatchObject([
        { kind: 'reassign', by: null, after: { role, active: true }, reassignment: { moved: 1 } },
        { kind: 'state', by: null, before: { state: 'ready' }, after: { state: 'off' } },
      ]);
    },
  );

  test('becomes teamLeader by an import: that what he has goes to others is ordered with it', async () => {
    await takenOver('1001', SIMPLE);
    const { db } = desk.database;
    const { name, department, email } = numbered('1001');
    const becomes = (role: StaffRole) =>
      enterPeople(db, peopleSchema.parse({ staff: [{ staffNo: '1001', name, role, department, email }] }));
    onTestFinished(async () => {
      await becomes('agent');
    });
    await becomes('teamLeader');
    expect(await changesOf('1001')).toMatchObject([{ kind: 'reassign', by: null, after: { role: 'teamLeader' } }]);
  });

  test('is teamLeader by now: a supervisor need not wait for the desk', async () => {
    const ticketNo = await takenOver('1001', SIMPLE);
    await register('1001', { role: 'teamLeader' });
    const order = await desk.post(staff('supervisor'), '/v1/staff/1001/reassign', { to: '1002', reason });
    expect(order.status).toBe(202);
    expect(await seen(ticketNo)).toEqual({ status: 'IN_PROGRESS', assignee: '1002' });
  });

  test('is supervisor by now: he works on what he has', async () => {
    const ticketNo = await takenOver('1001', SIMPLE);
    await register('1001', { role: 'supervisor' });
    await aMinuteLater();
    expect(await seen(ticketNo)).toEqual({ status: 'IN_PROGRESS', assignee: '1001' });
    expect(await changesOf('1001')).toEqual([]);
  });

  test('what hangs on him stays, until something happens to it', async () => {
    const ticketNo = await takenOver('2001', SPECIALISED);
    const asked = { items: [{ name: '支付截图', why: '核对流水' }] };
    expect((await desk.post(numbered('2001'), `/v1/tickets/${ticketNo}/request-material`, asked)).status).toBe(200);
    await register('2001', { active: false });
    await aMinuteLater();
    await aMinuteLater();
    expect(await changesOf('2001')).toMatchObject([{ reassignment: { kept: 1, staying: [{ ticketNo }] } }]);
    const supplied = { items: ['支付截图'], text: '流水号 20251107' };
    expect((await desk.post(buyer(), `/v1/tickets/${ticketNo}/supply-material`, supplied)).status).toBe(200);
    await aMinuteLater();
    expect(await seen(ticketNo)).toEqual({ status: 'ASSIGNED', assignee: null });
    expect(await changesOf('2001')).toMatchObject([{ reassignment: { queued: 1 } }, { reassignment: { kept: 1 } }]);
  });

  test('came back and leaves again: he keeps none of what he had since', async () => {
    for (const before of [[], [{ kind: 'reassign' }]]) {
      const ticketNo = await takenOver('2001', SPECIALISED);
      expect(await changesOf('2001')).toMatchObject(before);
      await register('2001', { active: false });
      await aMinuteLater();
      expect(await seen(ticketNo)).toEqual({ status: 'ASSIGNED', assignee: null });
      await register('2001', { active: true });
    }
  });

  test('has a review alone, or a plan that he leads and a task of one: neither stays his', async () => {
    const { ticketNo } = await opened();
    await desk.post(buyer(), `/v1/tickets/${ticketNo}/complain`, { reason: '态度差' });
    const review = `/v1/reviews/${ticketNo}-Q1`;
    await desk.post(numbered('3004'), `${review}/take-over`, {});
    const planned = await opened({ ...SIMPLE, category: 'ORD.FULFIL.ARRIVAL' });
    const limit = planned.clocks.find(({ id }: { id: string }) => id === 'RESOLVE_COMPLEX');
    const task = {
      department: 'AFTER',
      responsible: '2006',
      deliverable: '核实',
      milestoneOn: limit.targetAt.slice(0, 10),
    };
    const plan = { lead: '2002', tasks: [task] };
    await desk.post(staff('supervisor'), `/v1/tickets/${planned.ticketNo}/coordinate`, plan);
    for (const staffNo of ['3004', '2002', '2006']) await register(staffNo, { active: false });
    await aMinuteLater();
    expect((await desk.get(numbered('3003'), review)).body).toMatchObject({ status: 'OPEN', reviewer: null });
    const { body } = await desk.get(staff('supervisor'), `/v1/tickets/${planned.ticketNo}`);
    expect(body).toMatchObject({ lead: null, assignee: null, tasks: [{ status: 'REFUSED' }] });
    for (const staffNo of ['3004', '2002', '2006']) expect(await changesOf(staffNo)).toHaveLength(1);
  });
});

describe('a supervisor re-assigns', () => {
  const reason = '调组';

  test('one ticket: to somebody by number, to the next free agent, or back to the queue', async () => {
    await says('1001', 'ready');
    const { ticketNo } = await opened();
    const path = `/v1/tickets/${ticketNo}/reassign`;
    const named = await desk.post(staff('supervisor'), path, { to: '1003', reason });
    expect(named.body).toMatchObject({ assignee: '1003', firstContact: '1001' });
    expect((await desk.post(staff('supervisor'), path, { reason })).body).toMatchObject({ assignee: '1001' });
    await says('1001', 'off');
    expect((await desk.post(staff('supervisor'), path, { reason })).status).toBe(409);
    expect(await seen(ticketNo)).toEqual({ status: 'RECEIVED', assignee: null });
  });

  test('all of somebody’s, whether a customer waits or not; what hangs on him stays', async () => {
    await says('1001', 'ready');
    const plain = await opened();
    const heard = await opened();
    await desk.post(numbered('1001'), `/v1/tickets/${heard.ticketNo}/messages`, { text: '您好' });
    const answered = await opened();
    await desk.post(numbered('1001'), `/v1/tickets/${answered.ticketNo}/answer`, { solution: '请重试' });
    await sql`update agent_states set state = 'off'`.execute(desk.database.db);
    const order = await desk.post(staff('supervisor'), '/v1/staff/1001/reassign', { reason });
    expect(order.status).toBe(202);
    expect(order.body).toMatchObject({ kind: 'reassign', after: { to: null }, by: '3001', reason });
    expect((await changesOf('1001'))[0]).toMatchObject({ reassignment: { tickets: 3, moved: 0, queued: 2, kept: 1 } });
    expect(await seen(plain.ticketNo)).toEqual({ status: 'RECEIVED', assignee: null });
    expect(await seen(answered.ticketNo)).toMatchObject({ assignee: '1001' });
    const events = (await desk.get(staff('supervisor'), `/v1/tickets/${plain.ticketNo}/events`)).body.items;
    expect(events.at(-1)).toMatchObject({
      type: 'reassigned',
      actor: { kind: 'staff', staffNo: '3001' },
      text: { reason },
      data: { from: '1001', to: null, why: 'supervisor' },
    });
  });

  test('all of a specialist’s to a colleague who can, and nothing to one who cannot', async () => {
    const { ticketNo } = await opened(SPECIALISED);
    await desk.post(numbered('2001'), `/v1/tickets/${ticketNo}/take-over`, {});
    await desk.post(staff('supervisor'), '/v1/staff/2001/reassign', { to: '2002', reason });
    expect((await changesOf('2001'))[0]).toMatchObject({
      reassignment: {
        tickets: 1,
        moved: 0,
        kept: 1,
        staying: [{ ticketNo, why: { en: '2002 cannot take this ticket.' } }],
      },
    });
    await desk.post(staff('supervisor'), '/v1/staff/2001/reassign', { to: '3001', reason });
    expect(await seen(ticketNo)).toEqual({ status: 'IN_PROGRESS', assignee: '3001' });
  });

  test('the plan that somebody leads and his tasks elsewhere: a supervisor names who goes on', async () => {
    const [lead, other] = [numbered('2002'), numbered('2006')];
    const { ticketNo, clocks } = await opened({ ...SIMPLE, category: 'ORD.FULFIL.ARRIVAL' });
    const limit = clocks.find(({ id }: { id: string }) => id === 'RESOLVE_COMPLEX');
    const tasks = [lead, other].map(({ department, staffNo: responsible }) => ({
      department,
      responsible,
      deliverable: '核实',
      milestoneOn: limit.targetAt.slice(0, 10),
    }));
    const plan = { lead: lead.staffNo, tasks };
    expect((await desk.post(staff('supervisor'), `/v1/tickets/${ticketNo}/coordinate`, plan)).status).toBe(200);
    await desk.post(staff('supervisor'), '/v1/staff/2006/reassign', { reason });
    expect((await changesOf('2006'))[0]).toMatchObject({ reassignment: { tickets: 1, queued: 1, kept: 0 } });
    await desk.post(staff('supervisor'), '/v1/staff/2002/reassign', { reason });
    expect((await changesOf('2002'))[0]).toMatchObject({ reassignment: { tickets: 1, queued: 1, kept: 0 } });
    const { body } = await desk.get(staff('supervisor'), `/v1/tickets/${ticketNo}`);
    expect(body).toMatchObject({ status: 'COORDINATING', assignee: null, lead: null });
    expect(body.tasks.map(({ status }: { status: string }) => status)).toEqual(['REFUSED', 'REFUSED']);
  });

  test('the plan that he leads beside a colleague, who has it in hand', async () => {
    const { ticketNo, clocks } = await opened(SPECIALISED);
    await desk.post(numbered('2001'), `/v1/tickets/${ticketNo}/take-over`, {});
    const milestoneOn = clocks.find(({ id }: { id: string }) => id === 'RESOLVE_COMPLEX').targetAt.slice(0, 10);
    const tasks = [{ department: 'AFTER', responsible: '2006', deliverable: '核实', milestoneOn }];
    await desk.post(staff('supervisor'), `/v1/tickets/${ticketNo}/coordinate`, { lead: '2002', tasks });
    await desk.post(staff('supervisor'), '/v1/staff/2002/reassign', { reason });
    expect((await changesOf('2002'))[0]).toMatchObject({ reassignment: { tickets: 1, queued: 1, kept: 0 } });
    const { body } = await desk.get(staff('supervisor'), `/v1/tickets/${ticketNo}`);
    expect(body).toMatchObject({ status: 'COORDINATING', assignee: '2001', lead: '2001' });
  });

  test.each([
    [{ reason, to: '4711' }, 422, '/to'],
    [{ reason, to: '1001' }, 422, '/to'],
    [{ reason, to: 'Anna' }, 400, '/to'],
    [{}, 400, '/reason'],
  ])('not as %o', async (body, status, pointer) => {
    const answer = await desk.post(staff('supervisor'), '/v1/staff/1001/reassign', body);
    expect([answer.status, answer.body.errors[0].pointer]).toEqual([status, pointer]);
    expect(await changesOf('1001')).toEqual([]);
  });

  test('and nobody else does; who tried on a ticket is written down', async () => {
    await says('1001', 'ready');
    const { ticketNo } = await opened();
    for (const who of [staff('manager'), staff('teamLeader'), numbered('1001')]) {
      expect((await desk.post(who, '/v1/staff/1001/reassign', { reason })).status).toBe(403);
    }
    expect((await desk.post(numbered('1001'), `/v1/tickets/${ticketNo}/reassign`, { reason })).status).toBe(403);
    const attempts = (await desk.get(staff('supervisor'), `/v1/tickets/${ticketNo}/attempts`)).body.items;
    expect(attempts).toMatchObject([{ command: 'reassign', actor: { staffNo: '1001' }, code: 'forbidden' }]);
  });
});

describe('who is new has a mentor', () => {
  const set = (who: DemoCredential, staffNo: string, mentor: string | null): Promise<Answer> =>
    desk.put(who, `/v1/staff/${staffNo}/mentor`, { mentor });

  test('whom a leader names and takes back, which is written down', async () => {
    expect((await set(staff('teamLeader'), '1002', '1003')).body).toMatchObject({ staffNo: '1002', mentor: '1003' });
    await set(staff('teamLeader'), '1002', '1003');
    expect((await set(staff('supervisor'), '1002', null)).body.mentor).toBeNull();
    expect(await changesOf('1002')).toMatchObject([
      { kind: 'mentor', before: { mentor: '1003' }, after: { mentor: null }, by: '3001' },
      { kind: 'mentor', before: { mentor: null }, after: { mentor: '1003' } },
    ]);
  });

  test('of his own department, who needs none himself; and nobody is his own', async () => {
    await set(staff('supervisor'), '1001', '1003');
    for (const [staffNo, mentor] of [
      ['1002', '1002'],
      ['1002', '2001'],
      ['1002', '1001'],
      ['1002', '4711'],
    ] as const) {
      const answer = await set(staff('supervisor'), staffNo, mentor);
      expect([mentor, answer.status, answer.body.errors?.[0]?.pointer]).toEqual([mentor, 422, '/mentor']);
    }
    expect((await set(numbered('1003'), '1002', '1003')).status).toBe(403);
    await set(staff('supervisor'), '1001', null);
  });
});

describe('who shows somebody the work is shown it by nobody', () => {
  const set = (staffNo: string, mentor: string | null): Promise<Answer> =>
    desk.put(staff('supervisor'), `/v1/staff/${staffNo}/mentor`, { mentor });

  test('a mentor is given none', async () => {
    await set('1001', '1003');
    const answer = await set('1003', '1002');
    expect(answer.body).toMatchObject({
      status: 422,
      errors: [{ pointer: '/mentor', expected: expect.stringContaining('正在带教他人') }],
    });
    expect((await set('1003', null)).status).toBe(200);
    await set('1001', null);
  });

  test('of two who are made each other’s mentors at once one is', async () => {
    for (let round = 0; round < 5; round += 1) {
      const answers = await Promise.all([set('1001', '1002'), set('1002', '1001')]);
      expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 422]);
      await set('1001', null);
      await set('1002', null);
    }
  });
});

describe('who asks for a senior agent, and none is ready', () => {
  const queue = async (who: DemoCredential): Promise<unknown[]> =>
    (await desk.get(who, '/v1/tickets?escalated=true')).body.items.map((one: Answer['body']) => one.ticketNo);

  test('waits in their queue with whoever has it, until one takes it', async () => {
    await says('1001', 'ready');
    const { ticketNo } = await opened();
    await opened();
    expect(await queue(numbered('1003'))).toEqual([]);
    const asked = await desk.post(buyer(), `/v1/tickets/${ticketNo}/escalate`, { reason: '请资深客服处理' });
    expect(asked.body).toMatchObject({ status: 'IN_PROGRESS', assignee: '1001', escalated: true });
    expect(await queue(numbered('1003'))).toEqual([ticketNo]);
    expect(await queue(staff('supervisor'))).toEqual([ticketNo]);
    const taken = await desk.post(numbered('1003'), `/v1/tickets/${ticketNo}/take-over`, {});
    expect(taken.body).toMatchObject({ assignee: '1003', escalated: false });
    const late = await desk.post(numbered('1003'), `/v1/tickets/${ticketNo}/take-over`, {});
    expect([late.status, late.body.ticketStatus]).toEqual([409, 'IN_PROGRESS']);
    expect(late.body.detail).toMatch(new RegExp(`^${ticketNo} 自 .+ 起由 1003 处理。$`));
    expect(await queue(numbered('1003'))).toEqual([]);
  });
});

test('what was changed about somebody is for those who lead, and for himself', async () => {
  await says('1001', 'ready');
  await says('1001', 'away');
  await says('1001', 'ready');
  const first = await desk.get(numbered('1001'), '/v1/staff/1001/changes?limit=2');
  expect(first.body.items.map((one: Answer['body']) => one.after.state)).toEqual(['ready', 'away']);
  const rest = await desk.get(numbered('1001'), `/v1/staff/1001/changes?limit=2&cursor=${first.body.nextCursor}`);
  expect(rest.body).toMatchObject({
    items: [{ before: { state: 'off' }, after: { state: 'ready' } }],
    nextCursor: null,
  });
  expect((await desk.get(numbered('1002'), '/v1/staff/1001/changes')).status).toBe(403);
  expect((await desk.get(staff('manager'), '/v1/staff/1002/changes')).body).toEqual({ items: [], nextCursor: null });
  expect((await desk.get(staff('manager'), '/v1/staff/1001/changes?cursor=abc')).status).toBe(400);
});
