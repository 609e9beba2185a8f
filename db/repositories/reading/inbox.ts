import { type Expression, type ExpressionBuilder, type Kysely, type SqlBool, sql } from 'kysely';
import type { Principal } from '../../../contracts/people.ts';
import type { Instant } from '../../../contracts/instants.ts';
import type { DB } from '../../schema/rows.ts';
import { exactly } from './exactly.ts';
import { ROLES_AT_TICKETS } from '../../../domain/ticket/roles.ts';
import { isMeantFor } from '../meantFor.ts';
import { wordsOfMessage } from '../wordsOfMessage.ts';
import { unreadNames } from './namedTickets.ts';
import { inScope, type ReadScope, readScopeOf } from './scope.ts';

export interface InboxPage {
  readonly after: { readonly at: Instant; readonly key: string } | null;
  readonly limit: number;
}

type Customer = Extract<Principal, { kind: 'customer' }>;
type Condition = (eb: ExpressionBuilder<DB, 'notices' | 'tickets'>) => Expression<SqlBool>;

/** One address each, so that each is found in its index; a notice has one. */
function addressesOf(principal: Principal): readonly Condition[] {
  switch (principal.kind) {
    case 'customer': {
      const scope = readScopeOf(principal);
      return [
        (eb) => eb.and([sentToAccounts(principal, scope), inScope(eb, scope)]),
        (eb) =>
          eb.and([
            sentTo('company', principal.companyId),
            eb.or([
              inScope(eb, scope),
              // What a dispute brings from another company's ticket is for those who manage disputes.
              eb.and([
                eb('tickets.company_id', '<>', principal.companyId),
                eb.val(principal.scopes.includes('dispute.manage')),
              ]),
            ]),
          ]),
      ];
    }
    case 'staff': {
      const { staffNo, role, department } = principal;
      const own = [sentTo('staff', staffNo), sentTo('role', role)];
      const all = ROLES_AT_TICKETS.includes(role) ? [...own, sentTo('department', department)] : own;
      const himself = { staffNo: sql`${staffNo}::text`, role: sql`${role}::text` };
      const meant = isMeantFor({ notice: 'notices', tickets: 'tickets' }, himself);
      return all.map((sent) => (eb) => eb.and([sent, meant]));
    }
    case 'integration':
      return [];
  }
}

/** To the account that has the ticket, which is one of those that the scope holds: all other customers' notices are left alone. */
function sentToAccounts({ companyId, accountId }: Customer, scope: ReadScope): Expression<SqlBool> {
  const accounts =
    scope.kind === 'account'
      ? sql`array[${accountId}]`
      : sql`array(select id from accounts where company_id = ${companyId})`;
  return sql<SqlBool>`notices.recipient_kind = 'customer' and notices.recipient = any(${accounts})`;
}

function sentTo(kind: 'company' | 'staff' | 'role' | 'department', recipient: string): Expression<SqlBool> {
  return sql<SqlBool>`notices.recipient_kind = ${kind} and notices.recipient = ${recipient}`;
}

/**
 * The notices told to this person, newest first: a customer's by the tickets it may see, a company's to that company,
 * staff's by number, role and department. An integration has no inbox.
 */
export async function listInbox(db: Kysely<DB>, principal: Principal, page: InboxPage): Promise<InboxRow[]> {
  const addresses = addressesOf(principal);
  if (addresses.length === 0) return [];
  const latest = sql.join(
    addresses.map((address) => latestOf(db, address, page)),
    sql` union all `,
  );
  return whole(db, readScopeOf(principal))
    .where('notices.dedupe_key', 'in', sql<string>`(${latest})`)
    .limit(page.limit)
    .execute();
}

function latestOf(db: Kysely<DB>, address: Condition, { after, limit }: InboxPage) {
  const rows = db
    .selectFrom('notices')
    .leftJoin('tickets', 'tickets.ticket_no', 'notices.ticket_no')
    .select('notices.dedupe_key')
    .where(address)
    .orderBy('notices.created_at', 'desc')
    .orderBy('notices.dedupe_key', 'desc')
    .limit(limit);
  return after === null
    ? rows
    : rows.where(sql<SqlBool>`(notices.created_at, notices.dedupe_key) < (${after.at}::timestamptz, ${after.key})`);
}

/** The categories in which the answer that stands in the ticket was said. */
const proposedIn = sql<readonly string[] | null>`tickets.state -> 'proposedIn'`;

const whole = (db: Kysely<DB>, scope: ReadScope) =>
  db
    .selectFrom('notices')
    .leftJoin('texts', 'texts.id', 'notices.text_id')
    .leftJoin('tickets', 'tickets.ticket_no', 'notices.ticket_no')
    .selectAll('notices')
    .select(sql<unknown>`coalesce(texts.body, ${wordsOfMessage('notices')})`.as('text'))
    .select([
      'tickets.category as ticket_category',
      proposedIn.as('proposed_in'),
      exactly('notices.created_at').as('exactly_created_at'),
      unreadNames(scope, 'notices.params', 'notices.ticket_no').as('unread_names'),
    ])
    .orderBy('notices.created_at', 'desc')
    .orderBy('notices.dedupe_key', 'desc');
export type InboxRow = Awaited<ReturnType<ReturnType<typeof whole>['executeTakeFirstOrThrow']>>;
