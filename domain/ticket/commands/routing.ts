import { shownInstant } from '../../../contracts/instants.ts';
import type { TicketCommandPayloads } from '../../../contracts/commands.ts';
import type { Words } from '../../../contracts/words.ts';
import type { StaffRef } from '../../../contracts/people.ts';
import { isOpen, type SlaClass } from '../../../contracts/ticket.ts';
import { DEPARTMENT_NAMES } from '../../catalog/departments.ts';
import { isQualityMatter } from '../../catalog/qualityMatters.ts';
import { isSuggestion } from '../../catalog/suggestions.ts';
import {
  cancelClocks,
  replaceResolveClock,
  RESOLVE_CLOCKS,
  startClock,
  startUnlessTicking,
  tickingClock,
} from '../clockwork.ts';
import { change, type Draft, happened, owner, SUPERVISORS, tellCustomer, tellStaff } from '../draft.ts';
import { suggestionOfIncident } from '../incidentHead.ts';
import { enterDepartment, leaveDepartment } from '../inHouse.ts';
import { followQuality } from '../qualityMatter.ts';
import { isShutOut } from '../shutOut.ts';
import type { TicketState } from '../state.ts';
import type { CommandRule, CommandRules } from './rule.ts';
import { askForDate } from './beginning.ts';
import { planStands } from './coordination.ts';
import { acceptUrgency } from './urgency.ts';
import { isDepartmentSpecialist, isHandler, isStaff, mayPropose, reassessedIn, WORKS_ON_IT, worksOn } from './who.ts';
import { isPastDue } from '../../clocks/running/ticking.ts';

type Route = TicketCommandPayloads['classify'];

/** The status in which a ticket of this routing waits for somebody to take it. */
export function waitingStatus(routing: Route['routing']): 'ASSIGNED' | 'RECEIVED' {
  return routing === 'department' ? 'ASSIGNED' : 'RECEIVED';
}

/** The limit that a class starts; special has none until a date is set. */
export function resolveClockOf(slaClass: SlaClass): 'RESOLVE_SIMPLE' | 'RESOLVE_COMPLEX' | null {
  switch (slaClass) {
    case 'simple':
      return 'RESOLVE_SIMPLE';
    case 'complex':
      return 'RESOLVE_COMPLEX';
    case 'special':
      return null;
  }
}

/** A suggestion is taken up within its class's limit, and reviewed once a month (docs/norms.md, work given back, incidents, what is owed). */
export function followSuggestion(draft: Draft): void {
  const running = tickingClock(draft.state, ['SUGGESTION_REVIEW']);
  if (!isSuggestion(draft.state.category)) cancelClocks(draft, ['SUGGESTION_REVIEW']);
  else if (running === undefined) startClock(draft, { id: 'SUGGESTION_REVIEW', startedAt: draft.state.receivedAt });
}

/** Waits in a queue; a duty agent who was named for it has not taken it over yet. */
function isUntaken(state: TicketState): boolean {
  return state.status === 'RECEIVED' || state.status === 'ASSIGNED';
}

/** The second department that gives it back ends the wandering: whose it is, a supervisor says, and that binds. */
function needsOwnerFixed(state: TicketState): boolean {
  return state.sentBackBy.length > 1 || state.ownerFixed;
}

/** Being classified anew where it is gives nobody more time to take it. */
function isThere({ status, department, routing }: TicketState, route: Route): boolean {
  const waitsOrRuns = status === 'IN_PROGRESS' || status === waitingStatus(route.routing);
  return waitsOrRuns && department === route.department && routing === route.routing;
}

const FROM_STRICT_TO_LAX: readonly SlaClass[] = ['simple', 'complex', 'special'];

function isLaxer(before: SlaClass | null, after: SlaClass): boolean {
  return before !== null && FROM_STRICT_TO_LAX.indexOf(after) > FROM_STRICT_TO_LAX.indexOf(before);
}

