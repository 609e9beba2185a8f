import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TICKET_COMMANDS } from '../../../contracts/commands.ts';
import { createMailer } from '../../../channels/email/mailer.ts';
import { startDevMailbox } from '../../../channels/email/devMailbox.ts';
import { storeDevMail } from '../../../db/repositories/reading/devMailbox.ts';
import type { DemoCredential } from '../../../intake/seed.ts';
import { type Answer, type Desk, openDesk, SIMPLE, SPECIALISED } from './desk.ts';

let desk: Desk;
let buyer: DemoCredential;
const staff = (role: string, department?: string): DemoCredential =>
  desk.credential((one) => one.role === role && (department === undefined || one.department === department));

beforeAll(async () => {
  desk = await openDesk();
  buyer = desk.credential(({ role, companyKind }) => role === 'mainAccount' && companyKind === 'buyer');
});
afterAll(() => desk.close());

const opened = async (body: object): Promise<string> => (await desk.post(buyer, '/v1/tickets', body)).body.ticketNo;
const give = (who: DemoCredential, ticketNo: string, command: string, body: object = {}): Promise<Answer> =>
  desk.post(who, `/v1/tickets/${ticketNo}/${command}`, body);
const done = async (...args: Parameters<typeof give>): Promise<Answer> => {
  const answer = await give(...args);
  expect([args[2], answer.status, answer.body.detail]).toEqual([args[2], 200, undefined]);
  return answer;
};

describe('a ticket goes its way over HTTP', () => {
  test('a simple one from opening to the rating', async () => {
    const ticketNo = await opened(SIMPLE);
    const agent = staff('agent');
    await done(agent, ticketNo, 'take-over');
    const asked = await done(agent, ticketNo, 'request-material', { items: [{ name: '截图', why: '核实提示' }] });
    expect(asked.body.status).toBe('WAITING_CUSTOMER');
    const wrong = await give(buyer, ticketNo, 'supply-material', { items: ['合同'] });
    expect(wrong.body).toMatchObject({
      status: 422,
      type: '/problems/unknown-material',
      errors: [{ pointer: '/items/0' }],
    });
    expect((await done(buyer, ticketNo, 'supply-material', { items: ['截图'] })).body.status).toBe('IN_PROGRESS');
    const answer = await done(agent, ticketNo, 'answer', { solution: '请关闭短信拦截后重试' });
    expect(answer.headers.get('etag')).toBe(`"${answer.body.version}"`);
    await done(buyer, ticketNo, 'accept');
    const rated = await done(buyer, ticketNo, 'rate', { rating: 'SATISFIED', comment: '很快' });
    expect(rated.body).toMatchObject({
      status: 'CLOSED',
      closeReason: 'CONFIRMED',
      rating: { rating: 'SATISFIED', comment: '很快' },
    });
    const again = await done(buyer, ticketNo, 'rate', { rating: 'FAIR' });
    expect(again.body.rating).toMatchObject({ rating: 'FAIR', comment: null });
    const late = await desk.post(buyer, `/v1/tickets/${ticketNo}/messages`, { text: '还有问题' });
    expect(late.body).toMatchObject({ status: 409, ticketStatus: 'CLOSED' });
    expect(late.body.detail).toContain('reopen');
  });

  test('a complex one with a plan of two departments', async () => {
    const ticketNo = await opened({ ...SIMPLE, category: 'ORD.FULFIL.ARRIVAL' });
    const supervisor = staff('supervisor');
    const [order, after] = [staff('specialist', 'ORDER'), staff('specialist', 'AFTER')];
    const { body: ticket } = await desk.get(supervisor, `/v1/tickets/${ticketNo}`);
    const milestoneOn = ticket.clocks
      .find((clock: { id: string }) => clock.id === 'RESOLVE_COMPLEX')
      .targetAt.slice(0, 10);
    const task = (who: DemoCredential) => ({
      department: who.department,
      responsible: who.staffNo,
      deliverable: `${who.department} 核实`,
      milestoneOn,
    });
    const plan = { lead: order.staffNo, tasks: [task(order), task(after)] };
    const unknown = await give(supervisor, ticketNo, 'coordinate', { ...plan, lead: '9999' });
    expect(unknown.body).toMatchObject({
      status: 422,
      type: '/problems/unknown-staff',
      errors: [{ pointer: '/lead' }],
    });
    const planned = await done(supervisor, ticketNo, 'coordinate', plan);
    expect(planned.body.status).toBe('COORDINATING');
    expect(planned.body.tasks.map((t: { deliverable: string }) => t.deliverable)).toEqual(['ORDER 核实', 'AFTER 核实']);
    expect(planned.body.clocks.map((clock: { id: string }) => clock.id)).toContain('RESOLVE_MULTI');
    expect(planned.body).toMatchObject({ lead: order.staffNo, assignee: order.staffNo });

    const mine = await desk.get(after, '/v1/tasks');
    expect(mine.body.items).toMatchObject([
      { taskId: `${ticketNo}-T2`, milestoneOn, allowedCommands: ['take-over', 'refuse', 'transfer', 'complete'] },
    ]);
    const path = `/v1/tasks/${ticketNo}-T2`;
    expect((await desk.post(order, `${path}/take-over`, {})).body).toMatchObject({ type: '/problems/forbidden' });
    expect((await desk.post(after, `${path}/take-over`, {})).body).toMatchObject({ status: 'ACCEPTED' });
    expect((await desk.post(after, `${path}/complete`, { result: '已核实' })).body).toMatchObject({
      status: 'DONE',
      result: '已核实',
    });
    expect((await desk.post(after, `${path}/complete`, { result: '已核实' })).body).toMatchObject({
      status: 409,
      ticketStatus: 'COORDINATING',
    });
    expect((await desk.post(after, '/v1/tasks/KF20251107001-T9/complete', { result: 'x' })).status).toBe(404);
  });
});

