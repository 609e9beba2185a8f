import type { SearchAttributePair } from '@temporalio/common';
import { waitingOn } from '../../domain/ticket/waiting.ts';
import type { TicketState } from '../../domain/ticket/state.ts';
import { KEYS } from '../common/searchAttributes.ts';

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

/** Whether nothing changed but on whom the ticket waits. */
export function areOfWaiting(changed: readonly SearchAttributePair[]): boolean {
  return changed.every(({ key }) => key.name === KEYS.waitingOn.name);
}
