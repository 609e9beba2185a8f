import type { ClockId } from '../../../contracts/clocks.ts';
import type { Instant } from '../../../contracts/instants.ts';
import type { Clock } from '../types.ts';

/** Since when a clock has stood still, whatever it stood still for since; null: it does not. */
export function standsSince({ pauses }: Pick<Clock, 'pauses'>): Instant | null {
  const open = pauses.at(-1);
  if (open?.to !== null) return null;
  return pauses.reduceRight((since, { from, to }) => (to === since ? from : since), open.from);
}

/** How far a clock has come: while it stands still, no further than where it stopped. */
export function reachedBy(clock: Pick<Clock, 'pauses'>, now: Instant): Instant {
  return standsSince(clock) ?? now;
}

/** Once somebody has taken a re-assessment, its first limit is kept and no longer waited for. */
export function isTargetKept({ id, terms }: Pick<Clock<ClockId>, 'id' | 'terms'>): boolean {
  return id === 'REASSESS' && terms.phase === 'second';
}

/** The clock as another version may plan it anew: a target that has come or was kept stays where it was. */
export function withPastTarget<Id extends ClockId>(clock: Clock<Id>, now: Instant): Clock<Id> {
  const targetAt = clock.plan?.targetAt ?? null;
  if (targetAt === null || (targetAt > reachedBy(clock, now) && !isTargetKept(clock))) return clock;
  return { ...clock, terms: { ...clock.terms, pastTargetAt: targetAt } };
}