test('a plan made anew: what is to deliver something else is offered anew, the rest goes on', async () => {
  const ticketNo = await opened({ ...SIMPLE, category: 'ORD.FULFIL.ARRIVAL' });
  const supervisor = staff('supervisor');
  const [order, after] = [staff('specialist', 'ORDER'), staff('specialist', 'AFTER')];
  const { body: ticket } = await desk.get(supervisor, `/v1/tickets/${ticketNo}`);
  const limit = ticket.clocks.find((clock: { id: string }) => clock.id === 'RESOLVE_COMPLEX');
  const milestoneOn = limit.targetAt.slice(0, 10);
  const task = ({ department, staffNo }: DemoCredential, deliverable: string) => ({
    department,
    responsible: staffNo,
    deliverable,
    milestoneOn,
  });
  const planned = (deliverable: string) =>
    done(supervisor, ticketNo, 'coordinate', {
      lead: order.staffNo,
      tasks: [task(order, '核实物流'), task(after, deliverable)],
    });
  await planned('核实损坏');
  const tasks = async (deliverable: string) =>
    (await planned(deliverable)).body.tasks.map(
      (one: { status: string; deliverable: string }) => `${one.status} ${one.deliverable}`,
    );
  expect(await tasks('核实损坏')).toEqual(['OFFERED 核实物流', 'OFFERED 核实损坏']);
  expect(await tasks('出具赔付方案')).toEqual(['OFFERED 核实物流', 'CANCELLED 核实损坏', 'OFFERED 出具赔付方案']);
});

