import { type Kysely, sql } from 'kysely';
import type { DB } from '../../schema/rows.ts';

export interface RegisteredCompany {
  readonly id: string;
  readonly name: string;
}

/** The companies that have one of these ids or of these names. */
export function companiesCalled(
  db: Kysely<DB>,
  { ids, names }: { readonly ids: readonly string[]; readonly names: readonly string[] },
): Promise<RegisteredCompany[]> {
  return db
    .selectFrom('companies')
    .select(['id', 'name'])
    .where(sql<boolean>`id = any(${ids}::text[]) or name = any(${names}::text[])`)
    .orderBy('id')
    .execute();
}

export interface RegisteredAccount {
  readonly id: string;
  readonly companyId: string;
  readonly kind: 'main' | 'sub';
  readonly login: string;
}

/** The accounts that have one of these as their id or login, and all of these companies. */
export function accountsAmong(
  db: Kysely<DB>,
  { ids, companyIds }: { readonly ids: readonly string[]; readonly companyIds: readonly string[] },
): Promise<RegisteredAccount[]> {
  return db
    .selectFrom('accounts')
    .select(['id', 'company_id as companyId', 'kind', 'login'])
    .where(
      sql<boolean>`id = any(${ids}::text[]) or login = any(${ids}::text[]) or company_id = any(${companyIds}::text[])`,
    )
    .orderBy('id')
    .execute();
}
