import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createLateMail } from '../../../activities/lateMail.ts';
import { createNotify } from '../../../activities/notify.ts';
import { type Mail, type Mailer, MailRefused } from '../../../channels/email/mailer.ts';
import type { TicketNo } from '../../../contracts/ids.ts';
import { WITHHELD } from '../../../contracts/withheld.ts';
import { storeText } from '../../../db/repositories/texts.ts';
import { type Counter, numberOf, openCounter, request } from './counter.ts';

let counter: Counter;
let ticketNo: TicketNo;
beforeAll(async () => {
  counter = await openCounter();
});
beforeEach(async () => {
  await counter.clear();
  ticketNo = await numberOf(counter.intake.open(request({ channel: 'email' })));
});
afterAll(() => counter.close());

const AGENT = { kind: 'staff', staffNo: '1001', role: 'agent', department: 'FRONT' };

const answered = (code: number): Error => new MailRefused(`${code} no`, code);

/** A mail server that keeps what it got, or fails as told. */
class Postbox implements Mailer {
  readonly mails: Mail[] = [];
  fault: Error | null = null;
  /** What it answers for one address. */
  readonly answers = new Map<string, number>();

  send(mail: Mail): Promise<void> {
    if (this.fault !== null) return Promise.reject(this.fault);
    const code = this.answers.get(mail.to);
    if (code !== undefined) return Promise.reject(answered(code));
    this.mails.push(mail);
    return Promise.resolve();
  }
}

const render = (template: string, params: object, locale: string) => ({
  subject: `${template} ${locale}`,
  text: JSON.stringify(params),
});

function notify(mailer: Mailer | null, version = 1, publicUrl: string | null = null): Promise<void> {
  return createNotify({ db: counter.database.db, mailer, publicUrl, render })({ ticketNo, version });
}

const states = async (): Promise<string[]> =>
  (await counter.database.db.selectFrom('notices').select('mail_state').orderBy('dedupe_key').execute()).map(
    (row) => row.mail_state,
  );

test('a ticket that came by mail is acknowledged by mail, once however often it is run', async () => {
  const postbox = new Postbox();
  await notify(postbox);
  await notify(postbox);
  expect(postbox.mails).toHaveLength(1);
  expect(postbox.mails[0]).toMatchObject({
    to: 'chenjing@c1001.localhost',
    subject: 'ticket-opened zh-CN',
    id: `${ticketNo}.1.0`,
    inReplyTo: null,
  });
  expect((await states())[0]).toBe('sent');
});

test.each([
  ['links to the ticket on the site of whoever runs the desk', 'https://help.example.cn/desk'],
  ['has no link where there is no such site: the desk itself has no page of a ticket', null],
])('a mail %s', async (_what, site) => {
  const postbox = new Postbox();
  await notify(postbox, 1, site);
  const { link }: { link: string | null } = JSON.parse(postbox.mails[0]?.text ?? '{}');
  expect(link).toBe(site === null ? null : `https://help.example.cn/desk/tickets/${ticketNo}`);
});

test('the address on the ticket goes before that of the account', async () => {
  await sql`update tickets set contact = '{"name": "李", "phone": null, "email": "li@other.localhost"}'`.execute(
    counter.database.db,
  );
  const postbox = new Postbox();
  await notify(postbox);
  expect(postbox.mails[0]?.to).toBe('li@other.localhost');
});

describe('of an account without an address', () => {
  beforeEach(async () => {
    const { db } = counter.database;
    await sql`
      insert into accounts (id, company_id, kind, name, login, scopes, locale)
      values ('A100100', 'C1001', 'sub', '仓库', 'warehouse', '[]', 'en')
    `.execute(db);
    await sql`update tickets set category = 'ORD.PAY.VOUCHER'`.execute(db);
    const textId = await storeText(db, ticketNo, { solution: '已退款 1200 元。' });
    await sql`
      insert into notices (dedupe_key, ticket_no, version, template, recipient_kind, recipient, text_id, created_at, mail_state)
      values (${`${ticketNo}:2:0`}, ${ticketNo}, 2, 'answer-sent', 'customer', 'A100100', ${textId}, now(), 'pending')
    `.execute(db);
  });
  afterEach(() => sql`delete from accounts where id = 'A100100'`.execute(counter.database.db));

  test('the main account is written to, in its language, and has also what the other may not read', async () => {
    const postbox = new Postbox();
    await notify(postbox, 2);
    expect(postbox.mails).toMatchObject([{ to: 'chenjing@c1001.localhost', subject: 'answer-sent zh-CN' }]);
    expect(postbox.mails[0]?.text).toContain('1200');
  });

  test('whoever left an address on the ticket is written to there, and has no more than he may read', async () => {
    const contact = JSON.stringify({ name: '李', phone: null, email: 'li@other.localhost' });
    await sql`update tickets set contact = ${contact}`.execute(counter.database.db);
    const postbox = new Postbox();
    await notify(postbox, 2);
    expect(postbox.mails).toMatchObject([{ to: 'li@other.localhost', subject: 'answer-to-main-account en' }]);
    expect(postbox.mails[0]?.text).not.toContain('1200');
  });
});

