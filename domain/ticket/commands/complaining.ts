import { isArchived } from '../../../contracts/ticket.ts';
import { happened } from '../draft.ts';
import { startReview } from '../reviews.ts';
import { CUSTOMER_SIDE, isCustomerSide, isStaff } from '../people/who.ts';
import type { CommandRule, CommandRules } from './rule.ts';

const complain: CommandRule<'complain'> = {
  who: isCustomerSide,
  whoMay: CUSTOMER_SIDE,
  when: () => true,
  whenMay: { zh: '工单的记录尚在', en: 'as long as the ticket’s record lives' },
  whenArchived: true,
  apply: (draft, { payload: { about, aboutRole } }) => {
    // Whoever is complained of reads the timeline, and learns what was said with the result and not before.
    happened({ ...draft, textId: null }, 'complained');
    startReview(draft, { origin: 'complaint', about, aboutRole });
  },
};

const openReview: CommandRule<'open-review'> = {
  who: (_state, actor) => isStaff(actor, 'inspector', 'manager'),
  whoMay: { zh: '质检员或经理', en: 'an inspector or a manager' },
  when: ({ status }) => !isArchived(status),
  whenMay: { zh: '工单尚未归档（ARCHIVED）', en: 'any status before ARCHIVED' },
  apply: (draft, { payload: { sampleId } }) => {
    happened(draft, 'sample-drawn');
    startReview(draft, { origin: 'sample', sampleId });
  },
};

export const COMPLAINING_RULES: CommandRules<'complain' | 'open-review'> = { complain, 'open-review': openReview };