const classify: CommandRule<'classify'> = {
  who: (state, actor) =>
    isStaff(actor, 'supervisor') || (isUntaken(state) && isStaff(actor, 'agent', 'seniorAgent', 'dutyAgent')),
  whoMay: {
    zh: '工单被接手前为客服或值班客服，之后为主管',
    en: 'an agent or duty agent until the ticket is taken over, then a supervisor',
  },
  when: (state, actor) =>
    ['RECEIVED', 'ASSIGNED', 'IN_PROGRESS'].includes(state.status) &&
    (isStaff(actor, 'supervisor') || !needsOwnerFixed(state)),
  whenMay: {
    zh: '工单为 RECEIVED、ASSIGNED 或 IN_PROGRESS；两个部门退回之后，仅由主管判定归属',
    en: 'RECEIVED, ASSIGNED or IN_PROGRESS; once two departments sent it back, only a supervisor says whose it is',
  },
  check: (state, { payload }) => suggestionOfIncident(state, payload.category),
  apply: (draft, { payload }) => {
    const { category: categoryBefore, department: before, slaClass: classBefore } = draft.state;
    const becomesUrgent = payload.urgent && !draft.state.urgent;
    const fixesOwner = draft.state.sentBackBy.length > 0 && isStaff(draft.actor, 'supervisor');
    const staysPut = isThere(draft.state, payload);
    change(draft, {
      category: payload.category,
      slaClass: payload.slaClass,
      routing: payload.routing,
      department: payload.department,
      ...(becomesUrgent ? { urgent: true, urgentReason: 'category' as const } : {}),
      ...(fixesOwner ? { ownerFixed: true } : {}),
    });
    if (payload.department !== before || payload.routing !== 'department') leaveDepartment(draft);
    if (!staysPut) enterQueue(draft, payload);
    applyClass(draft, payload.slaClass);
    if (becomesUrgent) acceptUrgency(draft);
    happened(draft, 'classified', {
      category: payload.category,
      slaClass: payload.slaClass,
      department: payload.department,
    });
    followQuality(draft, categoryBefore);
    if (!staysPut) tellStaff(draft, owner(draft.state), 'ticket-queued', { department: payload.department });
    tellCustomer(draft, 'ticket-classified', {
      department: payload.department,
      slaClass: payload.slaClass,
      routing: payload.routing,
      // A limit that was told is never lengthened without the reason and the new one.
      ...(isLaxer(classBefore, payload.slaClass) ? { longerThan: classBefore } : {}),
    });
  },
};

/** Puts the ticket into the queue its routing names, with the limit for being taken up. */
function enterQueue(draft: Draft, route: Route): void {
  // Who was named for it outside staffed time stays named.
  const { urgent, assignee } = draft.state;
  const onDuty = urgent && assignee !== null && (assignee.role === 'dutyAgent' || isUntaken(draft.state));
  change(draft, { status: waitingStatus(route.routing), ...(onDuty ? {} : { assignee: null }) });
  cancelClocks(draft, ['SPECIALIST_TAKEOVER', 'COORDINATION_PLAN']);
  if (route.routing === 'department') {
    if (!isQualityMatter(route.category)) startClock(draft, { id: 'SPECIALIST_TAKEOVER' });
    enterDepartment(draft);
  }
  if (route.routing === 'coordinated') startClock(draft, { id: 'COORDINATION_PLAN' });
}

