import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Answer, eventually, Office, Ticket, type Visitor } from './office.ts';
import { EngineRoom } from './engineRoom.ts';

let office: Office;
let people: Office['people'];
beforeAll(async () => {
  office = await Office.open();
  people = office.people;
}, 120_000);
afterAll(async () => {
  await office.service.stop();
});

const SIMPLE = { channel: 'online', category: 'ACC.LOGIN.NO_CODE', subject: '收不到验证码', description: '无短信' };
/** An answer that comes by itself, however busy the machine: what waits for a stopped part never comes. */
const SOON_MS = 15_000;
/** What a caller who was told to repeat waits for at most. */
const PERSEVERANCE_MS = 60_000;

/** Repeats with the same key until there is an answer, as the interface tells callers to. */
async function insist(who: Visitor, path: string, body: unknown, sameKey: string = randomUUID()): Promise<Answer> {
  const key = { 'Idempotency-Key': sameKey };
  const seen: string[] = [];
  const end = Date.now() + PERSEVERANCE_MS;
  while (Date.now() < end) {
    const answer = await who.post(path, body, key).catch((error: unknown) => String(error));
    if (typeof answer !== 'string') {
      const again = answer.status === 503 || answer.body?.type === '/problems/in-progress';
      if (!again) return answer;
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    }
    seen.push(typeof answer === 'string' ? answer : String(answer.status));
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error(`no answer to ${path}: ${seen.join(', ')}`);
}

/** One ticket through its whole life, whatever happens meanwhile. */
async function wholeLife(subject: string): Promise<Ticket> {
  const opened = await insist(people.buyer, '/v1/tickets', { ...SIMPLE, subject });
  expect(opened.status).toBe(201);
  const ticket = new Ticket(opened.body.ticketNo);
  const steps: [Visitor, string, unknown][] = [
    [people.agent, 'take-over', {}],
    [people.buyer, 'messages', { text: '请问进度？' }],
    [people.agent, 'answer', { solution: '请重试' }],
    [people.buyer, 'accept', {}],
    [people.buyer, 'rate', { rating: 'SATISFIED' }],
  ];
  for (const [who, step, body] of steps) {
    const answer = await insist(who, `${ticket.path}/${step}`, body);
    expect([ticket.no, step, answer.status, answer.body.detail]).toEqual([
      ticket.no,
      step,
      step === 'messages' ? 201 : 200,
      undefined,
    ]);
  }
  return ticket;
}

async function allTickets(): Promise<{ ticketNo: string; subject: string }[]> {
  const all: { ticketNo: string; subject: string }[] = [];
  let cursor = '';
  for (;;) {
    const { body } = await people.agent.get(`/v1/tickets?limit=200${cursor}`);
    all.push(...body.items);
    if (body.nextCursor === null) return all;
    cursor = `&cursor=${encodeURIComponent(body.nextCursor)}`;
  }
}

function grouped<Item>(items: readonly Item[], by: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) groups.set(by(item), [...(groups.get(by(item)) ?? []), item]);
  return groups;
}

/** What is missing where numbers follow each other within their day, from 001. */
function gaps(numbers: readonly string[]): string[] {
  return [...grouped(numbers, (no) => no.slice(2, 10))].flatMap(([day, ofDay]) => {
    const given = new Set(ofDay.map((no) => Number(no.slice(10))));
    const all = Array.from({ length: Math.max(...given) }, (_, position) => position + 1);
    return all.filter((n) => !given.has(n)).map((n) => `${day} ${n}`);
  });
}

/** Stopped as by Ctrl-Z: it is there and does not answer. */
async function whileStopped(name: 'worker' | 'temporal', work: () => Promise<void>): Promise<void> {
  const pid = office.service.readRun().pids[name];
  if (pid === null) throw new Error(`${name} is not ours`);
  process.kill(pid, 'SIGSTOP');
  try {
    await work();
  } finally {
    process.kill(pid, 'SIGCONT');
  }
}

async function soon(call: Promise<Answer>): Promise<Answer> {
  const never = pause(SOON_MS, null, { ref: false });
  const answer = await Promise.race([call, never]);
  if (answer === null) throw new Error(`no answer within ${SOON_MS} ms`);
  return answer;
}

const ready = () => fetch(`${office.service.httpUrl}/health/ready`).then(({ status }) => status);