test('whoever leads a plan reads the ticket and works on it, whatever his department', async () => {
  const ticketNo = await opened({ ...SIMPLE, category: 'ORD.FULFIL.ARRIVAL' });
  const supervisor = staff('supervisor');
  const [after, lead, other] = ['AFTER', 'TECH', 'RISK'].map((department) => staff('specialist', department));
  if (after === undefined || lead === undefined || other === undefined) throw new Error('the departments have people');
  const { body: ticket } = await desk.get(supervisor, `/v1/tickets/${ticketNo}`);
  expect(ticket.department).not.toBe('TECH');
  const path = `/v1/tickets/${ticketNo}`;
  expect((await desk.get(lead, path)).status).toBe(404);
  const limit = ticket.clocks.find((clock: { id: string }) => clock.id === 'RESOLVE_COMPLEX');
  const order = staff('specialist', 'ORDER');
  const milestoneOn = limit.targetAt.slice(0, 10);
  const tasks = [after, order].map(({ department, staffNo }) => ({
    department,
    responsible: staffNo,
    deliverable: '核实损坏',
    milestoneOn,
  }));
  await done(supervisor, ticketNo, 'coordinate', { lead: lead.staffNo, tasks });
  for (const tail of ['', '/messages', '/events', '/clocks'])
    expect([tail, (await desk.get(lead, `${path}${tail}`)).status]).toEqual([tail, 200]);
  const listedBy = async (filter: string): Promise<unknown[]> =>
    (await desk.get(lead, `/v1/tickets?${filter}`)).body.items.map((one: { ticketNo: string }) => one.ticketNo);
  expect(await listedBy(`assignee=${lead.staffNo}`)).toContain(ticketNo);
  expect(await listedBy(`lead=${lead.staffNo}`)).toContain(ticketNo);
  expect(await listedBy(`lead=${order.staffNo}`)).not.toContain(ticketNo);
  expect((await desk.post(lead, `${path}/messages`, { text: '正在核实' })).status).toBe(201);
  await done(lead, ticketNo, 'progress-report', { text: '已联系物流' });
  const tasksOf = async (who: DemoCredential): Promise<string[]> => {
    const { items } = (await desk.get(who, '/v1/tasks?limit=200')).body;
    return items
      .map(({ taskId }: { taskId: string }) => taskId)
      .filter((taskId: string) => taskId.startsWith(ticketNo));
  };
  expect(await tasksOf(lead)).toEqual([`${ticketNo}-T1`, `${ticketNo}-T2`]);
  expect(await tasksOf(order)).toEqual([`${ticketNo}-T2`]);
  expect(await tasksOf(other)).toEqual([]);
  expect((await desk.get(other, path)).status).toBe(404);
});

