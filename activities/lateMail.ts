import { giveUpMail, mailLeftBehind } from '../db/repositories/notices.ts';
import { createDelivery, type NotifyDeps } from './notify.ts';

/** Few at a time: a worker that stops waits for them. */
const MOST = 10;

/**
 * A round of the mail that nobody sends any more, since the pause of a worker or of Temporal outlived its activity; what is a week late is no
 * news and shows as failed. The lease keeps two senders of one notice apart. Ends with the first that is not taken: the server rests.
 */
export function createLateMail(deps: NotifyDeps): () => Promise<void> {
  const deliver = createDelivery(deps);
  return async () => {
    await giveUpMail(deps.db);
    for (const decision of await mailLeftBehind(deps.db, MOST)) {
      if ((await deliver(decision)).count > 0) return;
    }
  };
}
