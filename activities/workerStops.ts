import { cancellationSignal } from '@temporalio/activity';

/**
 * Rejects as soon as the worker of this activity stops: the rest is left to the next one, and what was given meanwhile is known
 * by its id.
 */
export function workerStops(): Promise<never> {
  const signal = cancellationSignal();
  const stops = new Promise<never>((_resolve, reject) => {
    const stop = (): void => reject(new Error('interrupted: the worker stops'));
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
  stops.catch(() => undefined);
  return stops;
}
