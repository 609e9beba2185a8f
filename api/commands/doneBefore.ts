import { openOutcome } from './openOutcome.ts';

/** Whether the first request did its work unheard, and others have gone on from there. Throws `unavailable` where nobody can tell. */
export async function doneBefore<Id>(
  workflows: { hasDone(id: Id, updateId: string): Promise<boolean> },
  id: Id,
  updateId: string,
): Promise<boolean> {
  try {
    return await workflows.hasDone(id, updateId);
  } catch (error) {
    throw openOutcome(error);
  }
}
