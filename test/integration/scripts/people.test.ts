import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findStaff } from '../../../db/repositories/people/people.ts';
import { findPrincipal } from '../../../db/repositories/people/principals.ts';
import { ROOT } from '../../../engine/paths.ts';
import { hashApiKey } from '../../../intake/secrets.ts';
import { runCommandLine } from '../../../scripts/common/commandLine.ts';
import { PEOPLE } from '../../../scripts/people/commandLine.ts';
import { createTestDatabase, type TestDatabase } from '../../support/postgres.ts';

const EXAMPLE_FILE = join(ROOT, 'docs/people.example.json');
const EXAMPLE = readFileSync(EXAMPLE_FILE, 'utf8');

let database: TestDatabase;
let folder: string;
beforeAll(async () => {
  database = await createTestDatabase();
  folder = mkdtempSync(join(tmpdir(), 'kefu-people-'));
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await database.drop();
});

async function people(...args: string[]): Promise<{ code: number; lines: string[] }> {
  const lines: string[] = [];
  const print = (line: string): void => void lines.push(...line.split('\n'));
  return { code: await runCommandLine(PEOPLE, args, { address: () => ({ databaseUrl: database.url }), print }), lines };
}

function fileOf(text: string): string {
  const file = join(folder, 'people.json');
  writeFileSync(file, text);
  return file;
}

/** The example with one thing written otherwise. */
function changed(from: string, to: string): string {
  expect(EXAMPLE).toContain(from);
  return fileOf(EXAMPLE.replace(from, to));
}

/** A new key for one owner, as it is told this once. */
async function keyFor(...owner: string[]): Promise<{ key: string; keyId: string }> {
  const { lines } = await people('key', ...owner);
  const [, key = '', keyId = ''] = /(kf_\S+) {2}\(id (\S+)\)$/.exec(lines[0] ?? '') ?? [];
  return { key, keyId };
}

const standsFor = (key: string) => findPrincipal(database.db, hashApiKey(key));

const UNCHANGED = ['companies', 'accounts', 'staff', 'clients', 'orders'].map((kind) => `${kind}: 0 added, 0 changed`);

describe('the people of a new desk', () => {
  test('come from one file; the same file again changes nothing', async () => {
    expect(await people('import', EXAMPLE_FILE)).toEqual({
      code: 0,
      lines: [
        'companies: 2 added, 0 changed',
        'accounts: 3 added, 0 changed',
        'staff: 9 added, 0 changed',
        'clients: 1 added, 0 changed',
        'orders: 1 added, 0 changed',
      ],
    });
    expect(await people('import', EXAMPLE_FILE)).toEqual({ code: 0, lines: UNCHANGED });
    expect(await findStaff(database.db, '1101')).toEqual({ staffNo: '1101', role: 'agent', department: 'FRONT' });
    expect(await findStaff(database.db, '1103')).toBeNull();
  });

  test('are brought to what a later file says, and whom it leaves out stay', async () => {
    const one = { staffNo: '1101', name: '顾安', role: 'seniorAgent', department: 'FRONT' };
    const { lines } = await people('import', fileOf(JSON.stringify({ staff: [one] })));
    expect(lines).toContain('staff: 0 added, 1 changed');
    expect(await findStaff(database.db, '1101')).toMatchObject({ role: 'seniorAgent' });
    expect(await findStaff(database.db, '3101')).toMatchObject({ role: 'supervisor' });
    const row = await database.db.selectFrom('staff').select('email').where('staff_no', '=', '1101').executeTakeFirst();
    expect(row).toEqual({ email: null });
    await people('import', EXAMPLE_FILE);
  });
});

