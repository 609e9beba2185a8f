import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { parseTicketNo } from './numbers.ts';
import { AGENT, type Counter, count, CUSTOMER, eventually, key, numberOf, openCounter, request } from './counter.ts';

let counter: Counter;
beforeAll(async () => {
  counter = await openCounter();
});
beforeEach(() => counter.clear());
afterAll(() => counter.close());

describe('the number', () => {
  test('the first tickets of a day are 001, 002, 003, on the Shanghai day of their opening', async () => {
    const numbers = [];
    for (let n = 0; n < 3; n += 1) numbers.push(await numberOf(counter.intake.open(request())));
    expect(numbers.map((no) => parseTicketNo(no).sequence)).toEqual(['001', '002', '003']);
    const { rows } = await sql<{ day: string }>`
      select distinct to_char(created_at at time zone 'Asia/Shanghai', 'YYYYMMDD') as day from tickets
    `.execute(counter.database.db);
    expect(rows.map((row) => row.day)).toContain(parseTicketNo(numbers[0] ?? '').day);
  });

  test('past 999 it grows by a digit', async () => {
    await numberOf(counter.intake.open(request()));
    await sql`update day_counters set last = 998`.execute(counter.database.db);
    const last = await numberOf(counter.intake.open(request()));
    const next = await numberOf(counter.intake.open(request()));
    expect([parseTicketNo(last).sequence, parseTicketNo(next).sequence]).toEqual(['999', '1000']);
  });

  test('two hundred openings at once get two hundred numbers without a gap', async () => {
    const numbers = await Promise.all(Array.from({ length: 200 }, () => numberOf(counter.intake.open(request()))));
    const sequences = numbers.map((no) => Number(parseTicketNo(no).sequence)).toSorted((a, b) => a - b);
    expect(sequences).toEqual(Array.from({ length: 200 }, (_, n) => n + 1));
  });

  test('an opening that fails gives its number back and leaves nothing half written', async () => {
    await sql`alter table tickets add constraint no_poison check (subject <> 'poison')`.execute(counter.database.db);
    await numberOf(counter.intake.open(request()));
    await expect(counter.intake.open(request({ subject: 'poison' }))).rejects.toThrow('no_poison');
    const next = await numberOf(counter.intake.open(request()));
    expect(parseTicketNo(next).sequence).toBe('002');
    expect(await count(counter.database, 'idempotency_keys')).toBe(2);
  });
});

describe('the same key', () => {
  test('gives the first answer again and opens nothing', async () => {
    const render = (): unknown => ({ said: 'first' });
    const first = await counter.intake.open(request({ idempotency: key('k1'), render }));
    const again = await counter.intake.open(request({ idempotency: key('k1'), render: () => ({ said: 'second' }) }));
    expect(again).toEqual({ ...first, replayed: true });
    expect(first).toMatchObject({ kind: 'opened', replayed: false, answer: { said: 'first' } });
    expect(await count(counter.database, 'tickets')).toBe(1);
  });

  test('with another body is refused', async () => {
    await counter.intake.open(request({ idempotency: key('k1', 'one') }));
    expect(await counter.intake.open(request({ idempotency: key('k1', 'two') }))).toEqual({ kind: 'key-reused' });
  });

  test('fifty times at once opens one ticket', async () => {
    const numbers = await Promise.all(
      Array.from({ length: 50 }, () => numberOf(counter.intake.open(request({ idempotency: key('k1') })))),
    );
    expect(new Set(numbers).size).toBe(1);
    expect(parseTicketNo(numbers[0] ?? '').sequence).toBe('001');
    expect(await count(counter.database, 'tickets')).toBe(1);
  });

  test('of another account is another request', async () => {
    const other = { ...CUSTOMER, accountId: 'A100201', companyId: 'C1002' } as const;
    const mine = await numberOf(counter.intake.open(request({ idempotency: key('k1') })));
    const theirs = await numberOf(counter.intake.open(request({ idempotency: key('k1'), principal: other })));
    expect(theirs).not.toBe(mine);
  });
});

