import type { Actor } from '../../contracts/people.ts';
import { isQualityMatter } from '../catalog/qualityMatters.ts';
import type { TicketState } from './state.ts';

/** Who judges the desk's own service. */
const JUDGES: readonly string[] = ['inspector', 'supervisor', 'manager'];

/**
 * Whether a matter of the desk's own service is hidden from this person: from everybody at the desk, and from whoever an open review
 * of it is about. Source: S0, docs/norms.md, quality reviews.
 */
export function isShutOut({ category, reviews }: TicketState, actor: Actor): boolean {
  if (actor.kind !== 'staff' || !isQualityMatter(category)) return false;
  return !JUDGES.includes(actor.role) || reviews.open.some(({ subject }) => subject === actor.staffNo);
}
