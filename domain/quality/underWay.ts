import type { Refusal } from '../../contracts/errors.ts';

/** Two complaints about one person at the same moment are one: whoever comes second adds his words to the first (docs/norms.md, quality reviews). */
export const COMPLAINT_UNDER_WAY: Refusal = {
  code: 'state-conflict',
  detail: {
    zh: '针对同一人的投诉此刻正在受理，请重新提交，内容将并入该次核查。',
    en: 'A complaint about the same person is being taken in at this moment: send it again, and it is added to that review.',
  },
};
