import type { ClockId } from '../../../contracts/clocks.ts';
import type { Clock, ToldDate } from '../types.ts';

/** The date that the customer was told of a limit beside what its rule gives: set for it, or for one before it; null where he was told none. */
export function toldDate({ terms }: Pick<Clock<ClockId>, 'terms'>): ToldDate | null {
  const { fixedDueAt, fixedAt, noLaterThan = null } = terms;
  if (fixedDueAt === null || fixedAt === null) return noLaterThan;
  return noLaterThan !== null && noLaterThan.dueAt < fixedDueAt ? noLaterThan : { dueAt: fixedDueAt, since: fixedAt };
}
