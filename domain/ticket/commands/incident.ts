import type { Refusal } from '../../../contracts/errors.ts';
import { isOpen } from '../../../contracts/ticket.ts';
import { cancelClocks, resumeClocks, stopClocks } from '../clockwork.ts';
import { change, type Draft, happened, tellCustomer, tellStaff } from '../draft.ts';
import { isIncidentHead, tellIncidentEnded, waitsForAnswer } from '../incidentHead.ts';
import type { TicketState } from '../state.ts';
import { reassessedIn } from '../people/level.ts';
import { owner, SUPERVISORS } from '../people/owner.ts';
import { mayPropose } from '../people/reassessing.ts';
import { isHandler, isStaff } from '../people/who.ts';
import { sendAnswer } from './answering.ts';
import { answeredByReview } from './readyToAnswer.ts';
import type { CommandRule, CommandRules } from './rule.ts';
import { cancelOpenTasks } from '../plan.ts';

/** One answer for all is no outcome of a suggestion's review: that is told with its own reason. */
const mayJoin: Pick<CommandRule<'mark-incident' | 'attach'>, 'when' | 'whenMay' | 'whyNot'> = {
  when: (state) => waitsForAnswer(state) && state.incident === null && answeredByReview(state) === null,
  whenMay: {
    zh: '未结案、尚无答复、不属于任何批量事件且不是建议的工单',
    en: 'an open ticket without an answer that belongs to no incident and is no suggestion',
  },
  whyNot: (state) => (waitsForAnswer(state) ? answeredByReview(state) : null),
};

const markIncident: CommandRule<'mark-incident'> = {
  ...mayJoin,
  who: (_state, actor) => isStaff(actor, 'supervisor'),
  whoMay: { zh: '主管', en: 'a supervisor' },
  apply: (draft) => {
    change(draft, { incident: draft.state.ticketNo });
    stopClocks(draft, ['URGENT_CONTAIN']);
    happened(draft, 'incident-marked');
    tellStaff(draft, owner(draft.state), 'incident-marked');
    tellStaff(draft, SUPERVISORS, 'incident-marked');
  },
};

const attach: CommandRule<'attach'> = {
  ...mayJoin,
  who: (state, actor) => isStaff(actor, 'agent', 'seniorAgent', 'dutyAgent', 'supervisor') || isHandler(state, actor),
  whoMay: { zh: '客服、处理人或主管', en: 'an agent, the assignee or a supervisor' },
  check: (state, { payload: { to } }): Refusal | null =>
    to !== state.ticketNo
      ? null
      : {
          code: 'unknown-reference',
          detail: { zh: '工单不能跟随自身。', en: 'A ticket cannot follow itself.' },
          errors: [
            { pointer: '/to', expected: { zh: '未结的批量事件工单编号', en: 'the number of an open incident' } },
          ],
        },
  apply: (draft, { payload: { to } }) => {
    change(draft, { incident: to });
    // What it has in common with the head was declared there.
    stopClocks(draft, ['URGENT_CONTAIN']);
    happened(draft, 'attached', { to });
    tellCustomer(draft, 'incident-attached');
  },
};

function elsewhere({ ticketNo }: TicketState, head: string): Refusal {
  return {
    code: 'state-conflict',
    detail: {
      zh: `${ticketNo} 已不再跟随批量事件 ${head}。`,
      en: `${ticketNo} does not follow the incident ${head} any more.`,
    },
  };
}

/** What its customer refused does not come back by way of the head. */
function refusedBefore({ ticketNo, round }: TicketState, head: string): Refusal {
  const { zh, en } = reassessedIn(round);
  return {
    code: 'state-conflict',
    detail: {
      zh: `${ticketNo} 第 ${round} 轮由解决方案未被拒绝过的${zh}重新评估，${head} 的答复不代为给出。`,
      en: `In round ${round} ${ticketNo} is re-assessed by ${en} whose proposal was not refused; the answer of ${head} is not given to it.`,
    },
  };
}

/** Takes a follower off, or ends the incident where it is given to its head; its followers then go on by themselves. */
const detach: CommandRule<'detach'> = {
  who: (state, actor) =>
    isIncidentHead(state) ? markIncident.who(state, actor) : actor.kind === 'system' || attach.who(state, actor),
  whoMay: attach.whoMay,
  whoNow: (state) => (isIncidentHead(state) ? markIncident.whoMay : null),
  when: ({ status, incident, ticketNo }) =>
    isOpen(status) && incident !== null && !(incident === ticketNo && status === 'AWAITING_CONFIRMATION'),
  whenMay: {
    zh: '未结案且跟随批量事件的工单，或尚未答复的主单',
    en: 'an open ticket that follows an incident, or a head that was not answered yet',
  },
  check: (state, { payload: { from, unanswered } }) => {
    const stands = state.incident === from && (unanswered !== true || waitsForAnswer(state));
    return from === undefined || stands ? null : elsewhere(state, from);
  },
  apply: (draft, { payload: { unanswered } }) => {
    const from = draft.state.incident;
    const head = isIncidentHead(draft.state);
    change(draft, { incident: null });
    happened(draft, 'detached', unanswered === true ? { from, unanswered } : { from });
    if (head) tellIncidentEnded(draft);
    else tellCustomer(draft, 'incident-detached');
    if (unanswered === true)
      tellStaff(draft, [...owner(draft.state), SUPERVISORS], 'incident-left-out', { head: from });
  },
};

/** Whatever the follower was waiting for: the head's answer is its answer. */
function dropWork(draft: Draft): void {
  cancelOpenTasks(draft);
  cancelClocks(draft, ['MATERIAL_WAIT', 'SPECIALIST_TAKEOVER']);
  if (draft.state.material === null) return;
  change(draft, { material: null });
  resumeClocks(draft);
}

const answerIncident: CommandRule<'answer-incident'> = {
  who: (_state, actor) => actor.kind === 'staff',
  whoMay: { zh: '系统代答复批量事件的人', en: 'the desk itself, for whoever answered the incident' },
  when: (state) => waitsForAnswer(state) && !isIncidentHead(state),
  whenMay: { zh: '未结案、跟随批量事件且尚无答复的工单', en: 'an open follower without an answer' },
  check: (state, { actor, payload: { head } }) => {
    if (state.incident !== head) return elsewhere(state, head);
    return actor.kind === 'staff' && mayPropose(state, actor) ? null : refusedBefore(state, head);
  },
  apply: (draft, { payload: { head, saidIn = [] } }) => {
    dropWork(draft);
    sendAnswer(draft, () => happened(draft, 'incident-answered', { round: draft.state.round, incident: head }));
    change(draft, { proposedIn: [...new Set([...saidIn, ...(draft.state.proposedIn ?? [])])] });
    tellCustomer(draft, 'answer-sent', {
      staffNo: draft.actor.kind === 'staff' ? draft.actor.staffNo : null,
      window: 'CONFIRM_WAIT',
    });
  },
};

export const INCIDENT_RULES: CommandRules<'mark-incident' | 'attach' | 'detach' | 'answer-incident'> = {
  'mark-incident': markIncident,
  attach,
  detach,
  'answer-incident': answerIncident,
};
