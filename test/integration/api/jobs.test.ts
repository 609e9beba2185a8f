import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findJob } from '../../../db/repositories/timetables/jobs.ts';
import { readTicketState } from '../../../db/repositories/states.ts';
import type { TicketNo } from '../../../contracts/ids.ts';
import { CHINA_CALENDAR } from '../../../domain/calendar/china.ts';
import { dayText } from '../../../domain/calendar/days.ts';
import { dayOf, workdayFrom } from '../../../domain/calendar/workTime.ts';
import { STANDARD_POLICY } from '../../../domain/clocks/standardPolicy.ts';
import type { Clock } from '../../../domain/clocks/types.ts';
import type { TicketState } from '../../../domain/ticket/state.ts';
import type { DemoCredential } from '../../../intake/seed.ts';
import { startStalledJobs } from '../../../intake/timetables/startJobs.ts';
import { type Answer, type Desk, openDesk, SIMPLE, SPECIALISED } from './desk.ts';

let desk: Desk;
let manager: DemoCredential;
let agent: DemoCredential;
let customer: DemoCredential;

beforeAll(async () => {
  desk = await openDesk();
  const first = (role: string) => desk.credential((one) => one.role === role);
  manager = first('manager');
  agent = first('agent');
  customer = first('mainAccount');
});
afterAll(() => desk.close());

const REASON = { reason: 'agreed in the weekly meeting' };

/** A policy of so many workdays for a specialised question, as a draft. */
async function drafted(workdays: number): Promise<number> {
  const { body: inForce } = await desk.get(manager, '/v1/policies/in-force');
  const { RESOLVE_COMPLEX, RESOLVE_MULTI } = STANDARD_POLICY.clocks;
  const content = {
    ...STANDARD_POLICY,
    clocks: {
      ...STANDARD_POLICY.clocks,
      RESOLVE_COMPLEX: { ...RESOLVE_COMPLEX, length: { kind: 'workdays', n: workdays } },
      RESOLVE_MULTI: { ...RESOLVE_MULTI, length: { kind: 'workdays', n: Math.max(7, workdays) } },
    },
  };
  const draft = await desk.post(manager, '/v1/policies', { content, basedOn: inForce.version });
  expect(draft.status, draft.text).toBe(201);
  return draft.body.version;
}

async function published(workdays: number): Promise<number> {
  const version = await drafted(workdays);
  const answer = await desk.post(manager, `/v1/policies/${version}/publish`, REASON);
  expect(answer.status, answer.text).toBe(200);
  return version;
}

async function opened(body: object = SPECIALISED): Promise<TicketNo> {
  const answer = await desk.post(customer, '/v1/tickets', body);
  expect(answer.status, answer.text).toBe(201);
  return answer.body.ticketNo;
}

async function stateOf(ticketNo: TicketNo): Promise<TicketState> {
  const state = await readTicketState(desk.database.db, ticketNo);
  if (state === null) throw new Error(`${ticketNo} is not there`);
  return state;
}

async function limitOf(ticketNo: TicketNo): Promise<Clock> {
  const clock = (await stateOf(ticketNo)).clocks.find(({ id }) => id === 'RESOLVE_COMPLEX');
  if (clock === undefined) throw new Error('no limit to resolve it');
  return clock;
}

function order(body: object): Promise<Answer> {
  return desk.post(manager, '/v1/jobs', body);
}

/** The first workday from so many days ahead on. */
function workdayIn(days: number): string {
  const today = dayOf(Date.now(), CHINA_CALENDAR);
  return dayText(workdayFrom(today + days, CHINA_CALENDAR));
}

function verdict({ status, body }: Answer): string {
  return status < 300 ? String(status) : `${status} ${String(body.type).replace('/problems/', '')}`;
}

/** Asks for a job while nobody works, so that the test does its pages. */
async function waiting(body: object): Promise<string> {
  desk.jobs.away = true;
  const answer = await order(body);
  desk.jobs.away = false;
  expect(verdict(answer)).toBe('202');
  expect(answer.body.status).toBe('queued');
  return answer.body.id;
}

