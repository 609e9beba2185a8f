import { type Expression, type Kysely, type SqlBool, sql } from 'kysely';
import type { Principal } from '../../../contracts/people.ts';
import type { Instant } from '../../../contracts/instants.ts';
import type { DB } from '../../schema/rows.ts';
import { inScope, readScopeOf } from './scope.ts';
import { isNoticeOfReviewOf } from './untold.ts';

export interface InboxPage {
  readonly after: { readonly at: Instant; readonly key: string } | null;
  readonly limit: number;
}

/**
 * The notices told to this person, newest first: a customer's by the tickets it may see, a company's to that company,
 * staff's by number, role and department. An integration has no inbox.
 */
export function listInbox(db: Kysely<DB>, principal: Principal, { after, limit }: InboxPage) {
  let rows = db
    .selectFrom('notices')
    .leftJoin('tickets', 'tickets.ticket_no', 'notices.ticket_no')
    .leftJoin('texts', 'texts.id', 'notices.text_id')
    .selectAll('notices')
    .select('texts.body as text')
    .where((eb): Expression<SqlBool> => {
      const to = (kind: 'customer' | 'company' | 'staff' | 'role' | 'department') =>
        eb('notices.recipient_kind', '=', kind);
      switch (principal.kind) {
        case 'customer':
          return eb.or([
            eb.and([to('customer'), inScope(eb, readScopeOf(principal))]),
            eb.and([
              to('company'),
              eb('notices.recipient', '=', principal.companyId),
              // What a dispute brings from another company's ticket is for those who manage disputes.
              eb.or([
                eb('tickets.company_id', '=', principal.companyId),
                eb.val(principal.scopes.includes('dispute.manage')),
              ]),
            ]),
          ]);
        case 'staff':
          return eb.and([
            eb.not(isNoticeOfReviewOf(principal.staffNo)),
            eb.or([
              eb.and([to('staff'), eb('notices.recipient', '=', principal.staffNo)]),
              eb.and([to('role'), eb('notices.recipient', '=', principal.role)]),
              eb.and([to('department'), eb('notices.recipient', '=', principal.department)]),
            ]),
          ]);
        case 'integration':
          return sql<SqlBool>`false`;
      }
    })
    .orderBy('notices.created_at', 'desc')
    .orderBy('notices.dedupe_key', 'desc')
    .limit(limit);
  if (after !== null) {
    rows = rows.where(
      sql<SqlBool>`(notices.created_at, notices.dedupe_key) < (${after.at}::timestamptz, ${after.key})`,
    );
  }
  return rows.execute();
}
export type InboxRow = Awaited<ReturnType<typeof listInbox>>[number];
