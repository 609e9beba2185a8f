import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EngineRoom } from './engineRoom.ts';
import { eventually, Office, type Ticket } from './office.ts';

let office: Office;
let people: Office['people'];
let engine: EngineRoom;
beforeAll(async () => {
  office = await Office.open();
  people = office.people;
  engine = await EngineRoom.enter(office.service.run.temporalAddress);
}, 120_000);
afterAll(async () => {
  await engine.leave();
  await office.service.stop();
});

const PAYMENT = { channel: 'online', category: 'ORD.PAY.FAILED', subject: '支付失败' };
const SIMPLE = { channel: 'online', category: 'ACC.LOGIN.NO_CODE', subject: '收不到验证码' };
const DISPUTE = { channel: 'phone', category: 'ORD.DISPUTE.CASE', subject: '订单纠纷' };

/** Accepted and rated: how a good end looks from every side. */
async function endsWell(ticket: Ticket, closeReason: 'CONFIRMED' | 'AGREED'): Promise<void> {
  const closed = await ticket.do(people.buyer, 'accept');
  expect(closed).toMatchObject({ status: 'CLOSED', closeReason });
  await ticket.do(people.buyer, 'rate', { rating: 'SATISFIED', comment: '很满意' });
  const { rating } = await ticket.read(people.agent);
  expect(rating).toMatchObject({ rating: 'SATISFIED', comment: '很满意' });
  const events = await ticket.events(people.agent);
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, position) => position + 1));
  expect((await ticket.clocks(people.agent)).filter((clock) => clock.endsWith('running'))).toEqual([
    'REOPEN_WINDOW running',
  ]);
}