describe('a re-plan', () => {
  test('applies a published policy to the chosen tickets alone, and says what it did', async () => {
    const [chosen, other] = [await opened(), await opened()];
    const before = await limitOf(chosen);
    const policy = await published(9);
    expect((await limitOf(chosen)).timetable.policy).toBe(before.timetable.policy);

    const answer = await order({ kind: 'replan', policy, selection: { ticketNos: [chosen] } });
    expect(verdict(answer)).toBe('202');
    expect(answer.headers.get('location')).toBe(`/v1/jobs/${answer.body.id}`);
    const { body: job } = await desk.get(manager, `/v1/jobs/${answer.body.id}`);
    expect(job).toMatchObject({ status: 'done', total: 1, done: 1, failed: 0, ratio: 1, etaSeconds: null });
    expect(job.result).toMatchObject({ kind: 'replan', tickets: { replanned: 1, unchanged: 0 }, limits: { moved: 1 } });

    const after = await limitOf(chosen);
    expect(after.timetable.policy).toBe(policy);
    expect(Date.parse(after.plan?.dueAt ?? '')).toBeGreaterThan(Date.parse(before.plan?.dueAt ?? ''));
    expect((await limitOf(other)).timetable.policy).toBe(before.timetable.policy);
    const events = await desk.get(agent, `/v1/tickets/${chosen}/events`);
    expect(events.text).toContain('replanned');
  });

  test('what it did to a limit stands in its events and beside the clock, with the reason', async () => {
    const ticketNo = await opened();
    const before = await limitOf(ticketNo);
    const policy = await published(11);
    const reason = '旺季延长处理时限';
    const { body: job } = await order({ kind: 'replan', policy, reason, selection: { ticketNos: [ticketNo] } });
    expect(job.reason).toBe(reason);
    const after = await limitOf(ticketNo);
    const { body: events } = await desk.get(agent, `/v1/tickets/${ticketNo}/events`);
    const replanned = events.items.find(({ type }: { type: string }) => type === 'replanned');
    expect(replanned).toMatchObject({
      text: { reason },
      data: { policy, policyBefore: before.timetable.policy, job: job.id, calendar: null },
    });
    expect(Date.parse(replanned.data['RESOLVE_COMPLEX#1.to'])).toBe(Date.parse(after.plan?.dueAt ?? ''));
    const replansSeenBy = async (who: DemoCredential) => {
      const { body } = await desk.get(who, `/v1/tickets/${ticketNo}/clocks`);
      return body.items.find(({ id }: { id: string }) => id === 'RESOLVE_COMPLEX').replans;
    };
    const [seen] = await replansSeenBy(agent);
    expect(seen).toMatchObject({ policy, kept: null, dayOff: false, jobId: job.id, reason });
    expect([seen.from, seen.to].map((at) => Date.parse(at))).toEqual(
      [before, after].map(({ plan }) => Date.parse(plan?.dueAt ?? '')),
    );
    expect(await replansSeenBy(customer)).toMatchObject([{ policy, from: seen.from, jobId: null, reason: null }]);
  });

  test('lists each limit it moved, from when to when, and each it left, and why', async () => {
    const [moved, breached] = [await opened(), await opened()];
    const [told, late] = [await limitOf(moved), await stateOf(breached)];
    const clocks = late.clocks.map((clock) => (clock.key === told.key ? { ...clock, breached: true } : clock));
    await desk.database.db
      .updateTable('tickets')
      .set({ state: JSON.stringify({ ...late, clocks }) })
      .where('ticket_no', '=', breached)
      .execute();
    const policy = await published(12);
    const { body: job } = await order({ kind: 'replan', policy, selection: { ticketNos: [moved, breached] } });
    const path = `/v1/jobs/${job.id}/limits`;
    const { body: all } = await desk.get(manager, path);
    const from = told.plan?.dueAt ?? '';
    const limit = { department: 'PAY', clock: 'RESOLVE_COMPLEX', key: told.key };
    expect(all.items.map(({ from: _from, to: _to, ...rest }: Record<string, unknown>) => rest)).toMatchObject([
      { ...limit, ticketNo: moved, change: 'later', changeLabel: { zh: '到期推后' }, kept: null },
      { ...limit, ticketNo: breached, change: 'kept', kept: { code: 'breached', zh: '已到期，不再重新计算' } },
    ]);
    const instants = all.items.map((one: { from: string; to: string }) =>
      [one.from, one.to].map((at) => Date.parse(at)),
    );
    expect(instants).toEqual([
      [Date.parse(from), Date.parse((await limitOf(moved)).plan?.dueAt ?? '')],
      [Date.parse(from), Date.parse(from)],
    ]);
    expect((await desk.get(manager, `${path}?change=kept`)).body.items).toMatchObject([{ ticketNo: breached }]);
    expect(job.result.limits).toMatchObject({ moved: 1, kept: 1 });
  });

  test('a date agreed by hand that becomes a day off stays; the preview names it, and whoever agreed it is told', async () => {
    const quality = desk.credential(({ role, department }) => role === 'specialist' && department === 'QUAL');
    const ticketNo = await opened({ ...SIMPLE, category: 'ACC.QUAL.REVIEW' });
    expect(verdict(await desk.post(quality, `/v1/tickets/${ticketNo}/take-over`, {}))).toBe('200');
    const dueOn = workdayIn(10);
    expect(verdict(await desk.post(quality, `/v1/tickets/${ticketNo}/set-date`, { dueOn }))).toBe('200');
    const limit = async () => {
      const { body } = await desk.get(quality, `/v1/tickets/${ticketNo}/clocks`);
      return body.items.find(({ id }: { id: string }) => id === 'RESOLVE_SPECIAL');
    };
    const before = await limit();
    const { body: inForce } = await desk.get(manager, '/v1/calendars/in-force');
    const own = { zh: '店庆', en: 'Anniversary', from: dueOn, to: dueOn, kind: 'off' };
    const overrides = [...inForce.content.overrides, own];
    const draft = await desk.post(manager, '/v1/calendars', { content: { ...inForce.content, overrides } });
    const { version } = draft.body;
    const { body: preview } = await desk.get(manager, `/v1/calendars/${version}/preview`);
    expect(preview.totals.dayOff).toBe(1);
    expect(preview.affected).toEqual([
      { ticketNo, clock: 'RESOLVE_SPECIAL', key: 'RESOLVE_SPECIAL#1', dueAt: before.dueAt, why: 'day-off' },
    ]);
    expect(verdict(await desk.post(manager, `/v1/calendars/${version}/publish`, REASON))).toBe('200');
    const { body: job } = await order({ kind: 'replan', calendar: version, selection: { ticketNos: [ticketNo] } });
    const after = await limit();
    expect(after).toMatchObject({ dueAt: before.dueAt, replans: [{ dayOff: true, kept: null, calendar: version }] });
    expect((await desk.get(manager, `/v1/jobs/${job.id}/limits?change=day-off`)).body.items).toMatchObject([
      { ticketNo, clock: 'RESOLVE_SPECIAL', from: before.dueAt, to: before.dueAt },
    ]);
    expect(after.explanation.zh).toContain('该日为休息日（店庆），须与客户另行约定');
    const { text: inbox } = await desk.get(quality, '/v1/inbox');
    expect(inbox).toContain(`工单 ${ticketNo} 约定的日期现为休息日`);
    expect(verdict(await desk.post(manager, '/v1/calendars/1/restore', REASON))).toBe('200');
  });

  test('the same again changes nothing', async () => {
    const ticketNo = await opened();
    const policy = await published(8);
    const body = { kind: 'replan', policy, selection: { ticketNos: [ticketNo] } };
    await order(body);
    const { version } = await stateOf(ticketNo);
    const { body: again } = await order(body);
    expect(again.result.tickets).toEqual({ replanned: 0, unchanged: 1, skipped: 0 });
    expect((await stateOf(ticketNo)).version).toBe(version);
  });

  test('by department, category and class; only open tickets', async () => {
    const specialised = await opened();
    const simple = await opened(SIMPLE);
    const { department } = await stateOf(specialised);
    const policy = await published(7);
    const { body } = await order({
      kind: 'replan',
      policy,
      selection: { departments: [department], categories: [SPECIALISED.category], slaClasses: ['complex'] },
    });
    expect(body.failures).toEqual([]);
    expect((await limitOf(specialised)).timetable.policy).toBe(policy);
    expect((await stateOf(simple)).timetable.policy).not.toBe(policy);
  });

  test('what is owed to a closed ticket moves too, and its customer’s windows stay', async () => {
    const pay = desk.credential(({ role, department }) => role === 'specialist' && department === 'PAY');
    const ticketNo = await opened();
    await desk.post(pay, `/v1/tickets/${ticketNo}/take-over`, {});
    await desk.post(pay, `/v1/tickets/${ticketNo}/answer`, { solution: '款项已原路退回' });
    expect(verdict(await desk.post(customer, `/v1/tickets/${ticketNo}/accept`, {}))).toBe('200');
    const { FOLLOW_UP, REOPEN_WINDOW } = STANDARD_POLICY.clocks;
    const content = {
      ...STANDARD_POLICY,
      clocks: {
        ...STANDARD_POLICY.clocks,
        FOLLOW_UP: { ...FOLLOW_UP, length: { kind: 'workdays', n: 4 } },
        REOPEN_WINDOW: { ...REOPEN_WINDOW, length: { kind: 'calendar-days', n: 40 } },
      },
    };
    const { body: draft } = await desk.post(manager, '/v1/policies', { content });
    const { body: preview } = await desk.get(manager, `/v1/policies/${draft.version}/preview`);
    const moved = preview.moved.filter((limit: { ticketNo: string }) => limit.ticketNo === ticketNo);
    expect(moved).toMatchObject([{ clock: 'FOLLOW_UP' }]);
    expect(verdict(await desk.post(manager, `/v1/policies/${draft.version}/publish`, { ...REASON, force: true }))).toBe(
      '200',
    );
    const selection = { ticketNos: [ticketNo] };
    const { body: job } = await order({ kind: 'replan', policy: draft.version, selection });
    expect(job.result).toMatchObject({ tickets: { replanned: 1, skipped: 0 }, limits: { moved: 1, unchanged: 0 } });
    const { clocks } = await stateOf(ticketNo);
    const policyOf = (id: string) => clocks.find((clock) => clock.id === id)?.timetable.policy;
    expect(policyOf('FOLLOW_UP')).toBe(draft.version);
    expect(policyOf('REOPEN_WINDOW')).not.toBe(draft.version);
  });

  test('nothing chosen is done at once', async () => {
    const policy = await published(7);
    const { body } = await order({ kind: 'replan', policy, selection: { departments: ['RISK'] } });
    expect(body).toMatchObject({ status: 'done', total: 0, done: 0, ratio: 1 });
  });

  test('a ticket whose workflow does not run yet is started first', async () => {
    const ticketNo = await opened();
    desk.engine.unstarted.add(ticketNo);
    const policy = await published(6);
    const { body } = await order({ kind: 'replan', policy, selection: { ticketNos: [ticketNo] } });
    expect(body.result.tickets).toEqual({ replanned: 1, unchanged: 0, skipped: 0 });
  });

  test('a ticket that is changed between the look and the command is looked at again', async () => {
    const ticketNo = await opened();
    const policy = await published(7);
    const give = desk.engine.execute;
    let disturbed = false;
    desk.engine.execute = async (no, command, id) => {
      if (!disturbed && command.name === 'replan') {
        disturbed = true;
        expect(verdict(await desk.post(customer, `/v1/tickets/${ticketNo}/urge`, {}))).toBe('200');
      }
      return give(no, command, id);
    };
    const { body } = await order({ kind: 'replan', policy, selection: { ticketNos: [ticketNo] } });
    desk.engine.execute = give;
    expect([disturbed, body.result.tickets.replanned, body.failed]).toEqual([true, 1, 0]);
  });

  test('one that closes meanwhile is skipped', async () => {
    const ticketNo = await opened();
    const policy = await published(8);
    const give = desk.engine.execute;
    let closed = false;
    desk.engine.execute = async (no, command, id) => {
      if (!closed && command.name === 'replan') {
        closed = true;
        expect(verdict(await desk.post(customer, `/v1/tickets/${ticketNo}/withdraw`, { reason: '已解决' }))).toBe(
          '200',
        );
      }
      return give(no, command, id);
    };
    const { body } = await order({ kind: 'replan', policy, selection: { ticketNos: [ticketNo] } });
    desk.engine.execute = give;
    expect(body.result.tickets).toEqual({ replanned: 0, unchanged: 0, skipped: 1 });
  });

  test('interrupted after the tickets were told and before that was written down, it goes on and counts each once', async () => {
    const tickets = [await opened(), await opened(), await opened()];
    const policy = await published(10);
    const id = await waiting({ kind: 'replan', policy, selection: { ticketNos: tickets } });
    const give = desk.engine.execute;
    let told = 0;
    desk.engine.execute = async (...call) => {
      told += 1;
      if (told === 3) throw new Error('the worker is killed');
      return give(...call);
    };
    await expect(desk.jobs.page(id)).rejects.toThrow('killed');
    desk.engine.execute = give;
    const versions = await Promise.all(tickets.map(async (no) => (await stateOf(no)).version));
    expect((await findJob(desk.database.db, id))?.page?.intents).toHaveLength(3);

    await desk.jobs.start(id);
    const { body } = await desk.get(manager, `/v1/jobs/${id}`);
    expect(body).toMatchObject({ status: 'done', done: 3, total: 3, failed: 0 });
    expect(body.result).toMatchObject({ tickets: { replanned: 3, unchanged: 0 }, limits: { moved: 3 } });
    for (const [n, ticketNo] of tickets.entries()) {
      const { version, timetable } = await stateOf(ticketNo);
      expect(timetable.policy).toBe(policy);
      expect(version).toBeLessThanOrEqual((versions[n] ?? 0) + 1);
    }
  });

  test('interrupted for long, it judges anew: nobody is late because it stood still', async () => {
    const ticketNo = await opened();
    const told = await limitOf(ticketNo);
    const policy = await published(4);
    const id = await waiting({ kind: 'replan', policy, selection: { ticketNos: [ticketNo] } });
    const give = desk.engine.execute;
    desk.engine.execute = () => Promise.reject(new Error('the worker is killed'));
    await expect(desk.jobs.page(id)).rejects.toThrow('killed');
    desk.engine.execute = give;
    const meant = (await findJob(desk.database.db, id))?.page?.intents[0];
    expect(meant?.keys).toContain(told.key);
    // As if three days had gone by: by the shorter limit it would be late by now.
    const state = await stateOf(ticketNo);
    const startedAt = '2025-11-03T10:00:00.000Z';
    const clocks = state.clocks.map((clock) => (clock.key === told.key ? { ...clock, startedAt } : clock));
    await desk.database.db
      .updateTable('tickets')
      .set({ state: JSON.stringify({ ...state, clocks }) })
      .where('ticket_no', '=', ticketNo)
      .execute();
    await desk.jobs.start(id);
    const { body } = await desk.get(manager, `/v1/jobs/${id}`);
    expect(body.result).toMatchObject({ tickets: { replanned: 1 }, limits: { moved: 0, kept: 1 } });
    expect((await limitOf(ticketNo)).plan).toEqual(told.plan);
  });

  test('what the engine refuses to answer is tried again, and at last listed', async () => {
    const ticketNo = await opened();
    const policy = await published(9);
    const id = await waiting({ kind: 'replan', policy, selection: { ticketNos: [ticketNo] } });
    desk.engine.away = true;
    await expect(desk.jobs.page(id)).rejects.toThrow('did not answer');
    await desk.jobs.page(id, 5);
    desk.engine.away = false;
    const { body } = await desk.get(manager, `/v1/jobs/${id}`);
    expect(body).toMatchObject({
      status: 'done',
      failed: 1,
      failures: [{ ticketNo, why: { zh: '未能按时应答', en: 'it did not answer in time' } }],
    });
  });

  test('a breached limit is never judged again', async () => {
    const ticketNo = await opened();
    const told = await limitOf(ticketNo);
    const dueAt = '2025-11-03T10:00:00.000Z';
    const plan = { ...told.plan, dueAt };
    const state = await stateOf(ticketNo);
    const clocks = state.clocks.map((clock) => (clock.key === told.key ? { ...clock, plan, breached: true } : clock));
    await desk.database.db
      .updateTable('tickets')
      .set({ state: JSON.stringify({ ...state, clocks }) })
      .where('ticket_no', '=', ticketNo)
      .execute();
    const policy = await published(20);
    const { body } = await order({ kind: 'replan', policy, selection: { ticketNos: [ticketNo] } });
    expect(body.result).toMatchObject({ tickets: { replanned: 1 }, limits: { moved: 0, kept: 1 } });
    expect(await limitOf(ticketNo)).toMatchObject({ breached: true, timetable: told.timetable, plan: { dueAt } });
  });
});

