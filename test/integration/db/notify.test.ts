import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createNotify } from '../../../activities/notify.ts';
import type { Mail, Mailer } from '../../../channels/email/mailer.ts';
import type { TicketNo } from '../../../contracts/ids.ts';
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

/** A mail server that keeps what it got, or fails as told. */
class Postbox implements Mailer {
  readonly mails: Mail[] = [];
  fault: Error | null = null;

  send(mail: Mail): Promise<void> {
    if (this.fault !== null) return Promise.reject(this.fault);
    this.mails.push(mail);
    return Promise.resolve();
  }
}

function notify(mailer: Mailer | null, version = 1): Promise<void> {
  const render = (template: string, params: object, locale: string) => ({
    subject: `${template} ${locale}`,
    text: JSON.stringify(params),
  });
  return createNotify({ db: counter.database.db, mailer, publicUrl: null, render })({ ticketNo, version });
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
    to: ['chenjing@c1001.localhost'],
    subject: 'ticket-opened zh-CN',
    id: `${ticketNo}.1.0`,
    inReplyTo: null,
  });
  expect((await states())[0]).toBe('sent');
});

test('the address on the ticket goes before that of the account', async () => {
  await sql`update tickets set contact = '{"name": "李", "phone": null, "email": "li@other.localhost"}'`.execute(
    counter.database.db,
  );
  const postbox = new Postbox();
  await notify(postbox);
  expect(postbox.mails[0]?.to).toEqual(['li@other.localhost']);
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

test('a role is told at the addresses of all who have it', async () => {
  await sql`
    insert into notices (dedupe_key, ticket_no, version, template, recipient_kind, recipient, created_at, mail_state)
    values (${`${ticketNo}:2:0`}, ${ticketNo}, 2, 'clock-breached', 'role', 'inspector', now(), 'pending')
  `.execute(counter.database.db);
  const postbox = new Postbox();
  await notify(postbox, 2);
  expect(postbox.mails[0]?.to).toEqual(['3003@kefu.localhost', '3004@kefu.localhost']);
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
    return postbox.mails.map(({ to }) => to.map((address) => address.slice(0, 4)));
  };
  const front = ['1001', '1002', '1003'];
  await about('OTH.RULE.FEE', []).execute(counter.database.db);
  expect(await told(2)).toEqual([['3002'], ['3002'], ['3001'], [...front, '3001', '3002']]);
  await about('OTH.RULE.FEE', ['3002']).execute(counter.database.db);
  expect(await told(3)).toEqual([['3001'], [...front, '3001']]);
  await about('SVC.COMPLAINT', ['3002']).execute(counter.database.db);
  expect(await told(4)).toEqual([['3001'], ['3001']]);
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

  test('an address that the server refuses for good is shown as failed', async () => {
    const postbox = new Postbox();
    postbox.fault = Object.assign(new Error('550 no such user'), { responseCode: 550 });
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

  test('what another sender holds is left to it', async () => {
    await sql`update notices set mail_leased_until = now() + interval '1 minute' where mail_state = 'pending'`.execute(
      counter.database.db,
    );
    const postbox = new Postbox();
    await expect(notify(postbox)).rejects.toThrow('still to be sent');
    expect(postbox.mails).toEqual([]);
  });
});
