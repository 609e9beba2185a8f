import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { AgentState } from '../../../contracts/agents.ts';
import type { Principal } from '../../../contracts/people.ts';
import { changeSkills, changeState, listAgentChanges } from '../../../db/repositories/people/agentChanges.ts';
import { assignAgent } from '../../../db/repositories/people/agents.ts';
import type { OpenRequest } from '../../../intake/openRequest.ts';
import { type Counter, key, numberOf, openCounter, request } from './counter.ts';

let counter: Counter;
beforeAll(async () => {
  counter = await openCounter();
});
beforeEach(async () => {
  await counter.clear();
  await sql`truncate agent_states, agent_skills, agent_changes, roster_duties`.execute(counter.database.db);
});
afterAll(() => counter.close());

const says = (staffNo: string, state: AgentState, capacity = 5): Promise<void> =>
  changeSkills(counter.database.db, { staffNo, by: '3001', capacity, skills: [] }).then(async () => {
    await changeState(counter.database.db, { staffNo, by: staffNo, state, reason: null, reassignAfterMinutes: null });
  });

async function opened(changes: Partial<OpenRequest> = {}) {
  const ticketNo = await numberOf(counter.intake.open(request(changes)));
  const { db } = counter.database;
  const ticket = await db.selectFrom('tickets').selectAll().where('ticket_no', '=', ticketNo).executeTakeFirstOrThrow();
  const events = await db
    .selectFrom('ticket_events')
    .select(['type', 'data', 'after_status'])
    .where('ticket_no', '=', ticketNo)
    .orderBy('seq')
    .execute();
  const told = await db
    .selectFrom('notices')
    .select(['template', 'recipient'])
    .where('ticket_no', '=', ticketNo)
    .orderBy('dedupe_key')
    .execute();
  const { status, assignee, first_contact: firstContact } = ticket;
  return { ticketNo, status, assignee, firstContact, events, told };
}

const staffMember = (staffNo: string, role: 'agent' | 'supervisor'): Principal => ({
  kind: 'staff',
  staffNo,
  role,
  department: 'FRONT',
});

const inHand = async (staffNo: string): Promise<number> => {
  const { n } = await counter.database.db
    .selectFrom('tickets')
    .select(sql<number>`count(*)::int`.as('n'))
    .where('assignee', '=', staffNo)
    .where('status', '=', 'IN_PROGRESS')
    .executeTakeFirstOrThrow();
  return n;
};

