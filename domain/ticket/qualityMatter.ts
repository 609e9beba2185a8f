import type { TicketClockId } from '../../contracts/clocks.ts';
import { isQualityMatter, QUALITY_CLOCK_OF, qualityOrigin } from '../catalog/qualityMatters.ts';
import { cancelClocks, QUALITY_CLOCKS, RESOLVE_CLOCKS, startClock } from './clockwork.ts';
import { change, type Draft } from './draft.ts';
import { type ReviewStart, startReview } from './reviews.ts';
import type { TicketState } from './state.ts';

/** The limit of what is about the service itself; null for all other matters. */
export function qualityClockOf(
  category: string | null,
): (typeof QUALITY_CLOCK_OF)[keyof typeof QUALITY_CLOCK_OF] | null {
  const origin = qualityOrigin(category);
  return origin === null ? null : QUALITY_CLOCK_OF[origin];
}

/**
 * The limits of this ticket that are those of a review which answers it: one limit with two records, of which whoever counts counts the
 * review's. `isItsReviews` of db/repositories/reading/missed.ts says the same of rows.
 */
export function limitsOfItsReviews({ reviews }: Pick<TicketState, 'reviews'>): readonly TicketClockId[] {
  return reviews.open.flatMap(({ origin }) => (origin === 'sample' ? [] : QUALITY_CLOCK_OF[origin]));
}

type Named = Pick<ReviewStart, 'about' | 'aboutRole'>;

/** A complaint about the service is nobody's to take from a queue: a review opens with it, within whose limit it is answered. */
export function openQualityMatter(draft: Draft, { about = null, aboutRole }: Named = {}): void {
  const origin = qualityOrigin(draft.state.category);
  if (origin === null) return;
  cancelClocks(draft, [...RESOLVE_CLOCKS, 'SPECIALIST_TAKEOVER', 'PROGRESS_SYNC']);
  change(draft, { assignee: null });
  startClock(draft, { id: QUALITY_CLOCK_OF[origin], startedAt: draft.state.receivedAt });
  startReview(draft, { origin, about, aboutRole, ofMatter: true });
}

/** Classified anew: into a quality matter, or out of it, where the review goes on beside the ticket. */
export function followQuality(draft: Draft, categoryBefore: string | null): void {
  const { category } = draft.state;
  if (!isQualityMatter(category)) cancelClocks(draft, QUALITY_CLOCKS);
  else if (!isQualityMatter(categoryBefore)) openQualityMatter(draft);
}
