import type { Notice } from '../../contracts/notices.ts';
import type { ReviewEvent } from '../../contracts/reviews.ts';
import type { ReviewState } from './state.ts';

/** One decision on a review, to be written whole or not at all. */
export interface ReviewRecord {
  /** The state after it; clocks without a plan are planned while writing. */
  readonly state: ReviewState;
  readonly events: readonly ReviewEvent[];
  readonly notices: readonly Notice[];
}
