import { type Kysely, sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createRecord } from '../../../activities/record.ts';
import { listAttachments, storeAttachment } from '../../../db/repositories/attachments.ts';
import { lockedForMerge } from '../../../db/repositories/merging.ts';
import { takeFiles } from '../../../db/repositories/takenFiles.ts';
import { storeText } from '../../../db/repositories/texts.ts';
import { readTicketState } from '../../../db/repositories/states.ts';
import type { Command, CommandName, CommandPayloads } from '../../../contracts/commands.ts';
import type { TicketNo } from '../../../contracts/ids.ts';
import type { Actor, StaffActor } from '../../../contracts/people.ts';
import type { DB } from '../../../db/schema/rows.ts';
import { STANDARD_POLICY } from '../../../domain/clocks/standardPolicy.ts';
import { CHINA_CALENDAR } from '../../../domain/calendar/china.ts';
import { planClock } from '../../../domain/clocks/planning/plan.ts';
import { STANDARD_TIMETABLE, type TimetableSource } from '../../../domain/clocks/timetable.ts';
import { limitsGoingOn } from '../../../domain/ticket/merged.ts';
import { decide } from '../../../domain/ticket/decide.ts';
import { type DecisionRecord, type RecordedDecision, recordOf } from '../../../domain/ticket/record.ts';
import type { TicketState } from '../../../domain/ticket/state.ts';
import { publishedPolicies } from '../../support/policies.ts';
import { type Counter, count, numberOf, openCounter, request } from './counter.ts';
import { standardTimetables } from '../../support/timetables.ts';

const PAY: StaffActor = { kind: 'staff', staffNo: '2001', role: 'specialist', department: 'PAY' };
const SUPERVISOR: StaffActor = { kind: 'staff', staffNo: '3001', role: 'supervisor', department: 'FRONT' };
const AGENT: StaffActor = { kind: 'staff', staffNo: '1001', role: 'agent', department: 'FRONT' };

let counter: Counter;
beforeAll(async () => {
  counter = await openCounter();
});
beforeEach(() => counter.clear());
afterAll(() => counter.close());

interface Given<Name extends CommandName> {
  readonly name: Name;
  readonly actor: Actor;
  readonly payload: CommandPayloads[Name];
  readonly textId?: string;
}

/** The decision that the workflow would hand to `record`. */
function decided<Name extends CommandName>(
  state: TicketState,
  given: Given<Name>,
  { cause = given.name, afterMs = 60_000 }: { cause?: string; afterMs?: number } = {},
): DecisionRecord {
  // The union cannot be narrowed by a generic name; the signature ties name and payload together.
  const command = { textId: null, expectedVersion: null, ...given } as unknown as Command;
  const decision = decide(state, command, new Date(Date.parse(state.createdAt) + afterMs).toISOString());
  if (!decision.ok) throw new Error(decision.refusal.detail.en);
  return recordOf(cause, state, decision);
}

const record = (decision: DecisionRecord): Promise<RecordedDecision> =>
  createRecord({ db: counter.database.db, timetables: standardTimetables })(decision);

async function opened(category: string): Promise<TicketState> {
  return stateOf(await numberOf(counter.intake.open(request({ category }))));
}

async function stateOf(ticketNo: TicketNo): Promise<TicketState> {
  const state = await readTicketState(counter.database.db, ticketNo);
  if (state === null) throw new Error(`no ${ticketNo}`);
  return state;
}

const timeline = () =>
  counter.database.db.selectFrom('ticket_events').select(['seq', 'type', 'version']).orderBy('seq').execute();

