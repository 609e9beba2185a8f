import type { ClockId } from '../../../contracts/clocks.ts';
import { msOf } from '../../calendar/zone.ts';
import { tell } from './account.ts';
import { isOnDayOff } from '../planning/agreedDate.ts';
import { limitsOf, ruleOf } from '../planning/plan.ts';
import type { Timetable } from '../timetable.ts';
import type { Clock, ClockPlan, Explanation } from '../types.ts';

/**
 * Why a clock ends when it ends, in one sentence of each language, days and times in the calendar's zone:
 * the days counted, holidays and adjusted workdays among them, workdays lost to pauses, and whether a year is provisional.
 * Words follow the plan that was recorded, so an old limit is explained as it was set.
 */
export function explainClock(
  clock: Clock<ClockId>,
  plan: ClockPlan,
  { versions, calendar, policy }: Timetable,
): Explanation {
  const rule = ruleOf(clock, { calendar, policy });
  const { setFor, countedFrom, pausedWorkdays } = limitsOf(rule, clock, calendar);
  return tell(
    {
      rule,
      start: msOf(clock.startedAt),
      target: plan.targetAt === null ? null : msOf(plan.targetAt),
      due: plan.dueAt === null ? null : msOf(plan.dueAt),
      setAt: setFor === null ? null : countedFrom,
      setFor,
      promised: clock.id === 'PROMISE',
      awaitsDate: clock.id === 'RESOLVE_SPECIAL' && clock.terms.phase === 'first' && clock.terms.fixedDueAt === null,
      onDayOff: isOnDayOff(clock, plan.dueAt, calendar),
      ...(clock.taskId === null ? {} : { agreedWith: { zh: '相关部门', en: 'the departments concerned' } }),
      pauses: clock.pauses,
      pausedWorkdays,
      provisional: plan.provisional,
      versions,
    },
    calendar,
  );
}
