import { createHash, randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { shownInstant } from '../../../contracts/instants.ts';
import { sweepAttachments } from '../../../db/repositories/attachments.ts';
import type { DemoCredential } from '../../../intake/seed.ts';
import { type Desk, openDesk } from './desk.ts';
import { Disputed } from './disputed.ts';
import { PNG, upload } from './upload.ts';

const REPORT = Buffer.from('%PDF-1.7 出厂检测报告');

let desk: Desk;
let buyer: DemoCredential;
let supplier: DemoCredential;
let stranger: DemoCredential;
let supervisor: DemoCredential;
let disputed: Disputed;

const submit = (who: DemoCredential, body: object, headers?: Record<string, string>) =>
  disputed.give(who, 'submit-evidence', body, headers);
const uploaded = async (who: DemoCredential, content = PNG): Promise<string> =>
  (await upload(desk, who, content)).body.id;
const evidenceFor = async (who: DemoCredential) => (await disputed.seen(who, '/evidence')).body;
const fileFor = async (who: DemoCredential, id: string): Promise<number> =>
  (await desk.get(who, `/v1/attachments/${id}`)).status;

async function bytesFor(who: DemoCredential, id: string): Promise<Buffer> {
  const headers = { Authorization: `Bearer ${who.apiKey}` };
  return Buffer.from(await (await fetch(`${desk.url}/v1/attachments/${id}`, { headers })).arrayBuffer());
}

beforeAll(async () => {
  desk = await openDesk();
  const named = (accountId: string): DemoCredential => desk.credential((one) => one.accountId === accountId);
  [buyer, supplier, stranger] = [named('A100101'), named('A200101'), named('A100201')];
  supervisor = desk.credential(({ role }) => role === 'supervisor');
});
afterAll(() => desk.close());

beforeEach(async () => {
  disputed = await Disputed.open(desk, buyer);
  await disputed.done(supplier, 'refuse-claim', { reason: '发货前已检测' });
});

describe('a file as evidence', () => {
  test('is sealed by the hash of its bytes and the instant; the other side has neither before the window ends', async () => {
    const [photo, report] = [await uploaded(buyer), await uploaded(supplier, REPORT)];
    await disputed.done(buyer, 'submit-evidence', { statement: '开箱照片', attachments: [photo] });
    await disputed.done(supplier, 'submit-evidence', { attachments: [report] });
    const mine = await evidenceFor(buyer);
    expect(mine.items).toMatchObject([
      {
        party: 'buyer',
        statement: '开箱照片',
        files: [{ id: photo, name: '支付截图.png', mediaType: 'image/png', size: PNG.length }],
        intact: true,
      },
    ]);
    expect([await fileFor(buyer, photo), await fileFor(supplier, report)]).toEqual([200, 200]);
    expect([await fileFor(supplier, photo), await fileFor(buyer, report)]).toEqual([404, 404]);
    for (const rest of ['', '/events', '/evidence']) {
      expect(JSON.stringify((await disputed.seen(buyer, rest)).body)).not.toContain(report);
      expect(JSON.stringify((await disputed.seen(supplier, rest)).body)).not.toContain(photo);
    }
    expect((await disputed.seen(buyer, '/attachments')).body.items).toEqual([]);

    await disputed.silenceIn('DISPUTE_EVIDENCE');
    for (const who of [buyer, supplier, supervisor]) {
      const { items } = await evidenceFor(who);
      const files = items.flatMap((item: { files: { id: string; sha256: string }[] }) => item.files);
      expect(files.map(({ id }: { id: string }) => id)).toEqual([photo, report]);
      for (const { id, sha256 } of files) {
        expect(sha256).toBe(
          createHash('sha256')
            .update(await bytesFor(who, id))
            .digest('hex'),
        );
      }
    }
    expect([await fileFor(stranger, photo), await fileFor(stranger, report)]).toEqual([404, 404]);
  });

  test('the desk reads it while the window runs; a department without the ticket never', async () => {
    const report = await uploaded(supplier, REPORT);
    await disputed.done(supplier, 'submit-evidence', { attachments: [report] });
    expect(await fileFor(supervisor, report)).toBe(200);
    expect(
      await fileFor(
        desk.credential(({ department }) => department === 'PAY'),
        report,
      ),
    ).toBe(404);
  });

  test('stays hidden for good where the two agree before the window ends', async () => {
    const report = await uploaded(supplier, REPORT);
    await disputed.done(supplier, 'submit-evidence', { attachments: [report] });
    await disputed.done(supplier, 'offer-settlement', { offer: '换货' });
    await disputed.done(buyer, 'accept-settlement');
    expect([await fileFor(buyer, report), await fileFor(supplier, report)]).toEqual([404, 200]);
  });

  test('is one’s own and submitted once, by however many requests at the same moment', async () => {
    const [own, foreign] = [await uploaded(buyer), await uploaded(supplier)];
    const refused = { status: 422, type: '/problems/unknown-reference' };
    for (const id of [foreign, randomUUID(), 'f-1']) {
      expect((await submit(buyer, { attachments: [own, id] })).body).toMatchObject({
        ...refused,
        errors: [{ pointer: '/attachments/1' }],
      });
    }
    const both = await Promise.all([submit(buyer, { attachments: [own] }), submit(buyer, { attachments: [own] })]);
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 422]);
    expect((await submit(buyer, { attachments: [own] })).body).toMatchObject(refused);
    expect((await evidenceFor(buyer)).items).toHaveLength(1);
    const message = { text: '见附件', attachments: [own] };
    expect((await desk.post(buyer, disputed.path('/messages'), message)).body).toMatchObject(refused);
  });

  test('sent again with the same key it is one submission', async () => {
    const body = { attachments: [await uploaded(buyer)] };
    const key = { 'Idempotency-Key': randomUUID() };
    const first = await submit(buyer, body, key);
    const again = await submit(buyer, body, key);
    expect([again.status, again.body]).toEqual([200, first.body]);
    expect((await evidenceFor(buyer)).items).toHaveLength(1);
  });

  test('of a refused submission it is free again', async () => {
    const id = await uploaded(buyer);
    await disputed.done(buyer, 'complete-evidence');
    expect((await submit(buyer, { attachments: [id] })).status).toBe(409);
    const message = { text: '见附件', attachments: [id] };
    expect((await desk.post(buyer, disputed.path('/messages'), message)).status).toBe(201);
    expect(await fileFor(supplier, id)).toBe(404);
  });

  test('whose outcome is open stays taken: the same key brings it in, and what never became evidence goes', async () => {
    const [later, never] = [await uploaded(buyer), await uploaded(buyer, REPORT)];
    const key = { 'Idempotency-Key': randomUUID() };
    desk.engine.away = true;
    expect((await submit(buyer, { attachments: [later] }, key)).status).toBe(503);
    expect((await submit(buyer, { attachments: [never] })).status).toBe(503);
    desk.engine.away = false;
    expect((await submit(buyer, { attachments: [later] })).status).toBe(422);
    expect((await submit(buyer, { attachments: [later] }, key)).status).toBe(200);
    await disputed.silenceIn('DISPUTE_EVIDENCE');
    expect([await fileFor(supplier, later), await fileFor(supplier, never)]).toEqual([200, 404]);
    const { db } = desk.database;
    await sql`update attachments set created_at = now() - interval '49 hours' where sealed_at is null`.execute(db);
    await sweepAttachments(db);
    expect([await fileFor(buyer, later), await fileFor(buyer, never)]).toEqual([200, 404]);
  });

  test('neither changes nor goes, not even in the database', async () => {
    const id = await uploaded(buyer);
    const { db } = desk.database;
    await expect(sql`update attachments set content = 'other' where id = ${id}`.execute(db)).rejects.toThrow(
      /never changed/,
    );
    await disputed.done(buyer, 'submit-evidence', { attachments: [id] });
    for (const statement of [
      sql`update attachments set content = 'other' where id = ${id}`,
      sql`update attachments set sealed_at = null where id = ${id}`,
      sql`delete from attachments where id = ${id}`,
    ])
      await expect(statement.execute(db)).rejects.toThrow(/sealed/);
    const [item] = (await evidenceFor(buyer)).items;
    const row = await db.selectFrom('attachments').select('sealed_at').where('id', '=', id).executeTakeFirst();
    expect(row?.sealed_at?.getTime()).toBe(Date.parse(item.at));
  });
});

