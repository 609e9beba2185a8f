import { shownInstant } from '../../contracts/instants.ts';
import { change, happened, ownersOf, startClock, stopClocks, tell } from './draft.ts';
import type { ReviewRule, ReviewRules } from './rule.ts';
import { scoreOf } from './sheet.ts';
import { isJudge, isReviewer, isSubject } from './who.ts';

const score: ReviewRule<'score'> = {
  who: isReviewer,
  whoMay: { zh: '接手该核查的质检员', en: 'the inspector who has taken the review over' },
  when: (state) => state.status === 'INVESTIGATING' && state.origin === 'sample',
  whenMay: {
    zh: '核查为 INVESTIGATING 且属抽检（其余以结论处理）',
    en: 'INVESTIGATING, and a sample (others are concluded)',
  },
  apply: (draft, { payload: { points } }) => {
    const { subject, reviewer } = draft.state;
    stopClocks(draft);
    // Where nobody is known to have done the work, nobody can appeal.
    change(draft, { status: subject === null ? 'FINAL' : 'SCORED', points, scoredBy: reviewer?.staffNo ?? null });
    happened(draft, 'scored', { score: scoreOf(points) });
    if (subject === null) return;
    startClock(draft, 'QUALITY_APPEAL_WINDOW');
    const params = { score: scoreOf(points), window: 'QUALITY_APPEAL_WINDOW' };
    tell(draft, { kind: 'staff', staffNo: subject }, { template: 'review-scored', params });
  },
};

const appeal: ReviewRule<'appeal'> = {
  who: isSubject,
  whoMay: { zh: '被评分的人员本人', en: 'the person whose work was scored' },
  judges: false,
  when: (state) => state.status === 'SCORED',
  whenMay: {
    zh: '核查为 SCORED 且在申诉期内；申诉只裁定一次',
    en: 'SCORED, within the time to appeal; an appeal is decided once',
  },
  barred: (state, at) => {
    const dueAt = state.clocks.findLast((clock) => clock.id === 'QUALITY_APPEAL_WINDOW')?.plan?.dueAt ?? null;
    if (dueAt === null || at < dueAt) return null;
    return {
      code: 'state-conflict',
      detail: {
        zh: `申诉期已于 ${shownInstant(dueAt)} 结束。`,
        en: `The time to appeal ended at ${shownInstant(dueAt)}.`,
      },
    };
  },
  apply: (draft) => {
    stopClocks(draft);
    change(draft, { status: 'APPEALED' });
    happened(draft, 'appealed');
    startClock(draft, 'QUALITY_APPEAL');
    for (const to of ownersOf(draft.state)) tell(draft, to, { template: 'review-appealed' });
  },
};

const decideAppeal: ReviewRule<'decide-appeal'> = {
  who: (state, actor) => actor.kind === 'staff' && isJudge(state, actor) && actor.staffNo !== state.scoredBy,
  whoMay: { zh: '评分人以外的质检员，或经理', en: 'an inspector other than the one who scored it, or a manager' },
  when: (state) => state.status === 'APPEALED',
  whenMay: { zh: '核查为 APPEALED', en: 'APPEALED' },
  apply: (draft, { payload: { points } }) => {
    const { subject, points: first } = draft.state;
    const last = points ?? first;
    stopClocks(draft);
    change(draft, { status: 'FINAL', points: last });
    const result = { changed: points !== null, score: last === null ? null : scoreOf(last) };
    happened(draft, 'appeal-decided', result);
    if (subject === null) return;
    const params = { score: result.score };
    tell(draft, { kind: 'staff', staffNo: subject }, { template: 'review-appeal-decided', params, withWords: true });
  },
};

export const SCORING_RULES: Pick<ReviewRules, 'score' | 'appeal' | 'decide-appeal'> = {
  score,
  appeal,
  'decide-appeal': decideAppeal,
};
