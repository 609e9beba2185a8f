import type { Kysely } from 'kysely';
import { type Principal, SCOPES } from '../../../contracts/people.ts';
import { prepared } from '../../prepare.ts';
import type { DB } from '../../schema/rows.ts';

/** Whom a key stands for, by the SHA-256 of the key; null for an unknown or revoked key and for staff who have left. */
export async function findPrincipal(db: Kysely<DB>, keyHash: Buffer): Promise<Principal | null> {
  const row = await db
    .selectFrom('api_keys as k')
    .leftJoin('accounts as a', 'a.id', 'k.account_id')
    .leftJoin('companies as c', 'c.id', 'a.company_id')
    .leftJoin('staff as s', (join) => join.onRef('s.staff_no', '=', 'k.staff_no').on('s.active', '=', true))
    .select([
      'a.id as accountId',
      'a.company_id as companyId',
      'c.kind as companyKind',
      'a.kind as accountKind',
      'a.scopes',
      's.staff_no as staffNo',
      's.role',
      's.department',
      'k.client_id as clientId',
    ])
    .where('k.key_hash', '=', keyHash)
    .where('k.revoked_at', 'is', null)
    .modifyEnd(prepared('find_principal'))
    .executeTakeFirst();
  if (row === undefined) return null;
  const { accountId, companyId, companyKind, staffNo, role, department, clientId } = row;
  if (accountId !== null && companyId !== null && companyKind !== null) {
    const main = row.accountKind === 'main';
    return { kind: 'customer', companyId, companyKind, accountId, main, scopes: main ? SCOPES : (row.scopes ?? []) };
  }
  if (staffNo !== null && role !== null && department !== null) return { kind: 'staff', staffNo, role, department };
  return clientId === null ? null : { kind: 'integration', clientId };
}
