import { defineSearchAttributeKey, SearchAttributeType, type SearchAttributePair } from '@temporalio/common';
import type { SearchAttribute } from '../../contracts/searchAttributes.ts';
import { waitingOn } from '../../domain/ticket/waiting.ts';
import type { TicketState } from '../../domain/ticket/state.ts';

const keyword = (name: SearchAttribute) => defineSearchAttributeKey(name, SearchAttributeType.KEYWORD);
const bool = (name: SearchAttribute) => defineSearchAttributeKey(name, SearchAttributeType.BOOL);

const KEYS = {
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

/** By what operations staff find tickets in the Temporal UI: codes, never names of people. */
export function searchAttributesOf(state: TicketState): SearchAttributePair[] {
  return [
    { key: KEYS.company, value: state.companyId },
    { key: KEYS.category, value: state.category ?? 'none' },
    { key: KEYS.channel, value: state.channel },
    { key: KEYS.urgent, value: state.urgent },
    { key: KEYS.status, value: state.status },
    { key: KEYS.department, value: state.department },
    { key: KEYS.assignee, value: state.assignee?.staffNo ?? 'none' },
    { key: KEYS.breached, value: state.clocks.some((clock) => clock.breached) },
    { key: KEYS.waitingOn, value: waitingOn(state) },
  ];
}

/** Only what a decision changed: each upsert costs a third of an opening. */
export function changedAttributes(before: TicketState, after: TicketState): SearchAttributePair[] {
  const old = searchAttributesOf(before);
  return searchAttributesOf(after).filter((pair, position) => pair.value !== old[position]?.value);
}

/** Whether nothing changed but on whom the ticket waits. */
export function areOfWaiting(changed: readonly SearchAttributePair[]): boolean {
  return changed.every(({ key }) => key.name === KEYS.waitingOn.name);
}
