import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { measureLateness } from '../../../activities/measureLateness.ts';
import { makeReviewId, type TicketNo } from '../../../contracts/ids.ts';
import type { BreachAnswer } from '../../../contracts/schemas/reports.ts';
import { CHINA_CALENDAR } from '../../../domain/calendar/china.ts';
import type { DemoCredential } from '../../../intake/seed.ts';
import { type Answer, type Desk, openDesk, SIMPLE, SPECIALISED } from './desk.ts';
import { missedHandover } from './missedHandover.ts';

let desk: Desk;
let supervisor: DemoCredential;
let buyer: DemoCredential;
let pay: DemoCredential;
const staff = (role: string, department?: string): DemoCredential =>
  desk.credential((one) => one.role === role && (department === undefined || one.department === department));
beforeAll(async () => {
  desk = await openDesk();
  supervisor = staff('supervisor');
  pay = staff('specialist', 'PAY');
  buyer = desk.credential(({ role, companyKind }) => role === 'mainAccount' && companyKind === 'buyer');
});
beforeEach(() => desk.empty('tickets', 'outages'));
afterAll(() => desk.close());

const HOUR = 3_600_000;
const ago = (hours: number): string => new Date(Date.now() - hours * HOUR).toISOString();
const ahead = (hours: number): string => ago(-hours);
/** Both read from one clock, so that the length is exact. */
const span = (fromHours: number, toHours: number): { from: string; to: string } => {
  const [from, to] = [fromHours, toHours].map((hours) => new Date(started - hours * HOUR).toISOString());
  return { from: from ?? '', to: to ?? '' };
};
const MORNING = [{ open: '09:00', close: '12:00' }];
const started = Date.now();
const report = (query = ''): Promise<Answer> => desk.get(supervisor, `/v1/reports/breaches${query}`);

/** A ticket that reached the desk so many hours ago and that nobody has touched. */
async function forgotten(hours: number, body: object = SIMPLE): Promise<TicketNo> {
  const given = { ...body, channel: 'phone', companyId: buyer.companyId, receivedAt: ago(hours) };
  const opened = await desk.post(staff('integration'), '/v1/tickets', given);
  expect(opened.status).toBe(201);
  return opened.body.ticketNo;
}

/** Rewrites when the limits of a ticket stood still. */
async function pausedFor(ticketNo: string, pauses: object[]): Promise<void> {
  await sql`update tickets set state = jsonb_set(state, '{clocks}', (
    select jsonb_agg(c || ${JSON.stringify({ pauses })}::jsonb) from jsonb_array_elements(state -> 'clocks') c))
    where ticket_no = ${ticketNo}`.execute(desk.database.db);
}

function whole({ split }: BreachAnswer): number {
  return split.customerMs + split.outageMs + split.departments.reduce((sum, { ms }) => sum + ms, 0);
}

