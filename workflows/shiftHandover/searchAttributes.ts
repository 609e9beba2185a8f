import { defineSearchAttributeKey, SearchAttributeType, type SearchAttributePair } from '@temporalio/common';
import type { SearchAttribute } from '../../contracts/searchAttributes.ts';
import { SHIFT_WORDS } from '../../domain/catalog/shifts.ts';
import type { HandoverOpening, HandoverState } from '../../domain/handover/state.ts';
import { handoverWaitsOn } from '../../domain/handover/waiting.ts';

const keyword = (name: SearchAttribute) => defineSearchAttributeKey(name, SearchAttributeType.KEYWORD);

const KEYS = {
  status: keyword('KefuStatus'),
  department: keyword('KefuDepartment'),
  assignee: keyword('KefuAssignee'),
  waitingOn: keyword('KefuWaitingOn'),
  breached: defineSearchAttributeKey('KefuBreached', SearchAttributeType.BOOL),
};

/** By what operations staff find hand-overs in the Temporal UI; the assignee is whoever accepted. */
export function handoverAttributesOf(
  state: Pick<HandoverState, 'status' | 'accepted' | 'clocks'>,
): SearchAttributePair[] {
  return [
    { key: KEYS.status, value: state.status },
    { key: KEYS.department, value: 'DUTY' },
    { key: KEYS.assignee, value: state.accepted?.by.staffNo ?? 'none' },
    { key: KEYS.waitingOn, value: handoverWaitsOn(state) },
    { key: KEYS.breached, value: state.clocks.some(({ breached }) => breached) },
  ];
}

/** Only what a decision changed. */
export function changedHandoverAttributes(before: HandoverState, after: HandoverState): SearchAttributePair[] {
  const old = handoverAttributesOf(before);
  return handoverAttributesOf(after).filter((pair, position) => pair.value !== old[position]?.value);
}

/** What an operator reads in the list of workflows. */
export function handoverSummary({ day, shift }: Pick<HandoverOpening, 'day' | 'shift'>): string {
  const { zh, en } = SHIFT_WORDS[shift];
  return `交接班 · shift hand-over · ${day} ${zh} · ${en}`;
}
