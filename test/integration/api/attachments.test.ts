import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { type Kysely, sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TicketNo } from '../../../contracts/ids.ts';
import { sweepAttachments } from '../../../db/repositories/attachments.ts';
import { claimEvidence } from '../../../db/repositories/evidenceFiles.ts';
import { type Addition, takeFiles } from '../../../db/repositories/takenFiles.ts';
import type { DB } from '../../../db/schema/rows.ts';
import type { DemoCredential } from '../../../intake/seed.ts';
import { type Answer, type Desk, openDesk, SPECIALISED } from './desk.ts';
import { PNG, upload as send } from './upload.ts';

const PDF = Buffer.from('%PDF-1.7 证明');
const TEN_MB = 10 * 1024 * 1024;

let desk: Desk;
let customer: DemoCredential;
let stranger: DemoCredential;
let agent: DemoCredential;
let pay: DemoCredential;

beforeAll(async () => {
  desk = await openDesk('asPublished');
  customer = desk.credential(({ role, companyKind }) => role === 'mainAccount' && companyKind === 'buyer');
  stranger = desk.credential(({ role, companyId }) => role === 'mainAccount' && companyId !== customer.companyId);
  agent = desk.credential(({ role }) => role === 'agent');
  pay = desk.credential(({ role, department }) => role === 'specialist' && department === 'PAY');
});
afterAll(() => desk.close());

const upload = (...[who, content, sent]: [DemoCredential, Buffer, object?]): Promise<Answer> =>
  send(desk, who, content, sent);
const uploaded = async (who: DemoCredential, content = PNG): Promise<string> => (await upload(who, content)).body.id;
const listed = async (who: DemoCredential, path: string): Promise<string[]> =>
  (await desk.get(who, `${path}/attachments`)).body.items.map(({ id }: { id: string }) => id);

async function opened(attachments: string[] = []): Promise<string> {
  const answer = await desk.post(customer, '/v1/tickets', { ...SPECIALISED, attachments });
  expect(answer.status).toBe(201);
  return `/v1/tickets/${answer.body.ticketNo}`;
}

describe('a file is taken', () => {
  test('with its name, kind, size and hash, and given back to be saved', async () => {
    const sent = await upload(customer, PNG);
    const sha256 = createHash('sha256').update(PNG).digest('hex');
    const { id } = sent.body;
    expect([sent.status, sent.body]).toEqual([
      201,
      { id, name: '支付截图.png', mediaType: 'image/png', size: PNG.length, sha256 },
    ]);
    const path = sent.headers.get('location') ?? '';
    const headers = { Authorization: `Bearer ${customer.apiKey}` };
    const response = await fetch(desk.url + path, { headers });
    expect(Buffer.from(await response.arrayBuffer())).toEqual(PNG);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'image/png',
      'content-disposition': `attachment; filename="????.png"; filename*=UTF-8''${encodeURIComponent('支付截图.png')}`,
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
    });
  });

  test('once, however often it is sent with the same key', async () => {
    const key = randomUUID();
    const first = await upload(customer, PNG, { key });
    const again = await upload(customer, PNG, { key });
    expect([again.status, again.body]).toEqual([201, first.body]);
    expect((await upload(customer, PDF, { key })).body).toMatchObject({ status: 422 });
  });

  test('of ten megabytes whole, and not a byte more', async () => {
    const whole = Buffer.concat([PNG, Buffer.alloc(TEN_MB - PNG.length)]);
    expect((await upload(customer, whole)).body.size).toBe(TEN_MB);
    const more = await upload(customer, Buffer.concat([whole, Buffer.alloc(1)]));
    expect([more.status, more.body.type]).toEqual([413, '/problems/payload-too-large']);
    const far = await upload(customer, Buffer.concat([whole, Buffer.alloc(TEN_MB)]));
    expect([far.status, far.body.type]).toEqual([413, '/problems/payload-too-large']);
    expect(far.body.detail).toContain('10 MB');
  });

  test.each([
    ['a drawing that can hold scripts', '<svg xmlns="http://www.w3.org/2000/svg"/>', 'a.png'],
    ['a page', '<!doctype html>', 'a.pdf'],
    ['a program', 'MZ\u0090', 'a.jpg'],
  ])('but not %s, whatever its name says', async (_what, content, name) => {
    const { status, body } = await upload(customer, Buffer.from(content, 'latin1'), { name });
    expect([status, body.type]).toEqual([415, '/problems/attachment-type']);
  });

  test('but no second one in the same form: of two neither is kept', async () => {
    const two = await upload(customer, PNG, { times: 2 });
    const fault = { pointer: '/file', expected: '一个非空文件' };
    expect(two.body).toMatchObject({ status: 400, type: '/problems/validation', errors: [fault] });
  });

  test('but nothing beside it, not under another name, not empty, and in a form alone', async () => {
    const odd = await upload(customer, PNG, { field: 'picture' });
    expect(odd.body).toMatchObject({ status: 400, errors: [{ pointer: '/picture' }, { pointer: '/file' }] });
    expect((await upload(customer, Buffer.alloc(0))).body).toMatchObject({
      status: 400,
      errors: [{ pointer: '/file' }],
    });
    expect((await desk.post(customer, '/v1/attachments', {})).body).toMatchObject({ status: 415 });
    const many = await upload(customer, PNG, { times: 11 });
    expect(many.body).toMatchObject({ status: 400, errors: [{ pointer: '', expected: '不超过 10 个部分的表单' }] });
    const ten = await upload(customer, PNG, { times: 10 });
    expect(ten.body).toMatchObject({ status: 400, errors: [{ pointer: '/file' }] });
    const broken = { 'Content-Type': 'multipart/form-data; boundary=x' };
    expect((await desk.post(customer, '/v1/attachments', 'x', broken)).body).toMatchObject({ status: 400 });
  });
});