describe('the breach report', () => {
  test('of a desk that misses nothing is empty', async () => {
    await forgotten(0.01);
    expect((await report()).body).toMatchObject({ items: [], nextCursor: null, totals: [] });
  });

  test('tells for each missed limit by how much, and with whom the time went by', async () => {
    const ticketNo = await forgotten(24 * 20);
    const outage = { component: 'worker', ...span(24 * 20 - 1, 24 * 20 - 3) };
    expect((await desk.post(staff('ops'), '/v1/outages', outage)).status).toBe(201);
    const { body } = await report('?clock=RESOLVE_SIMPLE');
    const [row, ...more] = body.items;
    expect(more).toEqual([]);
    expect(row).toMatchObject({
      ticketNo,
      clock: 'RESOLVE_SIMPLE',
      department: 'FRONT',
      stoppedAt: null,
      label: { zh: '简单问题解决', en: 'Simple question solved' },
      split: { customerMs: 0, outageMs: 2 * HOUR, departments: [{ department: 'FRONT' }] },
    });
    expect(whole(row)).toBe(row.elapsedMs);
    expect(row.overrunMs).toBeLessThan(row.elapsedMs);
    expect(row.sentence.en).toMatch(/^Breached by \d+ d.* in all: 2 h outage, the rest at FRONT$/);
    expect(row.sentence.zh).toMatch(/^超时\d+天.*；历时.*：系统中断2小时，其余在客服一线组$/);
    expect(body.totals).toMatchObject([
      { department: 'FRONT', departmentLabel: { zh: '客服一线组' }, clock: 'RESOLVE_SIMPLE', breaches: 1 },
    ]);
  });

  test('is told anew once an outage is corrected or withdrawn; one of the mail is none of a call', async () => {
    await forgotten(24 * 20);
    const declared = async (component: string): Promise<string> => {
      const outage = { component, ...span(24 * 20 - 1, 24 * 20 - 3) };
      return (await desk.post(staff('ops'), '/v1/outages', outage)).headers.get('location') ?? '';
    };
    const outageMs = async (): Promise<number> => (await report('?clock=RESOLVE_SIMPLE')).body.items[0].split.outageMs;
    await declared('mail');
    expect(await outageMs()).toBe(0);
    const phone = await declared('phone');
    expect(await outageMs()).toBe(2 * HOUR);
    const corrected = { ...span(24 * 20 - 2, 24 * 20 - 3), reason: '更正' };
    expect((await desk.post(staff('ops'), `${phone}/correct`, corrected)).status).toBe(200);
    expect(await outageMs()).toBe(HOUR);
    expect((await desk.post(staff('ops'), `${phone}/withdraw`, { reason: '误报' })).status).toBe(200);
    expect(await outageMs()).toBe(0);
  });

  test('leaves to the customer what the ticket waited for the customer', async () => {
    const ticketNo = await forgotten(24 * 20);
    const agent = staff('agent');
    for (const [command, body] of [
      ['take-over', {}],
      ['answer', { solution: '请关闭短信拦截后重试' }],
    ] as const) {
      expect((await desk.post(agent, `/v1/tickets/${ticketNo}/${command}`, body)).status).toBe(200);
    }
    // As if it had stood still for the customer from the twelfth day ago to the tenth, and stopped five days ago.
    const { db } = desk.database;
    await sql`update clocks set stopped_at = ${ago(24 * 5)}, breached = true where id = 'RESOLVE_SIMPLE'`.execute(db);
    await pausedFor(ticketNo, [{ from: ago(24 * 12), to: ago(24 * 10), why: 'material' }]);
    const [row] = (await report('?clock=RESOLVE_SIMPLE')).body.items;
    expect(Math.round(row.split.customerMs / HOUR)).toBe(48);
    expect(whole(row)).toBe(row.elapsedMs);
    expect(Math.round(row.elapsedMs / HOUR)).toBe(24 * 15);
  });

  test('books what ran on while the customer was waited for on whoever had it', async () => {
    const ticketNo = await forgotten(24 * 20);
    await sql`update ticket_events set after_status = 'WAITING_CUSTOMER' where ticket_no = ${ticketNo}`.execute(
      desk.database.db,
    );
    const [row] = (await report('?clock=RESOLVE_SIMPLE')).body.items;
    expect(row.split).toMatchObject({ customerMs: 0, departments: [{ department: 'FRONT', ms: row.elapsedMs }] });
  });

  test('books a plan that nobody made on the supervisors, not on the department that was to have it', async () => {
    const ticketNo = await forgotten(24 * 20, { ...SIMPLE, category: 'TEC.FAULT.PAGE' });
    const items: BreachAnswer[] = (await report('?department=SUPERVISORS')).body.items;
    expect(items.map((one) => `${one.ticketNo} ${one.clock} ${one.department}`).toSorted()).toEqual([
      `${ticketNo} COORDINATION_PLAN SUPERVISORS`,
      `${ticketNo} RESOLVE_COMPLEX SUPERVISORS`,
    ]);
    for (const { split, elapsedMs, sentence } of items) {
      expect(split.departments).toMatchObject([{ department: 'SUPERVISORS', ms: elapsedMs }]);
      expect(sentence.zh).toContain('全部在客服主管');
    }
    expect((await report('?department=TECH')).body).toMatchObject({ items: [], totals: [] });
  });

  test('is told by the calendar that the limit was reckoned by, whatever came into force since', async () => {
    await forgotten(24 * 20);
    const worked = async (): Promise<number> =>
      (await report('?clock=RESOLVE_SIMPLE&department=FRONT')).body.items[0].split.departments[0].workingMs;
    const before = await worked();
    const manager = staff('manager');
    const { body: current } = await desk.get(manager, '/v1/calendars/in-force');
    // From now on only the mornings are open.
    const content = {
      ...CHINA_CALENDAR,
      fullHours: MORNING,
      phoneHours: MORNING,
      week: CHINA_CALENDAR.week.map((day) => (day.length === 0 ? day : MORNING)),
    };
    const draft = await desk.post(manager, '/v1/calendars', { content, basedOn: current.version });
    const path = `/v1/calendars/${draft.body.version}/publish`;
    expect((await desk.post(manager, path, { reason: '仅上午服务' })).status).toBe(200);
    expect(Math.abs((await worked()) - before)).toBeLessThan(HOUR);
  });

  test('is asked for by department, clock and time, page by page', async () => {
    for (const hours of [24 * 18, 24 * 20, 24 * 22]) await forgotten(hours);
    await forgotten(24 * 20, SPECIALISED);
    const all = (await report()).body;
    const count = all.items.length;
    const pays = (await report('?department=PAY')).body.items;
    expect(pays.map(({ clock }: BreachAnswer) => clock).toSorted()).toEqual(['RESOLVE_COMPLEX', 'SPECIALIST_TAKEOVER']);
    const paged: string[] = [];
    let cursor = '';
    for (let pages = 0; pages < count; pages += 1) {
      const { body } = await report(`?limit=2${cursor}`);
      paged.push(...body.items.map(({ ticketNo, key }: BreachAnswer) => `${ticketNo} ${key}`));
      expect(body.totals).toHaveLength(all.totals.length);
      if (body.nextCursor === null) break;
      cursor = `&cursor=${body.nextCursor}`;
    }
    expect(paged).toEqual(all.items.map(({ ticketNo, key }: BreachAnswer) => `${ticketNo} ${key}`));
    expect((await report(`?to=${ago(24 * 25)}`)).body.items).toEqual([]);
  });

  test('names who had the ticket at the limit, whoever had it since: on the page, in the totals and where asked for', async () => {
    const ticketNo = await forgotten(24 * 20);
    const { db } = desk.database;
    await sql`update ticket_events set at = ${ago(24 * 20)}`.execute(db);
    for (const [seq, holder, hours] of [
      [90, 'PAY', 24 * 20],
      [91, 'TECH', 0.01],
    ] as const)
      await sql`insert into ticket_events (ticket_no, seq, type, at, actor, after_status, version, holder)
        values (${ticketNo}, ${seq}, 'routed', ${ago(hours)}, '{"kind": "system"}', 'ASSIGNED', 2, ${holder})`.execute(
        db,
      );
    const limits = '?clock=RESOLVE_SIMPLE';
    for (const query of [limits, `${limits}&department=PAY`, `${limits}&department=PAY&explained=false`])
      expect((await report(query)).body).toMatchObject({
        items: [{ ticketNo, department: 'PAY' }],
        totals: [{ department: 'PAY', breaches: 1 }],
      });
    for (const query of [`${limits}&department=TECH`, `${limits}&explained=true`])
      expect((await report(query)).body).toMatchObject({ items: [], totals: [] });
  });

  test('is kept in the hours that the desk is open for as well', async () => {
    await forgotten(24 * 20);
    const [row] = (await report('?clock=RESOLVE_SIMPLE')).body.items;
    const [front] = row.split.departments;
    expect(front.workingMs).toBeGreaterThan(0);
    expect(front.workingMs).toBeLessThan(front.ms / 2);
  });

  test.each([
    ['?department=COFFEE', '/department'],
    ['?clock=COFFEE', '/clock'],
    ['?from=2025-11-07', '/from'],
    ['?cursor=abc', '/cursor'],
    ['?colour=red', '/colour'],
  ])('%s is refused', async (query, pointer) => {
    expect((await report(query)).body).toMatchObject({ status: 400, errors: [{ pointer }] });
  });

  test.each([`?from=2025-11-07T00:00:00Z&to=2025-11-07T00:00:00Z`, '?from=2020-01-01T00:00:00Z'])(
    '%s is no period',
    async (query) => {
      const problem = { status: 422, type: '/problems/date-not-allowed', errors: [{ pointer: '/from' }] };
      expect((await report(query)).body).toMatchObject(problem);
    },
  );
});

