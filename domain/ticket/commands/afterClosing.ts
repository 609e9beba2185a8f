import type { StaffRole } from '../../../contracts/people.ts';
import { stopClocks } from '../clockwork.ts';
import { change, happened, tellCustomer, tellStaff } from '../draft.ts';
import { archiveWhenOver } from '../closing.ts';
import type { TicketState } from '../state.ts';
import { SUPERVISORS } from '../people/owner.ts';
import { isFrontAgent, isStaff } from '../people/who.ts';
import { reopenTicket } from './answering.ts';
import type { CommandRule, CommandRules } from './rule.ts';

type Duty = NonNullable<TicketState['owed']>['duty'];

const owes =
  (duty: Duty) =>
  (state: TicketState): boolean =>
    state.status === 'CLOSED' && state.owed?.duty === duty;

const followUp: CommandRule<'follow-up'> = {
  who: (_state, actor) => isFrontAgent(actor) || isStaff(actor, 'supervisor'),
  whoMay: { zh: '客服一线组（FRONT）客服或主管', en: 'an agent of FRONT or a supervisor' },
  when: owes('follow-up'),
  whenMay: {
    zh: '已结案且须回访（复杂问题、维权或客户未回应）而尚未回访',
    en: 'CLOSED, with a follow-up owed (complex, disputed, or the customer silent) that nobody has made yet',
  },
  apply: (draft, { payload: { solved, duty } }) => {
    stopClocks(draft, ['FOLLOW_UP']);
    change(draft, { owed: null });
    happened(draft, 'followed-up', { solved });
    if (solved) return;
    if (draft.state.closeReason === 'RULED') tellStaff(draft, SUPERVISORS, 'ruling-unsolved');
    else reopenTicket(draft, duty);
  },
};

/** Whoever of them did not end the service himself. */
export const REVIEWERS_OF_ENDS: readonly StaffRole[] = ['supervisor', 'manager'];

const reviewTermination: CommandRule<'review-termination'> = {
  who: (state, actor) => isStaff(actor, ...REVIEWERS_OF_ENDS) && actor.staffNo !== state.owed?.by,
  whoMay: { zh: '未亲自终止该服务的主管或经理', en: 'a supervisor or manager who did not end the service himself' },
  when: owes('termination-review'),
  whenMay: { zh: '因终止服务（TERMINATED）结案且尚未复核', en: 'CLOSED as TERMINATED, not reviewed yet' },
  apply: (draft, { payload: { upheld, duty } }) => {
    stopClocks(draft, ['TERMINATION_REVIEW']);
    change(draft, { owed: null });
    happened(draft, 'termination-reviewed', { upheld });
    if (upheld) {
      archiveWhenOver(draft);
      return;
    }
    // The warning goes with the end it led to: the service is not ended again without another.
    change(draft, { abuseWarned: false });
    tellCustomer(draft, 'termination-undone');
    reopenTicket(draft, duty);
  },
};

/** What the desk still owes a closed ticket. */
export const AFTER_CLOSING_RULES: CommandRules<'follow-up' | 'review-termination'> = {
  'follow-up': followUp,
  'review-termination': reviewTermination,
};