describe('who, then when, then what', () => {
  test('403 before 409 before 422', async () => {
    const ticketNo = await opened(SPECIALISED);
    const pay = staff('specialist', 'PAY');
    const wrong = { to: '9999', reason: '忙' };
    expect((await give(buyer, ticketNo, 'hand-on', wrong)).body).toMatchObject({ type: '/problems/forbidden' });
    expect((await give(staff('supervisor'), ticketNo, 'close-unresolved', { finalAnswer: 'x' })).status).toBe(403);
    const soon = await give(pay, ticketNo, 'answer', { solution: 'x' });
    expect(soon.status).toBe(403);
    await done(pay, ticketNo, 'take-over');
    const second = await give(pay, ticketNo, 'take-over');
    expect(second.body).toMatchObject({
      status: 409,
      type: '/problems/state-conflict',
      ticketStatus: 'IN_PROGRESS',
      version: 2,
    });
    expect(second.body.allowedCommands).toContain('answer');
    expect((await give(pay, ticketNo, 'hand-on', wrong)).body).toMatchObject({
      status: 422,
      errors: [{ pointer: '/to' }],
    });
    expect((await give(pay, ticketNo, 'mark-duplicate', { of: 'KF20250101001' })).body).toMatchObject({
      status: 422,
      type: '/problems/unknown-reference',
    });
    const dayOff = await give(staff('supervisor'), ticketNo, 'extend', { until: '2026-10-01', reason: '国庆' });
    expect(dayOff.body).toMatchObject({
      status: 422,
      type: '/problems/date-not-allowed',
      errors: [{ pointer: '/until' }],
    });
  });

  test('a stale If-Match is 412, the current one passes', async () => {
    const ticketNo = await opened(SPECIALISED);
    const pay = staff('specialist', 'PAY');
    const path = `/v1/tickets/${ticketNo}/take-over`;
    const stale = await desk.post(pay, path, {}, { 'If-Match': '"7"' });
    expect(stale.body).toMatchObject({ status: 412, type: '/problems/version-mismatch', version: 1 });
    expect((await desk.post(pay, path, {}, { 'If-Match': '"1"' })).status).toBe(200);
  });

  test('staff record what the customer said with onBehalf, and only then', async () => {
    const ticketNo = await opened(SPECIALISED);
    const agent = staff('agent');
    expect((await give(agent, ticketNo, 'urge', {})).status).toBe(403);
    await done(agent, ticketNo, 'urge', { onBehalf: true });
    expect((await give(buyer, ticketNo, 'urge', {})).body).toMatchObject({
      status: 409,
      type: '/problems/already-urged',
    });
    const { body } = await desk.get(agent, `/v1/tickets/${ticketNo}/events`);
    expect(body.items.at(-1)).toMatchObject({
      type: 'urged',
      actor: { kind: 'staff', staffNo: agent.staffNo, onBehalf: true },
    });
  });

  test('what is declined names where to turn, in ticket, timeline and inbox; by default in general words', async () => {
    const reason = '线下签订的合同平台无从核实';
    const ticketNo = await opened(SIMPLE);
    expect((await give(staff('agent'), ticketNo, 'decline', { reason, boundary: 'NOWHERE' })).body).toMatchObject({
      status: 400,
      errors: [{ pointer: '/boundary' }],
    });
    const body = { reason, boundary: 'OFFLINE_CONTRACT', pointer: '本合同约定：北京仲裁委员会' };
    expect((await give(staff('agent'), ticketNo, 'decline', body)).status).toBe(200);
    const mine = (await desk.get(buyer, `/v1/tickets/${ticketNo}`)).body;
    expect(mine).toMatchObject({ closeReason: 'DECLINED', declined: { boundary: 'OFFLINE_CONTRACT', reason } });
    expect(mine.declined.pointer.zh).toMatch(/仲裁委员会.*12348.*\n本合同约定：北京仲裁委员会/s);
    const { items } = (await desk.get(buyer, `/v1/tickets/${ticketNo}/events`)).body;
    expect(items.find(({ type }: { type: string }) => type === 'declined')).toMatchObject({
      text: { reason, pointer: body.pointer },
      words: { zh: expect.stringContaining('12348'), en: expect.stringContaining('12348') },
    });
    const inbox = (await desk.get(buyer, '/v1/inbox')).body.items;
    const closed = inbox.find(
      (one: { ticketNo: string; template: string }) => one.ticketNo === ticketNo && one.template === 'ticket-closed',
    );
    for (const words of ['12348', reason, body.pointer]) expect(closed.text).toContain(words);

    const other = await opened(SIMPLE);
    const plain = await give(staff('agent'), other, 'decline', { reason: '不属于平台业务' });
    expect(plain.body.declined).toMatchObject({
      boundary: 'OTHER',
      pointer: { zh: '请向有关主管部门或专业机构咨询。' },
    });
    expect((await give(buyer, other, 'reopen', { reason: '与订单有关' })).body.declined).toBeNull();
  });

  test('a dispute is for a buyer with its scope, against a supplier', async () => {
    const ticketNo = await opened({ ...SIMPLE, category: 'ORD.DISPUTE.CASE', orderNo: '1' });
    const claim = { supplierCompanyId: buyer.companyId, claim: '少货', demand: '补发' };
    expect((await give(staff('supervisor'), ticketNo, 'open-dispute', claim)).status).toBe(403);
    expect((await give(buyer, ticketNo, 'open-dispute', claim)).body).toMatchObject({
      status: 422,
      errors: [{ pointer: '/supplierCompanyId' }],
    });
  });

  test('an archived ticket is judged without its workflow: 403 for whom it never was, else 409', async () => {
    const ticketNo = await opened(SIMPLE);
    await sql`
      update tickets set status = 'ARCHIVED', state = jsonb_set(state, '{status}', '"ARCHIVED"') where ticket_no = ${ticketNo}
    `.execute(desk.database.db);
    desk.engine.away = true;
    const reopened = await give(buyer, ticketNo, 'reopen', { reason: '又坏了' });
    const planned = await give(buyer, ticketNo, 'coordinate', { tasks: [] });
    desk.engine.away = false;
    expect(reopened.body).toMatchObject({
      status: 409,
      type: '/problems/ticket-archived',
      ticketStatus: 'ARCHIVED',
      allowedCommands: ['complain'],
    });
    expect(planned.status).toBe(403);
  });

  test('an outcome that is open asks the ticket’s workflow to catch up, once', async () => {
    const ticketNo = await opened(SIMPLE);
    desk.engine.away = true;
    for (let nth = 0; nth < 2; nth += 1) expect((await give(staff('agent'), ticketNo, 'take-over')).status).toBe(503);
    desk.engine.away = false;
    const { rows } = await sql`select kind from outbox where ticket_no = ${ticketNo} and kind <> 'start'`.execute(
      desk.database.db,
    );
    expect(rows).toEqual([{ kind: 'recorded' }]);
  });

  test('while an outcome is open, other words are refused under its key, and its own are carried out', async () => {
    const ticketNo = await opened(SIMPLE);
    const key = { 'Idempotency-Key': randomUUID() };
    const withdraw = async (reason: string): Promise<number> =>
      (await desk.post(buyer, `/v1/tickets/${ticketNo}/withdraw`, { reason }, key)).status;
    desk.engine.away = true;
    expect([await withdraw('已解决'), await withdraw('点错了')]).toEqual([503, 422]);
    desk.engine.away = false;
    expect([await withdraw('点错了'), await withdraw('已解决')]).toEqual([422, 200]);
  });

  test('every command is a route, refused to those who see nothing, unknown ones are not there', async () => {
    const ticketNo = await opened(SIMPLE);
    for (const name of TICKET_COMMANDS) {
      const answer = await give(buyer, ticketNo, name, { nonsense: true });
      expect([name, answer.status, answer.body.type]).toEqual([name, 400, '/problems/validation']);
    }
    expect((await give(buyer, ticketNo, 'explode')).status).toBe(404);
    expect((await give(staff('admin'), ticketNo, 'take-over')).status).toBe(404);
  });
});