describe('what belongs to no ticket’s own limits', () => {
  /** A complaint about 1001 whose review should have been done some hours ago. */
  async function lateReview(): Promise<TicketNo> {
    const ticketNo = await forgotten(0.01);
    const give = (who: DemoCredential, command: string, body: object): Promise<Answer> =>
      desk.post(who, `/v1/tickets/${ticketNo}/${command}`, body);
    await give(staff('agent'), 'take-over', {});
    await give(staff('agent'), 'answer', { solution: '请关闭短信拦截后重试' });
    await give(buyer, 'accept', {});
    expect((await give(buyer, 'complain', { reason: '态度生硬' })).status).toBe(200);
    await sql`update reviews set next_due_at = ${ago(8)}, state = jsonb_set(jsonb_set(state, '{clocks,0,plan,dueAt}',
      ${JSON.stringify(ago(8))}::jsonb), '{clocks,0,startedAt}', ${JSON.stringify(ago(30))}::jsonb)`.execute(
      desk.database.db,
    );
    return ticketNo;
  }

  test('a quality review that is late is the inspectors’, and not shown to the one it is about', async () => {
    const ticketNo = await lateReview();
    const { body } = await report('?clock=QUALITY_COMPLAINT');
    expect(body.items).toMatchObject([
      {
        ticketNo,
        reviewId: `${ticketNo}-Q1`,
        handoverId: null,
        clock: 'QUALITY_COMPLAINT',
        department: 'QA',
        explained: false,
      },
    ]);
    expect(body.items[0].split.departments).toMatchObject([{ department: 'QA' }]);
    expect(whole(body.items[0])).toBe(body.items[0].elapsedMs);
    expect(body.totals).toMatchObject([{ department: 'QA', clock: 'QUALITY_COMPLAINT', breaches: 1 }]);
    expect((await report('?department=QA')).body.items).toHaveLength(1);
    await sql`update reviews set subject = ${supervisor.staffNo}`.execute(desk.database.db);
    expect((await report('?clock=QUALITY_COMPLAINT')).body).toMatchObject({ items: [], totals: [] });
    const { text } = await desk.get(null, '/metrics');
    expect(text).toMatch(/kefu_clocks_overdue\{clock="QUALITY_COMPLAINT"\} 1/);
  });

  test('the limit of a complaint that came as a ticket of its own is missed once, in the figures too', async () => {
    const ticketNo = await forgotten(24 * 20, { ...SIMPLE, category: 'SVC.COMPLAINT', about: staff('agent').staffNo });
    const { db } = desk.database;
    const { items, totals } = (await report('?clock=QUALITY_COMPLAINT')).body;
    expect([items.length, totals.length]).toEqual([1, 1]);
    expect((await desk.get(null, '/metrics')).text).toMatch(/kefu_clocks_overdue\{clock="QUALITY_COMPLAINT"\} 1/);
    const breached = JSON.stringify({ clock: 'QUALITY_COMPLAINT', key: 'QUALITY_COMPLAINT#1', dueAt: ago(0.5) });
    await sql`insert into ticket_events (ticket_no, seq, type, at, actor, after_status, data, version)
      values (${ticketNo}, 90, 'clock-breached', now(), '{"kind": "system"}', 'ASSIGNED', ${breached}, 2)`.execute(db);
    await sql`insert into review_events (review_id, seq, type, at, actor, after_status, data, version)
      values (${`${ticketNo}-Q1`}, 90, 'clock-breached', now(), '{"kind": "system"}', 'OPEN', ${breached}, 2)`.execute(
      db,
    );
    const { text } = await desk.get(null, '/metrics');
    expect(text).toMatch(/kefu_clocks_breached\{clock="QUALITY_COMPLAINT"\} 1/);
    expect(text).toMatch(/kefu_clocks_overdue\{clock="QUALITY_COMPLAINT"\} 1/);
  });

  test('a limit of the ticket that complains of a reader’s own service is not shown to him', async () => {
    const ticketNo = await forgotten(0.01, { ...SIMPLE, category: 'SVC.COMPLAINT', about: supervisor.staffNo });
    const supervised = { reason: '涉及主管' };
    await desk.post(staff('manager'), `/v1/tickets/${ticketNo}/supervise`, supervised);
    const missed = sql`update clocks set due_at = ${ago(1)}, breached = true where id = 'SUPERVISION_REPORT'`;
    await missed.execute(desk.database.db);
    const { body } = await desk.get(staff('manager'), '/v1/reports/breaches?clock=SUPERVISION_REPORT');
    expect(body.items).toMatchObject([{ ticketNo }]);
    expect((await report('?clock=SUPERVISION_REPORT')).body).toMatchObject({ items: [], totals: [] });
  });

  test('a moment of a review that was looked at late is in the figures, and an outage', async () => {
    const id = makeReviewId(await lateReview(), 1);
    const { db } = desk.database;
    const data = { clock: 'QUALITY_COMPLAINT', key: 'QUALITY_COMPLAINT#1', at: ago(0.5) };
    await sql`update review_events set at = ${ago(1)} where review_id = ${id}`.execute(db);
    await sql`insert into review_events (review_id, seq, type, at, actor, after_status, data, version)
      values (${id}, 90, 'clock-warned', ${ago(0.25)}, '{"kind": "system"}', 'OPEN', ${JSON.stringify(data)}, 2)`.execute(
      db,
    );
    expect((await desk.get(null, '/metrics')).text).toMatch(
      /kefu_moment_lateness_seconds\{clock="QUALITY_COMPLAINT",process="worker",quantile="0.5"\} 900(\.|\n)/,
    );
    const at = ago(0.25);
    await measureLateness(db, { of: 'review', id, version: 2 }, [{ type: 'clock-warned', at, data }]);
    const outages = (await desk.get(staff('ops'), '/v1/outages')).body.items;
    expect(outages).toMatchObject([{ cause: 'measured', component: 'limits' }]);
    expect([outages[0].from, outages[0].to].map((one) => Date.parse(one))).toEqual(
      [data.at, at].map((one) => Date.parse(one)),
    );
  });

  test('a note that nobody accepted is of those on duty, without a ticket', async () => {
    const { db } = desk.database;
    const id = 'handover-2025-11-03-DAY';
    await missedHandover(desk, id);
    await sql`insert into handover_events (handover_id, type, at, actor, data)
      values (${id}, 'clock-breached', now(), '{"kind": "system"}', '{"clock": "SHIFT_HANDOVER"}')`.execute(db);
    const { body } = await report('?clock=SHIFT_HANDOVER');
    expect(body.items).toMatchObject([{ ticketNo: null, reviewId: null, handoverId: id, department: 'DUTY' }]);
    expect((await desk.get(null, '/metrics')).text).toMatch(/kefu_clocks_breached\{clock="SHIFT_HANDOVER"\} 1/);
    await sql`delete from handover_events`.execute(db);
    await sql`delete from handovers`.execute(db);
  });

  test('a limit that was past long before its ticket came counts with the day on which it was found missed', async () => {
    const before = await missedReplies();
    const receivedAt = new Date(Date.now() - 10 * 24 * 3_600_000).toISOString();
    const integration = desk.credential(({ role }) => role === 'integration');
    const late = { ...SIMPLE, companyId: 'C1001', receivedAt };
    const opened = await desk.post(integration, '/v1/tickets', late);
    const missed = ({ breached }: { breached: boolean }) => breached;
    // From the due instant on, also in the very first answer.
    expect(opened.body.clocks.filter(missed).length).toBeGreaterThan(0);
    const { clocks } = (await desk.get(integration, `/v1/tickets/${opened.body.ticketNo}`)).body;
    expect(clocks.map(missed)).toEqual(opened.body.clocks.map(missed));
    const agent = desk.credential(({ role }) => role === 'agent');
    await desk.post(agent, `/v1/tickets/${opened.body.ticketNo}/take-over`, {});
    await desk.post(agent, `/v1/tickets/${opened.body.ticketNo}/answer`, { solution: '请在订单页申请退换货' });
    expect(await missedReplies()).toBeGreaterThan(before);
  });
});

