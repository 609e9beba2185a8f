import type { ClockId } from '../../../contracts/clocks.ts';
import type { Instant } from '../../../contracts/instants.ts';
import type { Clock, ClockPlan } from '../types.ts';
import { isTargetKept } from './reached.ts';

/** What whoever waits on a limit may expect, seen from how far it has come: its target as long as that lies ahead, then its end. */
export function expectedOf(
  clock: Pick<Clock<ClockId>, 'id' | 'terms'>,
  { targetAt, dueAt }: Pick<ClockPlan, 'targetAt' | 'dueAt'>,
  reached: Instant,
): Instant | null {
  return targetAt === null || targetAt <= reached || isTargetKept(clock) ? dueAt : targetAt;
}