describe('a file that is wrong', () => {
  test('is told line by line, by what was expected there, and nothing of it is entered', async () => {
    const file = changed('"role": "agent", "department": "FRONT", "email"', '"role": "boss", "email"');
    const { code, lines } = await people('import', file);
    expect([code, lines]).toEqual([
      1,
      [
        expect.stringMatching(`^${file}:20: /staff/0/role: expected one of agent, seniorAgent, `),
        expect.stringMatching(`^${file}:20: /staff/0/department: expected one of FRONT, .* \\(required\\)$`),
      ],
    ]);
    const twice = changed('"staffNo": "1102"', '"staffNo": "1101"');
    expect(await people('import', twice)).toEqual({
      code: 1,
      lines: [`${twice}:21: /staff/1/staffNo: expected a value that does not stand twice`],
    });
    const cut = fileOf(EXAMPLE.slice(0, 200));
    expect((await people('import', cut)).lines[0]).toMatch(`${cut}:8: expected JSON (or YAML), got at column`);
    expect(await people('import', EXAMPLE_FILE)).toEqual({ code: 0, lines: UNCHANGED });
  });

  test('is refused where it does not fit whom the desk has, all of it', async () => {
    const stranger = { id: 'C5002', name: '示例制造有限公司', kind: 'buyer' };
    const account = { id: 'A500102', kind: 'sub', name: '高远', scopes: [] };
    const order = { orderNo: 'DD1', buyer: 'C5002', supplier: 'S9999' };
    const file = fileOf(
      JSON.stringify({
        companies: [{ ...stranger, accounts: [account] }],
        orders: [order],
        clients: [{ id: 'new', name: '新接口' }],
      }),
    );
    expect(await people('import', file)).toEqual({
      code: 1,
      lines: [
        `${file}:1: /companies/0/name: expected a name that no other company has, got the name of C5001`,
        `${file}:1: /companies/0/accounts/0/id: expected a new account or one of this company, got an account of C5001`,
        `${file}:1: /companies/0/accounts: expected exactly one main account ("kind": "main"), got none`,
        `${file}:1: /orders/0/supplier: expected a company of this file or one that the desk has, got S9999`,
      ],
    });
    expect((await people('key', '--client', 'new')).code).toBe(1);
  });

  test('names the place of an account whose id is the login of another, and of an order between one and the same', async () => {
    await database.db.updateTable('accounts').set({ login: 'gaoyuan' }).where('id', '=', 'A500102').execute();
    const account = { id: 'gaoyuan', kind: 'main', name: '高远' };
    const file = fileOf(
      JSON.stringify({
        companies: [{ id: 'S6002', name: '新供应有限公司', kind: 'supplier', accounts: [account] }],
        orders: [{ orderNo: 'DD2', buyer: 'S6002', supplier: 'S6002' }],
      }),
    );
    expect(await people('import', file)).toEqual({
      code: 1,
      lines: [
        `${file}:1: /companies/0/accounts/0/id: expected an id by which no other account signs in, got the login of A500102`,
        `${file}:1: /orders/0/supplier: expected a company other than the buyer, got S6002`,
      ],
    });
    expect(await people('import', EXAMPLE_FILE)).toEqual({ code: 0, lines: UNCHANGED });
  });

  test('gives a company no second main account, and another one only in place of the first', async () => {
    const main = (id: string) => ({ id, kind: 'main', name: '新主管' });
    const company = { id: 'S6001', name: '示例供应有限公司', kind: 'supplier' };
    const second = fileOf(JSON.stringify({ companies: [{ ...company, accounts: [main('A600102')] }] }));
    expect((await people('import', second)).lines).toEqual([
      expect.stringContaining('exactly one main account ("kind": "main"), got A600102, A600101'),
    ]);
    const before = { id: 'A600101', kind: 'sub', name: '唐宁', scopes: ['order.view'] };
    const instead = fileOf(JSON.stringify({ companies: [{ ...company, accounts: [main('A600102'), before] }] }));
    expect((await people('import', instead)).lines).toContain('accounts: 1 added, 1 changed');
    const { key } = await keyFor('--account', 'A600101');
    expect(await standsFor(key)).toMatchObject({ main: false, scopes: ['order.view'] });
    const back = [main('A600101'), { ...before, id: 'A600102' }];
    expect((await people('import', fileOf(JSON.stringify({ companies: [{ ...company, accounts: back }] })))).code).toBe(
      0,
    );
  });
});