/** The limits of a ticket's first hours, by the figures of the last day. */
async function missedReplies(): Promise<number> {
  const { text } = await desk.get(null, '/metrics');
  const counts = [...text.matchAll(/kefu_clocks_breached\{clock="(?:ONLINE|RESOLVE)_\w+"\} (\d+)/g)];
  return counts.reduce((sum, [, count]) => sum + Number(count), 0);
}

describe('the promise report', () => {
  const promises = async (query = ''): Promise<Answer['body']> =>
    (await desk.get(supervisor, `/v1/reports/promises${query}`)).body;

  async function taken(): Promise<string> {
    const ticketNo = await forgotten(0.01, SPECIALISED);
    expect((await desk.post(pay, `/v1/tickets/${ticketNo}/take-over`, {})).status).toBe(200);
    return ticketNo;
  }
  const reported = (ticketNo: string, promise?: object): Promise<Answer> =>
    desk.post(pay, `/v1/tickets/${ticketNo}/progress-report`, { text: '正在核实', ...(promise && { promise }) });

  test('of a desk that promises nothing is all zeros', async () => {
    const none = { made: 0, kept: 0, broken: 0, open: 0, cancelled: 0, rate: null };
    expect(await promises()).toMatchObject({ totals: none, departments: [], staff: [] });
  });

  test('counts what was kept, broken, is open or called off, by department and staff member', async () => {
    const [kept, broken, open, left] = [await taken(), await taken(), await taken(), await taken()];
    for (const ticketNo of [kept, broken, open, left]) {
      expect((await reported(ticketNo, { by: ahead(2), what: '告知退款进度' })).status).toBe(200);
    }
    await reported(kept);
    await sql`update clocks set due_at = ${ago(1)} where id = 'PROMISE' and ticket_no = ${broken}`.execute(
      desk.database.db,
    );
    await desk.post(buyer, `/v1/tickets/${left}/withdraw`, {});
    const figures = { made: 4, kept: 1, broken: 1, open: 1, cancelled: 1, rate: 0.5 };
    expect(await promises()).toMatchObject({
      totals: figures,
      departments: [{ department: 'PAY', label: { zh: '支付组', en: 'Payments' }, ...figures }],
      staff: [{ staffNo: pay.staffNo, ...figures }],
    });
    expect((await promises(`?to=${ago(1)}`)).totals.made).toBe(0);
    const breach = (await report('?clock=PROMISE')).body.items;
    expect(breach).toMatchObject([{ ticketNo: broken, department: 'PAY', label: { zh: '承诺时间' } }]);
  });

  test('what was promised is shown to the customer as a limit, in words', async () => {
    const ticketNo = await taken();
    const by = ahead(2);
    await reported(ticketNo, { by });
    const { body } = await desk.get(buyer, `/v1/tickets/${ticketNo}/clocks`);
    const promise = body.items.find((clock: { id: string }) => clock.id === 'PROMISE');
    expect(Date.parse(promise.dueAt)).toBe(Date.parse(by));
    expect(promise.explanation).toEqual({ zh: expect.stringContaining('承诺'), en: expect.stringContaining('romise') });
    const { body: timeline } = await desk.get(buyer, `/v1/tickets/${ticketNo}/events`);
    const told = timeline.items.find((event: { type: string }) => event.type === 'promised');
    expect(Object.keys(told.data)).toEqual(['dueAt']);
  });

  test('has no time that has passed, and none without its offset', async () => {
    const ticketNo = await taken();
    expect((await reported(ticketNo, { by: ago(1) })).body).toMatchObject({
      status: 422,
      type: '/problems/date-not-allowed',
      errors: [{ pointer: '/promise/by' }],
    });
    expect((await reported(ticketNo, { by: '2027-01-01T10:00:00' })).body).toMatchObject({
      status: 400,
      errors: [{ pointer: '/promise/by' }],
    });
  });
});