describe('a part stops, and callers are told the truth', () => {
  test('the worker: commands are 503 while it stands, tickets still open; the same key gives the answer later', async () => {
    const ticket = await office.ticket(people.buyer, SIMPLE);
    await ticket.do(people.agent, 'take-over');
    const key = { 'Idempotency-Key': randomUUID() };
    const answerIt = () => people.agent.post(`${ticket.path}/answer`, { solution: '请重试' }, key);
    await whileStopped('worker', async () => {
      const open = await soon(answerIt());
      expect([open.status, open.body.type]).toEqual([503, '/problems/unavailable']);
      expect(Number(open.headers.get('retry-after'))).toBeGreaterThan(0);
      expect((await soon(answerIt())).status).toBe(503);
      expect((await soon(people.buyer.post('/v1/tickets', SIMPLE))).status).toBe(201);
      expect((await people.buyer.get(ticket.path)).status).toBe(200);
    });
    const done = await eventually(answerIt, ({ status }) => status !== 503 && status !== 409, 20_000);
    expect([done.status, done.body.status]).toEqual([200, 'AWAITING_CONFIRMATION']);
    expect((await answerIt()).body).toEqual(done.body);
    expect(await ticket.timeline(people.agent)).toEqual(['opened', 'taken-over', 'answered']);
    expect(await eventually(ready, (status) => status === 200, 30_000)).toBe(200);
  });

  test('If-Match, an open outcome and the repeat of it agree', async () => {
    const ticket = await office.ticket(people.buyer, SIMPLE);
    const headers = { 'Idempotency-Key': randomUUID(), 'If-Match': '"1"' };
    const takeOver = () => people.agent.post(`${ticket.path}/take-over`, {}, headers);
    await whileStopped('worker', async () => {
      expect((await takeOver()).status).toBe(503);
    });
    await eventually(
      () => ticket.timeline(people.agent),
      (types) => types.includes('taken-over'),
      20_000,
    );
    expect(await takeOver()).toMatchObject({ status: 200, body: { status: 'IN_PROGRESS', version: 2 } });
  });

  test('the repeat reaches a ticket that left the caller’s view by the first request', async () => {
    const pay = office.specialist('PAY');
    const ticket = await office.ticket(people.buyer, { ...SIMPLE, category: 'ORD.PAY.FAILED' });
    const key = { 'Idempotency-Key': randomUUID() };
    const sendBack = () => pay.post(`${ticket.path}/send-back`, { reason: '不是支付问题' }, key);
    await whileStopped('worker', async () => {
      expect((await sendBack()).status).toBe(503);
    });
    await eventually(
      () => ticket.timeline(people.agent),
      (types) => types.includes('sent-back'),
      20_000,
    );
    expect((await pay.get(ticket.path)).status).toBe(404);
    expect(await sendBack()).toMatchObject({ status: 200, body: { status: 'RECEIVED', department: 'FRONT' } });
    expect((await pay.post(`${ticket.path}/send-back`, { reason: '再退' })).status).toBe(404);
  });

  test('Temporal: tickets open all the same, and their workflows start when it is back', async () => {
    const opened: Ticket[] = [];
    await whileStopped('temporal', async () => {
      for (let nth = 0; nth < 3; nth += 1) {
        const answer = await soon(people.buyer.post('/v1/tickets', SIMPLE));
        expect(answer.status).toBe(201);
        opened.push(new Ticket(answer.body.ticketNo));
      }
      const first = opened[0];
      if (first === undefined) throw new Error('none was opened');
      expect((await soon(people.agent.post(`${first.path}/take-over`))).status).toBe(503);
      expect((await people.buyer.get(first.path)).body.status).toBe('RECEIVED');
      expect((await fetch(`${office.service.httpUrl}/health/ready?for=intake`)).status).toBe(200);
    });
    const engine = await EngineRoom.enter(office.service.run.temporalAddress);
    for (const ticket of opened) {
      const view = await eventually(
        () => engine.look(ticket.no).catch((error: unknown) => ({ status: String(error), timers: [] })),
        ({ timers }) => timers.length > 0,
        30_000,
      );
      expect(view.status).toBe('RUNNING');
    }
    await engine.leave();
    expect((await insist(people.agent, `${opened[1]?.path}/take-over`, {})).status).toBe(200);
  });
});

