import type { Actor } from '../../contracts/people.ts';
import { isQualityMatter } from '../catalog/qualityMatters.ts';
import type { TicketState } from './state.ts';

/** Who judges the desk's own service. */
export const JUDGES: readonly string[] = ['inspector', 'supervisor', 'manager'];

/**
 * Whether a ticket is hidden from this person: a matter of the desk's own service from everybody at the desk and from whoever an open
 * review of it is about; and from whoever it was ever about, also once answered or classified as something else. Source: S0,
 * docs/norms.md, quality reviews.
 */
export function isShutOut({ category, reviews, judged = [] }: TicketState, actor: Actor): boolean {
  if (actor.kind !== 'staff') return false;
  if (judged.includes(actor.staffNo)) return true;
  if (!isQualityMatter(category)) return false;
  return !JUDGES.includes(actor.role) || reviews.open.some(({ subject }) => subject === actor.staffNo);
}