describe('a what-if', () => {
  beforeAll(async () => {
    expect(verdict(await desk.post(manager, '/v1/policies/1/restore', REASON))).toBe('200');
  });

  test('takes drafts, changes nothing, and counts by department and limit with names in both languages', async () => {
    const ticketNo = await opened();
    const state = await stateOf(ticketNo);
    const policy = await drafted(12);
    const { body } = await order({ kind: 'what-if', policy, selection: { ticketNos: [ticketNo] } });
    expect(body).toMatchObject({ status: 'done', total: 1, label: { zh: '假设推演', en: 'What-if' } });
    expect(body.result.totals).toMatchObject({ wouldBreach: 0, saved: 0, later: 1, earlier: 0 });
    const group = body.result.groups.find((one: { clock: string }) => one.clock === 'RESOLVE_COMPLEX');
    expect(group).toMatchObject({ later: 1, departmentLabel: { zh: expect.any(String), en: expect.any(String) } });
    const later = body.result.named.find((one: { change: string }) => one.change === 'later');
    expect(later.limits).toMatchObject([{ ticketNo, clock: 'RESOLVE_COMPLEX' }]);
    expect(await stateOf(ticketNo)).toEqual(state);
  });

  test('lists every limit that would change, by what becomes of it and whose it is, page by page', async () => {
    const numbers = [await opened(), await opened(), await opened()];
    const policy = await drafted(12);
    const { body: job } = await order({ kind: 'what-if', policy, selection: { ticketNos: numbers } });
    const path = `/v1/jobs/${job.id}/limits`;
    const list = async (query: string) => (await desk.get(manager, `${path}?${query}`)).body;
    const first = await list('change=later&department=PAY&limit=2');
    const second = await list(`change=later&department=PAY&limit=2&cursor=${first.nextCursor}`);
    expect([...first.items, ...second.items].map(({ ticketNo }: { ticketNo: string }) => ticketNo)).toEqual(numbers);
    expect(second.nextCursor).toBeNull();
    const [{ from, to, ...limit }] = first.items;
    expect(limit).toEqual({
      change: 'later',
      changeLabel: { zh: '到期推后', en: 'Due later' },
      kept: null,
      ticketNo: numbers[0],
      department: 'PAY',
      departmentLabel: { zh: '支付组', en: expect.any(String) },
      clock: 'RESOLVE_COMPLEX',
      clockLabel: { zh: '复杂问题解决', en: expect.any(String) },
      key: 'RESOLVE_COMPLEX#1',
    });
    expect(Date.parse(to)).toBeGreaterThan(Date.parse(from));
    expect(await list('change=would-breach')).toEqual({ items: [], nextCursor: null });
    expect(await list('department=QUAL')).toEqual({ items: [], nextCursor: null });
    const verdicts = [
      await desk.get(manager, `${path}?change=sooner`),
      await desk.get(manager, `${path}?change=saved&cursor=${first.nextCursor}`),
      await desk.get(manager, '/v1/jobs/00000000-0000-4000-8000-000000000000/limits'),
      await desk.get(agent, path),
    ].map(verdict);
    expect(verdicts).toEqual(['400 validation', '400 validation', '404 not-found', '403 forbidden']);
  });

  test('looks at past tickets too, chosen by when they were received', async () => {
    const ticketNo = await opened();
    await desk.post(customer, `/v1/tickets/${ticketNo}/withdraw`, { reason: '已解决' });
    const policy = await drafted(4);
    const { body } = await order({ kind: 'what-if', policy, selection: { ticketNos: [ticketNo] } });
    expect(body).toMatchObject({ total: 1, done: 1 });
    const early = await order({ kind: 'what-if', policy, selection: { to: '2020-01-01T00:00:00+08:00' } });
    expect(early.body).toMatchObject({ status: 'done', total: 0 });
  });

  test('a draft that changes meanwhile is reckoned as it was asked for', async () => {
    const ticketNo = await opened();
    const policy = await drafted(12);
    const id = await waiting({ kind: 'what-if', policy, selection: { ticketNos: [ticketNo] } });
    await desk.put(manager, `/v1/policies/${policy}`, { content: STANDARD_POLICY });
    await desk.jobs.start(id);
    expect((await desk.get(manager, `/v1/jobs/${id}`)).body.result.totals.later).toBe(1);
  });
});

