import { change, happened, INSPECTORS, startClock, stopClocks, tell } from './draft.ts';
import type { ReviewRule, ReviewRules } from './rule.ts';
import { scoreOf } from './sheet.ts';
import { isInspector, isReviewer, isSubject } from './who.ts';

const score: ReviewRule<'score'> = {
  who: isReviewer,
  whoMay: 'the inspector who has taken the review over',
  when: (state) => state.status === 'INVESTIGATING' && state.origin === 'sample',
  whenMay: 'INVESTIGATING, and a sample (others are concluded)',
  apply: (draft, { payload: { points } }) => {
    const { subject, reviewer } = draft.state;
    stopClocks(draft);
    // Where nobody is known to have done the work, nobody can appeal.
    change(draft, { status: subject === null ? 'FINAL' : 'SCORED', points, scoredBy: reviewer?.staffNo ?? null });
    happened(draft, 'scored', { score: scoreOf(points) });
    if (subject === null) return;
    startClock(draft, 'QUALITY_APPEAL_WINDOW');
    tell(draft, { kind: 'staff', staffNo: subject }, { template: 'review-scored', params: { score: scoreOf(points) } });
  },
};

const appeal: ReviewRule<'appeal'> = {
  who: isSubject,
  whoMay: 'the person whose work was scored',
  ofSubject: true,
  when: (state) => state.status === 'SCORED',
  whenMay: 'SCORED, within the time to appeal; an appeal is decided once',
  check: (state, _command, at) => {
    const dueAt = state.clocks.findLast((clock) => clock.id === 'QUALITY_APPEAL_WINDOW')?.plan?.dueAt ?? null;
    if (dueAt === null || at < dueAt) return null;
    return { code: 'state-conflict', detail: `The time to appeal ended at ${dueAt}.` };
  },
  apply: (draft) => {
    stopClocks(draft);
    change(draft, { status: 'APPEALED' });
    happened(draft, 'appealed');
    startClock(draft, 'QUALITY_APPEAL');
    tell(draft, INSPECTORS, { template: 'review-appealed' });
  },
};

const decideAppeal: ReviewRule<'decide-appeal'> = {
  who: (state, actor) => isInspector(actor) && actor.staffNo !== state.scoredBy,
  whoMay: 'an inspector other than the one who scored it',
  when: (state) => state.status === 'APPEALED',
  whenMay: 'APPEALED',
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