describe('a decision', () => {
  test('is written whole: row, timeline without a gap, limits, notices', async () => {
    const state = await opened('ORD.PAY.REFUND');
    const decision = decided(state, { name: 'take-over', actor: PAY, payload: {} });
    expect(await record(decision)).toMatchObject({ adopted: null });
    const row = await counter.database.db.selectFrom('tickets').selectAll().executeTakeFirstOrThrow();
    expect(row).toMatchObject({
      version: 2,
      status: 'IN_PROGRESS',
      assignee: '2001',
      first_contact: '2001',
    });
    expect(row.state.clocks.every((clock) => clock.plan !== null)).toBe(true);
    const events = await timeline();
    expect(events.map((event) => event.seq)).toEqual(events.map((_, index) => index + 1));
    expect(row.last_seq).toBe(events.length);
    const takeover = await counter.database.db
      .selectFrom('clocks')
      .selectAll()
      .where('id', '=', 'SPECIALIST_TAKEOVER')
      .executeTakeFirstOrThrow();
    expect(takeover.status).toBe('met');
    expect(takeover.explanation.zh).not.toBe('');
  });

  test('that closes the ticket leaves no reply owed, also to a word it has not heard of: after a re-opening the next one starts a limit', async () => {
    const { db } = counter.database;
    const state = await opened('TEC.GUIDE.REPORT');
    const unheard = new Date(Date.parse(state.createdAt) + 30_000);
    await db.updateTable('tickets').set({ reply_owed_since: unheard }).execute();
    const customer: Actor = { kind: 'customer', companyId: 'C1001', accountId: 'A100101' };
    await record(decided(state, { name: 'withdraw', actor: customer, payload: {} }));
    const row = await db.selectFrom('tickets').select(['status', 'reply_owed_since']).executeTakeFirstOrThrow();
    expect(row).toEqual({ status: 'CLOSED', reply_owed_since: null });
  });

  test('keeps each limit to the version it started by, also when the ticket’s versions have moved', async () => {
    const { clocks } = STANDARD_POLICY;
    const shorter = { ...clocks.MATERIAL_WAIT, length: { kind: 'workdays', n: 6 } } as const;
    const timetables = publishedPolicies({
      ...STANDARD_POLICY,
      clocks: { ...clocks, MATERIAL_WAIT: shorter, CONFIRM_WAIT: shorter },
    });
    const write = createRecord({ db: counter.database.db, timetables });
    const state = await opened('ORD.PAY.REFUND');
    await write(decided(state, { name: 'take-over', actor: PAY, payload: {} }));
    const taken = await stateOf(state.ticketNo);
    const asked = decided(taken, { name: 'request-material', actor: PAY, payload: { items: 1 } });
    await write(asked);
    const waiting = await stateOf(state.ticketNo);
    const moved = { ...waiting, timetable: { calendar: 1, policy: 2 } };
    await write(decided(moved, { name: 'waive-material', actor: PAY, payload: {} }));
    await write(decided(await stateOf(state.ticketNo), { name: 'answer', actor: PAY, payload: {} }));
    const rows = await counter.database.db.selectFrom('clocks').select(['id', 'explanation']).execute();
    const byTheSecond = rows.filter(({ explanation }) => explanation.en.includes('by version 2 of the limits'));
    expect(byTheSecond.map(({ id }) => id)).toEqual(['CONFIRM_WAIT']);
    const complex = (await stateOf(state.ticketNo)).clocks.find(({ id }) => id === 'RESOLVE_COMPLEX');
    expect(complex?.timetable).toEqual({ calendar: 1, policy: 1 });
  });

  test('reckons what begins by the calendar in force where its ticket’s own had not the notice yet; what runs stays', async () => {
    const year = new Date().getUTCFullYear();
    const calendars = [
      { ...CHINA_CALENDAR, publishedYears: [] },
      { ...CHINA_CALENDAR, publishedYears: [year, year + 1] },
    ] as const;
    const of: TimetableSource['of'] = async (versions) => ({
      versions,
      calendar: calendars[versions.calendar === 1 ? 0 : 1],
      policy: STANDARD_POLICY,
    });
    const write = createRecord({
      db: counter.database.db,
      timetables: { of, current: () => of({ calendar: 2, policy: 1 }) },
    });
    const state = await opened('ORD.PAY.REFUND');
    await write(decided(state, { name: 'take-over', actor: PAY, payload: {} }));
    const asking = { name: 'request-material', actor: PAY, payload: { items: 1 } } as const;
    const recorded = await write(decided(await stateOf(state.ticketNo), asking));
    expect(recorded.timetables).toEqual({ 'MATERIAL_WAIT#1': { calendar: 2, policy: 1 } });
    const waiting = await stateOf(state.ticketNo);
    const byKey = (key: string) => waiting.clocks.find((clock) => clock.key === key);
    expect(byKey('MATERIAL_WAIT#1')).toMatchObject({
      timetable: { calendar: 2, policy: 1 },
      plan: { ...recorded.plans['MATERIAL_WAIT#1'], provisional: false },
    });
    expect(byKey('RESOLVE_COMPLEX#1')).toMatchObject({
      timetable: { calendar: 1, policy: 1 },
      plan: { provisional: true },
    });
    expect(waiting.timetable).toEqual({ calendar: 1, policy: 1 });
  });

  test('written twice is written once, and the second time answers what stands', async () => {
    const state = await opened('ORD.PAY.REFUND');
    const decision = decided(state, { name: 'take-over', actor: PAY, payload: {} });
    await record(decision);
    const before = await timeline();
    const { adopted } = await record(decision);
    expect(adopted).toMatchObject({ state: await stateOf(state.ticketNo), causes: ['take-over'] });
    expect(await timeline()).toEqual(before);
  });

  test('that is older than what stands changes nothing', async () => {
    const state = await opened('ORD.PAY.REFUND');
    const taking = decided(state, { name: 'take-over', actor: PAY, payload: {} });
    await record(taking);
    const taken = await stateOf(state.ticketNo);
    await record(decided(taken, { name: 'answer', actor: PAY, payload: {} }));
    const before = await timeline();
    const late = await record(taking);
    expect(late.adopted).toMatchObject({ state: { version: 3 }, causes: ['answer', 'take-over'] });
    expect(await timeline()).toEqual(before);
    expect((await stateOf(state.ticketNo)).status).toBe('AWAITING_CONFIRMATION');
  });

  test('whose version stands already by another one gives way to it, and learns which mails are still to be sent', async () => {
    const state = await opened('ORD.PAY.REFUND');
    await record(decided(state, { name: 'take-over', actor: PAY, payload: {} }, { cause: 'update-a' }));
    await record(
      decided(await stateOf(state.ticketNo), { name: 'answer', actor: PAY, payload: {} }, { cause: 'update-b' }),
    );
    await counter.database.db.updateTable('notices').set({ mail_state: 'pending' }).where('version', '=', 3).execute();
    const before = await timeline();
    const { adopted } = await record(
      decided(state, { name: 'send-back', actor: PAY, payload: {} }, { cause: 'update-c' }),
    );
    expect(adopted).toMatchObject({ state: { version: 3 }, causes: ['update-b', 'update-a'], mailed: [3] });
    expect(await timeline()).toEqual(before);
  });

  test('of a ticket that was never opened is a fault, not silence', async () => {
    const state = { ...(await opened('ORD.PAY.REFUND')), ticketNo: 'KF20200101001' as const };
    await expect(record(decided(state, { name: 'take-over', actor: PAY, payload: {} }))).rejects.toThrow(
      'KF20200101001',
    );
  });
});

