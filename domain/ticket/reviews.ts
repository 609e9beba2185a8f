import type { ReviewOrigin } from '../../contracts/reviews.ts';
import { makeReviewId } from '../../contracts/ids.ts';
import { cancelAllClocks, tickingClock } from './clockwork.ts';
import { reopenTicket } from './commands/answering.ts';
import { change, type Draft, happened } from './draft.ts';
import type { ReviewOpening } from '../quality/state.ts';
import type { ReviewEnded, TicketState } from './state.ts';
import { workedOn } from './workedOn.ts';

export interface ReviewStart {
  readonly origin: ReviewOrigin;
  /** Whom the customer named. */
  readonly about?: string | null;
  readonly sampleId?: string;
}

type Opened = Pick<ReviewOpening, 'reviewId' | 'actor' | 'textId' | 'openedAt' | 'timetable'>;

/** The facts with which a review of this ticket opens: who is named, else who worked on it last (docs/norms.md, quality reviews). */
export function reviewOpening(
  state: TicketState,
  { origin, about, sampleId }: ReviewStart,
  opened: Opened,
): ReviewOpening {
  const { ticketNo, companyId, accountId, channel, department, status } = state;
  const concerned = workedOn(state);
  return {
    ...opened,
    ticketNo,
    companyId,
    accountId,
    channel,
    department,
    origin,
    subject: about ?? concerned[0] ?? null,
    concerned,
    sampleId: sampleId ?? null,
    ofArchived: status === 'ARCHIVED',
  };
}

/** Opens a quality review beside the ticket. Its words belong to the review: who is reviewed reads this timeline too. */
export function startReview(draft: Draft, start: ReviewStart): void {
  const { state, actor, textId, at: openedAt } = draft;
  const count = state.reviews.count + 1;
  const reviewId = makeReviewId(state.ticketNo, count);
  const opening = reviewOpening(state, start, { reviewId, actor, textId, openedAt, timetable: state.timetable });
  change(draft, { reviews: { count, open: [...state.reviews.open, opening] } });
  happened({ ...draft, textId: null }, 'review-opened', { reviewId });
}

/** The result was told: where it was wrong the ticket goes back to work, on the customer's behalf. */
export function reviewEnded(draft: Draft, { reviewId, reopen }: ReviewEnded): void {
  const { reviews } = draft.state;
  const open = reviews.open.filter((opening) => opening.reviewId !== reviewId);
  if (open.length === reviews.open.length) return;
  change(draft, { reviews: { ...reviews, open } });
  happened(draft, 'review-ended', { reviewId });
  if (draft.state.status !== 'CLOSED') return;
  if (reopen) reopenTicket(draft);
  else if (tickingClock(draft.state, ['REOPEN_WINDOW']) === undefined) archive(draft);
}

/** Once nobody may re-open it any more; an open review is waited for. */
export function archive(draft: Draft): void {
  if (draft.state.reviews.open.length > 0) return;
  cancelAllClocks(draft);
  change(draft, { status: 'ARCHIVED' });
  happened(draft, 'archived');
}