describe('a promise in a message', () => {
  test('comes back with it, and is refused where it cannot be made', async () => {
    const ticketNo = await forgotten(0.01);
    const say = (who: DemoCredential, body: object): Promise<Answer> =>
      desk.post(who, `/v1/tickets/${ticketNo}/messages`, { text: '核实后回复您', ...body });
    const by = ahead(3);
    const agent = staff('agent');
    const said = await say(agent, { promise: { by, what: '核实结果' } });
    expect(said.status).toBe(201);
    expect(said.body.promise).toMatchObject({ what: '核实结果' });
    const { body } = await desk.get(buyer, `/v1/tickets/${ticketNo}/messages`);
    expect(body.items.map((message: { promise: unknown }) => message.promise)).toEqual([said.body.promise]);
    const refusals = [
      await say(buyer, { promise: { by } }),
      await say(agent, { promise: { by }, internal: true }),
      await say(agent, { promise: { by: ago(1) } }),
      await say(agent, { promise: { by: ahead(24 * 400) } }),
    ].map(({ status, body: problem }) => [status, problem.errors[0].pointer]);
    expect(refusals).toEqual([
      [400, '/promise'],
      [400, '/promise'],
      [422, '/promise/by'],
      [422, '/promise/by'],
    ]);
  });
});

