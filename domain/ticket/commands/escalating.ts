import type { Refusal } from '../../../contracts/errors.ts';
import type { Actor, StaffRef } from '../../../contracts/people.ts';
import { isOpen } from '../../../contracts/ticket.ts';
import { needOfSenior } from '../../assignment/need.ts';
import { change, type Draft, happened, tellCustomer, tellStaff } from '../draft.ts';
import { silenceBroken } from '../silence.ts';
import type { Hands, RouteRequest, TicketState } from '../state.ts';
import { SUPERVISORS } from '../people/owner.ts';
import { CUSTOMER_SIDE, isCustomerSide, isStaff } from '../people/who.ts';
import { beginWork } from './beginning.ts';
import type { CommandRule } from './rule.ts';

/** The customer asks for a senior agent, once while the same hands have it: one who is ready gets it, else it waits for any of them in these. */
export const ESCALATE: CommandRule<'escalate'> = {
  who: isCustomerSide,
  whoMay: CUSTOMER_SIDE,
  when: (state) => isOpen(state.status),
  whenMay: { zh: '工单未结案', en: 'any open status' },
  barred: alreadyAsked,
  apply: (draft) => {
    happened(draft, 'escalated');
    tellStaff(draft, { kind: 'role', role: 'seniorAgent' }, 'escalated');
    tellStaff(draft, SUPERVISORS, 'escalated');
    const { state } = draft;
    change(draft, { escalated: isBelowSenior(state), escalatedFrom: handsOf(state) });
    silenceBroken(draft);
    draft.route = soughtSenior(draft.state);
  },
};

function handsOf({ round, department, assignee }: TicketState): Hands {
  return { round, department, assignee: assignee?.staffNo ?? null };
}

/** Asked again of the same hands it would change nothing, and tell everybody once more. */
function alreadyAsked(state: TicketState): Refusal | null {
  const { ticketNo, escalated, escalatedFrom: from } = state;
  const now = handsOf(state);
  const isSame = from?.round === now.round && from.department === now.department && from.assignee === now.assignee;
  if (!escalated && !isSame) return null;
  return {
    code: 'state-conflict',
    detail: {
      zh: `${ticketNo} 已请求资深客服：${escalated ? '正在等待其接手' : '主管已获知'}，无需再次升级。`,
      en: `A senior agent has been asked for on ${ticketNo} already: ${escalated ? 'it waits for one' : 'the supervisors know'}. There is no need to escalate it again.`,
    },
  };
}

/** Work of the front desk that is with no senior agent and nobody above one. */
function isBelowSenior({ routing, status, assignee }: TicketState): boolean {
  if (routing === 'department' || routing === 'coordinated') return false;
  if (assignee !== null && assignee.role !== 'agent' && assignee.role !== 'dutyAgent') return false;
  return ['RECEIVED', 'IN_PROGRESS', 'WAITING_CUSTOMER', 'AWAITING_CONFIRMATION'].includes(status);
}

/** What can go to a senior agent by itself; what waits for the customer, for its category or for somebody on duty goes on as it is. */
function goesToSenior(state: TicketState): boolean {
  if (!isBelowSenior(state) || state.category === null) return false;
  return state.status === 'IN_PROGRESS' || (state.status === 'RECEIVED' && state.assignee === null);
}

/**
 * Whether this senior agent may take what waits for one out of the hands it is in. An answer is for the customer to judge first: what he
 * refuses comes to a senior agent, who must not have had a part in it.
 */
export function mayTakeEscalated(state: TicketState, actor: Actor): boolean {
  return (
    state.escalated &&
    state.status !== 'AWAITING_CONFIRMATION' &&
    state.category !== null &&
    isStaff(actor, 'seniorAgent') &&
    !state.pastHandlers.includes(actor.staffNo)
  );
}

/** Who is to be looked for while the customer wishes for a senior agent; null where it goes on as it is, or none was found before. */
export function soughtSenior(state: TicketState): RouteRequest | null {
  const { escalated, escalatedFrom, department } = state;
  if (!escalated || escalatedFrom?.waits === true || !goesToSenior(state)) return null;
  return { want: 'senior-agent', department, need: needOfSenior(state) };
}

/** The wish for a senior agent is over once one has the ticket, the customer has judged its answer, or its work is no longer the front desk's. */
export function settleEscalation(draft: Draft): void {
  if (draft.state.escalated && !isBelowSenior(draft.state)) change(draft, { escalated: false });
}

/** A senior agent was found: he has it from now on, unless its work has changed meanwhile. None: whoever has it keeps it. */
export function routedToSenior(draft: Draft, to: StaffRef | null): void {
  const { state } = draft;
  if (!goesToSenior(state)) return;
  if (to === null) {
    change(draft, { escalatedFrom: { ...handsOf(state), ...state.escalatedFrom, waits: true } });
    tellStaff(draft, SUPERVISORS, 'escalation-waits', { staffNo: state.assignee?.staffNo ?? null });
    return;
  }
  if (to.role !== 'seniorAgent' || state.pastHandlers.includes(to.staffNo)) return;
  const from = state.assignee?.staffNo ?? null;
  giveToSenior(draft, to);
  happened(draft, 'assigned', { staffNo: to.staffNo, why: 'escalated', from });
  tellStaff(draft, { kind: 'staff', staffNo: to.staffNo }, 'ticket-given', { assignedBecause: 'escalated' });
}

/** Puts it into his hands, and tells the customer and whoever had it; a request for material goes on. */
export function giveToSenior(draft: Draft, to: StaffRef): void {
  const { staffNo } = to;
  const from = draft.state.assignee?.staffNo ?? null;
  if (draft.state.status === 'RECEIVED') beginWork(draft, to, 'IN_PROGRESS');
  else change(draft, { assignee: to });
  if (from !== null) tellStaff(draft, { kind: 'staff', staffNo: from }, 'ticket-handed-on', { staffNo });
  tellCustomer(draft, from === null ? 'ticket-taken-over' : 'ticket-handed-on', { staffNo });
}
