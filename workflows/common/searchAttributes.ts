import { defineSearchAttributeKey, SearchAttributeType, type SearchAttributePair } from '@temporalio/common';
import type { SearchAttribute } from '../../contracts/searchAttributes.ts';

const keyword = (name: SearchAttribute) => defineSearchAttributeKey(name, SearchAttributeType.KEYWORD);
const bool = (name: SearchAttribute) => defineSearchAttributeKey(name, SearchAttributeType.BOOL);

export const KEYS = {
  company: keyword('KefuCompany'),
  category: keyword('KefuCategory'),
  channel: keyword('KefuChannel'),
  urgent: bool('KefuUrgent'),
  status: keyword('KefuStatus'),
  department: keyword('KefuDepartment'),
  assignee: keyword('KefuAssignee'),
  breached: bool('KefuBreached'),
  waitingOn: keyword('KefuWaitingOn'),
};

/** Only what a decision changed, as each upsert costs a third of an opening; both lists name the same attributes in one order. */
export function changedOf(
  before: readonly SearchAttributePair[],
  after: readonly SearchAttributePair[],
): SearchAttributePair[] {
  return after.filter(({ value }, position) => value !== before[position]?.value);
}
