import type { Department } from '../../contracts/people.ts';
import type { Calendar } from '../calendar/calendar.ts';
import type { CalendarFault } from '../calendar/fault.ts';
import { CATEGORIES } from '../catalog/categories.ts';
import { trialStarts } from './checkTimetable.ts';
import { inHouseOf } from './inHouse.ts';
import { endOf } from './lengths.ts';
import type { Policy } from './policy.ts';
import type { ClockRuleId } from './rules.ts';
import { ruleUnder } from './ruleUnder.ts';

/**
 * Departments whose own limit ends after the customer's: it would warn nobody in time. No fault, since a desk may measure whatever it
 * wants. Compared with the longest limit of the department's categories, with starts all over a year.
 */
export function internalBeyondCustomers(policy: Policy, calendar: Calendar): readonly CalendarFault[] {
  const starts = trialStarts(calendar);
  return inHouseOf(policy).departments.flatMap((department): CalendarFault[] => {
    const own = ruleUnder(policy, 'DEPARTMENT_INTERNAL', department).length;
    const id = customersLimit(department);
    const promised = ruleUnder(policy, id).length;
    const beyond = starts.some((start) => isAfter(endOf(own, start, calendar), endOf(promised, start, calendar)));
    if (!beyond) return [];
    const expected = {
      zh: `不晚于用户时限 ${id} 的部门时限`,
      en: `a limit that ends no later than the customer's, ${id}`,
    };
    const got = { zh: '更晚到期，起不到提前提醒的作用', en: 'it ends later, and warns nobody in time' };
    return [{ pointer: `/internal/${department}/length`, expected, got }];
  });
}

function customersLimit(department: Department): ClockRuleId {
  const complex = CATEGORIES.some((category) => category.department === department && category.slaClass === 'complex');
  return complex ? 'RESOLVE_COMPLEX' : 'RESOLVE_SIMPLE';
}

function isAfter(own: number | null, promised: number | null): boolean {
  return own !== null && promised !== null && own > promised;
}
