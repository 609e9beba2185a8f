import { afterAll, beforeAll, expect, test } from 'vitest';
import { createRecord } from '../../../activities/record.ts';
import { isTicketNo } from '../../../contracts/ids.ts';
import { readTicketState } from '../../../db/repositories/states.ts';
import { createTimetableSource } from '../../../db/repositories/timetables/timetables.ts';
import { CHINA_CALENDAR } from '../../../domain/calendar/china.ts';
import { nextWorkdayEnd } from '../../../domain/clocks/planning/limits.ts';
import { decide } from '../../../domain/ticket/decide.ts';
import { recordOf } from '../../../domain/ticket/record.ts';
import type { DemoCredential } from '../../../intake/seed.ts';
import { type Desk, openDesk, SPECIALISED } from './desk.ts';

let desk: Desk;
let customer: DemoCredential;
let pay: DemoCredential;
let path: string;

beforeAll(async () => {
  desk = await openDesk();
  customer = desk.credential(({ role, companyKind }) => role === 'mainAccount' && companyKind === 'buyer');
  pay = desk.credential(({ role, department }) => role === 'specialist' && department === 'PAY');
  path = `/v1/tickets/${(await desk.post(customer, '/v1/tickets', SPECIALISED)).body.ticketNo}`;
  const by = new Date(Date.now() + 3_600_000).toISOString();
  await desk.post(pay, `${path}/take-over`, {});
  await desk.post(pay, `${path}/progress-report`, { text: '一小时内告知', promise: { by } });
  await desk.post(pay, `${path}/request-material`, { items: [{ name: '支付截图', why: '核对' }] });
});
afterAll(() => desk.close());

test('every instant of every answer is in the service centre’s offset', async () => {
  const supervisor = desk.credential(({ role }) => role === 'supervisor');
  const paths = ['', '/events', '/clocks', '/messages', '/attempts'].map((tail) => `${path}${tail}`);
  for (const each of [...paths, '/v1/tickets', '/v1/inbox', '/v1/tasks', '/v1/reports/breaches', '/v1/outages']) {
    const { status, text } = await desk.get(each === '/v1/inbox' ? pay : supervisor, each);
    expect([each, status, /\d{2}:\d{2}:\d{2}(\.\d+)?Z/.exec(text)?.[0]]).toEqual([each, 200, undefined]);
  }
});

test('the promise that an event tells is the instant that was promised', async () => {
  const { items } = (await desk.get(pay, `${path}/events?limit=200`)).body;
  const promised = items.find(({ type }: { type: string }) => type === 'promised');
  expect(promised.data.dueAt).toMatch(/\+08:00$/);
  const { clocks } = (await desk.get(pay, path)).body;
  expect(clocks.find(({ id }: { id: string }) => id === 'PROMISE').dueAt).toBe(promised.data.dueAt);
});

test('a ticket says of each limit whether it is final', async () => {
  const { clocks } = (await desk.get(customer, path)).body;
  expect(clocks.length).toBeGreaterThan(2);
  for (const clock of clocks) expect(clock.provisional).toEqual(expect.any(Boolean));
});

test('a stretch in which a limit stands still says why and for whom, in both languages', async () => {
  const { items } = (await desk.get(customer, `${path}/clocks`)).body;
  const resolve = items.find(({ id }: { id: string }) => id === 'RESOLVE_COMPLEX');
  expect(resolve.intervals.at(-1)).toMatchObject({
    state: 'paused',
    why: 'material',
    whyLabel: { zh: '等待补充材料', en: 'waiting for material' },
    who: 'customer',
    whoLabel: { zh: '客户', en: 'the customer' },
  });
});

test('a limit says which versions it is reckoned by', async () => {
  for (const { timetable } of (await desk.get(customer, path)).body.clocks) {
    expect(timetable).toEqual({ calendar: 1, policy: 1 });
  }
  const opened = await desk.post(customer, '/v1/tickets', SPECIALISED);
  expect(opened.body.clocks[0].timetable).toEqual({ calendar: 1, policy: 1 });
});

