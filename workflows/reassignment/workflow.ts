import { setCurrentDetails, sleep } from '@temporalio/workflow';
import type { Reassignment } from '../../contracts/reassignments.ts';
import { localTime } from '../common/words.ts';
import { reassignTickets } from './activities.ts';

/**
 * Waits until somebody who is away would have to be back, and then gives the tickets whose customers wait for him to others.
 * Each change of his state has a workflow of its own; one that was overtaken by the next finds so at its end and does nothing.
 */
export async function reassignment({ changeId, staffNo, dueAt }: Reassignment): Promise<void> {
  const ahead = Date.parse(dueAt) - Date.now();
  if (ahead > 0) {
    setCurrentDetails(`${staffNo}: waits until ${localTime(dueAt)}`);
    await sleep(ahead, { summary: `back by ${localTime(dueAt)}?` });
  }
  const tally = await reassignTickets(changeId);
  setCurrentDetails(
    tally === null
      ? `${staffNo}: back in time, nothing to do`
      : `${staffNo}: ${tally.moved} to others, ${tally.queued} to their queue, ${tally.kept} stay`,
  );
}
