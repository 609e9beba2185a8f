import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely';
import type { Department, Principal } from '../../../contracts/people.ts';
import type { DB } from '../../schema/rows.ts';
import { isNotAbout, isOfDesk } from './shutOut.ts';

/** Whose tickets a query may see; it stands in the query's where clause, so nothing else is ever loaded. */
export type ReadScope =
  | { readonly kind: 'all' }
  /** All but matters of the desk's own service, and what was one about this person. */
  | { readonly kind: 'desk'; readonly staffNo: string }
  /** All but what is about this person's own service. */
  | { readonly kind: 'judge'; readonly staffNo: string }
  /** What is with the department or has a task there, and what this person has in hand or leads. */
  | { readonly kind: 'department'; readonly department: Department; readonly staffNo: string }
  | { readonly kind: 'company'; readonly companyId: string }
  | { readonly kind: 'account'; readonly companyId: string; readonly accountId: string }
  /** Tickets of others with a dispute against this company, of which it may read the dispute only. */
  | { readonly kind: 'supplier'; readonly companyId: string }
  /** Tickets with a dispute, one's own and those against one's company. */
  | { readonly kind: 'disputes'; readonly own: ReadScope; readonly against: ReadScope }
  | { readonly kind: 'none' };

type Customer = Extract<Principal, { kind: 'customer' }>;

/** What of somebody says what he may read. */
export type Reader = Exclude<Principal, Customer> | Omit<Customer, 'companyKind'>;

/**
 * Who reads what, as `mayRead` of domain/ticket/reading.ts: the desk reads all but complaints about its service, a specialist what is with the department or has a task there and what he has in hand or leads, a company's main account
 * (or `ticket.company`) the company's, a sub-account its own; admin, ops, teamLeader and kbEditor nothing.
 */
export function readScopeOf(principal: Reader): ReadScope {
  switch (principal.kind) {
    case 'integration':
      return { kind: 'all' };
    case 'customer': {
      const { companyId, accountId } = principal;
      const whole = principal.main || principal.scopes.includes('ticket.company');
      return whole ? { kind: 'company', companyId } : { kind: 'account', companyId, accountId };
    }
    case 'staff':
      return staffScope(principal);
  }
}

/** What a caller may read as the other party of a dispute; never to be shown as the customer sees it. */
export function supplierScopeOf(principal: Principal): ReadScope {
  if (principal.kind !== 'customer' || !principal.scopes.includes('dispute.manage')) return { kind: 'none' };
  return { kind: 'supplier', companyId: principal.companyId };
}

export function disputesScopeOf(principal: Principal): ReadScope {
  return { kind: 'disputes', own: readScopeOf(principal), against: supplierScopeOf(principal) };
}

function staffScope(staff: Extract<Principal, { kind: 'staff' }>): ReadScope {
  switch (staff.role) {
    case 'agent':
    case 'seniorAgent':
    case 'dutyAgent':
      return { kind: 'desk', staffNo: staff.staffNo };
    case 'supervisor':
    case 'manager':
    case 'inspector':
      return { kind: 'judge', staffNo: staff.staffNo };
    case 'specialist':
      return { kind: 'department', department: staff.department, staffNo: staff.staffNo };
    case 'admin':
    case 'ops':
    case 'teamLeader':
    case 'kbEditor':
      return { kind: 'none' };
  }
}

/** Of the assignee or the lead of a plan, whatever his department: `isHandler`. */
function isHandledBy(staffNo: string): Expression<SqlBool> {
  return sql<SqlBool>`(tickets.assignee = ${staffNo} or tickets.lead = ${staffNo})`;
}

/**
 * The tasks that belong to a reader's work, as a condition on `tasks` of tickets in his scope: a specialist's those of his department,
 * and all of what he leads or has in hand, never every task of a ticket that his department shares.
 */
export function isTaskInScope(eb: ExpressionBuilder<DB, 'tasks' | 'tickets'>, scope: ReadScope): Expression<SqlBool> {
  if (scope.kind !== 'department') return sql<SqlBool>`true`;
  return eb.or([eb('tasks.department', '=', scope.department), isHandledBy(scope.staffNo)]);
}

/** The scope as a condition on `tickets`. */
export function inScope(eb: ExpressionBuilder<DB, 'tickets'>, scope: ReadScope): Expression<SqlBool> {
  switch (scope.kind) {
    case 'all':
      return sql<SqlBool>`true`;
    case 'desk':
      return isOfDesk('tickets', sql`${scope.staffNo}`);
    case 'judge':
      return isNotAbout('tickets', sql`${scope.staffNo}`);
    case 'none':
      return sql<SqlBool>`false`;
    case 'company':
      return eb('tickets.company_id', '=', scope.companyId);
    case 'disputes':
      return eb.and([
        eb('tickets.suppliers', 'is not', null),
        eb.or([inScope(eb, scope.own), inScope(eb, scope.against)]),
      ]);
    case 'supplier':
      return eb.and([
        // The first condition is the index's own.
        eb('tickets.suppliers', 'is not', null),
        sql<SqlBool>`tickets.suppliers @> to_jsonb(${scope.companyId}::text)`,
        eb('tickets.company_id', '<>', scope.companyId),
      ]);
    case 'account':
      return eb.and([eb('tickets.company_id', '=', scope.companyId), eb('tickets.account_id', '=', scope.accountId)]);
    case 'department':
      return eb.and([
        isOfDesk('tickets', sql`${scope.staffNo}`),
        eb.or([
          eb('tickets.department', '=', scope.department),
          isHandledBy(scope.staffNo),
          eb.exists(
            eb
              .selectFrom('tasks')
              .select('tasks.task_id')
              .whereRef('tasks.ticket_no', '=', 'tickets.ticket_no')
              .where('tasks.department', '=', scope.department),
          ),
        ]),
      ]);
  }
}
