import { type Kysely, sql } from 'kysely';
import { type Department, type Scope, SCOPES, type StaffRole } from '../contracts/people.ts';
import { insertKey, type KeyOwner } from '../db/repositories/people/apiKeys.ts';
import { type AccountEntry, type StaffEntry, writeRegister } from '../db/repositories/people/register.ts';
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
 * are stored as hashes only and cannot be read again, so they are kept elsewhere (`keep`) before anybody stands here.
 * Null where the database has people already; nothing is changed then.
 */
export async function seedDemo(
  db: Kysely<DB>,
  keep: (credentials: readonly DemoCredential[]) => void = () => undefined,
): Promise<readonly DemoCredential[] | null> {
  const accounts = await Promise.all(DEMO_ACCOUNTS.map(signedInAccount));
  const staff = await Promise.all(DEMO_STAFF.map(signedInStaff));
  const credentials = [...accounts, ...staff].map(({ credential }) => credential).concat(clientCredential());
  return db.transaction().execute(async (tx) => {
    // Two starts at once must not both find it empty.
    await sql`lock table companies, staff in share row exclusive mode`.execute(tx);
    if (await hasPeople(tx)) return null;
    await writeRegister(tx, {
      companies: DEMO_COMPANIES,
      accounts: accounts.map(({ entry }) => entry),
      staff: staff.map(({ entry }) => entry),
      clients: [DEMO_CLIENT],
      orders: DEMO_ORDERS.map(({ orderNo, buyer, supplier }) => ({ orderNo, buyer: buyer.id, supplier: supplier.id })),
    });
    for (const credential of credentials) await insertKey(tx, ownerOf(credential), hashApiKey(credential.apiKey));
    keep(credentials);
    return credentials;
  });
}

async function hasPeople(tx: Kysely<DB>): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (select from companies) or exists (select from staff) or exists (select from clients) as found
  `.execute(tx);
  return rows[0]?.found ?? false;
}

function ownerOf({ accountId, staffNo }: DemoCredential): KeyOwner {
  if (accountId !== null) return { kind: 'account', id: accountId };
  return staffNo === null ? { kind: 'client', id: DEMO_CLIENT.id } : { kind: 'staff', id: staffNo };
}

/** Somebody of the demo as the register has him, and as he signs in. */
interface SignedIn<Entry> {
  readonly entry: Entry;
  readonly credential: DemoCredential;
}

async function signedInAccount(account: DemoAccount): Promise<SignedIn<AccountEntry>> {
  const { id, company, name, login, phone } = account;
  const kind = account.scopes === null ? 'main' : 'sub';
  const scopes = account.scopes ?? SCOPES;
  const { password, apiKey } = secrets();
  const email = `${login}@${company.id.toLowerCase()}.localhost`;
  const entry = { id, companyId: company.id, kind, name, login, phone, email, scopes } as const;
  const credential: DemoCredential = {
    ...NOTHING,
    name,
    login,
    password,
    apiKey,
    email,
    phone,
    scopes,
    role: kind === 'main' ? 'mainAccount' : 'subAccount',
    companyId: company.id,
    companyName: company.name,
    companyKind: company.kind,
    accountId: id,
  };
  return { entry: { ...entry, passwordHash: await hashPassword(password) }, credential };
}

async function signedInStaff({ staffNo, name, role, department }: DemoStaff): Promise<SignedIn<StaffEntry>> {
  const { password, apiKey } = secrets();
  const person = { staffNo, name, role, department, login: staffNo, email: `${staffNo}@kefu.localhost` };
  return {
    entry: { ...person, lead: false, active: true, passwordHash: await hashPassword(password) },
    credential: { ...NOTHING, ...person, password, apiKey },
  };
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

function clientCredential(): DemoCredential {
  return { ...NOTHING, apiKey: newKey(), role: 'integration', name: DEMO_CLIENT.name };
}

function secrets(): { password: string; apiKey: string } {
  return { password: randomText(16), apiKey: newKey() };
}

function newKey(): string {
  return `kf_demo_${randomText(32)}`;
}
