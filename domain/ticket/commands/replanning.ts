import { DISPUTE_CLOCK_IDS } from '../../../contracts/clocks.ts';
import type { ReplannedLimit } from '../../../contracts/jobs.ts';
import { limitsAsData, replanClocks, versionsAfter } from '../../clocks/running/applied.ts';
import { clockRule } from '../../clocks/rules.ts';
import { limitOfPlan, RESOLVE_CLOCKS } from '../clockwork.ts';
import { change, type Draft, happened, owner, SUPERVISORS, tellCustomer, tellStaff } from '../draft.ts';
import { followInHouse } from '../inHouse.ts';
import { ownerOf } from '../moments.ts';
import { tellBothParties } from '../tellParties.ts';
import { isUnderWay } from '../underWay.ts';
import { isTaskOpen } from './coordination.ts';
import type { CommandRule } from './rule.ts';

/**
 * A published calendar or policy is applied to a running ticket. What is settled is not judged again: clocks that have ended or are
 * breached keep the versions they were reckoned by, and which of the others move was compared before (domain/clocks/replanning/compare.ts).
 */
export const REPLAN: CommandRule<'replan'> = {
  // The system: whoever works at the machine itself, or the loading of a notice.
  who: (_state, actor) =>
    actor.kind === 'system' || (actor.kind === 'staff' && (actor.role === 'manager' || actor.role === 'admin')),
  whoMay: { zh: '经理或管理员', en: 'a manager or an admin' },
  when: isUnderWay,
  whenMay: {
    zh: '未结案或尚有回访、复核待办的工单',
    en: 'an open ticket, or a closed one that is owed a follow-up or a review',
  },
  apply: (draft, { payload }) => {
    const { calendar, policy, inHouse, keys, job = null, limits = [] } = payload;
    const { timetable, clocks } = draft.state;
    change(draft, {
      timetable: versionsAfter({ calendar, policy }, timetable),
      inHouse: inHouse ?? draft.state.inHouse,
    });
    if (inHouse !== null) followInHouse(draft);
    const replanned = replanClocks(draft.state.clocks, { calendar, policy }, keys);
    change(draft, { clocks: replanned });
    happened(draft, 'replanned', {
      calendar,
      policy,
      calendarBefore: timetable.calendar,
      policyBefore: timetable.policy,
      job,
      clocks: replanned.filter((clock, n) => clock !== clocks[n]).length,
      ...limitsAsData(limits),
    });
    for (const limit of limits) {
      tellOf(draft, limit);
      tellPlan(draft, limit);
    }
  },
};

/**
 * Later only with notice (docs/norms.md, policies and versions); earlier concerns whoever works on it, and so does a date that became
 * a day off. A wait or window is told to whoever has to act in it, wherever it moves, and both parties see the same countdown.
 */
function tellOf(draft: Draft, { key, from, to, dayOff }: ReplannedLimit): void {
  const clock = draft.state.clocks.find((candidate) => candidate.key === key);
  if (clock === undefined) return;
  if (dayOff) tellStaff(draft, ownerOf(draft, clock), 'limit-on-day-off', { clock: clock.id, dueAt: to });
  if (from === null || to === null || from === to) return;
  const params = { clock: clock.id, from, dueAt: to };
  if (DISPUTE_CLOCK_IDS.includes(clock.id))
    tellBothParties(draft, { template: 'limit-replanned', params, words: false });
  else if (clockRule(clock.id).atDue === 'lapse') tellCustomer(draft, 'limit-replanned', params);
  if (!RESOLVE_CLOCKS.includes(clock.id)) return;
  if (to > from) tellCustomer(draft, 'limit-replanned', params);
  else tellStaff(draft, owner(draft.state), 'limit-replanned', params);
}

/** No date of a plan lies after the limit that holds for it: where the limit comes forward past one, the plan is for people to change. */
function tellPlan(draft: Draft, { key, from, to }: ReplannedLimit): void {
  const { state } = draft;
  if (from === null || to === null || limitOfPlan(state)?.key !== key) return;
  for (const { taskId, milestoneAt, responsible } of state.tasks.filter(isTaskOpen)) {
    if (milestoneAt <= to || milestoneAt > from) continue;
    const params = { taskId, milestoneAt, dueAt: to };
    const people = new Set([responsible.staffNo, state.lead?.staffNo ?? responsible.staffNo]);
    for (const staffNo of people) tellStaff(draft, { kind: 'staff', staffNo }, 'milestone-past-limit', params);
    tellStaff(draft, SUPERVISORS, 'milestone-past-limit', params);
  }
}
