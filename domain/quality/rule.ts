import type { Words } from '../../contracts/words.ts';
import type { Refusal } from '../../contracts/errors.ts';
import type { Instant } from '../../contracts/instants.ts';
import type { Actor } from '../../contracts/people.ts';
import type { ReviewCommandOf, ReviewCommandPayloads } from '../../contracts/reviews.ts';
import type { ReviewDraft } from './draft.ts';
import type { ReviewState } from './state.ts';

/** One row of a review's state machine: who may, from where, with what, to where. */
export interface ReviewRule<Name extends keyof ReviewCommandPayloads> {
  /** Judged first: false is 403. */
  readonly who: (state: ReviewState, actor: Actor) => boolean;
  /** The rule in words, for the one who was refused. */
  readonly whoMay: Words;
  /** Nothing is judged by it: the person reviewed gives it, or the desk itself. */
  readonly judges?: false;
  /** Judged second: false is 409. */
  readonly when: (state: ReviewState) => boolean;
  readonly whenMay: Words;
  /** Judged third: what stands against it at this instant, whatever it would bring; 409. */
  readonly barred?: (state: ReviewState, at: Instant) => Refusal | null;
  /** What it must bring, judged last. */
  readonly check?: (state: ReviewState, command: ReviewCommandOf<Name>, at: Instant) => Refusal | null;
  readonly apply: (draft: ReviewDraft, command: ReviewCommandOf<Name>) => void;
}

export type ReviewRules = { readonly [Name in keyof ReviewCommandPayloads]: ReviewRule<Name> };