test('a mail that the service sends stands in the development mailbox; mail to the service is refused', async () => {
  const { db } = desk.database;
  const port = 20_000 + (process.pid % 20_000);
  const mailbox = await startDevMailbox({
    port,
    ownAddresses: ['service@desk.example'],
    store: (raw) => storeDevMail(db, raw),
  });
  const mailer = createMailer(`smtp://127.0.0.1:${port}`, 'service@desk.example');
  const mail = {
    subject: '工单已接收\r\nBcc: evil@example.com',
    text: '您好',
    id: 'a.2',
    inReplyTo: 'a.1',
    headers: {},
  };
  await mailer.send({ ...mail, to: 'odd,one@example.com' });
  await expect(mailer.send({ ...mail, to: 'service@desk.example' })).rejects.toMatchObject({ reply: 550 });
  await mailbox.close();
  const { body } = await desk.get(null, '/dev/mailbox.json');
  expect(body).toMatchObject([
    {
      from: 'service@desk.example',
      to: ['"odd,one"@example.com'],
      subject: '工单已接收 Bcc: evil@example.com',
      text: '您好',
      messageId: '<a.2@desk.example>',
    },
  ]);
  expect(body[0].headers).toMatchObject({ 'auto-submitted': 'auto-generated', 'in-reply-to': '<a.1@desk.example>' });
  expect((await desk.get(null, '/dev/mailbox?lang=en')).text).toContain('您好');
});

