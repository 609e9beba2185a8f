import type { Actor } from '../../../contracts/people.ts';
import { isSuggestion } from '../../catalog/suggestions.ts';
import { change, happened, tellCustomer } from '../draft.ts';
import type { TicketState } from '../state.ts';
import { mayPropose, reassessedBy } from '../people/reassessing.ts';
import { isDepartmentSpecialist, isHandler, refOf } from '../people/who.ts';
import { sendAnswer } from './answering.ts';
import { beginWork } from './beginning.ts';
import { isReadyToAnswer, READY_TO_ANSWER } from './readyToAnswer.ts';
import type { CommandRule } from './rule.ts';

function isReviewer(state: TicketState, actor: Actor): boolean {
  return isHandler(state, actor) || isDepartmentSpecialist(state, actor);
}

/** The monthly review of a suggestion; its outcome is the ticket's answer, told with the reason at once (docs/norms.md, work given back, incidents, what is owed). */
export const REVIEW_SUGGESTION: CommandRule<'review-suggestion'> = {
  who: (state, actor) => isReviewer(state, actor) && actor.kind === 'staff' && mayPropose(state, actor),
  whoMay: { zh: '负责评审建议的部门的专员', en: 'a specialist of the department that reviews suggestions' },
  whoNow: (state, actor) => (isReviewer(state, actor) ? reassessedBy(state, actor) : null),
  when: (state) => isSuggestion(state.category) && (state.status === 'ASSIGNED' || isReadyToAnswer(state)),
  whenMay: {
    zh: `分类为建议（OTH.SUGGEST），且工单为 ASSIGNED；或${READY_TO_ANSWER.zh}`,
    en: `the category of a suggestion (OTH.SUGGEST), and ASSIGNED; or ${READY_TO_ANSWER.en}`,
  },
  apply: (draft, { payload: { outcome } }) => {
    if (draft.actor.kind === 'staff' && draft.state.status === 'ASSIGNED')
      beginWork(draft, refOf(draft.actor), 'IN_PROGRESS');
    if (draft.state.assignee === null && draft.actor.kind === 'staff') change(draft, { assignee: refOf(draft.actor) });
    sendAnswer(draft, () => happened(draft, 'suggestion-reviewed', { outcome, round: draft.state.round }));
    tellCustomer(draft, 'suggestion-reviewed', { suggestionOutcome: outcome });
  },
};
