import type { StaffRole } from '../../contracts/people.ts';
import type { ReviewOrigin } from '../../contracts/reviews.ts';
import { makeReviewId } from '../../contracts/ids.ts';
import { isQualityMatter } from '../catalog/qualityMatters.ts';
import { change, type Draft, happened } from './draft.ts';
import type { ReviewOpening } from '../quality/state.ts';
import type { TicketState } from './state.ts';
import { timetableAt } from './timetableAt.ts';
import { hadPart } from './workedOn.ts';

export interface ReviewStart {
  readonly origin: ReviewOrigin;
  /** Whom the customer named. */
  readonly about?: string | null;
  readonly aboutRole?: StaffRole | null | undefined;
  readonly sampleId?: string;
  /** The ticket itself is the complaint: whoever had a part in it is not whom it is about. */
  readonly ofMatter?: true;
}

type Opened = Pick<ReviewOpening, 'reviewId' | 'actor' | 'textId' | 'openedAt' | 'timetable'>;

/** The facts with which a review of this ticket opens: who is named, else who worked on it last (docs/norms.md, quality reviews). */
export function reviewOpening(
  state: TicketState,
  { origin, about, sampleId, ofMatter }: ReviewStart,
  opened: Opened,
): ReviewOpening {
  const { ticketNo, companyId, accountId, channel, department, status } = state;
  const concerned = hadPart(state);
  return {
    ...opened,
    ticketNo,
    companyId,
    accountId,
    channel,
    department,
    origin,
    subject: about ?? (ofMatter === true ? null : lastAtWork(state)),
    concerned,
    sampleId: sampleId ?? null,
    ofArchived: status === 'ARCHIVED',
    ...(ofMatter === true ? { ofMatter, receivedAt: state.receivedAt } : {}),
  };
}

/** Whom a complaint means that names nobody: who worked on it last. */
export function lastAtWork(state: TicketState): string | null {
  return hadPart(state)[0] ?? null;
}

/** Opens a quality review beside the ticket. Its words belong to the review: who is reviewed reads this timeline too. */
export function startReview(draft: Draft, start: ReviewStart): void {
  const { state, actor, textId, at } = draft;
  const count = state.reviews.count + 1;
  const reviewId = makeReviewId(state.ticketNo, count);
  const timetable = timetableAt(state, start.ofMatter === true ? state.receivedAt : at);
  const opening = reviewOpening(state, start, { reviewId, actor, textId, openedAt: at, timetable });
  change(draft, { reviews: { count, open: [...state.reviews.open, opening] } });
  if (start.origin !== 'sample') shutOut(draft, opening, { subject: opening.subject, role: start.aboutRole });
  happened({ ...draft, textId: null }, 'review-opened', { reviewId });
}

interface Subject {
  readonly subject: string | null;
  readonly role: StaffRole | null | undefined;
}

/** Whom a review of a matter of the service is about has no part in it from then on: `isShutOut`. */
export function shutOut(draft: Draft, { ofMatter }: ReviewOpening, { subject, role }: Subject): void {
  const { category, judged = [], judgedRoles = {} } = draft.state;
  if (subject === null || judged.includes(subject) || (ofMatter !== true && !isQualityMatter(category))) return;
  change(draft, {
    judged: [...judged, subject],
    ...(role && { judgedRoles: { ...judgedRoles, [subject]: role } }),
  });
}