describe('a file that two requests want at the same moment', () => {
  type Take = (tx: Kysely<DB>, wanted: Addition & { ticketNo: TicketNo }) => Promise<boolean>;
  const takes: readonly (readonly [string, Take])[] = [
    ['a message', async (tx, wanted) => (await takeFiles(tx, { ...wanted, ticketNo: null, internal: false })) === null],
    [
      'a side of a dispute',
      async (tx, wanted) => {
        const claim = { ...wanted, party: 'buyer', caseNo: 1 } as const;
        return (await claimEvidence(tx, claim)).length === 1;
      },
    ],
  ];

  test.each(takes)('goes with the first, and the other does not get it: %s', async (_whose, take) => {
    const ids = [await uploaded(customer)];
    const { ticketNo } = (await desk.post(customer, '/v1/tickets', SPECIALISED)).body;
    const wanted = { ids, owner: `account:${customer.accountId}`, ticketNo };
    const { db } = desk.database;
    const seconds: Promise<boolean>[] = [];
    const first = await db.transaction().execute(async (tx) => {
      const has = await take(tx, { ...wanted, cause: 'first' });
      seconds.push(db.transaction().execute((other) => take(other, { ...wanted, cause: 'second' })));
      await pause(300);
      return has;
    });
    expect([first, ...(await Promise.all(seconds))]).toEqual([true, false]);
    const causes = await db.selectFrom('attachments').select('cause').where('id', 'in', ids).execute();
    expect(causes).toEqual([{ cause: 'first' }]);
  });
});