describe('two re-plans at once', () => {
  test('the later one waits for the earlier, so that every ticket ends with what was asked for last', async () => {
    const ticketNo = await opened();
    const [first, second] = [await published(8), await published(10)];
    const selection = { ticketNos: [ticketNo] };
    const ids = [
      await waiting({ kind: 'replan', policy: first, selection }),
      await waiting({ kind: 'replan', policy: second, selection }),
    ] as const;
    const statuses = () => Promise.all(ids.map(async (id) => (await findJob(desk.database.db, id))?.status));
    await desk.jobs.start(ids[1]);
    expect(await statuses()).toEqual(['queued', 'queued']);
    await desk.jobs.start(ids[0]);
    await desk.jobs.start(ids[1]);
    expect(await statuses()).toEqual(['done', 'done']);
    expect((await limitOf(ticketNo)).timetable.policy).toBe(second);
  });

  test('whoever goes back to an older version is told of re-plans that still apply the newer', async () => {
    const { body: before } = await desk.get(manager, '/v1/policies/in-force');
    const id = await waiting({ kind: 'replan', policy: await published(8) });
    const back = await desk.post(manager, `/v1/policies/${before.version}/restore`, REASON);
    expect(back.body.provisional.otherReplans).toEqual([id]);
    await desk.post(manager, `/v1/jobs/${id}/cancel`, {});
    const { body } = await desk.post(manager, `/v1/policies/${await drafted(9)}/publish`, REASON);
    expect(body.provisional.otherReplans).toEqual([]);
  });

  test('one that was cancelled is waited for no more, and a what-if waits for nobody', async () => {
    const policy = await published(9);
    const before = await waiting({ kind: 'replan', policy });
    expect((await order({ kind: 'what-if', policy })).body.status).toBe('done');
    const id = await waiting({ kind: 'replan', policy });
    await desk.post(manager, `/v1/jobs/${before}/cancel`, {});
    await desk.jobs.start(id);
    expect((await findJob(desk.database.db, id))?.status).toBe('done');
  });
});