describe('five classes of ticket, from the opening to closed and rated', () => {
  test('simple: one agent takes it, solves it, the customer is content', async () => {
    const opened = await people.buyer.post('/v1/tickets', {
      ...SIMPLE,
      description: '登录时收不到短信',
      demand: '请帮忙登录',
    });
    expect(opened.status).toBe(201);
    expect(opened.headers.get('location')).toBe(`/v1/tickets/${opened.body.ticketNo}`);
    const ticket = await office.ticket(people.buyer, SIMPLE);
    expect(await ticket.read(people.buyer)).toMatchObject({ status: 'RECEIVED', department: 'FRONT', assignee: null });
    expect(await ticket.clocks(people.buyer)).toEqual(['RESOLVE_SIMPLE running']);
    const taken = await ticket.do(people.agent, 'take-over');
    expect(taken).toMatchObject({ status: 'IN_PROGRESS', assignee: people.agent.staffNo });
    expect(await ticket.refused(people.otherAgent, 'take-over')).toBe('409 state-conflict');
    expect(await ticket.refused(people.buyer, 'answer', { solution: '自己解决' })).toBe('403 forbidden');
    expect((await people.agent.post(`${ticket.path}/messages`, { text: '正在核实', internal: false })).status).toBe(
      201,
    );
    expect((await people.agent.post(`${ticket.path}/messages`, { text: '疑似拦截', internal: true })).status).toBe(201);
    await ticket.do(people.agent, 'answer', { solution: '请关闭短信拦截后重试' });
    await endsWell(ticket, 'CONFIRMED');
    const staffSees = ['opened', 'taken-over', 'message', 'message', 'answered', 'accepted', 'closed', 'rated'];
    expect(await ticket.timeline(people.agent)).toEqual(staffSees);
    expect(await ticket.timeline(people.buyer)).toEqual(staffSees.toSpliced(2, 1));
    expect((await people.buyer.get(`${ticket.path}/messages`)).body.items).toHaveLength(1);
    expect((await people.buyer.post(`${ticket.path}/messages`, { text: '还有问题' })).body).toMatchObject({
      status: 409,
      detail: expect.stringContaining('reopen'),
    });
  });

  test('specialised: material, hand-on, refusal, a senior agent’s second opinion', async () => {
    const pay = office.specialist('PAY');
    const ticket = await office.ticket(people.buyer, PAYMENT);
    expect(await ticket.read(pay)).toMatchObject({ status: 'ASSIGNED', department: 'PAY' });
    expect((await office.specialist('TECH').get(ticket.path)).status).toBe(404);
    expect(await ticket.refused(people.agent, 'take-over')).toBe('403 forbidden');
    await ticket.do(pay, 'take-over');
    const items = [
      { name: '支付截图', why: '核对流水' },
      { name: '订单号', why: '定位订单' },
    ];
    expect(await ticket.do(pay, 'request-material', { items })).toMatchObject({ status: 'WAITING_CUSTOMER' });
    expect(await ticket.clocks(pay)).toEqual(
      expect.arrayContaining(['RESOLVE_COMPLEX paused', 'MATERIAL_WAIT running', 'SPECIALIST_TAKEOVER met']),
    );
    expect(await ticket.refused(people.buyer, 'supply-material', { items: ['营业执照'] })).toBe('422 unknown-material');
    expect(await ticket.do(people.buyer, 'supply-material', { items: ['订单号'] })).toMatchObject({
      status: 'WAITING_CUSTOMER',
    });
    expect(await ticket.do(people.buyer, 'supply-material', { items: ['支付截图'], text: '见附件' })).toMatchObject({
      status: 'IN_PROGRESS',
    });
    const handed = await ticket.do(pay, 'hand-on', { to: people.supervisor.staffNo, reason: '需要授权' });
    expect(handed).toMatchObject({ assignee: people.supervisor.staffNo, firstContact: pay.staffNo });
    await ticket.do(people.supervisor, 'answer', { solution: '已退款' });
    expect(await ticket.do(people.buyer, 'reject', { reason: '未到账' })).toMatchObject({
      status: 'REASSESSING',
      assignee: null,
    });
    expect(await ticket.refused(people.agent, 'take-over')).toBe('403 forbidden');
    expect(await ticket.refused(people.supervisor, 'take-over')).toBe('403 forbidden');
    await ticket.do(people.senior, 'take-over');
    await ticket.do(people.senior, 'answer', { solution: '银行确认明日到账' });
    await endsWell(ticket, 'AGREED');
    expect(await ticket.timeline(people.buyer)).toEqual([
      'opened',
      'taken-over',
      'material-requested',
      'material-supplied',
      'material-supplied',
      'handed-on',
      'answered',
      'rejected',
      'taken-over',
      'answered',
      'accepted',
      'closed',
      'rated',
    ]);
    expect(await ticket.clocks(pay)).toEqual([
      'RESOLVE_COMPLEX met',
      'SPECIALIST_TAKEOVER met',
      // For both, and with the first one in, for the other.
      'MATERIAL_WAIT met',
      'MATERIAL_WAIT met',
      'CONFIRM_WAIT met',
      'REASSESS met',
      'CONFIRM_WAIT met',
      'RATING_WINDOW met',
      'REOPEN_WINDOW running',
    ]);
  });

  test('complex: planned over two departments, one part refused and planned anew', async () => {
    const [order, pay, tech] = ['ORDER', 'PAY', 'TECH'].map((department) => office.specialist(department)) as [
      typeof people.agent,
      typeof people.agent,
      typeof people.agent,
    ];
    const ticket = await office.ticket(people.buyer, DISPUTE);
    expect(await ticket.read(people.supervisor)).toMatchObject({ status: 'RECEIVED', department: 'ORDER' });
    expect((await pay.get(ticket.path)).status).toBe(404);
    const task = (who: typeof people.agent, milestoneOn: string) => ({
      department: who.who.department,
      responsible: who.staffNo,
      deliverable: '核实情况并给出结论',
      milestoneOn,
    });
    const [soon, later] = [await office.workday(3), await office.workday(5)];
    const tasks = [task(order, soon), task(tech, soon)];
    expect(await ticket.refused(people.agent, 'coordinate', { lead: order.staffNo, tasks })).toBe('403 forbidden');
    const planned = await ticket.do(people.supervisor, 'coordinate', { lead: order.staffNo, tasks });
    expect(planned).toMatchObject({ status: 'COORDINATING', tasks: [{ status: 'OFFERED' }, { status: 'OFFERED' }] });
    const [one, two] = planned.tasks.map(({ taskId }: { taskId: string }) => taskId);
    expect([one, two]).toEqual([`${ticket.no}-T1`, `${ticket.no}-T2`]);
    expect((await tech.post(`/v1/tasks/${two}/refuse`, { reason: '不属于技术问题' })).body.status).toBe('REFUSED');
    await ticket.do(people.supervisor, 'coordinate', {
      lead: order.staffNo,
      tasks: [task(order, soon), task(pay, soon)],
    });
    expect((await pay.get('/v1/tasks')).body.items).toMatchObject([{ taskId: `${ticket.no}-T3`, department: 'PAY' }]);
    const three = `/v1/tasks/${ticket.no}-T3`;
    expect((await pay.post(`${three}/take-over`)).body.status).toBe('ACCEPTED');
    expect((await pay.post(`${three}/extend`, { until: later, reason: '等银行' })).status).toBe(403);
    const extended = await people.supervisor.post(`${three}/extend`, { until: later, reason: '等银行' });
    expect(extended.body.milestoneOn).toBe(later);
    await order.post(`/v1/tasks/${one}/take-over`);
    expect(await ticket.refused(order, 'answer', { solution: '尚早' })).toBe('409 state-conflict');
    expect((await order.post(`/v1/tasks/${one}/complete`, { result: '商家同意' })).body.status).toBe('DONE');
    expect((await pay.post(`${three}/complete`, { result: '款已冻结' })).body).toMatchObject({ result: '款已冻结' });
    await ticket.do(order, 'answer', { solution: '退货退款' });
    expect(await ticket.clocks(people.supervisor)).toEqual(
      expect.arrayContaining([
        'RESOLVE_COMPLEX cancelled',
        'RESOLVE_MULTI met',
        'COORDINATION_PLAN met',
        'MILESTONE met',
      ]),
    );
    await endsWell(ticket, 'CONFIRMED');
    const { tasks: shown } = await ticket.read(people.supervisor);
    expect(shown.map(({ status }: { status: string }) => status)).toEqual(['DONE', 'CANCELLED', 'DONE']);
    const customerSees = ['opened', 'coordinated', 'coordinated', 'answered', 'accepted', 'closed', 'rated'];
    expect(await ticket.timeline(people.buyer)).toEqual(customerSees);
    expect(await ticket.timeline(people.supervisor)).toEqual(
      expect.arrayContaining(['task-opened', 'task-refused', 'task-taken-over', 'task-extended', 'task-completed']),
    );
  });

  test('special: a date is set, news every three workdays, re-opened, and withdrawn', async () => {
    const qual = office.specialist('QUAL');
    const ticket = await office.ticket(people.buyer, { channel: 'online', category: 'ACC.QUAL.REVIEW' });
    expect(await ticket.clocks(qual)).toEqual(['PROGRESS_SYNC running', 'SPECIALIST_TAKEOVER running']);
    expect(await ticket.refused(qual, 'set-date', { dueOn: await office.workday(7) })).toBe('403 forbidden');
    await ticket.do(qual, 'take-over');
    expect(await ticket.refused(qual, 'set-date', { dueOn: '2025-10-01' })).toBe('422 date-not-allowed');
    const dueOn = await office.workday(7);
    const dated = await ticket.do(qual, 'set-date', { dueOn });
    const special = dated.clocks.find(
      ({ id, status }: Record<string, string>) => id === 'RESOLVE_SPECIAL' && status === 'running',
    );
    expect(special.dueAt).toBe(`${dueOn}T18:00:00+08:00`);
    await ticket.do(qual, 'progress-report', { text: '已提交复审' });
    expect((await ticket.clocks(qual)).filter((clock) => clock.startsWith('PROGRESS_SYNC'))).toEqual([
      'PROGRESS_SYNC met',
      'PROGRESS_SYNC running',
    ]);
    await ticket.do(qual, 'answer', { solution: '资质已通过' });
    await endsWell(ticket, 'CONFIRMED');
    expect(await ticket.do(people.buyer, 'reopen', { reason: '页面仍显示未通过' })).toMatchObject({
      status: 'REASSESSING',
      closedAt: null,
      closeReason: null,
      rating: null,
    });
    expect(await ticket.do(people.buyer, 'withdraw', { reason: '已恢复' })).toMatchObject({ closeReason: 'WITHDRAWN' });
    await ticket.do(people.buyer, 'rate', { rating: 'FAIR' });
  });

  test('urgent: seen at once by who is there, taken by the duty agent; a bad rating reaches quality control', async () => {
    const ticket = await office.ticket(people.buyer, { channel: 'phone', category: 'ACC.LOGIN.STOLEN' });
    const opened = await ticket.read(people.duty);
    expect(opened).toMatchObject({ status: 'ASSIGNED', urgent: true, urgentReason: 'category', department: 'RISK' });
    expect([null, people.duty.staffNo]).toContain(opened.assignee);
    await ticket.do(people.duty, 'take-over');
    await ticket.do(people.duty, 'answer', { solution: '账号已冻结' });
    await ticket.do(people.buyer, 'accept');
    await ticket.do(people.buyer, 'rate', { rating: 'DISSATISFIED', comment: '等太久' });
    const inbox = await people.inspector.get('/v1/inbox');
    expect(inbox.body.items[0]).toMatchObject({ ticketNo: ticket.no, template: 'rating-received' });
  });

  test('urgent by other words waits for somebody’s consent, and can be taken back', async () => {
    const ticket = await office.ticket(people.buyer, { ...SIMPLE, urgent: { reason: '领导在等' } });
    expect(await ticket.read(people.agent)).toMatchObject({ urgent: false });
    expect(await ticket.refused(people.agent, 'confirm-urgent')).toBe('403 forbidden');
    expect(await ticket.do(people.supervisor, 'confirm-urgent')).toMatchObject({
      urgent: true,
      urgentReason: 'confirmed',
    });
    expect(await ticket.do(people.supervisor, 'downgrade-urgent', { reason: '并不紧急' })).toMatchObject({
      urgent: false,
    });
  });
});

