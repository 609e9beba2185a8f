import type { ReviewClockId } from '../../contracts/clocks.ts';
import type { ReviewOrigin } from '../../contracts/reviews.ts';
import { QUALITY_CLOCK_OF } from '../catalog/qualityMatters.ts';
import {
  finished,
  happened,
  reviewedByOf,
  type ReviewDraft,
  speakerOf,
  startClock,
  tellCustomer,
  tellReviewers,
} from './draft.ts';
import type { ReviewDecision, ReviewLevel, ReviewOpening, ReviewState } from './state.ts';

const CLOCK_OF: Readonly<Record<ReviewOrigin, ReviewClockId>> = { ...QUALITY_CLOCK_OF, sample: 'QUALITY_SAMPLE' };

/** The first decision of a review. Limits run from when the rating or complaint was received. Source: S0, docs/norms.md. */
export function openReview(
  opening: ReviewOpening,
  reviewedBy: ReviewLevel = 'inspector',
): Extract<ReviewDecision, { ok: true }> {
  const draft: ReviewDraft = {
    at: opening.openedAt,
    actor: opening.actor,
    textId: opening.textId,
    before: null,
    state: { ...openingState(opening), ...(reviewedBy === 'inspector' ? {} : { reviewedBy }) },
    events: [],
    notices: [],
    count: null,
  };
  startClock(draft, CLOCK_OF[opening.origin], opening.receivedAt);
  happened(draft, 'opened', { origin: opening.origin, ticketNo: opening.ticketNo });
  tellReviewers(draft);
  if (opening.origin === 'complaint') {
    const params = { ...speakerOf(draft), ...reviewedByOf(draft), window: CLOCK_OF.complaint };
    tellCustomer(draft, { template: 'complaint-received', params });
  }
  return finished(draft);
}

function openingState({ actor: _actor, ...facts }: ReviewOpening): ReviewState {
  return {
    ...facts,
    version: 1,
    status: 'OPEN',
    cause: null,
    reviewer: null,
    verdict: null,
    reopen: false,
    toldTextId: null,
    points: null,
    scoredBy: null,
    clocks: [],
  };
}

/** To start a workflow that is not there: it goes on with what stands in PostgreSQL, so only the facts of the opening count. */
export function openingOf(state: ReviewState): ReviewOpening {
  const { reviewId, ticketNo, companyId, accountId, channel, department, origin, subject, concerned } = state;
  const { textId, sampleId, ofArchived, openedAt, receivedAt, timetable } = state;
  const who = { reviewId, ticketNo, companyId, accountId, channel, department, origin, subject, concerned };
  const when = { openedAt, ...(receivedAt === undefined ? {} : { receivedAt }) };
  return { ...who, textId, sampleId, ofArchived, ...when, timetable, actor: { kind: 'system' } };
}
