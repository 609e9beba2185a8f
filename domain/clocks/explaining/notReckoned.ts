import type { Department } from '../../../contracts/people.ts';
import type { Words } from '../../../contracts/words.ts';
import { DEPARTMENT_NAMES } from '../../catalog/departments.ts';
import { inHouseOf } from '../inHouse.ts';
import type { Policy } from '../policy.ts';
import type { ClockRuleId } from '../rules.ts';

/** Outside the hours of the phone nobody sits there whose minute it would be (docs/norms.md, clocks). */
export const NOT_IN_HOURS: Words = {
  zh: '非电话服务时间，此时限不计',
  en: 'Outside the hours of the phone this limit does not run',
};

/** A date that people agree on hangs on no amount: there is nothing to reckon before they do. */
export const AGREED_BY_HAND: Words = {
  zh: '此时限由工作人员与客户约定日期，无固定时长，不能预算；如按工作日约定，请给出 workdays',
  en: 'The date of this limit is agreed by hand: it has no length of its own to reckon with; give workdays where it is agreed in them',
};

/** Which limit is asked for, and of which department. */
interface Asked {
  readonly clock: ClockRuleId;
  readonly department?: Department | undefined;
}

/** A department's own limit is only that of the departments that the policy sets it for. */
export function isOfNobody({ clock, department }: Asked, { internal }: Policy): boolean {
  return clock === 'DEPARTMENT_INTERNAL' && (department === undefined || internal[department] === undefined);
}

/** Why that is so, and for which departments the policy sets one. */
export function ofWhichDepartment({ department }: Pick<Asked, 'department'>, policy: Policy): Words {
  const set = inHouseOf(policy).departments;
  const who = {
    zh:
      set.length === 0
        ? '现行规则未为任何部门设定'
        : `现行规则为以下部门设定：${set.map((one) => DEPARTMENT_NAMES[one].zh).join('、')}`,
    en: set.length === 0 ? 'the policy sets it for no department' : `the policy sets it for ${set.join(', ')}`,
  };
  if (department === undefined)
    return {
      zh: `部门内部时限按部门设定，请给出 department；${who.zh}`,
      en: `A department’s own limit is set department by department: give department; ${who.en}`,
    };
  return {
    zh: `${DEPARTMENT_NAMES[department].zh}没有内部时限；${who.zh}`,
    en: `${department} has no limit of its own; ${who.en}`,
  };
}
