import { type Kysely, sql } from 'kysely';
import type { DB } from '../../schema/rows.ts';

/** For whom a key stands: an account, a staff member or a client of ours, by id or number. */
export interface KeyOwner {
  readonly kind: 'account' | 'staff' | 'client';
  readonly id: string;
}

export interface KeyRow extends KeyOwner {
  /** Names the key where it must not be told itself. */
  readonly keyId: string;
  readonly createdAt: Date;
  readonly revokedAt: Date | null;
}

/** Whether a key may stand for it: it is known and, of the staff, has not left. */
export async function isKeyOwner(db: Kysely<DB>, { kind, id }: KeyOwner): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (select from accounts where ${kind} = 'account' and id = ${id})
      or exists (select from staff where ${kind} = 'staff' and staff_no = ${id} and active)
      or exists (select from clients where ${kind} = 'client' and id = ${id}) as found
  `.execute(db);
  return rows[0]?.found ?? false;
}

/** Keeps the SHA-256 of a new key; answers the key's id. The owner exists. */
export async function insertKey(db: Kysely<DB>, { kind, id }: KeyOwner, keyHash: Buffer): Promise<string> {
  const row = await db
    .insertInto('api_keys')
    .values({
      key_hash: keyHash,
      account_id: kind === 'account' ? id : null,
      staff_no: kind === 'staff' ? id : null,
      client_id: kind === 'client' ? id : null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

/** All keys, or those of one owner, the oldest first. */
export async function listKeys(db: Kysely<DB>, owner: KeyOwner | null): Promise<KeyRow[]> {
  const { rows } = await sql<KeyRow>`
    select * from (
      select k.id as "keyId", coalesce(account_id, staff_no, client_id) as id,
        case when account_id is not null then 'account' when staff_no is not null then 'staff' else 'client' end as kind,
        created_at as "createdAt", revoked_at as "revokedAt"
      from api_keys k
    ) as keys
    where ${owner === null} or (kind = ${owner?.kind ?? null} and id = ${owner?.id ?? null})
    order by "createdAt", "keyId"
  `.execute(db);
  return rows;
}

/** From now on the key stands for nobody; one that was revoked before stays so. False where there is no such key. */
export async function revokeKey(db: Kysely<DB>, keyId: string): Promise<boolean> {
  const result = await db
    .updateTable('api_keys')
    .set({ revoked_at: sql<Date>`coalesce(revoked_at, now())` })
    .where('id', '=', keyId)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Revokes the keys of those among these who have left; answers how many. */
export async function revokeKeysOfLeavers(db: Kysely<DB>, staffNos: readonly string[]): Promise<number> {
  const result = await db
    .updateTable('api_keys as k')
    .from('staff as s')
    .set({ revoked_at: sql<Date>`now()` })
    .whereRef('s.staff_no', '=', 'k.staff_no')
    .where('s.active', '=', false)
    .where('k.revoked_at', 'is', null)
    .where(sql<boolean>`s.staff_no = any(${staffNos}::text[])`)
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}