describe('what a message promises', () => {
  test('can be read as soon as it was answered: among the limits, and in the report', async () => {
    const ticketNo = await forgotten(0.01);
    const read = async (): Promise<string[]> => {
      const clocks = await desk.get(buyer, `/v1/tickets/${ticketNo}/clocks`);
      return clocks.body.items
        .filter(({ id }: { id: string }) => id === 'PROMISE')
        .map(({ key, status }: { key: string; status: string }) => `${key} ${status}`);
    };
    for (const nth of [1, 2, 3]) {
      const promise = { by: ahead(nth) };
      const said = await desk.post(staff('agent'), `/v1/tickets/${ticketNo}/messages`, {
        text: '核实后回复您',
        promise,
      });
      expect(said.status).toBe(201);
      expect(await read()).toHaveLength(nth);
    }
    expect((await desk.get(staff('supervisor'), '/v1/reports/promises')).body.totals).toMatchObject({
      made: 3,
      open: 3,
    });
    await desk.post(staff('agent'), `/v1/tickets/${ticketNo}/messages`, { text: '核实无误' });
    expect(await read()).toEqual(['PROMISE#1 met', 'PROMISE#2 met', 'PROMISE#3 met']);
  });

  test('a time that only the words name is pointed out to whoever wrote them, and to nobody else', async () => {
    const ticketNo = await forgotten(0.01);
    const say = (who: DemoCredential, body: object): Promise<Answer> =>
      desk.post(who, `/v1/tickets/${ticketNo}/messages`, body);
    const text = '您好，明天下午3点前回复您';
    const agent = staff('agent');
    expect((await say(agent, { text })).body.hints).toEqual([
      {
        code: 'time-without-promise',
        found: '明天下午3点前回复',
        zh: expect.stringContaining('promise.by'),
        en: expect.stringContaining('promise.by'),
      },
    ]);
    expect((await say(agent, { text, promise: { by: ahead(20) } })).body.hints).toEqual([]);
    expect((await say(agent, { text, internal: true })).body.hints).toEqual([]);
    expect((await say(buyer, { text })).body.hints).toEqual([]);
    const { body } = await desk.get(supervisor, '/v1/reports/promises');
    expect(body.totals).toMatchObject({ made: 1 });
  });
});

