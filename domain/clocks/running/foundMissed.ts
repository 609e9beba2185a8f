import type { ClockId } from '../../../contracts/clocks.ts';
import type { Instant } from '../../../contracts/instants.ts';
import type { Clock } from '../types.ts';

/**
 * The limits that a decision found missed before any timer told of them (a late stop, a pause begun too late), as they stood before it;
 * those of `told` are on record already.
 */
export function foundMissed<Id extends ClockId>(
  before: readonly Clock<Id>[],
  after: readonly Clock<Id>[],
  told: readonly unknown[],
): Clock<Id>[] {
  const missed = after.filter(({ breached }) => breached).map(({ key }) => key);
  return before.filter(({ key, breached }) => !breached && missed.includes(key) && !told.includes(key));
}

/** What a notice of a missed limit says where that has ended already. */
export function endedAt(
  clocks: readonly Clock<ClockId>[],
  { key }: Pick<Clock<ClockId>, 'key'>,
): { readonly stoppedAt?: Instant } {
  const { stoppedAt = null } = clocks.find((clock) => clock.key === key) ?? {};
  return stoppedAt === null ? {} : { stoppedAt };
}
