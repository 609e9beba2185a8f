import { CLOSED_EN } from './closingWords.ts';
import { DISPUTE_EN } from './disputeWords.ts';
import { expectedEn, longerEn, processEn, WORK_EN } from './expectedWords.ts';
import { HANDOVER_EN } from './handoverWords.ts';
import { mergedEn } from './mergedWords.ts';
import { heldOpenEn, promisedEn } from './promiseWords.ts';
import { replannedEn } from './replanWords.ts';
import { REVIEW_EN } from './reviewWords.ts';
import { reassessedEn } from './roundWords.ts';
import { missedEn, pastTargetEn } from './targetWords.ts';
import type { NoticeBook } from './words.ts';

/** How to ask for progress: part of every first answer. */
const ASK =
  'To ask for progress: look the ticket number up on the platform, name it on the phone, or send an e-mail with the subject "【进度查询】- number".';

/** The words of every notice in English. */
export const EN: NoticeBook = {
  'ticket-opened': {
    subject: (p) => `Ticket ${p('ticketNo')} received`,
    text: (p, params) =>
      `Your request is recorded as ticket ${p('ticketNo')}.\n${processEn(p, params)}\n${expectedEn(p, params)}\n${ASK}`,
  },
  'ticket-queued': {
    subject: (p) => `New ticket ${p('ticketNo')} to take over`,
    text: (p, { round = null }) =>
      `Ticket ${p('ticketNo')} (${p('category', 'unclassified')}) waits ${round === null ? `in the queue of ${p('department')}` : `to be taken over in round ${p('round')} of re-assessment`}.`,
  },
  'ticket-classified': {
    subject: (p) => `Ticket ${p('ticketNo')} classified`,
    text: (p, params) =>
      `Your ticket ${p('ticketNo')} has been classified.${longerEn(p, params)}\n` +
      `${processEn(p, params)}\n${expectedEn(p, params)}\n${ASK}`,
  },
  'ticket-taken-over': {
    subject: (p) => `Ticket ${p('ticketNo')} taken over by ${p('staffNo')}`,
    text: (p, params) =>
      `Staff member ${p('staffNo')} has taken over your ticket ${p('ticketNo')}.\n${WORK_EN}\n${expectedEn(p, params)}\n${ASK}`,
  },
  'ticket-assigned': {
    subject: (p) => `Ticket ${p('ticketNo')} was assigned to you`,
    text: (p) =>
      `Nobody took ticket ${p('ticketNo')} (${p('category', 'unclassified')}) in time: it is assigned to ${p('staffNo')}. Take it over now.`,
  },
  'ticket-given': {
    subject: (p) => `Ticket ${p('ticketNo')} is yours`,
    text: (p) =>
      `Ticket ${p('ticketNo')} (${p('category', 'unclassified')}) was given to you, because ${p('assignedBecause', 'you are free')}. The customer was told your number and is waiting to hear from you.`,
  },
  'ticket-sent-back': {
    subject: (p) => `Ticket ${p('ticketNo')} was sent back`,
    text: (p) =>
      `${p('department')} sent ticket ${p('ticketNo')} back (${p('sendBackReason', 'see the ticket')}). Classify it again or arrange who deals with it.`,
  },
  'ticket-handed-on': {
    subject: (p) => `Ticket ${p('ticketNo')} goes on with ${p('staffNo')}`,
    text: (p) =>
      `Staff member ${p('staffNo')} goes on with ticket ${p('ticketNo')}. The whole record went along: nothing has to be told twice.`,
  },
  'ticket-left': {
    subject: (p) => `Ticket ${p('ticketNo')} is no longer with you`,
    text: (p) =>
      `Ticket ${p('ticketNo')} was taken off your hands: others go on with it, and you have nothing left to do there.`,
  },
  'ticket-merged': {
    subject: mergedEn,
    text: (p, { dueAt = null }) =>
      `${mergedEn(p)}, with what was said and attached there: deal with both, and reply to the customer${dueAt === null ? '' : `; the solution is due at ${p('dueAt')}`}.`,
  },
  'plan-agreed': {
    subject: (p) => `Plan for ticket ${p('ticketNo')}`,
    text: (p, params) =>
      `Staff member ${p('staffNo')} leads ticket ${p('ticketNo')} with ${p('tasks')} department tasks: each department, the staff number responsible and the date are below.\n` +
      `${WORK_EN}\n${expectedEn(p, params)}\n${ASK}`,
  },
  'plan-led': {
    subject: (p) => `You lead ticket ${p('ticketNo')}`,
    text: (p) =>
      `You lead the plan of ticket ${p('ticketNo')}: follow the tasks of its departments, and answer the customer when all are done.`,
  },
  'plan-led-beside': {
    subject: (p) => `Ticket ${p('ticketNo')} is led by ${p('staffNo')}`,
    text: (p) =>
      `Staff member ${p('staffNo')} leads the plan of ticket ${p('ticketNo')}. It is still yours as well: you may go on writing to the customer, who is answered once the departments' tasks are done.`,
  },
  'plan-left': {
    subject: (p) => `The plan of ticket ${p('ticketNo')} needs a new lead`,
    text: (p) =>
      `${p('staffNo')} no longer leads ticket ${p('ticketNo')}. Name a new lead with coordinate by ${p('dueAt', 'its limit')}; the tasks go on.`,
  },
  'plan-ended': {
    subject: (p) => `The plan of ticket ${p('ticketNo')} has ended`,
    text: (p) =>
      `All departments' tasks of ticket ${p('ticketNo')} are done or cancelled: it is yours alone from now on. Answer the customer.`,
  },
  'handler-judged': {
    subject: (p) => `Ticket ${p('ticketNo')} needs somebody else`,
    text: (p) =>
      `A review of our service is about ${p('staffNo')}, who no longer works on ticket ${p('ticketNo')} and cannot see it. It cannot wait in a queue now: hand it on to somebody else (hand-on).`,
  },
  'task-moved': {
    subject: (p) => `New date for task ${p('taskId')}`,
    text: (p, { from }) =>
      `The plan of ticket ${p('ticketNo')} has changed: task ${p('taskId')} is to be done by ${p('milestoneAt')} now${from === undefined ? '' : `, no longer by ${p('from')}`}.`,
  },
  'task-offered': {
    subject: (p) => `Task ${p('taskId')} waits for your answer`,
    text: (p) =>
      `Task ${p('taskId')} of ticket ${p('ticketNo')} is yours, milestone ${p('milestoneAt', 'see the task')}. Accept or refuse it by ${p('dueAt', 'its limit')}.`,
  },
  'task-answered': {
    subject: (p) => `Task ${p('taskId')}: ${p('status')}`,
    text: (p) => `Task ${p('taskId')} of ${p('department')} is now: ${p('status')}.`,
  },
  'task-transferred': {
    subject: (p) => `Task ${p('taskId')} goes on with ${p('staffNo')}`,
    text: (p) =>
      `Staff member ${p('staffNo')} is now responsible for task ${p('taskId')} of ${p('department')}, and accepts or refuses it by ${p('dueAt', 'its limit')}. Its date stays; the reason is below.`,
  },
  'task-cancelled': {
    subject: (p) => `Task ${p('taskId')} cancelled`,
    text: (p) => `Task ${p('taskId')} of ticket ${p('ticketNo')} was cancelled. Nothing more is to be done.`,
  },
  'message-received': {
    subject: (p) => `A reply on ticket ${p('ticketNo')}`,
    text: (p) => `There is a new reply on ticket ${p('ticketNo')}; it is below.`,
  },
  'customer-wrote': {
    subject: (p) => `The customer of ticket ${p('ticketNo')} has written`,
    text: (p, { dueAt }) =>
      dueAt === undefined
        ? `The customer of ticket ${p('ticketNo')} has written: please read it and reply.`
        : `The customer of urgent ticket ${p('ticketNo')} has written: please read it now and reply by ${p('dueAt')}.`,
  },
  'material-requested': {
    subject: (p) => `Ticket ${p('ticketNo')} needs material from you`,
    text: (p, params) =>
      `To go on with ticket ${p('ticketNo')} we need ${p('items')} items; the list and the reasons are below.\n` +
      'Please cover anything sensitive that is not needed. ' +
      `Without them the ticket closes at ${p('dueAt', 'its limit')}${heldOpenEn(p, params)}; it can be re-opened after that.${promisedEn(p, params)}`,
  },
  'material-reminder': {
    subject: (p) => `Reminder: ticket ${p('ticketNo')} waits for your material`,
    text: (p, params) =>
      `Ticket ${p('ticketNo')} still waits for your material, until ${p('dueAt')} at the latest. After that it closes${heldOpenEn(p, params)}; it can be re-opened then.`,
  },
  'material-supplied': {
    subject: (p) => `Material for ticket ${p('ticketNo')} came in`,
    text: (p) => `The customer supplied material for ticket ${p('ticketNo')}; ${p('missing')} items are still missing.`,
  },
  'material-waived': {
    subject: (p) => `Ticket ${p('ticketNo')} needs no more material`,
    text: (p) => `We need no more material for ticket ${p('ticketNo')} and go on with it.`,
  },
  'answer-sent': {
    subject: (p) => `Solution for ticket ${p('ticketNo')}`,
    text: (p, params) =>
      `The solution for ticket ${p('ticketNo')} is below. Please accept it, or tell us why not: then somebody else re-assesses it.\n` +
      `Without your answer the ticket closes at ${p('dueAt', 'its limit')}${heldOpenEn(p, params)}. That does not count as agreement, and it can be re-opened after that.${promisedEn(p, params)}`,
  },
  'answer-reminder': {
    subject: (p) => `Reminder: please confirm the solution of ticket ${p('ticketNo')}`,
    text: (p) =>
      `The solution of ticket ${p('ticketNo')} is waiting for your answer, until ${p('dueAt')} at the latest.`,
  },
  'answer-to-main-account': {
    subject: (p) => `The main account confirms the answer to ticket ${p('ticketNo')}`,
    text: (p) =>
      `The answer to ticket ${p('ticketNo')} is beyond the scopes of this account: the main account, or one whose scopes cover it, accepts, refuses and rates it. Nothing is asked of you.`,
  },
  'answer-accepted': {
    subject: (p) => `The customer accepted the solution of ticket ${p('ticketNo')}`,
    text: (p) => `The customer accepted the solution of ticket ${p('ticketNo')}. The ticket is closed.`,
  },
  'answer-rejected': {
    subject: (p) => `The customer rejected the solution of ticket ${p('ticketNo')}`,
    text: (p) =>
      `Ticket ${p('ticketNo')} goes into round ${p('round', '1')} of re-assessment. Somebody else has to take it over.`,
  },
  'reassessment-announced': {
    subject: (p) => `Ticket ${p('ticketNo')} is re-assessed`,
    text: (p, params) =>
      `We are sorry that the solution of ticket ${p('ticketNo')} did not suit you. ${reassessedEn(p, params)}.\n${expectedEn(p, params)}\n${ASK}`,
  },
  'progress-reported': {
    subject: (p) => `Progress of ticket ${p('ticketNo')}`,
    text: (p, params) => `The latest on ticket ${p('ticketNo')} is below.${promisedEn(p, params)}`,
  },
  'limit-moved': {
    subject: (p) => `New limit for ticket ${p('ticketNo')}`,
    text: (p, { mergedFrom, byMerge = mergedFrom, missed }) => {
      if (byMerge === undefined)
        return `The new limit of ticket ${p('ticketNo')} is ${p('dueAt')}; the reason is below.`;
      return missed === undefined
        ? `${mergedEn(p)}, and the earlier limit of the two holds: you are answered by ${p('dueAt')}.`
        : `${mergedEn(p)}. Its limit was ${p('dueAt')} and has passed, for which we apologise: it is dealt with first, and you are told the new time as soon as it is known.`;
    },
  },
  'limit-replanned': {
    subject: (p) => `The limit of ticket ${p('ticketNo')} has changed with the calendar or the rules`,
    text: (p, params) =>
      `For ticket ${p('ticketNo')}, ${replannedEn(p, params)}: the days off or the limits of the desk have changed.\n${ASK}`,
  },
  'limit-on-day-off': {
    subject: (p) => `The date agreed for ticket ${p('ticketNo')} is a day off now`,
    text: (p, { clock }) =>
      `For ticket ${p('ticketNo')}, ${p('clock')} was agreed for ${p('dueAt')}, which is a day off by the new calendar. It is not moved: agree another date with ${clock === 'MILESTONE' ? 'the departments concerned' : 'the customer'}, or see that it is done that day.`,
  },
  'milestone-past-limit': {
    subject: (p) => `Task ${p('taskId')} is planned past the new limit of its ticket`,
    text: (p) =>
      `Ticket ${p('ticketNo')} is due on ${p('dueAt')} now, task ${p('taskId')} is still planned for ${p('milestoneAt')}: have it done earlier, or let a supervisor change the plan with coordinate.`,
  },
  'unpublished-year': {
    subject: (p) => `The notice of days off for ${p('year')} is not loaded`,
    text: (p) =>
      `Limits that touch ${p('year')} are provisional until its notice of days off is loaded. Once it is published: POST /v1/calendars/import, or npm run calendar -- import FILE --year ${p('year')}.`,
  },
  'extension-requested': {
    subject: (p) => `Extension asked for ticket ${p('ticketNo')}`,
    text: (p) => `The handler asks to extend ticket ${p('ticketNo')} until ${p('dueAt')}. Please decide.`,
  },
  'extension-refused': {
    subject: (p) => `Extension of ticket ${p('ticketNo')} refused`,
    text: (p) => `Ticket ${p('ticketNo')} is not extended until ${p('dueAt')}: its limit stands as it was.`,
  },
  'date-set': {
    subject: (p) => `Expected date for ticket ${p('ticketNo')}`,
    text: (p, { from }) =>
      `Ticket ${p('ticketNo')} is ${from === undefined ? '' : `no longer expected by ${p('from')}, but `}expected to be solved by ${p('dueAt')}. You hear from us at regular times until then.`,
  },
  urged: {
    subject: (p) => `Ticket ${p('ticketNo')} was urged`,
    text: (p) =>
      `The customer is urging ticket ${p('ticketNo')} (request number ${p('times', '1')}; limit: ${p('clock', 'none')}). Answer by ${p('dueAt', 'its limit')}.`,
  },
  escalated: {
    subject: (p) => `Ticket ${p('ticketNo')} is to be escalated`,
    text: (p) => `The customer asks for a senior agent for ticket ${p('ticketNo')}; the reason is below.`,
  },
  'escalation-waits': {
    subject: (p) => `Ticket ${p('ticketNo')}: no senior agent is free`,
    text: (p) =>
      `The customer asks for a senior agent for ticket ${p('ticketNo')}, and none is free now. It stays where it is (${p('staffNo', 'in its queue')}), and any senior agent may take it over; please see to it.`,
  },
  supervised: {
    subject: (p) => `Ticket ${p('ticketNo')} is under supervision`,
    text: (p) => `Ticket ${p('ticketNo')} is under supervision: it is to be dealt with first, and reported on.`,
  },
  'abuse-warned': {
    subject: (p) => `Ticket ${p('ticketNo')}: please keep to civil words`,
    text: (p) =>
      `We want to settle ticket ${p('ticketNo')}, but there was insult, slander or threat in what was said. Please keep to civil words: if it happens again, the agent may end the service.`,
  },
  'account-limited': {
    subject: () => 'Online and phone service of your account is limited',
    text: (p) =>
      `Because of what was said in ticket ${p('ticketNo')}, online and phone service for your account is limited until ${p('until')}. The urgent channel and e-mail stay open, and we go on with the matter itself until it is done. Write to us by e-mail if you object.`,
  },
  'account-limit-lifted': {
    subject: () => 'The limit on your account is lifted',
    text: () => 'We have looked at it again: the limit on your account was wrong and is lifted. We apologise.',
  },
  'incident-marked': {
    subject: (p) => `Ticket ${p('ticketNo')} heads an incident`,
    text: (p) =>
      `Ticket ${p('ticketNo')} heads an incident: attach tickets of the same kind to it, and one answer reaches each of them.`,
  },
  'incident-attached': {
    subject: (p) => `Ticket ${p('ticketNo')} belongs to a known incident`,
    text: (p) =>
      `What you report in ticket ${p('ticketNo')} belongs to an incident that is being dealt with. You are told the result the way you wrote to us; nothing has to be told twice.\n${ASK}`,
  },
  'incident-detached': {
    subject: (p) => `Ticket ${p('ticketNo')} is dealt with by itself`,
    text: (p) =>
      `Ticket ${p('ticketNo')} is not answered together with the incident any more but dealt with by itself. Its limits stay.`,
  },
  'incident-ended': {
    subject: (p) => `Incident ended: head ${p('ticketNo')} gave no answer`,
    text: (p) =>
      `The incident of ticket ${p('ticketNo')} ended without one answer to all: tickets that still waited for it are dealt with by themselves, and their customers are told.`,
  },
  'incident-left-out': {
    subject: (p) => `Ticket ${p('ticketNo')} did not get its incident’s answer and is dealt with by itself`,
    text: (p) =>
      `The head ${p('head')} of an incident was answered by somebody who may not answer ticket ${p('ticketNo')}: he has no part in it, his proposal was refused, or a higher level re-assesses it. It does not get his answer and was taken off the incident: deal with it by itself. Its limits stay.`,
  },
  'suggestion-reviewed': {
    subject: (p) => `Your suggestion (ticket ${p('ticketNo')}): ${p('suggestionOutcome')}`,
    text: (p) => `Thank you for your suggestion. It was reviewed: ${p('suggestionOutcome')}. The reason is below.`,
  },
  'follow-up-due': {
    subject: (p) => `Ticket ${p('ticketNo')} is to be followed up`,
    text: (p, { reason }) =>
      `Ticket ${p('ticketNo')} is closed. Ask by ${p('dueAt', 'the limit')} whether it is solved; ${reason === 'RULED' ? 'a ruling is not re-opened, so supervisors hear of what is not' : 'what is not solved is opened again'}.`,
  },
  'termination-review-due': {
    subject: (p) => `The end of service on ticket ${p('ticketNo')} is to be reviewed`,
    text: (p) =>
      `Service on ticket ${p('ticketNo')} was ended for abusive words. A supervisor reviews it by ${p('dueAt', 'the limit')}.`,
  },
  'termination-undone': {
    subject: (p) => `Ticket ${p('ticketNo')}: we apologise and go on`,
    text: (p) =>
      `A supervisor has looked at it: service on ticket ${p('ticketNo')} should not have been ended. We apologise and go on with it.`,
  },
  'repeat-found': {
    subject: (p) => `Ticket ${p('ticketNo')} may repeat ${p('other')}`,
    text: (p) =>
      `Ticket ${p('ticketNo')} and ticket ${p('other')} of the last 30 days are about the same order of the same company. Look at both.`,
  },
  'urgent-asked': {
    subject: (p) => `Urgent handling is asked for ticket ${p('ticketNo')}`,
    text: (p) =>
      `The customer asks to have ticket ${p('ticketNo')} (${p('category', 'unclassified')}) dealt with as urgent. Check it now: confirm or downgrade.`,
  },
  'urgent-to-confirm': {
    subject: (p) => `Ticket ${p('ticketNo')}: urgency to be confirmed`,
    text: (p) =>
      `Ticket ${p('ticketNo')} is received. Three requests of your company in the last 30 days turned out not to be urgent, so this one is confirmed by a supervisor first.`,
  },
  'urgent-opened': {
    subject: (p) => `Urgent ticket ${p('ticketNo')}`,
    text: (p) =>
      `Urgent ticket ${p('ticketNo')} (${p('category', 'unclassified')}): contain it first, look for the cause later.`,
  },
  'urgent-confirmed': {
    subject: (p) => `Ticket ${p('ticketNo')} is treated as urgent`,
    text: (p) => `Ticket ${p('ticketNo')} was confirmed as urgent and is dealt with first.`,
  },
  'urgent-downgraded': {
    subject: (p) => `Ticket ${p('ticketNo')} goes on as an ordinary one`,
    text: (p) =>
      `On inspection ticket ${p('ticketNo')} is not urgent. Its limits stay as they were; the reason is below.`,
  },
  'clock-reminder': {
    subject: (p) => `Reminder: ${p('clock')} of ticket ${p('ticketNo')}`,
    text: (p) => `${p('clock')} of ticket ${p('ticketNo')} ends at ${p('dueAt')}.`,
  },
  'clock-warning': {
    subject: (p) => `Warning: ${p('clock')} of ticket ${p('ticketNo')} is nearly due`,
    text: (p) => `${p('clock')} of ticket ${p('ticketNo')} is due at ${p('dueAt')}.`,
  },
  'clock-target-missed': {
    subject: (p) => `Past its target: ${p('clock')} of ticket ${p('ticketNo')}`,
    text: pastTargetEn,
  },
  'clock-breached': {
    subject: (p) => `Overdue: ${p('clock')} of ticket ${p('ticketNo')}`,
    text: missedEn,
  },
  'clock-overdue': {
    subject: (p) => `Long overdue: ${p('clock')} of ticket ${p('ticketNo')}`,
    text: (p) =>
      `${p('clock')} of ticket ${p('ticketNo')} has been overdue since ${p('dueAt')}. Please see that it is dealt with.`,
  },
  'ticket-closed': CLOSED_EN,
  'rating-invited': {
    subject: (p) => `How was our service on ticket ${p('ticketNo')}?`,
    text: (p) =>
      `Please rate ticket ${p('ticketNo')} by ${p('dueAt', 'its limit')}: satisfied, fair or dissatisfied. Dissatisfaction is looked into, and you are told the result.`,
  },
  'rating-to-main-account': {
    subject: (p) => `The main account rates ticket ${p('ticketNo')}`,
    text: (p) =>
      `What was said in ticket ${p('ticketNo')} is beyond the scopes of this account: the main account, or one whose scopes cover it, rates it. Nothing is asked of you.`,
  },
  'rating-received': {
    subject: (p) => `Ticket ${p('ticketNo')} was rated: ${p('rating')}`,
    text: (p) => `The customer's rating of ticket ${p('ticketNo')}: ${p('rating')}.`,
  },
  ...DISPUTE_EN,
  ...REVIEW_EN,
  ...HANDOVER_EN,
  'ticket-reopened': {
    subject: (p) => `Ticket ${p('ticketNo')} was re-opened`,
    text: (p) =>
      `Ticket ${p('ticketNo')} goes back to work: round ${p('round', '1')} of re-assessment. The reason is below.`,
  },
};