describe('what stands after an opening', () => {
  test('the ticket, its timeline, limits, notices and the outbox row, all under the real number', async () => {
    counter.ticketClient.away = true;
    const ticketNo = await numberOf(
      counter.intake.open(request({ contact: { name: '陈静', phone: null, email: null } })),
    );
    const { db } = counter.database;
    const ticket = await db.selectFrom('tickets').selectAll().executeTakeFirstOrThrow();
    expect(ticket).toMatchObject({
      ticket_no: ticketNo,
      version: 1,
      verified: 'verified',
      last_seq: 1,
      contact: { name: '陈静' },
      state: { ticketNo, version: 1 },
    });
    const clocks = await db.selectFrom('clocks').selectAll().execute();
    expect(clocks.map((clock) => clock.id)).toContain('RESOLVE_SIMPLE');
    expect(clocks.every((clock) => clock.due_at !== null && clock.explanation.zh !== '')).toBe(true);
    expect(ticket.next_due_at).toEqual(
      clocks.map((clock) => clock.due_at).toSorted((a, b) => Number(a) - Number(b))[0],
    );
    const events = await db.selectFrom('ticket_events').select(['seq', 'type']).orderBy('seq').execute();
    expect(events[0]).toEqual({ seq: 1, type: 'opened' });
    const notices = await db.selectFrom('notices').selectAll().orderBy('dedupe_key').execute();
    expect(notices[0]).toMatchObject({
      dedupe_key: `${ticketNo}:1:0`,
      template: 'ticket-opened',
      recipient_kind: 'customer',
      recipient: 'A100101',
      params: { ticketNo },
    });
    expect(await db.selectFrom('outbox').select(['ticket_no', 'kind']).execute()).toEqual([
      { ticket_no: ticketNo, kind: 'start' },
    ]);
  });

  test('the workflow is started at once, and then nothing is left to tell', async () => {
    const ticketNo = await numberOf(counter.intake.open(request()));
    await eventually(async () => (await count(counter.database, 'outbox')) === 0);
    expect(counter.ticketClient.started.map((state) => state.ticketNo)).toEqual([ticketNo]);
    expect(counter.ticketClient.started[0]?.clocks.every((clock) => clock.plan !== null)).toBe(true);
  });

  test('words that look like a stand-in number stay as they were written', async () => {
    const description = 'KF00000000000 KF00000000100000000000000 \\u0000 "quoted"';
    const ticketNo = await numberOf(counter.intake.open(request({ description })));
    const row = await counter.database.db
      .selectFrom('tickets')
      .select('description')
      .where('ticket_no', '=', ticketNo)
      .executeTakeFirst();
    expect(row?.description).toBe(description);
  });
});

describe('who is served', () => {
  test('a company that is not registered is declined with the way to register', async () => {
    const refused = await counter.intake.open(request({ principal: AGENT, companyId: 'C9999', accountId: null }));
    expect(refused).toMatchObject({ kind: 'refused', refusal: { code: 'company-not-registered' } });
    expect(await count(counter.database, 'idempotency_keys')).toBe(0);
  });

  test('an account of another company is not known', async () => {
    const refused = await counter.intake.open(request({ principal: AGENT, companyId: 'C1001', accountId: 'A100201' }));
    expect(refused).toMatchObject({ kind: 'refused', refusal: { code: 'unknown-reference' } });
  });

  test('a customer opens for his own company whatever he asks for', async () => {
    await numberOf(counter.intake.open(request({ companyId: 'C1002', accountId: 'A100201' })));
    const row = await counter.database.db.selectFrom('tickets').select(['company_id', 'account_id']).executeTakeFirst();
    expect(row).toEqual({ company_id: 'C1001', account_id: 'A100101' });
  });

  test('staff may open for a company alone: then only the company is verified', async () => {
    await numberOf(counter.intake.open(request({ principal: AGENT, accountId: null, channel: 'phone' })));
    const row = await counter.database.db.selectFrom('tickets').select(['account_id', 'verified']).executeTakeFirst();
    expect(row).toEqual({ account_id: null, verified: 'partial' });
    const notice = await counter.database.db
      .selectFrom('notices')
      .select(['recipient_kind', 'recipient'])
      .executeTakeFirst();
    expect(notice).toEqual({ recipient_kind: 'company', recipient: 'C1001' });
  });
});

describe('urgency', () => {
  test.each([
    { reason: 'system-down', category: 'TEC.GUIDE.REPORT', urgent: true, urgentReason: 'system-down' },
    { reason: null, category: 'ACC.LOGIN.STOLEN', urgent: true, urgentReason: 'category' },
    { reason: '客户在等', category: 'TEC.GUIDE.REPORT', urgent: false, urgentReason: null },
  ])('$reason in $category: $urgent', async ({ reason, category, urgent, urgentReason }) => {
    await numberOf(counter.intake.open(request({ category, urgentReason: reason })));
    const row = await counter.database.db
      .selectFrom('tickets')
      .select(['urgent', 'urgent_reason', 'state'])
      .executeTakeFirstOrThrow();
    expect({ urgent: row.urgent, urgentReason: row.urgent_reason }).toEqual({ urgent, urgentReason });
    expect(row.state.urgentAsked).toBe(reason === '客户在等');
  });

  test('another reason is kept with the opening and waits for consent', async () => {
    await numberOf(counter.intake.open(request({ urgentReason: '客户在等' })));
    const { db } = counter.database;
    const text = await db.selectFrom('texts').select(['id', 'body', 'kept']).executeTakeFirstOrThrow();
    expect(text).toMatchObject({ body: { urgentReason: '客户在等' }, kept: true });
    const opened = await db
      .selectFrom('ticket_events')
      .select('text_id')
      .where('type', '=', 'opened')
      .executeTakeFirst();
    expect(opened?.text_id).toBe(text.id);
  });

  test('at night an urgent ticket goes to the duty agent', async () => {
    const receivedAt = '2025-11-08T15:30:00.000Z';
    const category = 'TEC.FAULT.DOWN';
    await numberOf(
      counter.intake.open(
        request({ category, channel: 'phone', receivedAt, principal: { kind: 'integration', clientId: 'platform' } }),
      ),
    );
    const row = await counter.database.db.selectFrom('tickets').select('assignee').executeTakeFirst();
    expect(row?.assignee).toBe('3005');
  });
});
