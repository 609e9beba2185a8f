import type { Actor } from '../../../contracts/people.ts';
import type { Words } from '../../../contracts/words.ts';
import { isOpen } from '../../../contracts/ticket.ts';
import { statusWords } from '../../catalog/statuses.ts';
import { type Draft, happened, tellCustomer } from '../draft.ts';
import type { TicketState } from '../state.ts';
import { mayReassess, reassessedBy } from '../people/reassessing.ts';
import { isDepartmentSpecialist, isFrontAgent, isStaff, refOf } from '../people/who.ts';
import { beginWork } from './beginning.ts';
import { wasPlanned } from '../plan.ts';
import { giveToSenior, mayTakeEscalated } from './escalating.ts';
import { tellHandedOn } from './former.ts';
import { heldBy } from './holding.ts';
import type { CommandRule } from './rule.ts';

function isNamed({ assignee }: TicketState, actor: Actor): boolean {
  return actor.kind === 'staff' && actor.staffNo === assignee?.staffNo;
}

/** Whom the roster had on duty when the urgent matter came in. */
function isNamedOnDuty(state: TicketState, actor: Actor): boolean {
  return state.urgent && isNamed(state, actor);
}

/** A round waits for its level; also where, before that was so, being classified anew put it into a queue. */
function waitsForLevel({ status, round }: TicketState): boolean {
  return status === 'REASSESSING' || (round > 0 && (status === 'RECEIVED' || status === 'ASSIGNED'));
}

/** One taker wins: whoever comes second is told who has it. */
export const TAKE_OVER: CommandRule<'take-over'> = {
  who: (state, actor) => {
    if (waitsForLevel(state)) return mayReassess(state, actor);
    if (isStaff(actor, 'dutyAgent') || isNamedOnDuty(state, actor)) return state.urgent;
    // It may have been handed on to whoever is of no department, before anybody took it over.
    if (state.status === 'ASSIGNED' && isNamed(state, actor)) return true;
    return isFrontAgent(actor) ? state.department === 'FRONT' : isDepartmentSpecialist(state, actor);
  },
  whoMay: {
    zh: '简单类由客服一线组，其余由工单所在部门的专员（QA 为质检员），紧急工单由值班客服或当值人员；已指派而未接手的，亦可由被指派人',
    en: 'an agent of FRONT for simple tickets, a specialist of the department (an inspector for QA), a duty agent or whoever is on duty for urgent ones, or whoever it was given to before anybody took it over',
  },
  whoNow: (state, actor) => (waitsForLevel(state) ? reassessedBy(state, actor) : null),
  when: (state, actor) => {
    if (state.category === null) return false;
    if (state.status === 'REASSESSING' || state.status === 'ASSIGNED') return true;
    if (mayTakeEscalated(state, actor)) return true;
    if (state.status !== 'RECEIVED') return false;
    return state.slaClass === 'simple' || isStaff(actor, 'dutyAgent') || isNamedOnDuty(state, actor);
  },
  whenMay: {
    zh: '工单已分类，为 RECEIVED（简单类）、ASSIGNED 或 REASSESSING，且未被他人接手',
    en: 'classified, RECEIVED (simple), ASSIGNED or REASSESSING, and not taken by somebody else',
  },
  whyNot,
  apply: (draft) => {
    if (draft.actor.kind !== 'staff') return;
    // What nobody has begun is taken up as any other.
    if (draft.state.status !== 'RECEIVED' && mayTakeEscalated(draft.state, draft.actor)) takeEscalated(draft);
    else takeUp(draft);
  },
};

function takeUp(draft: Draft): void {
  if (draft.actor.kind !== 'staff') return;
  const handler = refOf(draft.actor);
  const named = draft.state.assignee?.staffNo ?? null;
  const resumesPlan = draft.state.status === 'REASSESSING' && wasPlanned(draft.state);
  beginWork(draft, handler, resumesPlan ? 'COORDINATING' : 'IN_PROGRESS');
  happened(draft, 'taken-over', { staffNo: handler.staffNo, round: draft.state.round });
  tellHandedOn(draft, named, handler.staffNo);
  tellCustomer(draft, 'ticket-taken-over', { staffNo: handler.staffNo });
}

function takeEscalated(draft: Draft): void {
  if (draft.actor.kind !== 'staff') return;
  const { staffNo } = draft.actor;
  const from = draft.state.assignee?.staffNo ?? null;
  giveToSenior(draft, refOf(draft.actor));
  happened(draft, 'taken-over', { staffNo, round: draft.state.round, why: 'escalated', from });
}

function whyNot(state: TicketState): Words {
  const { status, category, ticketNo } = state;
  const now = statusWords(status);
  if (category === null && (status === 'RECEIVED' || status === 'REASSESSING'))
    return { zh: `${ticketNo} 尚未分类，须先 classify。`, en: `${ticketNo} has no category yet: classify it first.` };
  if (isOpen(status) && status !== 'RECEIVED') {
    return (
      heldBy(state) ?? { zh: `${ticketNo} 为${now.zh}，不能接手。`, en: `${ticketNo} is ${now.en}: not to be taken.` }
    );
  }
  if (status !== 'RECEIVED')
    return { zh: `${ticketNo} 为${now.zh}，不再接手。`, en: `${ticketNo} is ${now.en} and taken over no more.` };
  if (state.routing !== 'coordinated')
    return {
      zh: `${ticketNo} 被退回，须先重新 classify。`,
      en: `${ticketNo} was sent back: classify it anew first.`,
    };
  return {
    zh: `${ticketNo} 为复杂类，由主管以 coordinate 指定牵头人，不直接接手。`,
    en: `${ticketNo} is complex: a supervisor names who leads it with coordinate, nobody takes it over.`,
  };
}
