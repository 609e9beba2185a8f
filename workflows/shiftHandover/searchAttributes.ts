import type { SearchAttributePair } from '@temporalio/common';
import { SHIFT_WORDS } from '../../domain/catalog/shifts.ts';
import type { HandoverOpening, HandoverState } from '../../domain/handover/state.ts';
import { handoverWaitsOn } from '../../domain/handover/waiting.ts';
import { KEYS } from '../common/searchAttributes.ts';

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

/** What an operator reads in the list of workflows. */
export function handoverSummary({ day, shift }: Pick<HandoverOpening, 'day' | 'shift'>): string {
  const { zh, en } = SHIFT_WORDS[shift];
  return `交接班 · shift hand-over · ${day} ${zh} · ${en}`;
}
