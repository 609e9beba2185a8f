import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Department, Scope, StaffRole } from '../../../contracts/people.ts';
import type { DB } from '../../schema/rows.ts';

interface Person {
  readonly name: string;
  readonly email: string | null;
  /** Counts where the person is new, as the hash does: whoever is there keeps his. */
  readonly login: string;
  readonly passwordHash: string | null;
}

export interface AccountEntry extends Person {
  readonly id: string;
  readonly companyId: string;
  readonly kind: 'main' | 'sub';
  readonly phone: string | null;
  readonly scopes: readonly Scope[];
}

export interface StaffEntry extends Person {
  readonly staffNo: string;
  readonly role: StaffRole;
  readonly department: Department;
  readonly lead: boolean;
  readonly active: boolean;
}

/** Everybody who uses the desk, and who bought from whom. */
export interface Register {
  readonly companies: readonly { readonly id: string; readonly name: string; readonly kind: 'buyer' | 'supplier' }[];
  readonly accounts: readonly AccountEntry[];
  readonly staff: readonly StaffEntry[];
  readonly clients: readonly { readonly id: string; readonly name: string }[];
  readonly orders: readonly { readonly orderNo: string; readonly buyer: string; readonly supplier: string }[];
}

export interface Written {
  readonly added: number;
  readonly changed: number;
}

/**
 * Adds whom the database does not have and brings the others to what the register says of them; whom it does not name stays as he is.
 * The statements stand one after the other: run it in a transaction.
 */
export async function writeRegister(tx: Kysely<DB>, register: Register): Promise<Record<keyof Register, Written>> {
  return {
    companies: await written(tx, upsertCompanies(register.companies)),
    accounts: await written(tx, upsertAccounts(register.accounts)),
    staff: await written(tx, upsertStaff(register.staff)),
    clients: await written(tx, upsertClients(register.clients)),
    orders: await written(tx, upsertOrders(register.orders)),
  };
}

type Upsert = RawBuilder<{ added: boolean }>;

async function written(tx: Kysely<DB>, upsert: Upsert): Promise<Written> {
  const { rows } = await upsert.execute(tx);
  const added = rows.filter((row) => row.added).length;
  return { added, changed: rows.length - added };
}

/** Of a row that was there before, an upsert marks the old version as replaced. */
const ADDED = sql`xmax = 0 as added`;

function upsertCompanies(companies: Register['companies']): Upsert {
  return sql`
    insert into companies as old (id, name, kind)
    select id, name, kind from jsonb_to_recordset(${JSON.stringify(companies)}::jsonb) as c(id text, name text, kind text)
    on conflict (id) do update set name = excluded.name, kind = excluded.kind
    where (old.name, old.kind) is distinct from (excluded.name, excluded.kind)
    returning ${ADDED}`;
}

function upsertAccounts(accounts: Register['accounts']): Upsert {
  return sql`
    insert into accounts as old (id, company_id, kind, name, login, phone, email, scopes, password_hash)
    select id, "companyId", kind, name, login, phone, email, scopes, "passwordHash"
    from jsonb_to_recordset(${JSON.stringify(accounts)}::jsonb)
      as a(id text, "companyId" text, kind text, name text, login text, phone text, email text, scopes jsonb, "passwordHash" text)
    on conflict (id) do update
      set kind = excluded.kind, name = excluded.name, phone = excluded.phone, email = excluded.email, scopes = excluded.scopes
    where (old.kind, old.name, old.phone, old.email, old.scopes)
      is distinct from (excluded.kind, excluded.name, excluded.phone, excluded.email, excluded.scopes)
    returning ${ADDED}`;
}

function upsertStaff(staff: Register['staff']): Upsert {
  return sql`
    insert into staff as old (staff_no, name, login, role, department, is_lead, email, active, password_hash)
    select "staffNo", name, login, role, department, lead, email, active, "passwordHash"
    from jsonb_to_recordset(${JSON.stringify(staff)}::jsonb)
      as s("staffNo" text, name text, login text, role text, department text, lead boolean, email text, active boolean, "passwordHash" text)
    on conflict (staff_no) do update
      set name = excluded.name, role = excluded.role, department = excluded.department, is_lead = excluded.is_lead,
        email = excluded.email, active = excluded.active
    where (old.name, old.role, old.department, old.is_lead, old.email, old.active)
      is distinct from (excluded.name, excluded.role, excluded.department, excluded.is_lead, excluded.email, excluded.active)
    returning ${ADDED}`;
}

function upsertClients(clients: Register['clients']): Upsert {
  return sql`
    insert into clients as old (id, name)
    select id, name from jsonb_to_recordset(${JSON.stringify(clients)}::jsonb) as c(id text, name text)
    on conflict (id) do update set name = excluded.name where old.name <> excluded.name
    returning ${ADDED}`;
}

function upsertOrders(orders: Register['orders']): Upsert {
  return sql`
    insert into orders as old (order_no, buyer_company_id, supplier_company_id)
    select "orderNo", buyer, supplier
    from jsonb_to_recordset(${JSON.stringify(orders)}::jsonb) as o("orderNo" text, buyer text, supplier text)
    on conflict (order_no) do update
      set buyer_company_id = excluded.buyer_company_id, supplier_company_id = excluded.supplier_company_id
    where (old.buyer_company_id, old.supplier_company_id)
      is distinct from (excluded.buyer_company_id, excluded.supplier_company_id)
    returning ${ADDED}`;
}
