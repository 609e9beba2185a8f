import type { ClockId } from '../../contracts/clocks.ts';
import { type Instant, shownInstant } from '../../contracts/instants.ts';
import type { Clock } from '../../domain/clocks/types.ts';

/** `2025-11-07 18:00 UTC+8`, in the service centre's zone: the Temporal UI shows its own times in the reader's. */
export function localTime(at: Instant): string {
  return `${shownInstant(at)} UTC+8`;
}

/** A limit by its id; one of a task with the task's short number: `MILESTONE T2`. */
export function nameOf(clock: Pick<Clock<ClockId>, 'id' | 'taskId'>): string {
  return clock.taskId === null ? clock.id : `${clock.id} ${clock.taskId.replace(/^.*-/, '')}`;
}
