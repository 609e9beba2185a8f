import type { Kysely } from 'kysely';
import { insertKey, isKeyOwner, type KeyOwner } from '../../db/repositories/people/apiKeys.ts';
import type { DB } from '../../db/schema/rows.ts';
import { hashApiKey, randomText } from '../secrets.ts';

export interface IssuedKey {
  readonly keyId: string;
  /** Told this once: only its hash is kept. */
  readonly key: string;
}

/** A new API key beside those that the owner has; null where nobody of that id is there, or has left. */
export async function issueKey(db: Kysely<DB>, owner: KeyOwner): Promise<IssuedKey | null> {
  if (!(await isKeyOwner(db, owner))) return null;
  const key = `kf_${randomText(32)}`;
  return { keyId: await insertKey(db, owner, hashApiKey(key)), key };
}