function applyClass(draft: Draft, slaClass: SlaClass): void {
  if (slaClass !== 'complex') cancelClocks(draft, ['EMAIL_COMPLEX_REPLY']);
  followSuggestion(draft);
  if (isQualityMatter(draft.state.category)) return;
  const id = resolveClockOf(slaClass);
  if (id !== null) {
    replaceResolveClock(draft, id);
    return;
  }
  if (tickingClock(draft.state, ['RESOLVE_SPECIAL']) === undefined) cancelClocks(draft, RESOLVE_CLOCKS);
  startUnlessTicking(draft, { id: 'PROGRESS_SYNC', startedAt: draft.state.receivedAt });
  if (draft.state.status === 'IN_PROGRESS') askForDate(draft);
}

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
  check: (state, _command, at) => {
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
    const from = draft.state.department;
    change(draft, {
      status: 'RECEIVED',
      department: 'FRONT',
      assignee: null,
      sentBackBy: [...draft.state.sentBackBy, from],
    });
    cancelClocks(draft, ['SPECIALIST_TAKEOVER']);
    leaveDepartment(draft);
    happened(draft, 'sent-back', { department: from, code });
    const told = { department: from, sendBackReason: code };
    tellStaff(draft, SUPERVISORS, 'ticket-sent-back', told);
    tellStaff(draft, { kind: 'department', department: 'FRONT' }, 'ticket-sent-back', told);
  },
};

/** May this person do the work that the ticket needs now? */
export function fits(state: TicketState, to: StaffRef): boolean {
  if (!mayPropose(state, to) || isShutOut(state, { kind: 'staff', ...to })) return false;
  if (to.role === 'supervisor' || to.role === 'manager') return true;
  if (to.role === 'dutyAgent') return state.urgent;
  // In a round a senior agent may take up what any department had; agents are below it.
  if (to.role === 'agent' || to.role === 'seniorAgent')
    return state.department === 'FRONT' || state.urgent || state.round > 0;
  if (to.role === 'inspector') return state.department === 'QA';
  return to.role === 'specialist' && (to.department === state.department || state.status === 'COORDINATING');
}

/** Whether who has the ticket has it as the lead of a plan. */
export function isPlanLed(state: TicketState): boolean {
  return planStands(state) && state.lead?.staffNo === state.assignee?.staffNo;
}

/** Whether somebody could be named the lead of a plan now. */
export function mayLead(state: TicketState, to: StaffRef): boolean {
  return mayPropose(state, to) && worksOn(to.role, state.department);
}

/** By somebody's word a plan goes to whoever could have been named its lead. */
export function mayBeGiven(state: TicketState, to: StaffRef): boolean {
  return fits(state, to) || (isPlanLed(state) && mayLead(state, to));
}

/** Who could be given the ticket as it stands. */
export function takerExpected(state: TicketState): Words {
  const { department, round } = state;
  const of = {
    zh: `${DEPARTMENT_NAMES[department].zh}的另一名工作人员`,
    en: `another staff member who works for ${department}`,
  };
  if (isPlanLed(state)) return leadExpected(state);
  return notRefused(round === 0 ? of : reassessedIn(round));
}

/** Who could lead its plan. */
export function leadExpected({ round }: TicketState): Words {
  return notRefused(round === 0 ? WORKS_ON_IT : reassessedIn(round));
}

function notRefused({ zh, en }: Words): Words {
  return { zh: `${zh}，且其方案未被拒绝过`, en: `${en} and whose proposal was not refused` };
}

const handOn: CommandRule<'hand-on'> = {
  who: (state, actor) => isHandler(state, actor) || isStaff(actor, 'supervisor'),
  whoMay: { zh: '处理人或主管', en: 'the assignee or a supervisor' },
  when: (state) => isOpen(state.status) && state.status !== 'REASSESSING' && state.assignee !== null,
  whenMay: { zh: '工单未结案且有人正在处理', en: 'any open status in which somebody works on the ticket' },
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
    change(draft, { assignee: to, ...(leads ? { lead: to } : {}) });
    happened(draft, 'handed-on', { from, to: to.staffNo });
    tellStaff(draft, { kind: 'staff', staffNo: to.staffNo }, 'ticket-handed-on', { staffNo: to.staffNo });
    tellCustomer(draft, 'ticket-handed-on', { staffNo: to.staffNo });
  },
};

export const ROUTING_RULES: CommandRules<'classify' | 'send-back' | 'hand-on'> = {
  classify,
  'send-back': sendBack,
  'hand-on': handOn,
};