test('the address on the ticket is its company’s: what another company is told goes to that one’s own', async () => {
  const { db } = counter.database;
  await sql`update tickets set contact = '{"name": "李", "phone": null, "email": "li@other.localhost"}'`.execute(db);
  for (const [position, company] of ['C1001', 'S2001'].entries())
    await sql`
      insert into notices (dedupe_key, ticket_no, version, template, recipient_kind, recipient, created_at, mail_state)
      values (${`${ticketNo}:2:${position}`}, ${ticketNo}, 2, 'dispute-ruled', 'company', ${company}, now(), 'pending')
    `.execute(db);
  const { email } = await db
    .selectFrom('accounts')
    .select('email')
    .where('id', '=', 'A200101')
    .executeTakeFirstOrThrow();
  const postbox = new Postbox();
  await notify(postbox, 2);
  expect(postbox.mails.map(({ to }) => to)).toEqual(['li@other.localhost', email]);
});

test('what a company is told goes to its main account, in the language of that one', async () => {
  const { db } = counter.database;
  await sql`
    insert into accounts (id, company_id, kind, name, login, email, scopes)
    values ('A100100', 'C1001', 'sub', '仓库', 'warehouse', 'warehouse@c1001.localhost', '[]')
  `.execute(db);
  await sql`update accounts set locale = 'en' where id = 'A100101'`.execute(db);
  try {
    await sql`
      insert into notices (dedupe_key, ticket_no, version, template, recipient_kind, recipient, created_at, mail_state)
      values (${`${ticketNo}:2:0`}, ${ticketNo}, 2, 'dispute-stage', 'company', 'C1001', now(), 'pending')
    `.execute(db);
    const postbox = new Postbox();
    await notify(postbox, 2);
    expect(postbox.mails).toMatchObject([{ to: 'chenjing@c1001.localhost', subject: 'dispute-stage en' }]);
  } finally {
    await sql`delete from accounts where id = 'A100100'`.execute(db);
    await sql`update accounts set locale = 'zh-CN' where id = 'A100101'`.execute(db);
  }
});

test('whom a notice leaves out gets no mail of it, and whom two reach gets one', async () => {
  const recipients = [
    ['role', 'agent'],
    ['role', 'supervisor'],
    ['department', 'FRONT'],
  ] as const;
  for (const [position, [kind, recipient]] of recipients.entries())
    await sql`
      insert into notices (dedupe_key, ticket_no, version, template, recipient_kind, recipient, params, created_at, mail_state)
      values (${`${ticketNo}:2:${position}`}, ${ticketNo}, 2, 'escalated', ${kind}, ${recipient}, '{"except": ["1002"]}', now(), 'pending')
    `.execute(counter.database.db);
  const postbox = new Postbox();
  await notify(postbox, 2);
  expect(postbox.mails.map(({ to }) => to.slice(0, 4)).toSorted()).toEqual(['1001', '1003', '3001', '3002']);
});

test('a later mail carries its words and stands in the thread of the first', async () => {
  const id = await storeText(counter.database.db, ticketNo, { solution: '请清除浏览器缓存。' });
  await sql`
    insert into notices (dedupe_key, ticket_no, version, template, recipient_kind, recipient, text_id, created_at, mail_state)
    values (${`${ticketNo}:2:0`}, ${ticketNo}, 2, 'answer-sent', 'customer', 'A100101', ${id}, now(), 'pending')
  `.execute(counter.database.db);
  const postbox = new Postbox();
  await notify(postbox, 2);
  expect(postbox.mails[0]?.text).toContain('请清除浏览器缓存。');
  expect(postbox.mails[0]?.inReplyTo).toBe(`${ticketNo}.1.0`);
});