describe('a simple question for the front desk', () => {
  test('waits in the queue while nobody is ready, as ever', async () => {
    await says('1001', 'off');
    await says('1002', 'away');
    const ticket = await opened();
    expect(ticket).toMatchObject({ status: 'RECEIVED', assignee: null, firstContact: null });
    expect(ticket.events.map(({ type }) => type)).toEqual(['opened']);
    expect(ticket.told).toContainEqual({ template: 'ticket-queued', recipient: 'FRONT' });
  });

  test('is in the hands of the agent who is ready, who is told why, and so is the customer', async () => {
    await says('1002', 'ready');
    const ticket = await opened();
    expect(ticket).toMatchObject({ status: 'IN_PROGRESS', assignee: '1002', firstContact: '1002' });
    expect(ticket.events).toMatchObject([
      { type: 'opened', after_status: 'RECEIVED' },
      { type: 'assigned', after_status: 'IN_PROGRESS', data: { staffNo: '1002', why: 'free' } },
    ]);
    expect(ticket.told.map(({ template, recipient }) => `${template} ${recipient}`)).toEqual([
      'ticket-opened A100101',
      'ticket-given 1002',
      'ticket-taken-over A100101',
    ]);
  });

  test('goes to the one whose number the customer gives, and the timeline says so', async () => {
    await says('1001', 'ready');
    await says('1002', 'ready');
    await opened({ askedFor: '1002' });
    const ticket = await opened({ askedFor: '1002' });
    expect(ticket.assignee).toBe('1002');
    expect(ticket.events).toMatchObject([
      { data: { askedFor: '1002' } },
      { data: { staffNo: '1002', why: 'asked-for' } },
    ]);
  });

  test('whose asked-for agent is not there goes to the group', async () => {
    await says('1001', 'ready');
    const ticket = await opened({ askedFor: '1002' });
    expect(ticket.events).toMatchObject([{ data: { askedFor: '1002' } }, { data: { staffNo: '1001', why: 'free' } }]);
  });

  test('asked for and not there: whoever gets it finds the history of both beside it', async () => {
    await says('1002', 'ready');
    const before = await opened({ askedFor: '1002' });
    await opened({ accountId: 'A100102', principal: staffMember('3001', 'supervisor') });
    await says('1002', 'off');
    await says('1001', 'ready');
    const ticket = await opened({ askedFor: '1002' });
    expect(ticket).toMatchObject({ assignee: '1001' });
    expect(ticket.events[0]?.data).toMatchObject({ askedFor: '1002', history: before.ticketNo });
    const links = await counter.database.db
      .selectFrom('ticket_links')
      .select(['to_ticket_no', 'kind'])
      .where('ticket_no', '=', ticket.ticketNo)
      .execute();
    expect(links).toEqual([{ to_ticket_no: before.ticketNo, kind: 'related' }]);
    expect((await opened()).events[0]?.data).not.toHaveProperty('history');
  });

  test('asked for by a number that nobody ever had is refused', async () => {
    const answer = await counter.intake.open(request({ askedFor: '4711' }));
    expect(answer).toMatchObject({
      kind: 'refused',
      refusal: { code: 'unknown-staff', errors: [{ pointer: '/askedFor' }] },
    });
  });

  test('stays with the first contact of the same customer’s open ticket, and of nobody else’s', async () => {
    await says('1002', 'ready');
    const first = await opened();
    await says('1001', 'ready');
    const second = await opened({ orderNo: null });
    expect(second.events[1]?.data).toEqual({ staffNo: '1002', why: 'first-contact', earlier: first.ticketNo });
    const other = await opened({
      principal: staffMember('3001', 'supervisor'),
      companyId: 'C1002',
      accountId: null,
    });
    expect(other.events[1]?.data).toEqual({ staffNo: '1001', why: 'free' });
  });

  test('goes to whoever is free once the customer’s tickets are closed, whoever had them', async () => {
    await says('1002', 'ready');
    await opened();
    await sql`update tickets set status = 'CLOSED', closed_at = now()`.execute(counter.database.db);
    await says('1002', 'off');
    await says('1001', 'ready');
    await opened();
    await sql`update tickets set status = 'CLOSED', closed_at = now() where closed_at is null`.execute(
      counter.database.db,
    );
    await says('1002', 'ready');
    expect((await opened()).events[1]?.data).toMatchObject({ why: 'free' });
  });

  test('taken in on the phone stays with the agent who took it in', async () => {
    await says('1001', 'ready');
    await says('1002', 'ready');
    const ticket = await opened({ principal: staffMember('1002', 'agent'), channel: 'phone' });
    expect(ticket.events[1]?.data).toEqual({ staffNo: '1002', why: 'received' });
  });

  test('goes to those on shift alone, where the roster names anybody for this hour', async () => {
    await says('1001', 'ready');
    await says('1002', 'ready');
    await sql`
      insert into roster_duties (week, day, shift, staff_no, position, starts_at, ends_at)
      values ('2026-11-16', '2026-11-22', 'DAY', '1002', 1, now() - interval '1 hour', now() + interval '1 hour'),
        ('2026-11-16', '2026-11-23', 'DAY', '1001', 1, now() + interval '1 hour', now() + interval '2 hours')
    `.execute(counter.database.db);
    expect((await opened({ askedFor: '1001' })).events[1]?.data).toEqual({ staffNo: '1002', why: 'free' });
    await sql`update roster_duties set starts_at = now() - interval '2 hours', ends_at = now() - interval '1 second'
      where staff_no = '1002'`.execute(counter.database.db);
    expect((await opened({ askedFor: '1001' })).events[1]?.data).toEqual({ staffNo: '1001', why: 'asked-for' });
  });

  test('goes to nobody who has left, though he was ready when he did', async () => {
    const { db } = counter.database;
    await says('1002', 'ready');
    await sql`update staff set active = false where staff_no = '1002'`.execute(db);
    try {
      expect(await opened()).toMatchObject({ assignee: null, status: 'RECEIVED' });
    } finally {
      await sql`update staff set active = true where staff_no = '1002'`.execute(db);
    }
  });

  test('prefers the skilled', async () => {
    await says('1001', 'ready');
    await says('1002', 'ready');
    await changeSkills(counter.database.db, { staffNo: '1002', by: '3001', capacity: 5, skills: ['TEC.GUIDE'] });
    const ticket = await opened();
    expect(ticket.events[1]?.data).toEqual({ staffNo: '1002', why: 'skilled' });
  });

  test.each([
    ['a specialised one', 'ORD.PAY.FAILED', 'ASSIGNED'],
    ['a complex one', 'ORD.DISPUTE.CASE', 'RECEIVED'],
    ['one not classified', null, 'RECEIVED'],
    ['a suggestion', 'OTH.SUGGEST.BUG', 'ASSIGNED'],
  ])('is not what %s is: that waits where it belongs', async (_what, category, status) => {
    await says('1001', 'ready');
    await says('2001', 'ready');
    expect(await opened({ category })).toMatchObject({ status, assignee: null });
  });
});