describe('who sees what', () => {
  test('a foreign company gets the very bytes of a number that never was', async () => {
    const ticket = await office.ticket(people.buyer, SIMPLE);
    const id = { 'X-Request-Id': 'same' };
    const foreign = await people.stranger.get(ticket.path, id);
    const unknown = await people.stranger.get('/v1/tickets/KF20000101001', id);
    expect(foreign.status).toBe(404);
    expect(foreign.text).toBe(unknown.text.replaceAll('KF20000101001', ticket.no));
    for (const part of ['events', 'clocks', 'messages', 'stream']) {
      expect((await people.stranger.get(`${ticket.path}/${part}`)).status, part).toBe(404);
    }
    for (const command of ['accept', 'withdraw', 'messages']) {
      const body = command === 'messages' ? { text: '你好' } : {};
      expect((await people.stranger.post(`${ticket.path}/${command}`, body)).status, command).toBe(404);
    }
    expect((await people.stranger.get('/v1/tickets')).body.items).toEqual([]);
    expect(await ticket.timeline(people.buyer)).toEqual(['opened']);
  });

  test('a sub-account sees its own, with ticket.company the company’s; who administers sees none', async () => {
    const ticket = await office.ticket(people.buyer, SIMPLE);
    const own = await office.ticket(people.narrow, SIMPLE);
    expect((await people.narrow.get(ticket.path)).status).toBe(404);
    expect((await people.narrow.get(own.path)).status).toBe(200);
    expect((await people.colleague.get(own.path)).status).toBe(200);
    expect((await people.admin.get(ticket.path)).status).toBe(404);
    expect((await people.admin.get('/v1/tickets')).status).toBe(403);
  });

  test('a command’s answer reaches whoever gave it, also when the ticket leaves his view by it', async () => {
    const pay = office.specialist('PAY');
    const ticket = await office.ticket(people.buyer, PAYMENT);
    expect(await ticket.do(pay, 'send-back', { reason: '不是支付问题' })).toMatchObject({
      status: 'RECEIVED',
      department: 'FRONT',
    });
    expect((await pay.get(ticket.path)).status).toBe(404);
    expect(await ticket.do(people.agent, 'classify', { category: 'ACC.LOGIN.NO_CODE' })).toMatchObject({
      status: 'RECEIVED',
      slaClass: 'simple',
    });
  });
});

