import type { SearchAttributePair } from '@temporalio/common';
import { ORIGIN_WORDS } from '../../domain/catalog/reviewOrigins.ts';
import type { ReviewOpening, ReviewState } from '../../domain/quality/state.ts';
import { reviewWaitsOn } from '../../domain/quality/waiting.ts';
import { KEYS } from '../common/searchAttributes.ts';

/** By what operations staff find reviews in the Temporal UI; `department` is where the work lies, not whose work it is about. */
export function reviewAttributesOf(state: ReviewState): SearchAttributePair[] {
  return [
    { key: KEYS.company, value: state.companyId },
    { key: KEYS.channel, value: state.channel },
    { key: KEYS.status, value: state.status },
    { key: KEYS.department, value: 'QA' },
    { key: KEYS.assignee, value: state.reviewer?.staffNo ?? 'none' },
    { key: KEYS.waitingOn, value: reviewWaitsOn(state) },
    { key: KEYS.breached, value: state.clocks.some((clock) => clock.breached) },
  ];
}

/** What an operator may read without seeing customer text. */
export function reviewSummary({ origin, department, companyId }: ReviewOpening): string {
  const { zh, en } = ORIGIN_WORDS[origin];
  return `${zh} · ${en} · ${department} · ${companyId}`;
}