describe('words', () => {
  test('a plan gives its tasks their deliverables, a completed task its result, and the words are kept', async () => {
    const { db } = counter.database;
    const state = await opened('TEC.FAULT.DATA');
    const body = { tasks: [{ deliverable: '核对数据' }, { deliverable: '核对账目' }] };
    const textId = await storeText(db, state.ticketNo, body);
    const milestoneAt = state.clocks.find((clock) => clock.id === 'RESOLVE_COMPLEX')?.plan?.targetAt ?? '';
    const tasks = [
      { department: 'TECH', responsible: { staffNo: '2004', role: 'specialist', department: 'TECH' }, milestoneAt },
      { department: 'FIN', responsible: { staffNo: '2007', role: 'specialist', department: 'FIN' }, milestoneAt },
    ] as const;
    const lead = { staffNo: '2004', role: 'specialist', department: 'TECH' } as const;
    const payload = { lead, tasks: [...tasks], latestMilestoneAt: null };
    await record(decided(state, { name: 'coordinate', actor: SUPERVISOR, payload, textId }));
    const planned = await db
      .selectFrom('tasks')
      .select(['department', 'deliverable', 'status'])
      .orderBy('task_id')
      .execute();
    expect(planned).toEqual([
      { department: 'TECH', deliverable: '核对数据', status: 'OFFERED' },
      { department: 'FIN', deliverable: '核对账目', status: 'OFFERED' },
    ]);
    const tech: StaffActor = { kind: 'staff', ...lead };
    const taskId = `${state.ticketNo}-T1` as const;
    await record(decided(await stateOf(state.ticketNo), { name: 'task-take-over', actor: tech, payload: { taskId } }));
    const resultId = await storeText(db, state.ticketNo, { result: '数据已更正' });
    await record(
      decided(await stateOf(state.ticketNo), {
        name: 'task-complete',
        actor: tech,
        payload: { taskId },
        textId: resultId,
      }),
    );
    const done = await db.selectFrom('tasks').selectAll().where('task_id', '=', taskId).executeTakeFirst();
    expect(done).toMatchObject({ status: 'DONE', deliverable: '核对数据', result: '数据已更正' });
    expect(await db.selectFrom('texts').select('kept').where('kept', '=', false).execute()).toEqual([]);
  });

  test('an answer is a reply: nothing is owed after it', async () => {
    const state = await opened('TEC.GUIDE.REPORT');
    await record(decided(state, { name: 'take-over', actor: AGENT, payload: {} }));
    expect((await owed()).reply_owed_since).not.toBeNull();
    await record(decided(await stateOf(state.ticketNo), { name: 'answer', actor: AGENT, payload: {} }));
    expect((await owed()).reply_owed_since).toBeNull();
  });

  test('what the customer said while the answer was on its way is not answered by it', async () => {
    const state = await opened('TEC.GUIDE.REPORT');
    await record(decided(state, { name: 'take-over', actor: AGENT, payload: {} }));
    const said = new Date(Date.parse(state.createdAt) + 60_000).toISOString();
    await sql`update tickets set reply_owed_since = ${said}`.execute(counter.database.db);
    await record(decided(await stateOf(state.ticketNo), { name: 'answer', actor: AGENT, payload: {} }));
    expect((await owed()).reply_owed_since?.toISOString()).toBe(said);
  });

  test('nothing is owed once the ticket is closed, so that a later re-opening begins anew', async () => {
    const state = await opened('TEC.GUIDE.REPORT');
    const { companyId, accountId } = state;
    const buyer: Actor = { kind: 'customer', companyId, accountId: accountId ?? '' };
    await record(decided(state, { name: 'withdraw', actor: buyer, payload: {} }));
    expect((await owed()).reply_owed_since).toBeNull();
  });
});

