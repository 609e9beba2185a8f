import { type Kysely, sql } from 'kysely';
import type { TicketNo } from '../../../contracts/ids.ts';
import { inTransaction } from '../../inTransaction.ts';
import type { DB } from '../../schema/rows.ts';
import { exactly } from '../reading/exactly.ts';

const limits = (db: Kysely<DB>) =>
  db
    .selectFrom('account_limits')
    .innerJoin('accounts', 'accounts.id', 'account_limits.account_id')
    .selectAll('account_limits')
    .select(['accounts.company_id', exactly('account_limits.proposed_at').as('exactly_proposed_at')]);
export type AccountLimitRow = Awaited<ReturnType<ReturnType<typeof limits>['executeTakeFirstOrThrow']>>;

export interface Proposal {
  readonly accountId: string;
  readonly ticketNo: TicketNo;
  readonly reason: string;
  readonly by: string;
}

/** Answers the proposal's id; null where one for the account waits for its decision already. */
export async function proposeLimit(db: Kysely<DB>, proposal: Proposal): Promise<string | null> {
  const { accountId, ticketNo, reason, by } = proposal;
  const row = await db
    .insertInto('account_limits')
    .values({ account_id: accountId, ticket_no: ticketNo, reason, proposed_by: by })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return row?.id ?? null;
}

export async function findLimit(db: Kysely<DB>, id: string): Promise<AccountLimitRow | null> {
  return (await limits(db).where('account_limits.id', '=', id).executeTakeFirst()) ?? null;
}

/**
 * Decides once, by another person than the proposer; false where that does not hold. An approved one lasts `days` from now, and the account
 * is told in the same transaction.
 */
export async function decideLimit(
  db: Kysely<DB>,
  { id, by, approved, days }: { id: string; by: string; approved: boolean; days: number },
): Promise<boolean> {
  return inTransaction(db, async (tx) => {
    const row = await tx
      .updateTable('account_limits')
      .set({
        approved,
        decided_by: by,
        decided_at: sql<Date>`now()`,
        until: approved ? sql<Date>`now() + ${days} * interval '1 day'` : null,
      })
      .where('id', '=', id)
      .where('decided_at', 'is', null)
      .where('proposed_by', '<>', by)
      .returning(TOLD)
      .executeTakeFirst();
    if (row !== undefined && approved) await tellAccount(tx, row, 'account-limited');
    return row !== undefined;
  });
}

/** Undoes an approved limit that still lasts, and tells the account in the same transaction; false where there is nothing to undo. */
export async function liftLimit(
  db: Kysely<DB>,
  { id, by, reason }: { id: string; by: string; reason: string },
): Promise<boolean> {
  return inTransaction(db, async (tx) => {
    const row = await tx
      .updateTable('account_limits')
      .set({ lifted_by: by, lifted_at: sql<Date>`now()`, lift_reason: reason })
      .where('id', '=', id)
      .where('approved', '=', true)
      .where('lifted_at', 'is', null)
      .where('until', '>', sql<Date>`now()`)
      .returning(TOLD)
      .executeTakeFirst();
    if (row !== undefined) await tellAccount(tx, row, 'account-limit-lifted');
    return row !== undefined;
  });
}

export interface LimitPage {
  readonly accountId: string | undefined;
  readonly after: { readonly at: string; readonly id: string } | null;
  readonly limit: number;
}

/** One page of all limits, the latest proposal first. */
export function listLimits(db: Kysely<DB>, { accountId, after, limit }: LimitPage): Promise<AccountLimitRow[]> {
  let rows = limits(db).orderBy('proposed_at', 'desc').orderBy('account_limits.id', 'desc').limit(limit);
  if (accountId !== undefined) rows = rows.where('account_id', '=', accountId);
  if (after !== null)
    rows = rows.where(sql<boolean>`(proposed_at, account_limits.id) < (${after.at}::timestamptz, ${after.id}::uuid)`);
  return rows.execute();
}

const TOLD = ['id', 'ticket_no', 'account_id', 'until'] as const;

/** Tells the account in its inbox; said once for each limit and what became of it. */
async function tellAccount(
  tx: Kysely<DB>,
  row: Pick<AccountLimitRow, (typeof TOLD)[number]>,
  template: 'account-limited' | 'account-limit-lifted',
): Promise<void> {
  const params = { ticketNo: row.ticket_no, until: row.until?.toISOString() ?? null };
  await tx
    .insertInto('notices')
    .values({
      dedupe_key: `account-limit:${row.id}:${template}`,
      ticket_no: row.ticket_no,
      version: 0,
      template,
      recipient_kind: 'customer',
      recipient: row.account_id,
      params: JSON.stringify(params),
      created_at: sql<Date>`now()`,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