describe('the keys of people', () => {
  test('are made for whom they are asked for, told once and kept as hashes', async () => {
    const { code, lines } = await people('key', '--staff', '9101', '--client', 'shop', '--account', 'A500101');
    expect([code, lines.length]).toEqual([0, 3]);
    const keys = lines.map((line) => /kf_\S+/.exec(line)?.[0] ?? '');
    expect(await Promise.all(keys.map(standsFor))).toMatchObject([
      { kind: 'customer', accountId: 'A500101', main: true },
      { kind: 'staff', staffNo: '9101', role: 'admin' },
      { kind: 'integration', clientId: 'shop' },
    ]);
    const shown = (await people('keys')).lines.join('\n');
    expect(keys.filter((key) => shown.includes(key))).toEqual([]);
    expect((await people('keys', '--client', 'shop')).lines).toEqual([
      expect.stringMatching(/^[\da-f-]{36} {2}client shop {2}made \d{4}-\d\d-\d\d \d\d:\d\d$/),
    ]);
  });

  test('are made for all or for nobody', async () => {
    const before = (await people('keys')).lines;
    expect(await people('key', '--staff', '9101', '--staff', '1103')).toEqual({
      code: 1,
      lines: ['There is no staff 1103, or he has left.'],
    });
    expect((await people('keys')).lines).toEqual(before);
  });

  test('are listed of whoever is there, and of nobody else', async () => {
    const { keyId } = await keyFor('--staff', '9101');
    expect((await people('keys', '--staff', '9101')).lines.join()).toContain(keyId);
    const mistyped = await people('keys', '--staff', '9111');
    expect(mistyped).toEqual({ code: 1, lines: ['There is no staff 9111, or he has left.'] });
  });

  test('end when they are revoked, also twice', async () => {
    const { key, keyId } = await keyFor('--client', 'shop');
    expect(await people('revoke', keyId)).toEqual({ code: 0, lines: [`${keyId} is revoked`] });
    expect(await standsFor(key)).toBeNull();
    const [listed] = (await people('keys', '--client', 'shop')).lines.filter((line) => line.startsWith(keyId));
    expect(listed).toContain(', revoked 2');
    expect(await people('revoke', keyId)).toMatchObject({ code: 0 });
    expect(await people('keys', '--client', 'shop')).toMatchObject({ lines: expect.arrayContaining([listed]) });
    expect((await people('revoke', 'kf_nobody')).code).toBe(1);
  });

  test('of somebody who has left end with him, and do not come back when he does', async () => {
    const { key } = await keyFor('--staff', '1102');
    const stays = await keyFor('--staff', '3101');
    const left = changed(
      '"role": "seniorAgent", "department": "FRONT"',
      '"role": "seniorAgent", "department": "FRONT", "active": false',
    );
    expect((await people('import', left)).lines).toContain('keys: 1 revoked, of staff who have left');
    expect((await people('import', EXAMPLE_FILE)).lines).toContain('staff: 0 added, 1 changed');
    expect(await findStaff(database.db, '1102')).not.toBeNull();
    expect(await standsFor(key)).toBeNull();
    expect(await standsFor(stays.key)).toMatchObject({ staffNo: '3101' });
  });
});

test('a command that is not understood names what there is', async () => {
  const unknown = [[], ['enter'], ['import'], ['key'], ['revoke'], ['key', '--who', 'x']];
  const idle = [
    ['key', 'foo', '--staff', '1101'],
    ['keys', 'bar'],
    ['import', EXAMPLE_FILE, '--staff', '1101'],
    ['revoke', 'kf_nobody', '--staff', '1101'],
  ];
  const before = (await people('keys')).lines;
  for (const args of [...unknown, ...idle]) {
    const { code, lines } = await people(...args);
    expect([code, lines.some((line) => line.startsWith('Usage: npm run people'))]).toEqual([2, true]);
  }
  expect((await people('keys')).lines).toEqual(before);
  expect(await people('--help')).toMatchObject({ code: 0 });
});
