import { type Kysely, sql } from 'kysely';
import type { Day, Instant } from '../../../contracts/instants.ts';
import type { StaffRef } from '../../../contracts/people.ts';
import type { ShiftName } from '../../../contracts/rosters.ts';
import type { Duty, ShiftRef } from '../../../domain/roster/duty.ts';
import type { DB } from '../../schema/rows.ts';
import { dutyNow } from './dutyNow.ts';

/** Puts a week's duties in place of those of its former version, in the order in which the roster names them. */
export async function replaceDuties(tx: Kysely<DB>, week: Day, duties: readonly Duty[]): Promise<void> {
  await tx.deleteFrom('roster_duties').where('week', '=', week).execute();
  const rows = duties.map((duty, position) => ({
    week,
    day: duty.day,
    shift: duty.shift,
    staff_no: duty.staffNo,
    position,
    starts_at: duty.startsAt,
    ends_at: duty.endsAt,
  }));
  if (rows.length > 0) await tx.insertInto('roster_duties').values(rows).execute();
}

const duties = (db: Kysely<DB>) =>
  db
    .selectFrom('roster_duties')
    .select(['roster_duties.staff_no', 'shift', 'day', 'starts_at', 'ends_at'])
    .orderBy('starts_at')
    .orderBy('position');

type DutyRow = Awaited<ReturnType<ReturnType<typeof duties>['executeTakeFirstOrThrow']>>;

function dutyOf({ staff_no, shift, day, starts_at, ends_at }: DutyRow): Duty {
  return { staffNo: staff_no, shift, day, startsAt: starts_at.toISOString(), endsAt: ends_at.toISOString() };
}

/** All duties of other weeks that touch the time between two instants. */
export async function neighbouringDuties(
  db: Kysely<DB>,
  { week, from, to }: { readonly week: Day; readonly from: Instant; readonly to: Instant },
): Promise<Duty[]> {
  const rows = await duties(db)
    .where('week', '<>', week)
    .where('ends_at', '>', sql<Date>`${from}::timestamptz`)
    .where('starts_at', '<', sql<Date>`${to}::timestamptz`)
    .execute();
  return rows.map(dutyOf);
}

/** Everybody on duty at an instant, by published rosters, in their order. */
export async function dutiesAt(db: Kysely<DB>, at: Instant): Promise<Duty[]> {
  const rows = await duties(db)
    .where('ends_at', '>', sql<Date>`${at}::timestamptz`)
    .where('starts_at', '<=', sql<Date>`${at}::timestamptz`)
    .execute();
  return rows.map(dutyOf);
}

/** Everybody's duties in one shift. */
export async function dutiesOfShift(db: Kysely<DB>, { day, shift }: ShiftRef): Promise<Duty[]> {
  return (await duties(db).where('day', '=', day).where('shift', '=', shift).execute()).map(dutyOf);
}

/**
 * Duties of those who are active in the first shift with any of them that starts at an instant or later, of any name or of one.
 */
export async function nextDuties(db: Kysely<DB>, from: Instant, name?: ShiftName): Promise<Duty[]> {
  const active = duties(db)
    .innerJoin('staff', 'staff.staff_no', 'roster_duties.staff_no')
    .where('staff.active', '=', true);
  let ahead = active.where('starts_at', '>=', sql<Date>`${from}::timestamptz`).limit(1);
  if (name !== undefined) ahead = ahead.where('shift', '=', name);
  const first = await ahead.executeTakeFirst();
  if (first === undefined) return [];
  const rows = await active.where('day', '=', first.day).where('shift', '=', first.shift).execute();
  return rows.map(dutyOf);
}

/** When each person's next shift starts after an instant; who has none is not in it. */
export async function returns(
  db: Kysely<DB>,
  staffNos: readonly string[],
  from: Instant,
): Promise<ReadonlyMap<string, Instant>> {
  const rows = await db
    .selectFrom('roster_duties')
    .select(['staff_no', (eb) => eb.fn.min('starts_at').as('at')])
    .where(sql<boolean>`staff_no = any(${staffNos}::text[])`)
    .where('starts_at', '>=', sql<Date>`${from}::timestamptz`)
    .groupBy('staff_no')
    .execute();
  return new Map(rows.map(({ staff_no, at }) => [staff_no, at.toISOString()]));
}

/** Active people by number, in the order asked for. */
export async function staffRefs(db: Kysely<DB>, staffNos: readonly string[]): Promise<StaffRef[]> {
  const rows = await db
    .selectFrom('staff')
    .select(['staff_no as staffNo', 'role', 'department'])
    .where('active', '=', true)
    .where(sql<boolean>`staff_no = any(${staffNos}::text[])`)
    .execute();
  return rows.toSorted((one, other) => staffNos.indexOf(one.staffNo) - staffNos.indexOf(other.staffNo));
}

/** Who takes urgent matters outside staffed time at an instant. */
export async function personOnDuty(db: Kysely<DB>, at: Instant): Promise<StaffRef | null> {
  const { rows } = await sql<{ duty: StaffRef | null }>`
    select ${dutyNow({ at: sql`${at}::timestamptz` })} as duty
  `.execute(db);
  return rows[0]?.duty ?? null;
}
