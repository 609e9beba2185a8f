import { type RawBuilder, sql } from 'kysely';

/** A staff member as SQL sees him. */
interface StaffSql {
  readonly staffNo: RawBuilder<unknown>;
  readonly role: RawBuilder<unknown>;
}

/**
 * Whether another notice of the same decision tells this staff member the same by his number, or by his role where this one goes to a
 * department: he is told once. `notice` is the alias of the notices' table.
 */
export function isToldCloser(notice: string, { staffNo, role }: StaffSql): RawBuilder<boolean> {
  const kind = sql.ref(`${notice}.recipient_kind`);
  return sql<boolean>`exists (select from notices closer
    where closer.ticket_no = ${sql.ref(`${notice}.ticket_no`)} and closer.version = ${sql.ref(`${notice}.version`)}
      and closer.template = ${sql.ref(`${notice}.template`)} and closer.params - 'except' = ${sql.ref(`${notice}.params`)} - 'except'
      and ((closer.recipient_kind = 'staff' and closer.recipient = ${staffNo} and ${kind} in ('role', 'department'))
        or (closer.recipient_kind = 'role' and closer.recipient = ${role} and ${kind} = 'department')))`;
}

/** Whether a notice to his role or department does not mean this staff member: who must act is told, never who was refused. */
export function isLeftOut(notice: string, staffNo: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql<boolean>`coalesce(${sql.ref(`${notice}.params`)} -> 'except' ? ${staffNo}, false)`;
}