describe('the figures for Prometheus', () => {
  const overdue = async (): Promise<number> => {
    const { text } = await desk.get(null, '/metrics');
    return Number(/^kefu_limit_overdue_seconds (\S+)/m.exec(text)?.[1]);
  };

  test('say how long ago a limit came that nobody takes up, and nothing of one that was found missed', async () => {
    const { db } = desk.database;
    await sql`update clocks set breached = true where due_at <= now()`.execute(db);
    expect(await overdue()).toBe(0);
    const ticketNo = await forgotten(24 * 20);
    await sql`update clocks set due_at = ${ago(1)} where ticket_no = ${ticketNo}`.execute(db);
    expect(await overdue()).toBeGreaterThan(3_500);
    await sql`update clocks set breached = true where ticket_no = ${ticketNo}`.execute(db);
    expect(await overdue()).toBe(0);
  });

  test('say of each clock how late it was looked at, and how far one that runs is past its limit', async () => {
    const ticketNo = await forgotten(24 * 20);
    const due = JSON.stringify({ clock: 'RESOLVE_SIMPLE', key: 'RESOLVE_SIMPLE#1', at: ago(0.5), step: 1 });
    const { db } = desk.database;
    await sql`update ticket_events set at = ${ago(1)} where ticket_no = ${ticketNo}`.execute(db);
    await sql`insert into ticket_events (ticket_no, seq, type, at, actor, after_status, data, version)
      values (${ticketNo}, 90, 'clock-warned', ${ago(0.25)}, '{"kind": "system"}', 'RECEIVED', ${due}, 2)`.execute(db);
    const { text } = await desk.get(null, '/metrics');
    expect(text).toMatch(
      /kefu_moment_lateness_seconds\{clock="RESOLVE_SIMPLE",process="worker",quantile="0.99"\} 900(\.|\n)/,
    );
    expect(text).toMatch(/kefu_clock_lateness_seconds\{clock="RESOLVE_SIMPLE",process="api"\} \d/);
  });
});

describe('who reads reports', () => {
  test.each(['breaches', 'promises'])('%s: those who answer for the desk, nobody else', async (name) => {
    for (const role of ['supervisor', 'manager', 'inspector', 'admin', 'ops']) {
      expect([role, (await desk.get(staff(role), `/v1/reports/${name}`)).status]).toEqual([role, 200]);
    }
    for (const role of [
      'agent',
      'seniorAgent',
      'specialist',
      'dutyAgent',
      'mainAccount',
      'subAccount',
      'integration',
    ]) {
      expect([role, (await desk.get(staff(role), `/v1/reports/${name}`)).status]).toEqual([role, 403]);
    }
    expect((await desk.get(null, `/v1/reports/${name}`)).status).toBe(401);
  });

  test('a team leader what was missed, as he is told of it, and no more', async () => {
    const names = ['breaches', 'promises'];
    const answers = await Promise.all(names.map((name) => desk.get(staff('teamLeader'), `/v1/reports/${name}`)));
    expect(answers.map(({ status }) => status)).toEqual([200, 403]);
  });
});
