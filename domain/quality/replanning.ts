import type { ReplannedLimit } from '../../contracts/jobs.ts';
import type { Recipient } from '../../contracts/notices.ts';
import { limitsAsData, replanClocks, versionsAfter } from '../clocks/running/applied.ts';
import { change, happened, ownersOf, type ReviewDraft, tell } from './draft.ts';
import type { ReviewRule } from './rule.ts';
import { isOver, type ReviewState } from './state.ts';
import { reviewWaitsOn } from './waiting.ts';

/** A published calendar or policy is applied to a running review, as it is to a ticket: what is settled is not judged again. */
export const REPLAN_REVIEW: ReviewRule<'replan'> = {
  who: (_state, actor) =>
    actor.kind === 'system' || (actor.kind === 'staff' && (actor.role === 'manager' || actor.role === 'admin')),
  whoMay: { zh: '经理或管理员', en: 'a manager or an admin' },
  judges: false,
  when: (state) => !isOver(state),
  whenMay: { zh: '核查尚未告知（TOLD）或终结（FINAL）', en: 'any status before TOLD or FINAL' },
  apply: (draft, { payload: { calendar, policy, keys, job, limits } }) => {
    const { timetable: before, clocks } = draft.state;
    const replanned = replanClocks(clocks, { calendar, policy, keys, at: draft.at });
    change(draft, { timetable: versionsAfter({ calendar, policy }, before), clocks: replanned });
    happened(draft, 'replanned', {
      calendar,
      policy,
      calendarBefore: before.calendar,
      policyBefore: before.policy,
      job,
      clocks: replanned.filter((clock, n) => clock !== clocks[n]).length,
      ...limitsAsData(limits),
    });
    for (const limit of limits) tellOf(draft, limit);
  },
};

/** Customers are told no limits of reviews; an earlier one concerns whoever has to keep it. */
function tellOf(draft: ReviewDraft, { key, from, to }: ReplannedLimit): void {
  const clock = draft.state.clocks.find((candidate) => candidate.key === key);
  if (clock === undefined || from === null || to === null || to >= from) return;
  const params = { clock: clock.id, from, dueAt: to };
  for (const who of whoKeeps(draft.state)) tell(draft, who, { template: 'limit-replanned', params });
}

function whoKeeps(state: ReviewState): readonly Recipient[] {
  const { subject } = state;
  return reviewWaitsOn(state) === 'party' && subject !== null ? [{ kind: 'staff', staffNo: subject }] : ownersOf(state);
}
