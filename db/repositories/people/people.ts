import { type Kysely, sql } from 'kysely';
import type { Department, StaffRef } from '../../../contracts/people.ts';
import type { DB } from '../../schema/rows.ts';
import { dutyNow } from '../shifts/dutyNow.ts';

/** An active staff member by number. */
export async function findStaff(db: Kysely<DB>, staffNo: string): Promise<StaffRef | null> {
  const row = await activeStaff(db).where('staff_no', '=', staffNo).executeTakeFirst();
  return row ?? null;
}

/** Somebody as colleagues name him; never to be carried into a workflow, which knows numbers only. */
export interface NamedStaff extends StaffRef {
  readonly name: string;
}

/** Active people by number, with their names. */
export function namedStaff(db: Kysely<DB>, staffNos: readonly string[]): Promise<NamedStaff[]> {
  return activeStaff(db)
    .select('name')
    .where(sql<boolean>`staff_no = any(${staffNos}::text[])`)
    .execute();
}

interface LeadSought {
  readonly department: Department;
  /** Whom the matter is about. */
  readonly except?: readonly string[];
}

/** The department's lead, by default its first specialist (docs/norms.md, clocks), and nobody whom it is about. */
export async function departmentLead(
  db: Kysely<DB>,
  { department, except = [] }: LeadSought,
): Promise<StaffRef | null> {
  const row = await activeStaff(db)
    .where('department', '=', department)
    .where(sql<boolean>`not staff_no = any(${except}::text[])`)
    .where((eb) => eb.or([eb('is_lead', '=', true), eb('role', 'in', ['specialist', 'inspector'])]))
    .orderBy('is_lead', 'desc')
    .orderBy('staff_no')
    .executeTakeFirst();
  return row ?? null;
}

/** Whoever is on duty outside staffed time, of all but these: by the roster, else the first active duty agent. */
export async function dutyAgent(db: Kysely<DB>, except: readonly string[] = []): Promise<StaffRef | null> {
  const { rows } = await sql<{ duty: StaffRef | null }>`select ${dutyNow({ except })} as duty`.execute(db);
  return rows[0]?.duty ?? null;
}

/** Who may come to review the desk's own work. */
export function judges(db: Kysely<DB>): Promise<StaffRef[]> {
  return activeStaff(db).where('role', 'in', ['inspector', 'supervisor', 'manager']).execute();
}

function activeStaff(db: Kysely<DB>) {
  return db.selectFrom('staff').select(['staff_no as staffNo', 'role', 'department']).where('active', '=', true);
}