describe('by mail', () => {
  test('acknowledged and answered in one thread', async () => {
    const email = 'wang@huaxin.example';
    const ticket = await office.ticket(people.buyer, {
      ...SIMPLE,
      channel: 'email',
      contact: { name: '王工', email },
    });
    const [acknowledgement] = await eventually(
      () => office.mails(ticket.no),
      (mails) => mails.length >= 1,
    );
    expect(acknowledgement).toMatchObject({ to: [email], from: 'service@kefu.localhost' });
    expect(acknowledgement.subject).toContain(ticket.no);
    await ticket.do(people.agent, 'take-over');
    await ticket.do(people.agent, 'answer', { solution: '请检查短信拦截设置' });
    const mails = await eventually(
      () => office.mails(ticket.no),
      (all) => all.some(({ text }) => text.includes('短信拦截设置')),
    );
    for (const later of mails.slice(1)) {
      expect(later.headers['in-reply-to']).toBe(acknowledgement.messageId);
      expect(later.headers['references']).toBe(acknowledgement.messageId);
    }
    expect(new Set(mails.map(({ messageId }) => messageId)).size).toBe(mails.length);
  });
});

describe('the desk’s other ways', () => {
  test('unclassified: nobody takes it before somebody says what it is', async () => {
    const ticket = await office.ticket(people.buyer, { channel: 'online' });
    expect(await ticket.read(people.agent)).toMatchObject({ category: null, slaClass: null, department: 'FRONT' });
    expect(await ticket.refused(people.agent, 'take-over')).toBe('409 state-conflict');
    expect(await ticket.do(people.agent, 'classify', { category: 'ORD.PAY.FAILED' })).toMatchObject({
      status: 'ASSIGNED',
      department: 'PAY',
      slaClass: 'complex',
    });
    await ticket.do(office.specialist('PAY'), 'take-over');
    expect(await ticket.refused(people.agent, 'classify', { category: 'ACC.LOGIN.NO_CODE' })).toBe('403 forbidden');
  });

  test('a limit moves once, by a supervisor, and not past the seventh workday', async () => {
    const pay = office.specialist('PAY');
    const ticket = await office.ticket(people.buyer, PAYMENT);
    await ticket.do(pay, 'take-over');
    const until = await office.workday(7);
    await ticket.do(pay, 'request-extension', { until, reason: '等银行' });
    expect(await ticket.refused(pay, 'extend', { until, reason: '等银行' })).toBe('403 forbidden');
    const far = `${Number(until.slice(0, 4)) + 1}-03-02`;
    expect(await ticket.refused(people.supervisor, 'extend', { until: far, reason: '等' })).toBe(
      '422 date-not-allowed',
    );
    const extended = await ticket.do(people.supervisor, 'extend', { until, reason: '等银行' });
    const limit = extended.clocks.find(({ id }: { id: string }) => id === 'RESOLVE_COMPLEX');
    expect(limit).toMatchObject({ status: 'running', dueAt: `${until}T18:00:00+08:00` });
    expect(await ticket.refused(people.supervisor, 'extend', { until, reason: '再等' })).toBe('409 state-conflict');
  });

  test('urged once a day; escalated; supervised; said by phone, recorded by staff', async () => {
    const ticket = await office.ticket(people.buyer, SIMPLE);
    await ticket.do(people.agent, 'take-over');
    await ticket.do(people.buyer, 'urge', { reason: '请尽快' });
    expect(await ticket.refused(people.buyer, 'urge')).toBe('409 already-urged');
    expect(await ticket.refused(people.agent, 'escalate', { reason: '客户要求' })).toBe('403 forbidden');
    await ticket.do(people.agent, 'escalate', { reason: '客户要求', onBehalf: true });
    await ticket.do(people.supervisor, 'supervise', { reason: '重点客户' });
    const events = await ticket.events(people.supervisor);
    expect(events.find(({ type }) => type === 'escalated').actor).toEqual({
      kind: 'staff',
      staffNo: people.agent.staffNo,
      onBehalf: true,
    });
    expect(await ticket.timeline(people.buyer)).toEqual(['opened', 'taken-over', 'urged', 'escalated']);
  });

  test('a time told in a message is a limit until the next message keeps it', async () => {
    const ticket = await office.ticket(people.buyer, PAYMENT);
    const pay = office.specialist('PAY');
    await ticket.do(pay, 'take-over');
    const say = async (body: object): Promise<void> => {
      expect((await pay.post(`${ticket.path}/messages`, { text: '核实后回复您', ...body })).status).toBe(201);
    };
    const promiseIs = (status: string) =>
      eventually(
        async () => (await people.buyer.get(`${ticket.path}/clocks`)).body.items,
        (clocks) =>
          clocks.some((clock: { id: string; status: string }) => clock.id === 'PROMISE' && clock.status === status),
      );
    const by = new Date(Date.now() + 3_600_000).toISOString();
    await say({ promise: { by, what: '银行的答复' } });
    await promiseIs('running');
    await say({ internal: true });
    await say({});
    await promiseIs('met');
    const { body } = await people.supervisor.get('/v1/reports/promises');
    expect(body.departments).toMatchObject([{ department: 'PAY', made: 1, kept: 1, rate: 1 }]);
    expect((await people.supervisor.get('/v1/reports/breaches')).status).toBe(200);
  });

  test('declined, terminated, duplicate, merged, linked', async () => {
    const [one, two, three, four] = await Promise.all([1, 2, 3, 4].map(() => office.ticket(people.buyer, SIMPLE)));
    if (one === undefined || two === undefined || three === undefined || four === undefined) throw new Error('four');
    expect(await one.do(people.agent, 'decline', { reason: '线下合同纠纷不在受理范围' })).toMatchObject({
      closeReason: 'DECLINED',
    });
    await two.do(people.agent, 'link', { to: one.no, kind: 'related' });
    expect(await two.refused(people.agent, 'mark-duplicate', { of: two.no })).toBe('422 unknown-reference');
    expect(await two.refused(people.agent, 'mark-duplicate', { of: 'KF20000101001' })).toBe('422 unknown-reference');
    expect(await two.refused(people.agent, 'mark-duplicate', { of: one.no })).toBe('422 unknown-reference');
    expect(await two.do(people.agent, 'mark-duplicate', { of: four.no })).toMatchObject({ closeReason: 'DUPLICATE' });
    expect(await two.refused(people.buyer, 'reopen', { reason: '不重复' })).toBe('409 state-conflict');
    expect(await three.do(people.agent, 'merge', { into: four.no })).toMatchObject({ closeReason: 'DUPLICATE' });
    expect(await four.refused(people.agent, 'terminate', { reason: '辱骂' })).toBe('409 state-conflict');
    await four.do(people.agent, 'warn-abuse', { reason: '辱骂' });
    expect(await four.do(people.agent, 'terminate', { reason: '再次辱骂' })).toMatchObject({
      closeReason: 'TERMINATED',
    });
    expect(await four.refused(people.buyer, 'reopen', { reason: '抱歉' })).toBe('403 forbidden');
    expect(await four.do(people.supervisor, 'reopen', { reason: '复核后恢复' })).toMatchObject({
      status: 'REASSESSING',
    });
  });

  test('a dispute waits for the parties; only a buyer with the scope opens one', async () => {
    const ticket = await office.ticket(people.buyer, {
      ...PAYMENT,
      category: 'ORD.FULFIL.LOGISTICS',
      orderNo: 'DD20251107001',
    });
    const claim = { supplierCompanyId: people.supplier.who.companyId, claim: '货不对板', demand: '退款' };
    expect(await ticket.refused(people.agent, 'open-dispute', claim)).toBe('403 forbidden');
    expect(await ticket.refused(people.buyer, 'open-dispute', { ...claim, supplierCompanyId: 'C404' })).toBe(
      '422 unknown-reference',
    );
    expect(await ticket.do(people.colleague, 'open-dispute', claim)).toMatchObject({ status: 'WAITING_PARTIES' });
    expect(await ticket.clocks(people.supervisor)).toEqual(
      expect.arrayContaining(['RESOLVE_COMPLEX paused', 'DISPUTE_SELLER running']),
    );
    expect(await ticket.do(people.supplier, 'compensate', { offer: '全额退款' })).toMatchObject({
      status: 'WAITING_PARTIES',
      dispute: { stage: 'BUYER_CONFIRMING', waitsOn: 'buyer' },
      contact: null,
    });
    expect(await ticket.do(people.buyer, 'accept-settlement')).toMatchObject({
      status: 'CLOSED',
      closeReason: 'AGREED',
      dispute: { stage: 'SETTLED', penaltyMark: false },
    });
  });

  test('three rounds, each a level higher; then the manager’s last word', async () => {
    const ticket = await office.ticket(people.buyer, SIMPLE);
    await ticket.do(people.agent, 'take-over');
    for (const next of [people.senior, people.supervisor, people.manager]) {
      const before = (await ticket.read(people.manager)).assignee;
      await ticket.do(
        office.visitor(({ staffNo }) => staffNo === before),
        'answer',
        { solution: '仍为原方案' },
      );
      await ticket.do(people.buyer, 'reject', { reason: '不同意' });
      if (next !== people.manager) await ticket.do(next, 'take-over');
    }
    expect(await ticket.refused(people.supervisor, 'close-unresolved', { finalAnswer: '已尽力' })).toBe(
      '403 forbidden',
    );
    expect(await ticket.do(people.manager, 'close-unresolved', { finalAnswer: '理由与其他途径如下' })).toMatchObject({
      status: 'CLOSED',
      closeReason: 'UNRESOLVED',
    });
  });
});