describe('two tickets about the same', () => {
  const outcome = ({ status, body }: Answer): string =>
    status === 200 ? '200' : `${status} ${body.errors?.[0]?.pointer}`;
  const merge = async (from: string, into: string): Promise<string> =>
    outcome(await give(staff('agent'), from, 'merge', { into }));
  const duplicate = async (ticketNo: string, of: string): Promise<string> =>
    outcome(await give(staff('agent'), ticketNo, 'mark-duplicate', { of }));

  test('are merged one way: nothing goes into a ticket that is closed', async () => {
    const [one, two] = [await opened(SIMPLE), await opened(SIMPLE)];
    expect(await merge(one, two)).toBe('200');
    const refused = await give(staff('agent'), two, 'merge', { into: one });
    expect([refused.status, refused.body.type]).toEqual([422, '/problems/unknown-reference']);
    expect(refused.body.detail).toContain(one);
    expect((await desk.get(buyer, `/v1/tickets/${two}`)).body.status).not.toBe('CLOSED');
  });

  test('whoever had it is told in which one it goes on, if he may read that', async () => {
    const told = async (who: DemoCredential, command: string, into: string): Promise<string> => {
      const ticketNo = await opened({ ...SIMPLE, category: 'ORD.PAY.VOUCHER' });
      await done(who, ticketNo, 'take-over');
      await done(staff('supervisor'), ticketNo, command, { [command === 'merge' ? 'into' : 'of']: into });
      const { items } = (await desk.get(who, '/v1/inbox')).body;
      return items.find(
        (one: { ticketNo: string; template: string }) => one.ticketNo === ticketNo && one.template === 'ticket-closed',
      ).text;
    };
    for (const command of ['merge', 'mark-duplicate']) {
      const into = await opened(SIMPLE);
      const specialist = staff('specialist', 'PAY');
      expect((await desk.get(specialist, `/v1/tickets/${into}`)).status).toBe(404);
      expect(await told(specialist, command, into)).not.toContain(into);
      const other = await opened({ ...SIMPLE, category: 'ORD.PAY.VOUCHER' });
      expect(await told(specialist, command, other)).toContain(other);
    }
  });

  test('merged into each other at the same moment, one of them stays open', async () => {
    const [one, two] = [await opened(SIMPLE), await opened(SIMPLE)];
    const outcomes = await Promise.all([merge(one, two), merge(two, one)]);
    expect(outcomes.toSorted()).toEqual(['200', '422 /into']);
  });

  test('a duplicate may name an original that was answered, but never its own duplicate', async () => {
    const [one, two, three] = [await opened(SIMPLE), await opened(SIMPLE), await opened(SIMPLE)];
    expect(await duplicate(one, two)).toBe('200');
    expect(await duplicate(two, one)).toBe('422 /of');
    await done(staff('agent'), two, 'take-over');
    await done(staff('agent'), two, 'answer', { solution: '已处理' });
    await done(buyer, two, 'accept');
    expect(await duplicate(three, two)).toBe('200');
    const withdrawn = await opened(SIMPLE);
    await done(buyer, withdrawn, 'withdraw');
    expect(await duplicate(await opened(SIMPLE), withdrawn)).toBe('422 /of');
  });

  test('are linked once: said again, nothing is changed and that is said', async () => {
    const [one, two] = [await opened(SIMPLE), await opened(SIMPLE)];
    const link = (kind: string): Promise<Answer> => give(staff('agent'), one, 'link', { to: two, kind });
    expect((await link('related')).status).toBe(200);
    const again = await link('related');
    expect([again.status, again.body.type, again.body.ticketStatus]).toEqual([
      409,
      '/problems/state-conflict',
      'RECEIVED',
    ]);
    expect(again.body.detail).toContain('没有变更');
    expect((await link('parent')).status).toBe(200);
    const events = (await desk.get(staff('agent'), `/v1/tickets/${one}/events`)).body.items;
    expect(events.filter(({ type }: { type: string }) => type === 'linked')).toHaveLength(2);
  });

  test('are of one company', async () => {
    const supplier = desk.credential(({ role, companyKind }) => role === 'mainAccount' && companyKind === 'supplier');
    const theirs: string = (await desk.post(supplier, '/v1/tickets', SIMPLE)).body.ticketNo;
    const ours = await opened(SIMPLE);
    expect([await duplicate(ours, theirs), await merge(ours, theirs)]).toEqual(['422 /of', '422 /into']);
  });
});