test('what staff wrote is mailed in their words', async () => {
  const { db } = counter.database;
  const id = randomUUID();
  await sql`insert into messages (id, ticket_no, seq, author, body, said_in)
    values (${id}, ${ticketNo}, 2, ${JSON.stringify(AGENT)}, '款项已退回，请查收。', '{}')`.execute(db);
  await sql`insert into decisions (ticket_no, version, cause) values (${ticketNo}, 2, ${id})`.execute(db);
  await sql`
    insert into notices (dedupe_key, ticket_no, version, template, recipient_kind, recipient, created_at, mail_state)
    values (${`${ticketNo}:2:0`}, ${ticketNo}, 2, 'message-received', 'customer', 'A100101', now(), 'pending')
  `.execute(db);
  const postbox = new Postbox();
  await notify(postbox, 2);
  expect(postbox.mails).toMatchObject([{ to: 'chenjing@c1001.localhost', inReplyTo: `${ticketNo}.1.0` }]);
  expect(postbox.mails[0]?.text).toMatch(/\n\n款项已退回，请查收。$/);
});

describe('what is beyond the scopes of a sub-account', () => {
  /** The mail in which it gets an answer, on a ticket of this category whose answer was said in those. */
  async function mailed(category: string, answered: { saidIn?: string[]; proposedIn?: string[] }): Promise<Mail> {
    const { db } = counter.database;
    const { saidIn = [], proposedIn = [] } = answered;
    const state = JSON.stringify({ category, proposedIn });
    await sql`update tickets set category = ${category}, state = state || ${state}::jsonb`.execute(db);
    const id = await storeText(db, ticketNo, { solution: '已退款 1200 元。' });
    await sql`
      insert into notices (dedupe_key, ticket_no, version, template, recipient_kind, recipient, text_id, said_in, created_at, mail_state)
      values (${`${ticketNo}:2:0`}, ${ticketNo}, 2, 'answer-sent', 'customer', 'A100102', ${id}, ${saidIn}, now(), 'pending')
    `.execute(db);
    const postbox = new Postbox();
    await notify(postbox, 2);
    const [mail] = postbox.mails;
    if (mail === undefined) throw new Error('nothing was mailed');
    return mail;
  }

  test.each([
    ['as the ticket stands', 'ORD.PAY.VOUCHER', {}],
    ['as it stood when that was said', 'OTH.RULE.FEE', { saidIn: ['ORD.PAY.VOUCHER'] }],
  ])('%s, is not in its mail, which asks it for no judgement either', async (_when, category, answered) => {
    const { subject, text } = await mailed(category, answered);
    expect(subject).toBe('answer-to-main-account zh-CN');
    expect(text).not.toContain('1200');
    expect(text).toContain(WITHHELD.zh);
  });

  test('as the answer that it would be asked about was said, asks it for no judgement', async () => {
    const { subject } = await mailed('OTH.RULE.FEE', { proposedIn: ['ORD.PAY.VOUCHER'] });
    expect(subject).toBe('answer-to-main-account zh-CN');
  });

  test('is not what its scopes cover', async () => {
    const { subject, text } = await mailed('ORD.PAY.REFUND', { saidIn: ['ORD.PAY.REFUND'] });
    expect([subject, text.includes('1200')]).toEqual(['answer-sent zh-CN', true]);
  });
});

test('a role is told at the addresses of all who have it, each in a mail of its own', async () => {
  await sql`
    insert into notices (dedupe_key, ticket_no, version, template, recipient_kind, recipient, created_at, mail_state)
    values (${`${ticketNo}:2:0`}, ${ticketNo}, 2, 'clock-breached', 'role', 'inspector', now(), 'pending')
  `.execute(counter.database.db);
  const postbox = new Postbox();
  await notify(postbox, 2);
  expect(postbox.mails.map(({ to }) => to)).toEqual(['3003@kefu.localhost', '3004@kefu.localhost']);
});

