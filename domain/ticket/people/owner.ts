import type { Recipient } from '../../../contracts/notices.ts';
import type { StaffRef } from '../../../contracts/people.ts';
import type { TicketState } from '../state.ts';
import { waitingOn } from '../waiting.ts';
import { isAbout } from './deputies.ts';
import { leadersOf, levelOf } from './level.ts';

/** Who works on it now; where a plan has nobody beside its lead, he. */
export function handlerOf({ assignee, lead }: Pick<TicketState, 'assignee' | 'lead'>): StaffRef | null {
  return assignee ?? lead;
}

/** In whose hands it is: a plan is its lead's, beside whoever the ticket was with before. */
export function handlersOf({ assignee, lead }: Pick<TicketState, 'assignee' | 'lead'>): readonly StaffRef[] {
  const both = [assignee, lead].filter((one) => one !== null);
  return both.filter(({ staffNo }, place) => both.findIndex((one) => one.staffNo === staffNo) === place);
}

/** Who works on it now, or who must act for somebody to: the level that a round has come to, else whose queue it stands in. */
export function owner(state: TicketState): readonly Recipient[] {
  const handlers = handlersOf(state);
  if (handlers.length > 0) return handlers.map(({ staffNo }) => ({ kind: 'staff', staffNo }));
  if (state.status === 'REASSESSING') return reassessors(state);
  const awaited = waitingOn(state);
  if (awaited === 'manager') return [MANAGERS];
  // What waits for material is in no queue.
  const isQueued = awaited !== 'supervisor' && state.routing !== 'coordinated' && state.status !== 'WAITING_CUSTOMER';
  if (!isQueued) return [SUPERVISORS];
  const department: Recipient = { kind: 'department', department: state.department };
  return mayBeEmpty(state) ? [department, SUPERVISORS] : [department];
}

/** Nobody of the department in whose queue it stands has taken it. */
export function isQueuedFor(state: TicketState): boolean {
  return state.status === 'ASSIGNED' && handlerOf(state) === null;
}

/** Whom the ticket is about may be the only specialist of the department in whose queue it stands: then a supervisor says who takes it. */
function mayBeEmpty(state: TicketState): boolean {
  return isQueuedFor(state) && isAbout(state, 'specialist');
}

/** The level of the round, with the next one up where that may have nobody left: of agents and specialists never who was refused, and nobody who may not take it up (`mayReassess`). */
function reassessors(state: TicketState): readonly Recipient[] {
  const { round, department, pastHandlers, judged = [] } = state;
  const except = [...pastHandlers, ...judged];
  const level = levelOf(round);
  const leaders = leadersOf(state).map((role): Recipient => ({ kind: 'role', role }));
  if (level === 'supervisor' || level === 'manager') return leaders;
  const senior: Recipient = { kind: 'role', role: 'seniorAgent', except };
  const own: readonly Recipient[] =
    department === 'FRONT' ? [senior] : [senior, { kind: 'department', department, except }];
  return [...own, ...leaders];
}

/** Who is on duty, beside whoever of them has it. */
export function onDuty(state: TicketState): Recipient {
  return { kind: 'role', role: 'dutyAgent', except: handlersOf(state).map(({ staffNo }) => staffNo) };
}

export const SUPERVISORS: Recipient = { kind: 'role', role: 'supervisor' };
export const MANAGERS: Recipient = { kind: 'role', role: 'manager' };