describe('at the same moment', () => {
  test('two openings and one free place: one gets it, the other waits, and no number is lost', async () => {
    await says('1001', 'ready', 1);
    const both = await Promise.all([opened(), opened()]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['IN_PROGRESS', 'RECEIVED']);
    expect(both.map(({ ticketNo }) => ticketNo.slice(-3)).toSorted()).toEqual(['001', '002']);
  });

  test('forty openings never fill anybody beyond his capacity, and leave no place empty', async () => {
    await says('1001', 'ready', 3);
    await says('1002', 'ready', 7);
    await says('1003', 'ready', 5);
    const all = await Promise.all(Array.from({ length: 40 }, () => opened()));
    const loads = await Promise.all(['1001', '1002', '1003'].map(inHand));
    expect(loads[0]).toBeLessThanOrEqual(3);
    expect(loads[1]).toBeLessThanOrEqual(7);
    expect(loads[2]).toBeLessThanOrEqual(5);
    // Somebody may have given up looking while places were left; the next one finds them.
    for (let n = 0; n < 15; n += 1) await opened();
    expect(await Promise.all(['1001', '1002', '1003'].map(inHand))).toEqual([3, 7, 5]);
    const numbers = all.map(({ ticketNo }) => Number(ticketNo.slice(10))).toSorted((a, b) => a - b);
    expect(numbers).toEqual(Array.from({ length: 40 }, (_, n) => n + 1));
  });

  test('who goes off while a ticket opens does not get it afterwards', async () => {
    const { db } = counter.database;
    await says('1001', 'ready');
    const openings = Promise.all(Array.from({ length: 12 }, () => opened()));
    await changeState(db, { staffNo: '1001', by: '1001', state: 'off', reason: null, reassignAfterMinutes: 0 });
    const before = await inHand('1001');
    await openings;
    expect((await opened()).status).toBe('RECEIVED');
    // Nothing came after he was off: all he has was his when that was written, or was being written before it.
    expect(await inHand('1001')).toBe(before);
  });

  test('the same request sent twenty times takes one place', async () => {
    await says('1001', 'ready');
    const once = key('again');
    await Promise.all(Array.from({ length: 20 }, () => counter.intake.open(request({ idempotency: once }))));
    expect(await inHand('1001')).toBe(1);
  });

  test('places are taken one by one for tickets that are open already, too', async () => {
    const { db } = counter.database;
    await says('1001', 'ready', 1);
    const ticket = await opened();
    const need = {
      department: 'FRONT',
      category: null,
      askedFor: null,
      receivedBy: null,
      contact: null,
      without: [],
      senior: false,
    } as const;
    expect(ticket.assignee).toBe('1001');
    expect(await assignAgent(db, need)).toBeNull();
    await says('1002', 'ready', 1);
    expect(await assignAgent(db, need)).toMatchObject({ to: { staffNo: '1002' }, why: 'free' });
  });
});

describe('what was changed about somebody', () => {
  test('is kept with who, when, before and after; the same again is nothing new', async () => {
    const { db } = counter.database;
    await says('1001', 'ready');
    await says('1001', 'ready');
    await changeState(db, { staffNo: '1001', by: '3001', state: 'away', reason: '午休', reassignAfterMinutes: 10 });
    const changes = await listAgentChanges(db, { staffNo: '1001', before: null, limit: 10 });
    expect(changes.map(({ kind, before, after, by, reason }) => ({ kind, before, after, by, reason }))).toEqual([
      { kind: 'state', before: { state: 'ready' }, after: { state: 'away' }, by: '3001', reason: '午休' },
      { kind: 'state', before: { state: 'off' }, after: { state: 'ready' }, by: '1001', reason: null },
    ]);
    const [away] = changes;
    expect(Number(away?.due_at) - Number(away?.at)).toBe(600_000);
  });
});