test('whoever has left gets no mail to what was his role, his department or his number', async () => {
  const { db } = counter.database;
  const recipients = [
    ['role', 'inspector'],
    ['department', 'QA'],
    ['staff', '3003'],
  ] as const;
  for (const [position, [kind, recipient]] of recipients.entries())
    await sql`
      insert into notices (dedupe_key, ticket_no, version, template, recipient_kind, recipient, params, created_at, mail_state)
      values (${`${ticketNo}:2:${position}`}, ${ticketNo}, 2, 'clock-breached', ${kind}, ${recipient},
        ${JSON.stringify({ position })}::jsonb, now(), 'pending')
    `.execute(db);
  const postbox = new Postbox();
  await sql`update staff set active = false where staff_no = '3003'`.execute(db);
  try {
    await notify(postbox, 2);
  } finally {
    await sql`update staff set active = true where staff_no = '3003'`.execute(db);
  }
  expect(postbox.mails.map(({ id, to }) => [id.at(-1), to.slice(0, 4)])).toEqual([
    ['0', '3004'],
    ['1', '3004'],
  ]);
});

test('whoever may not read a ticket gets no mail of it either, by whichever way it would reach him', async () => {
  const about = (category: string, judged: readonly string[]) => sql`
    update tickets set category = ${category}, state = state || ${JSON.stringify({ category, judged })}::jsonb`;
  const told = async (version: number): Promise<unknown> => {
    const kinds = [
      ['staff', '3002'],
      ['role', 'manager'],
      ['role', 'supervisor'],
      ['department', 'FRONT'],
    ] as const;
    for (const [position, [kind, recipient]] of kinds.entries())
      await sql`
        insert into notices (dedupe_key, ticket_no, version, template, recipient_kind, recipient, params, created_at, mail_state)
        values (${`${ticketNo}:${version}:${position}`}, ${ticketNo}, ${version}, 'dispute-appealed', ${kind}, ${recipient},
          ${JSON.stringify({ position })}::jsonb, now(), 'pending')
      `.execute(counter.database.db);
    const postbox = new Postbox();
    await notify(postbox, version);
    const ids = [...new Set(postbox.mails.map(({ id }) => id))];
    return ids.map((each) => postbox.mails.filter(({ id }) => id === each).map(({ to }) => to.slice(0, 4)));
  };
  const front = ['1001', '1002', '1003'];
  await about('OTH.RULE.FEE', []).execute(counter.database.db);
  expect(await told(2)).toEqual([['3002'], ['3002'], ['3001'], [...front, '3001', '3002']]);
  await about('OTH.RULE.FEE', ['3002']).execute(counter.database.db);
  expect(await told(3)).toEqual([['3001'], [...front, '3001']]);
  await about('SVC.COMPLAINT', ['3002']).execute(counter.database.db);
  expect(await told(4)).toEqual([['3001'], ['3001']]);
});

describe('the number of another ticket', () => {
  let other: TicketNo;
  beforeEach(async () => {
    other = await numberOf(counter.intake.open(request({ channel: 'email', category: 'ORD.PAY.REFUND' })));
  });

  /** What stands beside the ticket's own number in the mails to one recipient. */
  const named = async (kind: string, recipient: string): Promise<unknown[]> => {
    const params = JSON.stringify({ ticketNo, goesOn: other, reason: 'DUPLICATE' });
    await sql`
      insert into notices (dedupe_key, ticket_no, version, template, recipient_kind, recipient, params, created_at, mail_state)
      values (${`${ticketNo}:2:0`}, ${ticketNo}, 2, 'ticket-closed', ${kind}, ${recipient}, ${params}::jsonb, now(), 'pending')
    `.execute(counter.database.db);
    const postbox = new Postbox();
    await notify(postbox, 2);
    const texts = new Set(postbox.mails.map(({ text }) => text));
    return [...texts].map((text) => {
      const told: Record<string, unknown> = JSON.parse(text);
      expect(told).toMatchObject({ ticketNo, reason: 'DUPLICATE' });
      return told['goesOn'] ?? null;
    });
  };

  test('stands in the mail to whoever may read it', async () => {
    expect(await named('customer', 'A100101')).toEqual([other]);
  });

  test('stands in the mail to its company, and in none to another one', async () => {
    expect(await named('company', 'C1001')).toEqual([other]);
    await sql`delete from notices where version = 2`.execute(counter.database.db);
    expect(await named('company', 'S2001')).toEqual([null]);
  });

  test('does not stand in the mail to an account that may not, as in its inbox', async () => {
    expect(await named('customer', 'A100102')).toEqual([null]);
  });

  test('stands in the mail to several only where each of them may read it', async () => {
    expect(await named('department', 'PAY')).toEqual([other]);
    await sql`delete from notices where version = 2`.execute(counter.database.db);
    expect(await named('department', 'TECH')).toEqual([null]);
  });
});

