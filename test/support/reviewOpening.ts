import { STANDARD_TIMETABLE } from '../../domain/clocks/timetable.ts';
import type { ReviewOpening } from '../../domain/quality/state.ts';
import { at, people } from './desk.ts';

/** When the reviews of the tests are opened, and their commands given. */
export const REVIEWED_AT = at('2025-11-07 10:15');

/** The facts with which a customer's complaint about an agent opens a review, but for what is said otherwise. */
export function reviewOpening(more: Partial<ReviewOpening> = {}): ReviewOpening {
  const { agent, customer } = people;
  return {
    reviewId: 'KF20251103001-Q1',
    ticketNo: 'KF20251103001',
    companyId: 'buyer',
    accountId: 'buyer-main',
    channel: 'email',
    department: 'FRONT',
    origin: 'complaint',
    subject: agent.staffNo,
    concerned: [agent.staffNo],
    actor: customer,
    textId: null,
    sampleId: null,
    ofArchived: false,
    openedAt: REVIEWED_AT,
    timetable: STANDARD_TIMETABLE.versions,
    ...more,
  };
}