describe('what operations staff see in Temporal', () => {
  test('each ticket’s workflow runs until its archive, is found by codes, and has a named timer for each running limit', async () => {
    const ticket = await office.ticket(people.buyer, { ...PAYMENT, channel: 'email' });
    const pay = office.specialist('PAY');
    await ticket.do(pay, 'take-over');
    const atWork = await engine.look(ticket.no);
    expect(atWork.status).toBe('RUNNING');
    expect(atWork.attributes).toEqual({
      Company: people.buyer.who.companyId,
      Category: 'ORD.PAY.FAILED',
      Channel: 'email',
      Status: 'IN_PROGRESS',
      Department: 'PAY',
      Assignee: pay.staffNo,
      WaitingOn: 'department',
      Urgent: false,
      Breached: false,
    });
    const { clocks } = await ticket.read(pay);
    const running = clocks.filter(({ status }: { status: string }) => status === 'running');
    expect(atWork.timers.map((timer) => timer.split(' ')[0]).toSorted()).toEqual(
      running.map(({ id }: { id: string }) => id).toSorted(),
    );
    for (const timer of atWork.timers) expect(timer).toMatch(/^[A-Z_]+ due \d{4}-\d\d-\d\d \d\d:\d\d/);
    await ticket.do(people.buyer, 'withdraw');
    const closed = await engine.look(ticket.no);
    expect(closed).toMatchObject({ status: 'RUNNING', attributes: { Status: 'CLOSED', WaitingOn: 'customer' } });
    expect(closed.timers.map((timer) => timer.split(' ')[0]).toSorted()).toEqual(['RATING_WINDOW', 'REOPEN_WINDOW']);
  });

  test('no word of a customer, no name, no address', async () => {
    const marks = ['Qm7', 'Zx4', 'Wk9', 'Vb2', 'Nh6', 'Rt8'].map((mark) => `${mark}密语`);
    const [subject, description, demand, name, text, solution] = marks;
    const contact = { name, phone: '13987654321', email: 'canary@secret.example' };
    const order = 'DD20251107999';
    const body = { ...PAYMENT, channel: 'email', subject, description, demand, contact, orderNo: order };
    const ticket = await office.ticket(people.buyer, body);
    const pay = office.specialist('PAY');
    await ticket.do(pay, 'take-over');
    expect((await people.buyer.post(`${ticket.path}/messages`, { text })).status).toBe(201);
    await ticket.do(people.buyer, 'urge', { reason: text });
    await ticket.do(pay, 'request-material', { items: [{ name: text, why: text }] });
    await ticket.do(people.buyer, 'supply-material', { items: [text], text });
    await ticket.do(pay, 'progress-report', { text });
    await ticket.do(pay, 'answer', { solution });
    await ticket.do(people.buyer, 'reject', { reason: text });
    expect(await ticket.refused(pay, 'send-back', { reason: text })).toBe('409 state-conflict');
    await ticket.do(people.senior, 'take-over');
    await ticket.do(people.senior, 'decline', { reason: text });
    await ticket.do(people.buyer, 'rate', { rating: 'DISSATISFIED', comment: text });
    const mails = await eventually(
      () => office.mails(ticket.no),
      (all) => all.some((mail) => mail.text.includes(text)),
    );
    expect(mails.every(({ to }) => to.includes(contact.email))).toBe(true);
    const { everything } = await engine.look(ticket.no);
    expect(everything).toContain(ticket.no);
    const secrets = [...marks, contact.phone, contact.email, order, people.buyer.who.name];
    expect(secrets.filter((secret) => everything.includes(secret ?? ''))).toEqual([]);
  });
});
