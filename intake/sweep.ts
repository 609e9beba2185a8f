import type { Kysely } from 'kysely';
import { sweepAttachments } from '../db/repositories/attachments.ts';
import { sweepKeys } from '../db/repositories/idempotency.ts';
import { sweepTraces } from '../db/repositories/people/traces.ts';
import { sweepDevMail } from '../db/repositories/reading/devMailbox.ts';
import { sweepTexts } from '../db/repositories/texts.ts';
import { sweepJobLimits } from '../db/repositories/timetables/jobLimits.ts';
import type { DB } from '../db/schema/rows.ts';
import type { Log } from './ports.ts';

/**
 * Removes what nobody needs any more: words of refused commands, keys of requests, files that no ticket took; what was tried in vain and
 * looked at years ago, the lists of old jobs, and what fills the development mailbox. The ages stand in docs/norms.md.
 */
export async function sweep({ db, logger }: { readonly db: Kysely<DB>; readonly logger: Log }): Promise<void> {
  const [texts, keys, files, traces, limits, devMails] = await Promise.all([
    sweepTexts(db),
    sweepKeys(db),
    sweepAttachments(db),
    sweepTraces(db),
    sweepJobLimits(db),
    sweepDevMail(db),
  ]);
  const swept = { texts, keys, files, traces, limits, devMails };
  if (Object.values(swept).some((count) => count > 0)) logger.info(swept, 'swept');
}