describe('a job under way', () => {
  test('has been cancelled by whoever did so first', async () => {
    const id = await waiting({ kind: 'what-if', policy: 1 });
    const { db } = desk.database;
    const administrator = desk.credential(({ role }) => role === 'admin');
    await sql`update jobs set status = 'running' where id = ${id}`.execute(db);
    for (const who of [manager, administrator])
      expect((await desk.post(who, `/v1/jobs/${id}/cancel`, {})).status).toBe(200);
    const job = db.selectFrom('jobs').select('cancelled_by').where('id', '=', id);
    expect(await job.executeTakeFirst()).toMatchObject({ cancelled_by: { staffNo: manager.staffNo } });
    await desk.jobs.start(id);
  });

  test('is cancelled before it begins, and only once', async () => {
    const id = await waiting({ kind: 'what-if', policy: 1 });
    const cancelled = await desk.post(manager, `/v1/jobs/${id}/cancel`, {});
    expect(cancelled.body).toMatchObject({ status: 'cancelled', done: 0 });
    await desk.jobs.start(id);
    expect((await desk.get(manager, `/v1/jobs/${id}`)).body.status).toBe('cancelled');
    expect(verdict(await desk.post(manager, `/v1/jobs/${id}/cancel`, {}))).toBe('409 timetable-conflict');
  });

  test('of two workers on the same page one is heard', async () => {
    const ticketNo = await opened();
    const policy = await drafted(11);
    const id = await waiting({ kind: 'what-if', policy, selection: { ticketNos: [ticketNo] } });
    await Promise.all([desk.jobs.page(id), desk.jobs.page(id)]);
    expect((await desk.get(manager, `/v1/jobs/${id}`)).body).toMatchObject({
      done: 1,
      result: { totals: { later: 1 } },
    });
    expect((await desk.get(manager, `/v1/jobs/${id}/limits`)).body.items).toHaveLength(1);
  });

  test('that nobody started is started by the relay', async () => {
    const id = await waiting({ kind: 'what-if', policy: 1, selection: { slaClasses: ['special'] } });
    const { db } = desk.database;
    await db.updateTable('jobs').set({ touched_at: '2025-01-01' }).where('id', '=', id).execute();
    await startStalledJobs({ db, jobs: desk.jobs });
    expect((await desk.get(manager, `/v1/jobs/${id}`)).body.status).toBe('done');
  });

  test('the list is newest first, page by page', async () => {
    const ids = [await waiting({ kind: 'what-if', policy: 1 }), await waiting({ kind: 'what-if', calendar: 1 })];
    const { body: first } = await desk.get(manager, '/v1/jobs?limit=1');
    expect(first.items).toMatchObject([{ id: ids[1], calendar: 1, policy: null }]);
    const { body: second } = await desk.get(manager, `/v1/jobs?limit=1&cursor=${first.nextCursor}`);
    expect(second.items).toMatchObject([{ id: ids[0] }]);
    for (const id of ids) await desk.post(manager, `/v1/jobs/${id}/cancel`, {});
  });
});