describe('when it cannot be sent', () => {
  test('without a mail server it stays in the inbox', async () => {
    await notify(null);
    expect((await states())[0]).toBe('none');
  });

  test('a server that is away is tried again', async () => {
    const postbox = new Postbox();
    postbox.fault = new Error('connect ECONNREFUSED');
    await expect(notify(postbox)).rejects.toThrow('still to be sent');
    expect((await states())[0]).toBe('pending');
    postbox.fault = null;
    await notify(postbox);
    expect((await states())[0]).toBe('sent');
  });

  test.each([
    [
      'the password is not taken',
      Object.assign(new Error('Invalid login: 535 li@c1001.localhost'), { code: 'EAUTH' }),
      'EAUTH',
    ],
    ['the mailbox is full', answered(452), '452'],
  ])('where %s, whoever looks into Temporal reads so, and nobody’s address', async (_what, fault, code) => {
    const postbox = new Postbox();
    postbox.fault = fault;
    await expect(notify(postbox)).rejects.toThrow(
      new Error(`1 mail notices of ${ticketNo} version 1 are still to be sent (${code})`),
    );
    expect((await states())[0]).toBe('pending');
  });

  test('an address that the server refuses for good is shown as failed', async () => {
    const postbox = new Postbox();
    postbox.fault = answered(550);
    await notify(postbox);
    expect((await states())[0]).toBe('failed');
  });

  test('after a day it is given up and shown as failed', async () => {
    await sql`update notices set created_at = now() - interval '23 hours 1 minute'`.execute(counter.database.db);
    const postbox = new Postbox();
    postbox.fault = new Error('connect ECONNREFUSED');
    await notify(postbox);
    expect((await states())[0]).toBe('failed');
  });

  describe('to one of several', () => {
    const [first, second] = ['3003@kefu.localhost', '3004@kefu.localhost'];
    let postbox: Postbox;
    beforeEach(async () => {
      postbox = new Postbox();
      await sql`
        insert into notices (dedupe_key, ticket_no, version, template, recipient_kind, recipient, created_at, mail_state)
        values (${`${ticketNo}:2:0`}, ${ticketNo}, 2, 'clock-breached', 'role', 'inspector', now(), 'pending')
      `.execute(counter.database.db);
    });
    const told = (): string[] => postbox.mails.map(({ to }) => to);
    const notice = () =>
      counter.database.db
        .selectFrom('notices')
        .select(['mail_state', 'mail_error', 'mailed_to'])
        .where('version', '=', 2)
        .executeTakeFirstOrThrow();

    test('the others get it all the same, and only he is tried again', async () => {
      postbox.answers.set(first, 451);
      await expect(notify(postbox, 2)).rejects.toThrow('still to be sent');
      expect([told(), (await notice()).mail_state]).toEqual([[second], 'pending']);
      postbox.answers.clear();
      await notify(postbox, 2);
      expect([told(), (await notice()).mail_state]).toEqual([[second, first], 'sent']);
    });

    test('it is shown as failed, with who did not get it and why', async () => {
      postbox.answers.set(first, 550);
      await notify(postbox, 2);
      expect(await notice()).toEqual({
        mail_state: 'failed',
        mail_error: `${first}: MailRefused: 550 no`,
        mailed_to: [second],
      });
    });

    test('who was refused for good keeps nobody else from being tried again', async () => {
      postbox.answers.set(first, 550).set(second, 451);
      await expect(notify(postbox, 2)).rejects.toThrow('still to be sent');
      postbox.answers.delete(second);
      await notify(postbox, 2);
      expect([told(), (await notice()).mail_state]).toEqual([[second], 'failed']);
    });

    test('a server that is away is not asked for each of them', async () => {
      const asked: string[] = [];
      const away: Mailer = {
        send: ({ to }) => {
          asked.push(to);
          return Promise.reject(new Error('connect ETIMEDOUT'));
        },
      };
      await expect(notify(away, 2)).rejects.toThrow('still to be sent');
      expect(asked).toEqual([first]);
    });
  });

  describe('and the one who was to send it is gone', () => {
    const aged = (interval: string, error: string | null = null) =>
      sql`update notices set created_at = now() - ${interval}::interval, mail_error = ${error} where mail_state = 'pending'`.execute(
        counter.database.db,
      );
    const lateMail = (mailer: Mailer): Promise<void> =>
      createLateMail({ db: counter.database.db, mailer, publicUrl: null, render })();

    test.each([
      ['an hour in which nobody has tried', '61 minutes', null],
      ['a day in which nobody could', '25 hours', 'connect ECONNREFUSED'],
    ])('it is sent after %s, once', async (_when, interval, error) => {
      await aged(interval, error);
      const postbox = new Postbox();
      await Promise.all([lateMail(postbox), lateMail(postbox), notify(postbox).catch(() => undefined)]);
      await lateMail(postbox);
      expect(postbox.mails.map(({ id }) => id)).toEqual([`${ticketNo}.1.0`]);
      expect((await states())[0]).toBe('sent');
    });

    test('what is younger, or is still being tried, is left to its sender', async () => {
      const postbox = new Postbox();
      await aged('59 minutes');
      await lateMail(postbox);
      await aged('23 hours', 'connect ECONNREFUSED');
      await lateMail(postbox);
      expect(postbox.mails).toEqual([]);
    });

    test('a server that is still away after a day is asked once more; then it is shown as failed', async () => {
      await aged('25 hours');
      const postbox = new Postbox();
      postbox.fault = new Error('connect ECONNREFUSED');
      await lateMail(postbox);
      expect((await states())[0]).toBe('failed');
    });

    test('what is a week late is no news any more', async () => {
      await aged('7 days 1 hour');
      const postbox = new Postbox();
      await lateMail(postbox);
      expect([postbox.mails, (await states())[0]]).toEqual([[], 'failed']);
    });

    test('that of a review is sent as the review’s', async () => {
      await sql`
        insert into notices (dedupe_key, ticket_no, version, template, recipient_kind, recipient, created_at, mail_state)
        values (${`QR-${ticketNo}-1:1:0`}, ${ticketNo}, 1, 'review-opened', 'staff', '3001', now() - interval '2 hours', 'pending')
      `.execute(counter.database.db);
      const postbox = new Postbox();
      await lateMail(postbox);
      expect(postbox.mails.map(({ id }) => id)).toEqual([`QR-${ticketNo}-1.1.0`]);
    });
  });

  test('what another sender has taken and sent, while a slow server held up the one before it, is not sent again', async () => {
    const { db } = counter.database;
    for (const n of [0, 1]) {
      await sql`
        insert into notices (dedupe_key, ticket_no, version, template, recipient_kind, recipient, created_at, mail_state)
        values (${`${ticketNo}:2:${n}`}, ${ticketNo}, 2, 'clock-breached', 'staff', '3003', now(), 'pending')
      `.execute(db);
    }
    const other = new Postbox();
    const sent: string[] = [];
    const slow: Mailer = {
      send: async ({ id }) => {
        sent.push(id);
        await sql`update notices set mail_leased_until = now() where dedupe_key = ${`${ticketNo}:2:1`}`.execute(db);
        await expect(notify(other, 2)).rejects.toThrow('still to be sent');
      },
    };
    await notify(slow, 2);
    expect(sent).toEqual([`${ticketNo}.2.0`]);
    expect(other.mails.map(({ id }) => id)).toEqual([`${ticketNo}.2.1`]);
  });

  test('one notice to many, each of whom the server takes its time for, is held until the last has it', async () => {
    const { db } = counter.database;
    await sql`
      insert into notices (dedupe_key, ticket_no, version, template, recipient_kind, recipient, created_at, mail_state)
      values (${`${ticketNo}:2:0`}, ${ticketNo}, 2, 'clock-breached', 'role', 'inspector', now(), 'pending')
    `.execute(db);
    const other = new Postbox();
    const sent: string[] = [];
    const slow: Mailer = {
      send: async ({ to }) => {
        sent.push(to);
        // The first took most of the minute, the second takes the rest of it.
        const lease =
          sent.length === 1 ? sql`now() + interval '1 second'` : sql`mail_leased_until - interval '2 seconds'`;
        await sql`update notices set mail_leased_until = ${lease} where version = 2`.execute(db);
        if (sent.length === 2) await expect(notify(other, 2)).rejects.toThrow('still to be sent');
      },
    };
    await notify(slow, 2);
    expect([sent, other.mails]).toEqual([['3003@kefu.localhost', '3004@kefu.localhost'], []]);
  });

  test('what another sender holds is left to it', async () => {
    await sql`update notices set mail_leased_until = now() + interval '1 minute' where mail_state = 'pending'`.execute(
      counter.database.db,
    );
    const postbox = new Postbox();
    await expect(notify(postbox)).rejects.toThrow('still to be sent');
    expect(postbox.mails).toEqual([]);
  });
});
