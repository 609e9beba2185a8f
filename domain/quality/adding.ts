import { happened, ownersOf, speakerOf, tell, tellCustomer } from './draft.ts';
import type { ReviewRule } from './rule.ts';
import { isOver } from './state.ts';

/** The same complaint in other words, while it is looked into, is no second one: whoever does so hears more, within the same limit (docs/norms.md, quality reviews). */
export const ADD_WORDS: ReviewRule<'add-words'> = {
  who: (_state, actor) => actor.kind !== 'staff' || actor.onBehalf === true,
  whoMay: { zh: '投诉的客户', en: 'the customer who complains' },
  judges: false,
  when: (state) => state.origin === 'complaint' && !isOver(state),
  whenMay: { zh: '服务投诉的核查尚未告知', en: 'a complaint whose result is not told yet' },
  apply: (draft) => {
    happened(draft, 'words-added');
    for (const to of ownersOf(draft.state)) tell(draft, to, { template: 'review-words-added' });
    tellCustomer(draft, { template: 'complaint-added', params: speakerOf(draft) });
  },
};
