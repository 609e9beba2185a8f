import { DISPUTE_CLOCK_IDS, type TicketClockId } from '../../../contracts/clocks.ts';
import type { Instant } from '../../../contracts/instants.ts';
import type { ReplannedLimit } from '../../../contracts/jobs.ts';
import { limitsAsData, replanClocks, versionsAfter } from '../../clocks/running/applied.ts';
import { clockRule } from '../../clocks/rules.ts';
import { expectedOf } from '../../clocks/running/expected.ts';
import { reachedBy } from '../../clocks/running/reached.ts';
import type { Clock } from '../../clocks/types.ts';
import { limitOfPlan } from '../clockwork.ts';
import { change, type Draft, happened, tellCustomer, tellStaff } from '../draft.ts';
import { followInHouse } from '../inHouse.ts';
import { isEndTold, OF_SOLUTION } from '../solutionTold.ts';
import { ownerOf } from '../tellMoment.ts';
import { tellBothParties } from '../tellParties.ts';
import { tellPlanPast } from '../tellPlan.ts';
import { changeTimetable } from '../timetableAt.ts';
import { isUnderWay } from '../underWay.ts';
import { owner } from '../people/owner.ts';
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
    zh: '未结案，或已结案而仍有承诺、回访或复核待办的工单',
    en: 'an open ticket, or a closed one that is still owed a promised word, a follow-up or a review',
  },
  apply: (draft, { payload }) => {
    const { calendar, policy, inHouse, keys, job = null, limits = [] } = payload;
    const { timetable, clocks } = draft.state;
    changeTimetable(draft, versionsAfter({ calendar, policy }, timetable));
    change(draft, { inHouse: inHouse ?? draft.state.inHouse });
    if (inHouse !== null) followInHouse(draft);
    const replanned = replanClocks(draft.state.clocks, { calendar, policy, keys, at: draft.at });
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
      const clock = clocks.find(({ key }) => key === limit.key);
      if (clock !== undefined) tellOf(draft, clock, limit);
      const { key, from, to } = limit;
      if (from !== null && to !== null && limitOfPlan(draft.state)?.key === key) tellPlanPast(draft, { from, to });
    }
  },
};

/**
 * Later only with notice (docs/norms.md, policies and versions); earlier concerns whoever works on it, and so does a date that became
 * a day off. A wait or window is told to whoever has to act in it, wherever it moves, and both parties see the same countdown.
 */
function tellOf(draft: Draft, clock: Clock, limit: ReplannedLimit): void {
  const { id } = clock;
  if (limit.dayOff) tellStaff(draft, ownerOf(draft, clock), 'limit-on-day-off', { clock: id, dueAt: limit.to });
  const end = moved(id, limit.from, limit.to);
  if (end !== null && DISPUTE_CLOCK_IDS.includes(id))
    tellBothParties(draft, { template: 'limit-replanned', params: end, words: false });
  else if (end !== null && clockRule(id).atDue === 'lapse') tellCustomer(draft, 'limit-replanned', end);
  if (!OF_SOLUTION.includes(id)) return;
  const moves = [expectedMove(clock, limit, draft.at), end].filter((move) => move !== null);
  const later = moves.find(({ from, dueAt }) => dueAt > from);
  const earlier = moves.find(({ from, dueAt }) => dueAt < from);
  if (later !== undefined && isEndTold(draft.state, clock)) tellCustomer(draft, 'limit-replanned', later);
  if (earlier !== undefined) tellStaff(draft, owner(draft.state), 'limit-replanned', earlier);
}

/** What a notice says of it. */
interface Move extends Readonly<Record<string, string>> {
  readonly clock: TicketClockId;
  readonly from: Instant;
  readonly dueAt: Instant;
}

function moved(clock: TicketClockId, from: Instant | null, dueAt: Instant | null): Move | null {
  return from === null || dueAt === null || from === dueAt ? null : { clock, from, dueAt };
}

/** The target, as long as it lies ahead, is what was named as the expected time; after it, or where there is none, it is the end. */
function expectedMove(clock: Clock, { from, to, target }: ReplannedLimit, at: Instant): Move | null {
  const reached = reachedBy(clock, at);
  const told = clock.plan?.targetAt ?? null;
  const expected = expectedOf(clock, { targetAt: told, dueAt: from }, reached);
  const anew = expectedOf(clock, { targetAt: target === undefined ? told : target.to, dueAt: to }, reached);
  const move = moved(clock.id, expected, anew);
  return move === null || to === null || move.dueAt === to ? move : { ...move, latest: to };
}
