import { shownInstant } from '../../../contracts/instants.ts';
import { isOpen, type TicketStatus } from '../../../contracts/ticket.ts';
import { DEPARTMENT_NAMES } from '../../catalog/departments.ts';
import { isRunning } from '../../dispute/dispute.ts';
import { isPastDue } from '../../clocks/running/ticking.ts';
import { cancelClocks, tickingClock } from '../clockwork.ts';
import { change, happened, tellCustomer, tellStaff } from '../draft.ts';
import { leaveDepartment } from '../inHouse.ts';
import { handlerOf, isQueuedFor, SUPERVISORS } from '../people/owner.ts';
import { mayBeGiven, takerExpected } from '../people/taker.ts';
import { isDepartmentSpecialist, isHandler, isStaff } from '../people/who.ts';
import type { TicketState } from '../state.ts';
import type { CommandRule, CommandRules } from './rule.ts';
import { beginWork } from './beginning.ts';
import { CLASSIFY } from './classifying.ts';
import { planStands } from '../plan.ts';
import { tellFormer, tellHandedOn } from './former.ts';
import { alarmDuty } from './urgency.ts';

const sendBack: CommandRule<'send-back'> = {
  who: isDepartmentSpecialist,
  whoMay: { zh: '工单所在部门的专员', en: 'a specialist of the department the ticket is assigned to' },
  when: (state) => state.status === 'ASSIGNED' && !state.ownerFixed && !state.sentBackBy.includes(state.department),
  whenMay: {
    zh: '工单为 ASSIGNED；每个部门仅可退回一次，主管判定归属后不可再退回',
    en: 'ASSIGNED, only once per department, and never once a supervisor has fixed the owner: after that a supervisor decides who owns it',
  },
  whyNot: ({ ownerFixed, sentBackBy, department }) => {
    if (ownerFixed) return { zh: '主管已判定工单归属', en: 'a supervisor has decided whose the ticket is' };
    if (!sentBackBy.includes(department)) return null;
    return {
      zh: `${DEPARTMENT_NAMES[department].zh}已退回过一次，归属由主管判定`,
      en: `${department} has sent it back once already: whose it is, a supervisor decides`,
    };
  },
  barred: (state, at) => {
    const takeover = tickingClock(state, ['SPECIALIST_TAKEOVER']);
    if (takeover === undefined || !(takeover.breached || isPastDue(takeover, at))) return null;
    return {
      code: 'state-conflict',
      detail: {
        zh: `接手时限为 ${shownInstant(takeover.plan?.dueAt ?? at)}；仅可在此之前退回。`,
        en: `The takeover was due at ${shownInstant(takeover.plan?.dueAt ?? at)}; a ticket goes back only before that.`,
      },
    };
  },
  apply: (draft, { payload: { code = 'OTHER' } }) => {
    const { department: from, assignee } = draft.state;
    change(draft, {
      status: 'RECEIVED',
      department: 'FRONT',
      assignee: null,
      sentBackBy: [...draft.state.sentBackBy, from],
    });
    cancelClocks(draft, ['SPECIALIST_TAKEOVER']);
    leaveDepartment(draft);
    happened(draft, 'sent-back', { department: from, code });
    tellFormer(draft, assignee?.staffNo ?? null);
    const told = { department: from, sendBackReason: code };
    tellStaff(draft, SUPERVISORS, 'ticket-sent-back', told);
    tellStaff(draft, { kind: 'department', department: 'FRONT' }, 'ticket-sent-back', told);
    alarmDuty(draft);
  },
};

/** Nobody has what stands in no queue, or in that of a department, which may have nobody to take it. */
function isLeft(state: TicketState): boolean {
  return handlerOf(state) === null && (isRunning(state.dispute) || LEFT.includes(state.status));
}

const LEFT: readonly TicketStatus[] = ['ASSIGNED', 'IN_PROGRESS', 'WAITING_CUSTOMER', 'AWAITING_CONFIRMATION'];

const handOn: CommandRule<'hand-on'> = {
  who: (state, actor) => isHandler(state, actor) || isStaff(actor, 'supervisor'),
  whoMay: { zh: '处理人或主管', en: 'the assignee or a supervisor' },
  when: (state) => isOpen(state.status) && state.status !== 'REASSESSING' && (state.assignee !== null || isLeft(state)),
  whenMay: {
    zh: '工单未结案且有人正在处理，或处理人已退出而工单不在任何队列中，或为 ASSIGNED 而尚无人接手',
    en: 'any open status in which somebody works on the ticket, or has left it where it is in no queue, or ASSIGNED and taken by nobody',
  },
  check: (state, { payload: { to } }) => {
    if (to.staffNo === state.assignee?.staffNo || !mayBeGiven(state, to)) {
      return {
        code: 'unknown-staff',
        detail: { zh: `${to.staffNo} 不能接手该工单。`, en: `${to.staffNo} cannot take this ticket.` },
        errors: [{ pointer: '/to', expected: takerExpected(state) }],
      };
    }
    return null;
  },
  apply: (draft, { payload: { to } }) => {
    const from = draft.state.assignee?.staffNo ?? null;
    const { lead } = draft.state;
    // Of a plan of which nothing is left, no lead stays beside the new one.
    const leads = lead !== null && (lead.staffNo === from || !planStands(draft.state));
    // What nobody has taken is his to do at once: whoever is not of its department could not take it over.
    const begins = isQueuedFor(draft.state);
    if (begins) beginWork(draft, to, 'IN_PROGRESS');
    else change(draft, { assignee: to, ...(leads ? { lead: to } : {}) });
    happened(draft, 'handed-on', { from, to: to.staffNo });
    for (const former of [from, lead?.staffNo ?? null]) tellHandedOn(draft, former, to.staffNo);
    tellStaff(draft, { kind: 'staff', staffNo: to.staffNo }, 'ticket-handed-on', { staffNo: to.staffNo });
    tellCustomer(draft, begins ? 'ticket-taken-over' : 'ticket-handed-on', { staffNo: to.staffNo });
  },
};

export const ROUTING_RULES: CommandRules<'classify' | 'send-back' | 'hand-on'> = {
  classify: CLASSIFY,
  'send-back': sendBack,
  'hand-on': handOn,
};
