import type { ClockId } from '../../../contracts/clocks.ts';
import type { Instant } from '../../../contracts/instants.ts';
import type { Clock } from '../types.ts';

/** How far a clock has come: while it stands still, no further than where it stopped, whatever it stood still for since. */
export function reachedBy({ pauses }: Pick<Clock, 'pauses'>, now: Instant): Instant {
  if (pauses.at(-1)?.to !== null) return now;
  return pauses.reduceRight((reached, { from, to }) => (to === null || to === reached ? from : reached), now);
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
