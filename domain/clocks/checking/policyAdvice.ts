import type { Department } from '../../../contracts/people.ts';
import type { Calendar } from '../../calendar/calendar.ts';
import type { CalendarFault } from '../../calendar/fault.ts';
import { CATEGORIES } from '../../catalog/categories.ts';
import { trialStarts } from './checkTimetable.ts';
import { inHouseOf } from '../inHouse.ts';
import { endOf } from '../planning/lengths.ts';
import type { Policy } from '../policy.ts';
import { nearMoments } from '../planning/moments.ts';
import type { ClockRule } from '../rule.ts';
import { CLOCK_RULES, type ClockRuleId, isClockRuleId } from '../rules.ts';
import { ruleUnder } from '../ruleUnder.ts';

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
      zh: `不晚于客户时限 ${id} 的部门时限`,
      en: `a limit that ends no later than the customer's, ${id}`,
    };
    const got = { zh: '更晚到期，起不到提前提醒的作用', en: 'it ends later, and warns nobody in time' };
    return [{ pointer: `/internal/${department}/length`, expected, got }];
  });
}

/**
 * Clocks whose warning before the end never comes, whenever they start: the policy asks for more time before the end than this calendar
 * has between the two. No fault, since a desk with few open hours may keep what it has.
 */
export function warningsThatNeverCome(policy: Policy, calendar: Calendar): readonly CalendarFault[] {
  const starts = trialStarts(calendar);
  return Object.keys(CLOCK_RULES)
    .filter(isClockRuleId)
    .flatMap((id): CalendarFault[] => {
      const rule = ruleUnder(policy, id);
      if (rule.near.kind === 'none' || rule.length.kind === 'set-date') return [];
      if (starts.some((start) => isWarned(rule, start, calendar))) return [];
      const expected = { zh: '时限之内的提醒时刻', en: 'a time to warn that lies within the limit' };
      const got = { zh: '无论何时起算都不会提醒', en: 'whenever it starts, nobody is warned' };
      return [{ pointer: `/clocks/${id}/near`, expected, got }];
    });
}

/** Of the day rule, the warning of the same day: the one of the day before is left to longer clocks. */
function isWarned(rule: ClockRule, start: number, calendar: Calendar): boolean {
  const limits = { target: null, due: endOf(rule.length, start, calendar) };
  const moments = nearMoments(rule, start, limits, calendar);
  return rule.near.kind === 'day-rule' ? moments.some(({ step }) => step === 2) : moments.length > 0;
}

function customersLimit(department: Department): ClockRuleId {
  const complex = CATEGORIES.some((category) => category.department === department && category.slaClass === 'complex');
  return complex ? 'RESOLVE_COMPLEX' : 'RESOLVE_SIMPLE';
}

function isAfter(own: number | null, promised: number | null): boolean {
  return own !== null && promised !== null && own > promised;
}