const owed = () => counter.database.db.selectFrom('tickets').select('reply_owed_since').executeTakeFirstOrThrow();

test('a link stands between the two tickets; one to a ticket that is gone is left out', async () => {
  const other = await opened('TEC.GUIDE.REPORT');
  const state = await opened('TEC.GUIDE.REPORT');
  await record(decided(state, { name: 'link', actor: AGENT, payload: { to: other.ticketNo, kind: 'related' } }));
  await record(
    decided(await stateOf(state.ticketNo), {
      name: 'link',
      actor: AGENT,
      payload: { to: 'KF20200101001', kind: 'related' },
    }),
  );
  const links = await counter.database.db.selectFrom('ticket_links').selectAll().execute();
  expect(links).toEqual([{ ticket_no: state.ticketNo, to_ticket_no: other.ticketNo, kind: 'related' }]);
  expect(await count(counter.database, 'ticket_links')).toBe(1);
});

test('the ticket sorts by its earliest running limit', async () => {
  const state = await opened('ORD.PAY.REFUND');
  await record(decided(state, { name: 'take-over', actor: PAY, payload: {} }));
  const { rows } = await sql<{ same: boolean }>`
    select next_due_at = (select min(due_at) from clocks where status = 'running') as same from tickets
  `.execute(counter.database.db);
  expect(rows).toEqual([{ same: true }]);
});

