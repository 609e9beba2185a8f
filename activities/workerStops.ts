import { cancellationSignal } from '@temporalio/activity';

/**
 * Rejects as soon as the worker of this activity stops: the rest is left to the next one, and what was given meanwhile is known
 * by its id.
 */
export function workerStops(): Promise<never> {
  const stops = new Promise<never>((_resolve, reject) => {
    cancellationSignal().addEventListener('abort', () => reject(new Error('interrupted: the worker stops')));
  });
  stops.catch(() => undefined);
  return stops;
}