describe('publishing', () => {
  test('says how many open tickets have provisional limits, and re-plans them where asked', async () => {
    const ticketNo = await opened();
    const { db } = desk.database;
    const { key } = await limitOf(ticketNo);
    // Whatever year it is that these tickets' limits reach.
    await sql`update clocks set provisional = (ticket_no = ${ticketNo} and key = ${key})`.execute(db);
    const plain = await drafted(9);
    const { body: offered } = await desk.post(manager, `/v1/policies/${plain}/publish`, REASON);
    expect(offered.provisional).toMatchObject({ provisionalTickets: 1, jobId: null, order: { href: '/v1/jobs' } });
    expect(verdict(await order({ ...offered.provisional.order.body, kind: 'what-if' }))).toBe('202');
    const { body: inForce } = await desk.get(manager, '/v1/calendars/in-force');
    const draft = await desk.post(manager, '/v1/calendars', { basedOn: inForce.version });
    const path = `/v1/calendars/${draft.body.version}/publish`;
    const { body } = await desk.post(manager, path, { ...REASON, apply: 'provisional' });
    const { body: job } = await desk.get(manager, `/v1/jobs/${body.provisional.jobId}`);
    expect(job).toMatchObject({ status: 'done', calendar: draft.body.version, selection: { provisional: true } });
    expect((await stateOf(ticketNo)).timetable.calendar).toBe(draft.body.version);
  });
});

