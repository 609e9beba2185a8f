import { type Kysely, sql } from 'kysely';
import { type Department, type Scope, SCOPES, type StaffRole } from '../contracts/people.ts';
import type { DB } from '../db/schema/rows.ts';
import {
  DEMO_ACCOUNTS,
  DEMO_CLIENT,
  DEMO_COMPANIES,
  DEMO_ORDERS,
  DEMO_STAFF,
  type DemoAccount,
  type DemoStaff,
} from './demoPeople.ts';
import { hashApiKey, hashPassword, randomText } from './secrets.ts';

/** One sign-in of the demo, as `demo-credentials.json` lists it. What does not apply is null. */
export interface DemoCredential {
  readonly role: 'mainAccount' | 'subAccount' | 'integration' | StaffRole;
  readonly name: string;
  readonly login: string | null;
  readonly password: string | null;
  readonly apiKey: string;
  readonly email: string | null;
  readonly phone: string | null;
  readonly companyId: string | null;
  readonly companyName: string | null;
  readonly companyKind: 'buyer' | 'supplier' | null;
  readonly accountId: string | null;
  readonly scopes: readonly Scope[] | null;
  readonly staffNo: string | null;
  readonly department: Department | null;
}

/**
 * Fills an empty database with the people of the demo, in one transaction, and answers their sign-ins: keys and passwords
 * are stored as hashes only and cannot be read again. Null where the database has people already; nothing is changed then.
 */
export async function seedDemo(db: Kysely<DB>): Promise<readonly DemoCredential[] | null> {
  const credentials = [...DEMO_ACCOUNTS.map(accountCredential), ...DEMO_STAFF.map(staffCredential), clientCredential()];
  const hashes = new Map(await Promise.all(credentials.map(hashOf)));
  return db.transaction().execute(async (tx) => {
    // Two starts at once must not both find it empty.
    await sql`lock table companies, staff in share row exclusive mode`.execute(tx);
    if (await hasPeople(tx)) return null;
    await tx
      .insertInto('companies')
      .values([...DEMO_COMPANIES])
      .execute();
    const orders = DEMO_ORDERS.map(({ orderNo, buyer, supplier }) => ({
      order_no: orderNo,
      buyer_company_id: buyer.id,
      supplier_company_id: supplier.id,
    }));
    await tx.insertInto('orders').values(orders).execute();
    for (const credential of credentials) await insertIdentity(tx, credential, hashes.get(credential.apiKey) ?? null);
    return credentials;
  });
}

async function hashOf({ apiKey, password }: DemoCredential): Promise<readonly [string, string | null]> {
  return [apiKey, password === null ? null : await hashPassword(password)];
}

async function hasPeople(tx: Kysely<DB>): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (select from companies) or exists (select from staff) or exists (select from clients) as found
  `.execute(tx);
  return rows[0]?.found ?? false;
}

async function insertIdentity(tx: Kysely<DB>, credential: DemoCredential, passwordHash: string | null): Promise<void> {
  const { accountId, companyId, staffNo, department, name, login, email, phone, role, scopes } = credential;
  const key = { key_hash: hashApiKey(credential.apiKey) };
  const person = { name, login: login ?? '', email, password_hash: passwordHash };
  if (role === 'integration') {
    await tx.insertInto('clients').values(DEMO_CLIENT).execute();
    await tx
      .insertInto('api_keys')
      .values({ ...key, client_id: DEMO_CLIENT.id })
      .execute();
  } else if (role === 'mainAccount' || role === 'subAccount') {
    if (accountId === null || companyId === null) throw new Error(`demo account ${name} has no id or no company`);
    const account = { id: accountId, company_id: companyId, kind: kindOf(role), phone, scopes: JSON.stringify(scopes) };
    await tx
      .insertInto('accounts')
      .values({ ...person, ...account })
      .execute();
    await tx
      .insertInto('api_keys')
      .values({ ...key, account_id: accountId })
      .execute();
  } else {
    if (staffNo === null || department === null) throw new Error(`demo staff ${name} has no number or no department`);
    await tx
      .insertInto('staff')
      .values({ ...person, staff_no: staffNo, role, department })
      .execute();
    await tx
      .insertInto('api_keys')
      .values({ ...key, staff_no: staffNo })
      .execute();
  }
}

function kindOf(role: 'mainAccount' | 'subAccount'): 'main' | 'sub' {
  return role === 'mainAccount' ? 'main' : 'sub';
}

const NOTHING = {
  login: null,
  password: null,
  email: null,
  phone: null,
  companyId: null,
  companyName: null,
  companyKind: null,
  accountId: null,
  scopes: null,
  staffNo: null,
  department: null,
} as const;

function accountCredential(account: DemoAccount): DemoCredential {
  const { company } = account;
  return {
    ...NOTHING,
    ...secrets(),
    role: account.scopes === null ? 'mainAccount' : 'subAccount',
    name: account.name,
    login: account.login,
    email: `${account.login}@${company.id.toLowerCase()}.localhost`,
    phone: account.phone,
    companyId: company.id,
    companyName: company.name,
    companyKind: company.kind,
    accountId: account.id,
    scopes: account.scopes ?? SCOPES,
  };
}

function staffCredential({ staffNo, name, role, department }: DemoStaff): DemoCredential {
  const email = `${staffNo}@kefu.localhost`;
  return { ...NOTHING, ...secrets(), role, name, login: staffNo, email, staffNo, department };
}

function clientCredential(): DemoCredential {
  return { ...NOTHING, apiKey: newKey(), role: 'integration', name: DEMO_CLIENT.name };
}

function secrets(): { password: string; apiKey: string } {
  return { password: randomText(16), apiKey: newKey() };
}

function newKey(): string {
  return `kf_demo_${randomText(32)}`;
}