describe('evidence in words', () => {
  test('one’s own at once, the other side’s when both are complete; sealed by hash and instant', async () => {
    await disputed.done(buyer, 'submit-evidence', { statement: '开箱录像显示无法开机' });
    await disputed.done(supplier, 'submit-evidence', { statement: '出厂检测报告' });
    const mine = (await disputed.seen(buyer, '/evidence')).body;
    expect(mine).toMatchObject({ otherSide: 'sealed', nextCursor: null, window: { open: true } });
    expect(mine.items).toMatchObject([
      { party: 'buyer', caseId: `${disputed.ticketNo}-D1`, statement: '开箱录像显示无法开机', files: [], intact: true },
    ]);
    expect(mine.items[0].sha256).toMatch(/^[0-9a-f]{64}$/);
    for (const rest of ['', '/events', '/clocks', '/evidence']) {
      expect(JSON.stringify((await disputed.seen(buyer, rest)).body)).not.toContain('出厂检测报告');
      expect(JSON.stringify((await disputed.seen(supplier, rest)).body)).not.toContain('开箱录像');
    }
    expect(JSON.stringify((await desk.get(supplier, '/v1/inbox')).body)).not.toContain('开箱录像');

    await disputed.done(buyer, 'complete-evidence');
    expect((await disputed.give(buyer, 'submit-evidence', { statement: '再补一份' })).status).toBe(409);
    expect((await disputed.seen(buyer, '/evidence')).body.otherSide).toBe('sealed');
    const { body } = await disputed.done(supplier, 'complete-evidence');
    expect(body.dispute).toMatchObject({ stage: 'PREHANDLING', complete: ['buyer', 'supplier'] });
    const told = (await desk.get(buyer, '/v1/inbox')).body.items.find(
      (one: { ticketNo: string }) => one.ticketNo === disputed.ticketNo,
    );
    expect(told.text).toContain('双方证据相互公开');
    for (const who of [buyer, supplier, supervisor]) {
      const all = (await disputed.seen(who, '/evidence')).body;
      expect(all.otherSide).toBe('open');
      expect(all.items.map(({ party }: { party: string }) => party)).toEqual(['buyer', 'supplier']);
    }
  });

  test('after the window: 409 with the instant it closed', async () => {
    await disputed.silenceIn('DISPUTE_EVIDENCE');
    const { endsAt } = (await disputed.seen(buyer, '/evidence')).body.window;
    const late = await disputed.give(buyer, 'submit-evidence', { statement: '迟到的证据' });
    expect(late.body).toMatchObject({ status: 409, type: '/problems/state-conflict' });
    expect(late.body.detail).toContain(`窗口已于 ${shownInstant(endsAt)} 关闭`);
    expect((await disputed.seen(supplier, '/evidence')).body.items).toEqual([]);
  });

  test('nobody changes or removes it, not even in the database', async () => {
    await disputed.done(buyer, 'submit-evidence', { statement: '原件' });
    const { db } = desk.database;
    const sealed = sql`(select text_id from ticket_events where ticket_no = ${disputed.ticketNo} and type = 'evidence-submitted')`;
    await expect(sql`update texts set body = '{"statement": "改了"}' where id = ${sealed}`.execute(db)).rejects.toThrow(
      /sealed/,
    );
    await expect(sql`delete from texts where id = ${sealed}`.execute(db)).rejects.toThrow(/sealed/);
    const seal = sql`update ticket_events set data = '{}' where ticket_no = ${disputed.ticketNo} and type = 'evidence-submitted'`;
    await expect(seal.execute(db)).rejects.toThrow(/sealed/);
  });

  test.each([
    ['nothing at all', {}],
    [
      'the name and hash of a file that was never sent',
      { files: [{ name: 'a.jpg', size: 1, sha256: 'a'.repeat(64) }] },
    ],
    ['a file twice', { attachments: ['f-1', 'f-1'] }],
  ])('%s: 400', async (_what, body) => {
    expect((await submit(buyer, body)).body).toMatchObject({ status: 400, type: '/problems/validation' });
  });
});