test('fifty callers with one key, and the API killed among them: one ticket, and all of them learn its number', async () => {
  const key = randomUUID();
  const subject = '五十次提交';
  const callers = Array.from({ length: 50 }, () => insist(people.buyer, '/v1/tickets', { ...SIMPLE, subject }, key));
  await office.service.kill('api');
  const answers = await Promise.all(callers);
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
  expect(new Set(answers.map(({ body }) => body.ticketNo)).size).toBe(1);
  expect((await allTickets()).filter((ticket) => ticket.subject === subject)).toHaveLength(1);
});

describe('kill -9 of the worker, the API and the Temporal server, one after the other, under work', () => {
  const CALLERS = 4;
  const BREACH_IN_MS = 12_000;
  let lived: { subject: string; ticket: Ticket }[];
  let urgent: Ticket;

  beforeAll(async () => {
    const receivedAt = new Date(Date.now() - 4 * 3_600_000 + BREACH_IN_MS).toISOString();
    urgent = await office.ticket(people.integration, {
      channel: 'email',
      category: 'ACC.LOGIN.STOLEN',
      companyId: people.buyer.who.companyId,
      receivedAt,
    });
    let killing = true;
    lived = [];
    const caller = async (name: number): Promise<void> => {
      for (let nth = 1; killing; nth += 1) {
        const subject = `第${name}组第${nth}张`;
        lived.push({ subject, ticket: await wholeLife(subject) });
      }
    };
    const callers = Promise.all(Array.from({ length: CALLERS }, (_, position) => caller(position + 1)));
    try {
      for (const name of ['worker', 'api', 'temporal'] as const) {
        const before = lived.length;
        await eventually(
          async () => lived.length,
          (now) => now >= before + CALLERS,
          40_000,
        );
        await office.service.kill(name);
      }
    } finally {
      killing = false;
    }
    await callers;
  }, 150_000);

  test('everybody was served in the end', async () => {
    expect(lived.length).toBeGreaterThanOrEqual(3 * CALLERS);
    expect(await ready()).toBe(200);
  });

  test('every ticket that was acknowledged exists once, and the numbers have no gap', async () => {
    const all = await allTickets();
    const bySubject = grouped(all, ({ subject }) => subject);
    for (const { subject, ticket } of lived) {
      expect(bySubject.get(subject)?.map(({ ticketNo }) => ticketNo)).toEqual([ticket.no]);
    }
    expect(gaps(all.map(({ ticketNo }) => ticketNo))).toEqual([]);
  });

  test('every command and message had its effect once', async () => {
    for (const { ticket } of lived) {
      const events = await ticket.events(people.agent);
      expect(events.map(({ type }) => type)).toEqual([
        'opened',
        'taken-over',
        'message',
        'answered',
        'accepted',
        'closed',
        'rated',
      ]);
      expect(events.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    }
  });

  test('every workflow still runs, with what is left to wait for', async () => {
    const engine = await EngineRoom.enter(office.service.readRun().temporalAddress);
    for (const { ticket } of lived) {
      const view = await engine.look(ticket.no);
      expect([view.status, view.attributes['Status']]).toEqual(['RUNNING', 'CLOSED']);
      expect(view.timers.map((timer) => timer.split(' ')[0])).toEqual(['REOPEN_WINDOW']);
    }
    await engine.leave();
  });

  test('limits that ran out meanwhile were found missed, each once', async () => {
    const breaches = () =>
      urgent.events(people.supervisor).then((events) => events.filter(({ type }) => type === 'clock-breached'));
    const found = await eventually(breaches, (seen) => seen.length > 1, 30_000);
    const missed = found.map(({ data }: { data: { clock: string } }) => data.clock);
    expect(missed.toSorted()).toEqual(['URGENT_CONTAIN', 'URGENT_RESPONSE']);
    const { clocks } = await urgent.read(people.supervisor);
    const response = clocks.find(({ id }: { id: string }) => id === 'URGENT_RESPONSE');
    expect(response).toMatchObject({ status: 'running', breached: true });
    expect(Date.parse(found[0].at)).toBeGreaterThanOrEqual(Date.parse(response.dueAt));
    expect(
      (await people.agent.get('/v1/tickets?breached=true')).body.items.map(
        ({ ticketNo }: { ticketNo: string }) => ticketNo,
      ),
    ).toContain(urgent.no);
  });
});