test('a stretch says what began and ended it and who did it, without naming the customer’s account', async () => {
  const resolveOf = async (who: DemoCredential) => {
    const { items } = (await desk.get(who, `${path}/clocks`)).body;
    return items.find(({ id }: { id: string }) => id === 'RESOLVE_COMPLEX');
  };
  const { staffNo } = pay;
  expect((await resolveOf(pay)).intervals).toMatchObject([
    {
      state: 'running',
      why: 'opened',
      whyLabel: { zh: '工单开立' },
      who: 'customer',
      begun: { seq: 1, why: 'opened' },
      ended: { why: 'material-requested', who: staffNo, whoLabel: { zh: `工号 ${staffNo}`, en: `staff ${staffNo}` } },
    },
    { state: 'paused', why: 'material', who: 'customer', begun: { why: 'material-requested' }, ended: null },
  ]);
  await desk.post(customer, `${path}/supply-material`, { items: ['支付截图'] });
  const resumed = await resolveOf(customer);
  expect(resumed.intervals.at(-1)).toMatchObject({ state: 'running', why: 'material-supplied', who: 'customer' });
  expect(resumed.intervals[1].ended).toEqual(resumed.intervals[2].begun);
  const takeOver = (await desk.get(customer, `${path}/clocks`)).body.items.find(
    ({ id }: { id: string }) => id === 'SPECIALIST_TAKEOVER',
  );
  expect(takeOver.intervals.at(-1).ended).toMatchObject({ why: 'taken-over', who: staffNo });
  expect(JSON.stringify(resumed)).not.toContain(customer.accountId);
});

test('an extended limit says who moved it, from when to when, and why', async () => {
  const supervisor = desk.credential(({ role }) => role === 'supervisor');
  const { body: ticket } = await desk.get(supervisor, path);
  const { dueAt } = ticket.clocks.find(({ id }: { id: string }) => id === 'RESOLVE_COMPLEX');
  const to = nextWorkdayEnd(new Date(dueAt).toISOString(), 1, CHINA_CALENDAR);
  const until = new Date(Date.parse(to) + 8 * 3_600_000).toISOString().slice(0, 10);
  const moved = await desk.post(supervisor, `${path}/extend`, { until, reason: '银行对账需一天' });
  expect(moved.status, moved.text).toBe(200);
  for (const reader of [pay, customer]) {
    const { items } = (await desk.get(reader, `${path}/clocks`)).body;
    const resolve = items.find(({ id }: { id: string }) => id === 'RESOLVE_COMPLEX');
    expect(resolve.extensions).toMatchObject([
      { by: supervisor.staffNo, from: dueAt, to: resolve.dueAt, reason: '银行对账需一天' },
    ]);
    expect(resolve.explanation.zh).toMatch(
      new RegExp(`；于.+由主管 ${supervisor.staffNo} 自.+延至.+：银行对账需一天$`),
    );
    expect(resolve.explanation.en).toMatch(
      new RegExp(`; extended on .+ by supervisor ${supervisor.staffNo} from .+ to .+: 银行对账需一天$`),
    );
  }
});

/** As if the customer had kept silent; the desk writes it down a moment after the limit. */
async function silenceOn(ticketNo: string, clockId: string): Promise<string> {
  const { db } = desk.database;
  const state = isTicketNo(ticketNo) ? await readTicketState(db, ticketNo) : null;
  const clock = state?.clocks.find(({ id }) => id === clockId);
  const dueAt = clock?.plan?.dueAt;
  if (state === null || clock === undefined || typeof dueAt !== 'string') throw new Error(`${clockId} does not run`);
  const later = new Date(Date.parse(dueAt) + 350).toISOString();
  const decision = decide(state, { name: 'moments-passed', keys: [clock.key] }, later);
  if (!decision.ok) throw new Error(decision.refusal.detail.en);
  await createRecord({ db, timetables: createTimetableSource(db) })(recordOf('silence', state, decision));
  return dueAt;
}

test('each stretch that has ended says when, by what and through whom, also where nobody did anything', async () => {
  const { ticketNo } = (await desk.post(customer, '/v1/tickets', SPECIALISED)).body;
  await desk.post(pay, `/v1/tickets/${ticketNo}/take-over`, {});
  await desk.post(pay, `/v1/tickets/${ticketNo}/answer`, { solution: '款项已原路退回' });
  const dueAt = await silenceOn(ticketNo, 'CONFIRM_WAIT');
  for (const reader of [pay, customer]) {
    const { items } = (await desk.get(reader, `/v1/tickets/${ticketNo}/clocks`)).body;
    const wait = items.find(({ id }: { id: string }) => id === 'CONFIRM_WAIT');
    expect(wait).toMatchObject({ status: 'lapsed', intervals: [{ ended: { why: 'clock-lapsed', who: 'system' } }] });
    expect(Date.parse(wait.intervals[0].to)).toBe(Date.parse(dueAt));
    const over = items.flatMap(({ intervals }: { intervals: { to: string | null }[] }) => intervals);
    for (const interval of over)
      expect(interval).toMatchObject(interval.to === null ? {} : { ended: { seq: expect.any(Number) } });
  }
});
