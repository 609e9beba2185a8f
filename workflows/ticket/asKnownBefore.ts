import { patched } from '@temporalio/workflow';
import type { TicketInput } from '../../domain/ticket/decide.ts';
import type { TicketState } from '../../domain/ticket/state.ts';

/**
 * The state by which an input is decided. A history from before the desk remembered that a department had given a task back, that an
 * extension was asked for, or that a rating was reviewed, goes on as it did then. The patches may go two months after the release.
 */
export function asKnownBefore(state: TicketState, input: TicketInput): TicketState {
  if (input.name === 'task-refuse' && isReturnedAgain(state, input.payload.taskId) && !patched('refusals-count'))
    return { ...state, sentBackBy: [] };
  if (input.name === 'request-extension' && state.extensionAsked !== null && !patched('one-extension-asked'))
    return { ...state, extensionAsked: null };
  const { rating } = state;
  if (input.name === 'rate' && rating?.reviewed === true && !patched('reviewed-once'))
    return { ...state, rating: { rating: rating.rating, at: rating.at } };
  return state;
}

function isReturnedAgain({ tasks, sentBackBy }: TicketState, taskId: string): boolean {
  return tasks.some((task) => task.taskId === taskId && sentBackBy.includes(task.department));
}
