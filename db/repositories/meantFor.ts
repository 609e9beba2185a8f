import { type RawBuilder, sql } from 'kysely';
import { isOpenTo, type StaffSql } from './reading/shutOut.ts';
import { isNoticeOfReviewOf } from './reading/untold.ts';

/**
 * Whether a notice to his number, role or department is told to this staff member, in his inbox and by mail alike; `notice` and `tickets`
 * are the aliases of those tables, the latter without a row where the notice is of no ticket. Of a ticket that is hidden from him nobody is told
 * anything, but that he has lost it.
 */
export function isMeantFor(
  { notice, tickets }: { readonly notice: string; readonly tickets: string },
  staff: StaffSql,
): RawBuilder<boolean> {
  const { staffNo } = staff;
  return sql<boolean>`(not ${isNoticeOfReviewOf(notice, staffNo)} and not ${isToldCloser(notice, staff)} and not ${isLeftOut(notice, staffNo)}
    and (${sql.ref(`${notice}.template`)} = 'ticket-left' or ${sql.ref(`${tickets}.ticket_no`)} is null or ${isOpenTo(tickets, staff)}))`;
}

/**
 * Whether another notice of the same decision tells this staff member the same by his number, or by his role where this one goes to a
 * department: he is told once. `notice` is the alias of the notices' table.
 */
function isToldCloser(notice: string, { staffNo, role }: StaffSql): RawBuilder<boolean> {
  const kind = sql.ref(`${notice}.recipient_kind`);
  return sql<boolean>`exists (select from notices closer
    where closer.ticket_no = ${sql.ref(`${notice}.ticket_no`)} and closer.version = ${sql.ref(`${notice}.version`)}
      and closer.template = ${sql.ref(`${notice}.template`)} and closer.params - 'except' = ${sql.ref(`${notice}.params`)} - 'except'
      and ((closer.recipient_kind = 'staff' and closer.recipient = ${staffNo} and ${kind} in ('role', 'department'))
        or (closer.recipient_kind = 'role' and closer.recipient = ${role} and ${kind} = 'department')))`;
}

/** Whether a notice to his role or department does not mean this staff member: who must act is told, never who was refused. */
function isLeftOut(notice: string, staffNo: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql<boolean>`coalesce(${sql.ref(`${notice}.params`)} -> 'except' ? ${staffNo}, false)`;
}