describe('a file belongs to a ticket', () => {
  test('opened with it; the desk sees it, another company never', async () => {
    const id = await uploaded(customer);
    const path = await opened([id]);
    expect(await listed(agent, path)).toEqual([id]);
    expect((await desk.get(agent, `/v1/attachments/${id}`)).status).toBe(200);
    for (const unknown of [id, randomUUID(), 'nonsense']) {
      expect((await desk.get(stranger, `/v1/attachments/${unknown}`)).status).toBe(404);
    }
    expect((await desk.get(stranger, `${path}/attachments`)).status).toBe(404);
  });

  test('opened again with the same key it has it once, and the answer is the first', async () => {
    const body = { ...SPECIALISED, attachments: [await uploaded(customer)] };
    const key = { 'Idempotency-Key': randomUUID() };
    const first = await desk.post(customer, '/v1/tickets', body, key);
    const again = await desk.post(customer, '/v1/tickets', body, key);
    expect([again.status, again.body]).toEqual([201, first.body]);
    expect(await listed(customer, `/v1/tickets/${first.body.ticketNo}`)).toHaveLength(1);
  });

  test('by a message; that of an internal note is the house’s own', async () => {
    const path = await opened();
    const [shared, own] = [await uploaded(agent), await uploaded(agent, PDF)];
    const shown = { text: '请看截图', attachments: [shared] };
    const key = { 'Idempotency-Key': randomUUID() };
    const posted = await desk.post(agent, `${path}/messages`, shown, key);
    expect([posted.status, posted.body.attachments]).toEqual([201, [shared]]);
    expect((await desk.post(agent, `${path}/messages`, shown, key)).body.attachments).toEqual([shared]);
    const note = { text: '内部核实', internal: true, attachments: [own] };
    expect((await desk.post(agent, `${path}/messages`, note)).status).toBe(201);
    await desk.post(customer, `${path}/messages`, { text: '收到' });
    const messages = async (who: DemoCredential): Promise<unknown> =>
      (await desk.get(who, `${path}/messages`)).body.items.map((one: { attachments: string[] }) => one.attachments);
    expect([await messages(agent), await messages(customer)]).toEqual([
      [[shared], [own], []],
      [[shared], []],
    ]);
    const events = (await desk.get(customer, `${path}/events`)).body.items;
    expect(events).toContainEqual(
      expect.objectContaining({ type: 'message', data: expect.objectContaining({ attachments: [shared] }) }),
    );
    expect(await listed(agent, path)).toEqual([shared, own]);
    expect(await listed(customer, path)).toEqual([shared]);
    expect((await desk.get(customer, `/v1/attachments/${own}`)).status).toBe(404);
  });

  test('by a message that goes along where its ticket is merged', async () => {
    const [from, into] = [await opened(), await opened()];
    const file = await uploaded(agent);
    await desk.post(agent, `${from}/messages`, { text: '请看截图', attachments: [file] });
    const supervisor = desk.credential(({ role }) => role === 'supervisor');
    const merged = await desk.post(supervisor, `${from}/merge`, { into: into.split('/').at(-1) });
    expect(merged.status).toBe(200);
    expect((await desk.get(customer, `${into}/messages`)).body.items.at(-1)).toMatchObject({ attachments: [file] });
  });

  test('with the material that was asked for, and the timeline names it', async () => {
    const path = await opened();
    await desk.post(pay, `${path}/take-over`, {});
    await desk.post(pay, `${path}/request-material`, { items: [{ name: '付款回单', why: '核对' }] });
    const id = await uploaded(customer, PDF);
    const supplied = await desk.post(customer, `${path}/supply-material`, { items: ['付款回单'], attachments: [id] });
    expect(supplied.status).toBe(200);
    expect(await listed(pay, path)).toEqual([id]);
    const { items } = (await desk.get(pay, `${path}/events`)).body;
    expect(items.at(-1)).toMatchObject({ type: 'material-supplied', text: { attachments: [id] } });
  });

  test('only one’s own, and only one ticket', async () => {
    const [foreign, used] = [await uploaded(stranger), await uploaded(customer)];
    const path = await opened([used]);
    for (const id of [foreign, used, randomUUID(), 'f-1']) {
      const opening = await desk.post(customer, '/v1/tickets', { ...SPECIALISED, attachments: [id] });
      const message = await desk.post(customer, `${path}/messages`, { text: '见附件', attachments: [id] });
      for (const { body } of [opening, message]) {
        expect(body).toMatchObject({
          status: 422,
          type: '/problems/unknown-reference',
          errors: [{ pointer: '/attachments/0' }],
        });
      }
    }
    expect(await listed(customer, path)).toEqual([used]);
  });

  test('with what it came with or not at all, whichever of two that name it is quicker', async () => {
    const paths = [await opened(), await opened()];
    const file = await uploaded(customer);
    const named = { attachments: [file] };
    const answers = await Promise.all([
      ...paths.map((path) => desk.post(customer, `${path}/messages`, { text: '见附件', ...named })),
      desk.post(customer, '/v1/tickets', { ...SPECIALISED, ...named }),
    ]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 422, 422]);
    const taker = answers.find(({ status }) => status === 201)?.body.ticketNo;
    expect(await listed(customer, `/v1/tickets/${taker}`)).toEqual([file]);
    const shown = async (path: string): Promise<string[]> =>
      (await desk.get(customer, `${path}/messages`)).body.items.flatMap(
        (one: { attachments: string[] }) => one.attachments,
      );
    for (const path of paths) expect(await shown(path)).toEqual(path.endsWith(taker) ? [file] : []);
  });

  test('once its command is carried out; until then nobody else has it, and one that is refused gives it back', async () => {
    const path = await opened();
    const file = await uploaded(customer, PDF);
    const supply = { items: ['付款回单'], attachments: [file] };
    await desk.post(pay, `${path}/take-over`, {});
    await desk.post(pay, `${path}/request-material`, { items: [{ name: '付款回单', why: '核对' }] });
    const unlike = await desk.post(customer, `${path}/supply-material`, { ...supply, items: ['营业执照'] });
    expect([unlike.status, await listed(customer, path)]).toEqual([422, []]);
    const [supplied, told] = await Promise.all([
      desk.post(customer, `${path}/supply-material`, supply),
      desk.post(customer, `${path}/messages`, { text: '见附件', attachments: [file] }),
    ]);
    expect([supplied.status, told.status].toSorted((a, b) => a - b)[1]).toBe(422);
    expect(await listed(customer, path)).toEqual([file]);
  });

  test('that holds it for a command, as long as this may still be carried out', async () => {
    const { db } = desk.database;
    const path = await opened();
    const file = await uploaded(customer);
    const owner = `account:${customer.accountId}`;
    const held = { ids: [file], owner, cause: 'command', ticketNo: null, internal: false };
    expect([await takeFiles(db, held), await takeFiles(db, held)]).toEqual([null, null]);
    expect(await takeFiles(db, { ...held, cause: 'another command' })).toBe(0);
    const message = await desk.post(customer, `${path}/messages`, { text: '见附件', attachments: [file] });
    expect([message.status, await listed(customer, path)]).toEqual([422, []]);
    const cameAgo = (hours: number) =>
      sql`update attachments set created_at = now() - make_interval(hours => ${hours}) where id = ${file}`.execute(db);
    await cameAgo(47);
    expect(await sweepAttachments(db)).toBe(0);
    await cameAgo(49);
    expect(await sweepAttachments(db)).toBe(1);
  });
});

