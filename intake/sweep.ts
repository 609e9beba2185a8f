import type { Kysely } from 'kysely';
import { sweepAttachments } from '../db/repositories/attachments.ts';
import { sweepKeys } from '../db/repositories/idempotency.ts';
import { sweepTexts } from '../db/repositories/texts.ts';
import type { DB } from '../db/schema/rows.ts';
import type { Log } from './ports.ts';

/** Removes what nobody needs any more: words of refused commands, keys of requests, files that no ticket took. */
export async function sweep({ db, logger }: { readonly db: Kysely<DB>; readonly logger: Log }): Promise<void> {
  const [texts, keys, files] = await Promise.all([sweepTexts(db), sweepKeys(db), sweepAttachments(db)]);
  if (texts + keys + files > 0) logger.info({ texts, keys, files }, 'swept');
}
