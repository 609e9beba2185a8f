import type { Department } from '../../contracts/people.ts';
import type { Policy } from './policy.ts';
import type { ClockRule } from './rule.ts';
import type { ClockRuleId } from './rules.ts';
import { clockRule } from './rules.ts';

/** The row of the table as a policy sets it, with its profile in force and a department's own limit on top. */
export function ruleUnder(policy: Policy, id: ClockRuleId, department?: Department): ClockRule {
  const { target: _target, ...nature } = clockRule(id);
  return {
    ...nature,
    ...policy.clocks[id],
    ...(policy.profile === null ? {} : policy.profiles[policy.profile]?.[id]),
    ...(department === undefined ? {} : policy.internal[department]),
  };
}