test('until then it is its owner’s alone, and gone after a day', async () => {
  const id = await uploaded(customer);
  expect((await desk.get(customer, `/v1/attachments/${id}`)).status).toBe(200);
  expect((await desk.get(agent, `/v1/attachments/${id}`)).status).toBe(404);
  const { db } = desk.database;
  await db
    .updateTable('attachments')
    .set({ created_at: new Date(Date.now() - 25 * 3_600_000) })
    .where('id', '=', id)
    .execute();
  expect(await sweepAttachments(db)).toBe(1);
  expect((await desk.get(customer, `/v1/attachments/${id}`)).status).toBe(404);
});

test('nobody keeps a store of files here', async () => {
  const statuses: number[] = [];
  for (let count = 0; count < 51; count++) statuses.push((await upload(stranger, PNG)).status);
  expect(statuses.filter((status) => status === 201).length).toBeLessThanOrEqual(50);
  expect(statuses.at(-1)).toBe(429);
});

test('what is on tickets already keeps nobody from sending more', async () => {
  const id = await uploaded(customer);
  await opened([id]);
  await sql`
    insert into attachments (owner, name, media_type, size, sha256, content, ticket_no, cause)
    select owner, name, media_type, size, sha256, content, ticket_no, cause from attachments, generate_series(1, 50)
    where id = ${id}
  `.execute(desk.database.db);
  expect((await upload(customer, PNG)).status).toBe(201);
});