describe('what a job cannot be', () => {
  test.each([
    ['without a version', { kind: 'what-if' }, '422 timetable-invalid', ''],
    ['of an unknown version', { kind: 'what-if', policy: 9999 }, '422 unknown-reference', '/policy'],
    ['for nobody', { kind: 'what-if', policy: 1, selection: {} }, '422 timetable-invalid', '/selection'],
    [
      'for no ticket',
      { kind: 'replan', policy: 1, selection: { ticketNos: [] } },
      '422 timetable-invalid',
      '/selection/ticketNos',
    ],
    [
      'for an unknown ticket',
      { kind: 'replan', policy: 1, selection: { ticketNos: ['KF20200101999'] } },
      '422 unknown-reference',
      '/selection/ticketNos/0',
    ],
    [
      'for an unknown category',
      { kind: 'replan', policy: 1, selection: { categories: ['NOPE'] } },
      '422 unknown-reference',
      '/selection/categories/0',
    ],
    [
      'for an unknown department',
      { kind: 'replan', policy: 1, selection: { departments: ['NOPE'] } },
      '400 validation',
      '/selection/departments/0',
    ],
    [
      'a re-plan of past tickets',
      { kind: 'replan', policy: 1, selection: { from: '2025-01-01T00:00:00Z' } },
      '422 timetable-invalid',
      '/selection/from',
    ],
    [
      'from after to',
      { kind: 'what-if', policy: 1, selection: { from: '2025-02-01T00:00:00Z', to: '2025-01-01T00:00:00Z' } },
      '422 timetable-invalid',
      '/selection/to',
    ],
    [
      'an instant without offset',
      { kind: 'what-if', policy: 1, selection: { from: '2025-02-01T00:00:00' } },
      '400 validation',
      '/selection/from',
    ],
    ['of another kind', { kind: 'undo', policy: 1 }, '400 validation', '/kind'],
  ])('%s', async (_name, body, expected, pointer) => {
    const answer = await order(body);
    expect(verdict(answer)).toBe(expected);
    expect(answer.body.errors[0]).toMatchObject({ pointer, expected: expect.any(String) });
  });

  test('a re-plan to a draft: publish it first', async () => {
    const policy = await drafted(6);
    const answer = await order({ kind: 'replan', policy });
    expect([verdict(answer), answer.body.detail]).toEqual([
      '409 timetable-conflict',
      expect.stringContaining('先发布'),
    ]);
  });

  test('anybody’s to give or to see', async () => {
    for (const who of [agent, customer]) {
      expect(verdict(await desk.post(who, '/v1/jobs', { kind: 'what-if', policy: 1 }))).toBe('403 forbidden');
      expect(verdict(await desk.get(who, '/v1/jobs'))).toBe('403 forbidden');
    }
    expect(verdict(await desk.get(manager, '/v1/jobs/5f0c1f0e-9c1d-4e5e-8d9c-2f6a1b7c3d4e'))).toBe('404 not-found');
    expect(verdict(await desk.get(manager, '/v1/jobs/7'))).toBe('404 not-found');
  });
});
