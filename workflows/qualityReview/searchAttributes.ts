import { defineSearchAttributeKey, SearchAttributeType, type SearchAttributePair } from '@temporalio/common';
import type { SearchAttribute } from '../../contracts/searchAttributes.ts';
import { ORIGIN_WORDS } from '../../domain/catalog/reviewOrigins.ts';
import type { ReviewOpening, ReviewState } from '../../domain/quality/state.ts';
import { reviewWaitsOn } from '../../domain/quality/waiting.ts';

const keyword = (name: SearchAttribute) => defineSearchAttributeKey(name, SearchAttributeType.KEYWORD);

const KEYS = {
  company: keyword('KefuCompany'),
  channel: keyword('KefuChannel'),
  status: keyword('KefuStatus'),
  department: keyword('KefuDepartment'),
  assignee: keyword('KefuAssignee'),
  waitingOn: keyword('KefuWaitingOn'),
  breached: defineSearchAttributeKey('KefuBreached', SearchAttributeType.BOOL),
};

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

/** Only what a decision changed. */
export function changedReviewAttributes(before: ReviewState, after: ReviewState): SearchAttributePair[] {
  const old = reviewAttributesOf(before);
  return reviewAttributesOf(after).filter((pair, position) => pair.value !== old[position]?.value);
}

/** What an operator may read without seeing customer text. */
export function reviewSummary({ origin, department, companyId }: ReviewOpening): string {
  const { zh, en } = ORIGIN_WORDS[origin];
  return `${zh} · ${en} · ${department} · ${companyId}`;
}
