import type { Kysely } from 'kysely';
import type { DB } from '../../schema/rows.ts';

export async function isSupplier(db: Kysely<DB>, companyId: string): Promise<boolean> {
  const row = await db.selectFrom('companies').select('kind').where('id', '=', companyId).executeTakeFirst();
  return row?.kind === 'supplier';
}

/** Whether the company has such an account. */
export async function accountOfCompany(
  db: Kysely<DB>,
  { accountId, companyId }: { accountId: string; companyId: string },
): Promise<boolean> {
  const row = await db
    .selectFrom('accounts')
    .select('id')
    .where('id', '=', accountId)
    .where('company_id', '=', companyId)
    .executeTakeFirst();
  return row !== undefined;
}
