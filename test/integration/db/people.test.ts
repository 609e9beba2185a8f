import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createRoute } from '../../../activities/route.ts';
import { DEPARTMENTS } from '../../../contracts/people.ts';
import { findStaff } from '../../../db/repositories/people/people.ts';
import { findPrincipal } from '../../../db/repositories/people/principals.ts';
import { hashApiKey } from '../../../intake/secrets.ts';
import { type DemoCredential, seedDemo } from '../../../intake/seed.ts';
import { createTestDatabase, type TestDatabase } from '../../support/postgres.ts';

let database: TestDatabase;
let credentials: readonly DemoCredential[];
beforeAll(async () => {
  database = await createTestDatabase();
  const [first, second] = await Promise.all([seedDemo(database.db), seedDemo(database.db)]);
  // Two starts at once seed one demo between them.
  credentials = first ?? second ?? [];
  expect([first, second].filter((seeded) => seeded === null)).toHaveLength(1);
});
afterAll(() => database.drop());

describe('the demo', () => {
  test('has everybody whom the interfaces promise', () => {
    const roles = new Map<string, number>();
    for (const { role } of credentials) roles.set(role, (roles.get(role) ?? 0) + 1);
    expect(Object.fromEntries(roles)).toMatchObject({
      agent: 2,
      seniorAgent: 1,
      supervisor: 1,
      manager: 1,
      inspector: 2,
      dutyAgent: 1,
      admin: 1,
      ops: 1,
      integration: 1,
    });
    expect(roles.get('mainAccount')).toBeGreaterThanOrEqual(2);
    expect(roles.get('subAccount')).toBeGreaterThanOrEqual(2);
    expect(new Set(credentials.map((credential) => credential.companyKind))).toEqual(
      new Set(['buyer', 'supplier', null]),
    );
    const served = new Set(credentials.filter(({ role }) => role === 'specialist').map(({ department }) => department));
    expect(served).toEqual(new Set(DEPARTMENTS.filter((code) => !['FRONT', 'QA', 'DUTY'].includes(code))));
  });

  test('is not poured over people who are there already', async () => {
    expect(await seedDemo(database.db)).toBeNull();
  });

  test('is there only with its sign-ins kept: a start that could not keep them leaves nobody, and the next one does it', async () => {
    const fresh = await createTestDatabase();
    const full = (): never => {
      throw new Error('the disk is full');
    };
    await expect(seedDemo(fresh.db, full)).rejects.toThrow('the disk is full');
    const kept: DemoCredential[] = [];
    const seeded = await seedDemo(fresh.db, (all) => kept.push(...all));
    expect(kept).toHaveLength(credentials.length);
    expect(seeded).toEqual(kept);
    await fresh.drop();
  });

  test('keeps neither keys nor passwords', async () => {
    const keys = await database.db.selectFrom('api_keys').select('key_hash').execute();
    expect(keys.map(({ key_hash }) => key_hash.toString('hex')).toSorted()).toEqual(
      credentials.map(({ apiKey }) => hashApiKey(apiKey).toString('hex')).toSorted(),
    );
    const people = await database.db.selectFrom('staff').select(['staff_no', 'password_hash']).execute();
    const passwords = credentials.map(({ password }) => password);
    expect(
      people.every(({ password_hash }) => password_hash?.startsWith('scrypt$') && !passwords.includes(password_hash)),
    ).toBe(true);
  });
});

describe('a key stands for', () => {
  const find = async (role: DemoCredential['role']) => {
    const credential = credentials.find((candidate) => candidate.role === role);
    return { credential, principal: await findPrincipal(database.db, hashApiKey(credential?.apiKey ?? '')) };
  };

  test('its account, with its scopes', async () => {
    const { credential, principal } = await find('subAccount');
    expect(principal).toEqual({
      kind: 'customer',
      companyId: 'C1001',
      companyKind: 'buyer',
      accountId: credential?.accountId,
      main: false,
      scopes: credential?.scopes,
    });
    expect((await find('mainAccount')).principal).toMatchObject({ main: true });
  });

  test('its staff member, until that one leaves', async () => {
    expect((await find('agent')).principal).toEqual({
      kind: 'staff',
      staffNo: '1001',
      role: 'agent',
      department: 'FRONT',
    });
    await database.db.updateTable('staff').set({ active: false }).where('staff_no', '=', '1001').execute();
    expect((await find('agent')).principal).toBeNull();
    expect(await findStaff(database.db, '1001')).toBeNull();
  });

  test('a machine of the platform; nobody where it is unknown or revoked', async () => {
    expect((await find('integration')).principal).toEqual({ kind: 'integration', clientId: 'platform' });
    expect(await findPrincipal(database.db, hashApiKey('kf_demo_nobody'))).toBeNull();
    await database.db
      .updateTable('api_keys')
      .set({ revoked_at: new Date() })
      .where('client_id', '=', 'platform')
      .execute();
    expect((await find('integration')).principal).toBeNull();
  });
});

describe('the way to a person', () => {
  test('a department without a lead has its first specialist, else the lead; FRONT has nobody by itself', async () => {
    const route = createRoute({ db: database.db });
    expect(await route({ want: 'department-lead', department: 'PAY' })).toEqual({
      staffNo: '2001',
      role: 'specialist',
      department: 'PAY',
    });
    const lead = {
      staff_no: '2101',
      name: '马骏',
      login: '2101',
      role: 'specialist',
      department: 'PAY',
      is_lead: true,
    } as const;
    await database.db.insertInto('staff').values(lead).execute();
    expect((await route({ want: 'department-lead', department: 'PAY' }))?.staffNo).toBe('2101');
    expect(await route({ want: 'department-lead', department: 'FRONT' })).toBeNull();
  });
});
