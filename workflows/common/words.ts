import type { ClockId } from '../../contracts/clocks.ts';
import type { Instant } from '../../contracts/instants.ts';
import type { Clock } from '../../domain/clocks/types.ts';

const SHANGHAI_OFFSET_MS = 8 * 3_600_000;

/** `2025-11-07 18:00 UTC+8`, in the service centre's zone: the Temporal UI shows its own times in the reader's. */
export function localTime(at: Instant): string {
  const local = new Date(Date.parse(at) + SHANGHAI_OFFSET_MS).toISOString();
  return `${local.slice(0, 16).replace('T', ' ')} UTC+8`;
}

/** A limit by its id; one of a task with the task's short number: `MILESTONE T2`. */
export function nameOf(clock: Pick<Clock<ClockId>, 'id' | 'taskId'>): string {
  return clock.taskId === null ? clock.id : `${clock.id} ${clock.taskId.replace(/^.*-/, '')}`;
}