describe('a merge', () => {
  const messagesOf = (ticketNo: TicketNo) =>
    counter.database.db
      .selectFrom('messages')
      .select(['seq', 'body', 'moved_from'])
      .where('ticket_no', '=', ticketNo)
      .orderBy('seq')
      .execute();

  test('moves what was said to the other ticket, once, and leaves its timeline without a gap', async () => {
    const [from, into] = [await opened('ORD.PAY.REFUND'), await opened('ORD.PAY.REFUND')];
    const decision = decided(from, { name: 'merge', actor: SUPERVISOR, payload: { into: into.ticketNo } });
    await record(decision);
    await record(decision);
    const moved = await messagesOf(into.ticketNo);
    expect(moved.map((message) => [message.seq, message.moved_from])).toEqual([[2, from.ticketNo]]);
    const events = await counter.database.db
      .selectFrom('ticket_events')
      .select(['seq', 'type'])
      .where('ticket_no', '=', into.ticketNo)
      .orderBy('seq')
      .execute();
    expect(events).toEqual([
      { seq: 1, type: 'opened' },
      { seq: 2, type: 'message' },
    ]);
    const links = await counter.database.db.selectFrom('ticket_links').selectAll().execute();
    expect(links).toEqual([{ ticket_no: from.ticketNo, to_ticket_no: into.ticketNo, kind: 'duplicate' }]);
  });

  test('is told to whoever has the other when it comes there, though nothing else happens then', async () => {
    const [from, into] = [await opened('ORD.PAY.REFUND'), await opened('ORD.PAY.REFUND')];
    await record(decided(from, { name: 'merge', actor: SUPERVISOR, payload: { into: into.ticketNo } }));
    const { db } = counter.database;
    const { payload } = await db
      .selectFrom('outbox')
      .select('payload')
      .where('kind', '=', 'message')
      .executeTakeFirstOrThrow();
    const posted = JSON.parse(JSON.stringify(payload));
    const decision = decide(into, { name: 'message-arrived', ...posted }, posted.at);
    if (!decision.ok) throw new Error(decision.refusal.detail.en);
    await record(recordOf(posted.messageId, into, { ...decision, events: [] }));
    const told = await db
      .selectFrom('notices')
      .select('created_at')
      .where('template', '=', 'ticket-merged')
      .executeTakeFirst();
    expect(told?.created_at.toISOString()).toBe(posted.at);
    expect(posted.at > into.createdAt).toBe(true);
  });

  /** What becomes of it; whatever is to be heard first counts as heard. */
  const recording = async (decision: DecisionRecord): Promise<string> => {
    const { refused, heardFirst } = await record(decision);
    if (heardFirst !== undefined)
      return recording({ ...decision, heardFirst: heardFirst.map(({ messageId }) => messageId) });
    return refused?.errors?.[0]?.pointer ?? 'written';
  };
  /** Decided while the other stood as it opened: a worker comes back with it when much may have happened. */
  const merging = (from: TicketState, into: TicketState): Promise<string> => {
    const payload = { into: into.ticketNo };
    return recording(decided(from, { name: 'merge', actor: SUPERVISOR, payload }, { cause: `into-${into.ticketNo}` }));
  };
  const leaning = (ticket: TicketState, of: TicketState): Promise<string> => {
    const payload = { of: of.ticketNo };
    return recording(decided(ticket, { name: 'mark-duplicate', actor: SUPERVISOR, payload }));
  };
  const open = async () =>
    (await counter.database.db.selectFrom('tickets').select('ticket_no').where('status', '<>', 'CLOSED').execute())
      .length;

  describe('that is being judged', () => {
    /** What somebody who comes meanwhile finds out within the blink of an eye. */
    const meanwhile = async (
      act: (tx: Kysely<DB>, pair: readonly TicketState[]) => Promise<unknown>,
    ): Promise<'done' | 'waits'> => {
      const [from, into] = [await opened('ORD.PAY.REFUND'), await opened('ORD.PAY.REFUND')];
      const { db } = counter.database;
      return db.transaction().execute(async (judging) => {
        await lockedForMerge(judging, from, into.ticketNo);
        const other = db.transaction().execute(async (tx) => {
          await sql`set local lock_timeout = '200ms'`.execute(tx);
          await act(tx, [from, into]);
        });
        return other.then(
          () => 'done',
          (error: unknown) => {
            expect(String(error)).toContain('lock timeout');
            return 'waits';
          },
        );
      });
    };

    test('holds up every other of its company, since rings are longer than two, and none of another', async () => {
      const [one, two] = [await opened('ORD.PAY.REFUND'), await opened('ORD.PAY.REFUND')];
      expect(await meanwhile((tx) => lockedForMerge(tx, one, two.ticketNo))).toBe('waits');
      const elsewhere = { ...one, companyId: 'C1002' };
      expect(await meanwhile((tx) => lockedForMerge(tx, elsewhere, two.ticketNo))).toBe('done');
    });

    test.each([0, 1])('holds up whatever would change one of the two (%i)', async (which) => {
      const change = (tx: Kysely<DB>, pair: readonly TicketState[]): Promise<unknown> =>
        sql`update tickets set urgent = urgent where ticket_no = ${pair[which]?.ticketNo}`.execute(tx);
      expect(await meanwhile(change)).toBe('waits');
    });

    test('holds up nothing that only names one of the two, so that neither waits for the other', async () => {
      const { ticketNo } = await opened('ORD.PAY.REFUND');
      const link = (tx: Kysely<DB>, pair: readonly TicketState[]): Promise<unknown> =>
        sql`insert into ticket_links values (${ticketNo}, ${pair[1]?.ticketNo}, 'related')`.execute(tx);
      expect(await meanwhile(link)).toBe('done');
    });
  });

  test('of two tickets into each other at the same moment is written once, and nothing of the other', async () => {
    const [one, two] = [await opened('ORD.PAY.REFUND'), await opened('ORD.PAY.REFUND')];
    const outcomes = await Promise.all([merging(one, two), merging(two, one)]);
    expect(outcomes.toSorted()).toEqual(['/into', 'written']);
    expect(await open()).toBe(1);
    const links = await counter.database.db.selectFrom('ticket_links').selectAll().execute();
    expect(links).toHaveLength(1);
  });

  test('of what others were merged into takes everything along, each once', async () => {
    const [one, two, three] = [
      await opened('ORD.PAY.REFUND'),
      await opened('ORD.PAY.REFUND'),
      await opened('ORD.PAY.REFUND'),
    ];
    expect([await merging(one, two), await merging(await stateOf(two.ticketNo), three)]).toEqual([
      'written',
      'written',
    ]);
    // Its own question, and that of the one before it.
    expect(await messagesOf(three.ticketNo)).toHaveLength(2);
    const links = await counter.database.db.selectFrom('ticket_links').selectAll().orderBy('ticket_no').execute();
    expect(links.map(({ ticket_no, to_ticket_no }) => [ticket_no, to_ticket_no])).toEqual([
      [one.ticketNo, two.ticketNo],
      [two.ticketNo, three.ticketNo],
    ]);
  });

  test('once more, after it was opened again, brings only what was said since', async () => {
    const [one, two] = [await opened('ORD.PAY.REFUND'), await opened('ORD.PAY.REFUND')];
    expect(await merging(one, two)).toBe('written');
    const closed = await stateOf(one.ticketNo);
    const reopened = { ...one, version: closed.version + 1 };
    await sql`update tickets set version = ${reopened.version}, status = ${reopened.status}, closed_at = null, close_reason = null,
      state = ${JSON.stringify(reopened)} where ticket_no = ${one.ticketNo}`.execute(counter.database.db);
    const { refused } = await record(
      decided(reopened, { name: 'merge', actor: SUPERVISOR, payload: { into: two.ticketNo } }, { cause: 'again' }),
    );
    expect(refused).toBeUndefined();
    expect((await stateOf(one.ticketNo)).closeReason).toBe('DUPLICATE');
    expect(await messagesOf(two.ticketNo)).toHaveLength(1);
  });

  test('of many in a ring at the same moment each that closes leads to one that is open', async () => {
    const ring: TicketState[] = [];
    for (let n = 0; n < 6; n += 1) ring.push(await opened('ORD.PAY.REFUND'));
    const outcomes = await Promise.all(
      ring.map((ticket, n) => (n % 2 === 0 ? leaning : merging)(ticket, ring[(n + 1) % ring.length] ?? ticket)),
    );
    expect(outcomes).toContain('written');
    const links = await counter.database.db.selectFrom('ticket_links').selectAll().execute();
    const next = new Map(links.map(({ ticket_no, to_ticket_no }) => [ticket_no, to_ticket_no]));
    for (const { ticketNo } of ring) {
      let end = ticketNo;
      for (let n = 0; n < ring.length; n += 1) end = next.get(end) ?? end;
      expect((await stateOf(end)).closeReason).toBeNull();
    }
  });

  test('written before the other closed is known as written when it comes again', async () => {
    const [from, into] = [await opened('ORD.PAY.REFUND'), await opened('ORD.PAY.REFUND')];
    expect(await merging(from, into)).toBe('written');
    const buyer = { kind: 'customer', companyId: into.companyId, accountId: 'A100101' } as const;
    const withdrawn = decide(
      into,
      { name: 'withdraw', actor: buyer, payload: {}, textId: null, expectedVersion: null },
      new Date().toISOString(),
    );
    if (withdrawn.ok) await record(recordOf('withdraw', into, withdrawn));
    expect(await merging(from, into)).toBe('written');
    expect((await stateOf(from.ticketNo)).closeReason).toBe('DUPLICATE');
  });

  test('takes demand and files along, and the other ticket’s workflow hears of it once', async () => {
    const { db } = counter.database;
    const from = await stateOf(await numberOf(counter.intake.open(request({ demand: '请退还手续费' }))));
    const into = await opened('ORD.PAY.REFUND');
    await db.deleteFrom('outbox').execute();
    const owner = 'customer:A100101';
    const file = { owner, name: '截图.png', mediaType: 'image/png', sha256: 'x', content: Buffer.from('png') } as const;
    const stored = await storeAttachment(db, file);
    const ids = [stored?.id ?? ''];
    await takeFiles(db, { ids, owner, cause: 'opening', ticketNo: from.ticketNo, internal: false });
    const decision = decided(from, { name: 'merge', actor: SUPERVISOR, payload: { into: into.ticketNo } });
    await record(decision);
    await record(decision);
    expect((await messagesOf(into.ticketNo)).map(({ body }) => body)).toEqual([
      '报表导出失败\n导出十月报表时提示超时。\n诉求：请退还手续费',
    ]);
    const files = { ticketNo: into.ticketNo, internal: false, after: null, limit: 10 };
    expect((await listAttachments(db, files)).map(({ id }) => id)).toEqual(ids);
    const told = await db.selectFrom('outbox').select(['ticket_no', 'kind', 'payload']).execute();
    expect(told).toMatchObject([
      {
        ticket_no: into.ticketNo,
        kind: 'message',
        payload: {
          from: 'customer',
          merged: {
            ticketNo: from.ticketNo,
            since: from.receivedAt,
            limits: limitsGoingOn(from).map(({ id, dueAt }) => ({ id, dueAt })),
          },
        },
      },
    ]);
    expect(limitsGoingOn(from)).not.toEqual([]);
  });

  test('of what waits for its customer takes the limit along, moved by the closings for which it stood still', async () => {
    const [opening, into] = [await opened('ORD.PAY.REFUND'), await opened('ORD.PAY.REFUND')];
    await record(decided(opening, { name: 'take-over', actor: PAY, payload: {} }));
    const taken = await stateOf(opening.ticketNo);
    await record(decided(taken, { name: 'request-material', actor: PAY, payload: { items: 1 } }));
    const waiting = await stateOf(opening.ticketNo);
    const limit = waiting.clocks.find(({ id }) => id === 'RESOLVE_COMPLEX');
    if (limit?.status !== 'paused') throw new Error('the limit does not stand still');
    await counter.database.db.deleteFrom('outbox').execute();
    const merge = { name: 'merge', actor: SUPERVISOR, payload: { into: into.ticketNo } } as const;
    await record(decided(waiting, merge, { afterMs: 7 * 86_400_000 }));
    const { payload } = await counter.database.db.selectFrom('outbox').select('payload').executeTakeFirstOrThrow();
    const { clocks } = await stateOf(opening.ticketNo);
    const { pauses = [] } = clocks.find(({ key }) => key === limit.key) ?? {};
    const { dueAt } = planClock({ ...limit, status: 'running', pauses }, STANDARD_TIMETABLE);
    expect(dueAt === limit.plan?.dueAt).toBe(false);
    expect(payload).toMatchObject({
      merged: { limits: expect.arrayContaining([expect.objectContaining({ id: 'RESOLVE_COMPLEX', dueAt, pauses })]) },
    });
  });

  test('is what an urgent ticket needs whose limits would end later in another: naming it a duplicate is not enough', async () => {
    const old = await opened('ACC.LOGIN.STOLEN');
    const fresh = await opened('ACC.LOGIN.STOLEN');
    expect(await leaning(old, fresh)).toBe('/of');
    expect(await leaning(fresh, old)).toBe('written');
    const later = await opened('ACC.LOGIN.STOLEN');
    expect(await merging(old, later)).toBe('written');
  });

  test('shows what is asked for where only the merged ticket said it, and overwrites no demand', async () => {
    const { db } = counter.database;
    const asking = async (demand: string) => stateOf(await numberOf(counter.intake.open(request({ demand }))));
    const into = await opened('ORD.PAY.REFUND');
    expect(await merging(await asking('请退还手续费'), into)).toBe('written');
    expect(await merging(await asking('请换货'), into)).toBe('written');
    const { demand } = await db
      .selectFrom('tickets')
      .select('demand')
      .where('ticket_no', '=', into.ticketNo)
      .executeTakeFirstOrThrow();
    expect(demand).toBe('请退还手续费');
    const said = (await messagesOf(into.ticketNo)).map(({ body }) => body.split('\n').at(-1));
    expect(said).toEqual(['诉求：请退还手续费', '诉求：请换货']);
  });

  test('goes into no ticket that only one of the two accounts may read', async () => {
    const sub = {
      kind: 'customer',
      companyId: 'C1001',
      companyKind: 'buyer',
      accountId: 'A100102',
      main: false,
      scopes: [],
    } as const;
    const whole = await opened('ORD.PAY.REFUND');
    const own = await stateOf(
      await numberOf(counter.intake.open(request({ principal: sub, accountId: sub.accountId }))),
    );
    expect([await merging(whole, own), await merging(own, whole), await leaning(own, whole)]).toEqual([
      '/into',
      '/into',
      '/of',
    ]);
    expect(await messagesOf(own.ticketNo)).toEqual([]);
    const also = await stateOf(
      await numberOf(counter.intake.open(request({ principal: sub, accountId: sub.accountId }))),
    );
    expect(await merging(own, also)).toBe('written');
  });

  test('moves nothing to another company', async () => {
    const from = await opened('ORD.PAY.REFUND');
    const stranger = request({
      companyId: 'C1002',
      accountId: null,
      principal: { kind: 'integration', clientId: 'platform' },
    });
    const into = await numberOf(counter.intake.open(stranger));
    await record(decided(from, { name: 'merge', actor: SUPERVISOR, payload: { into } }));
    expect(await messagesOf(into)).toEqual([]);
  });
});
