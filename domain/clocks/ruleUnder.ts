import type { Department } from '../../contracts/people.ts';
import type { Policy } from './policy.ts';
import type { ClockRule } from './rule.ts';
import type { ClockRuleId } from './rules.ts';
import { clockRule } from './rules.ts';

/** No date is ever set for it: it has no end, and nobody is told. */
const UNMEASURED = { length: { kind: 'set-date' } } as const;

/** The row of the table as a policy sets it, with its profile in force and a department's own limit on top, if the policy gives it one. */
export function ruleUnder(policy: Policy, id: ClockRuleId, department?: Department): ClockRule {
  const { target: _target, ...nature } = clockRule(id);
  return {
    ...nature,
    ...policy.clocks[id],
    ...(policy.profile === null ? {} : policy.profiles[policy.profile]?.[id]),
    ...(department === undefined ? {} : (policy.internal[department] ?? UNMEASURED)),
  };
}
