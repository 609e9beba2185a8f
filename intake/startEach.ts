import { ServiceUnavailable } from './workflowCall.ts';

/**
 * Starts one after the other what waits; what fails is left to a later round. Where Temporal does not answer, the round ends at once: each
 * of the others would only wait as long. `notYet` says of which it was.
 */
export async function startEach<Waiting>(
  waiting: readonly Waiting[],
  start: (one: Waiting) => Promise<void>,
  notYet: (one: Waiting, error: unknown) => void,
): Promise<void> {
  for (const one of fromAnywhere(waiting)) {
    try {
      await start(one);
    } catch (error) {
      notYet(one, error);
      if (error instanceof ServiceUnavailable) return;
    }
  }
}

/** One that is never answered must not keep the same others waiting behind it. */
function fromAnywhere<T>(list: readonly T[]): T[] {
  const first = Math.floor(Math.random() * list.length);
  return [...list.slice(first), ...list.slice(0, first)];
}
