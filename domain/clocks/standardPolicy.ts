import type { Policy } from './policy.ts';
import type { ClockRule } from './rule.ts';
import type { ClockRuleId } from './rules.ts';
import { CLOCK_RULES, isClockRuleId } from './rules.ts';
import type { ClockSetting } from './setting.ts';

/** The first version of the policy: the table as it is built in, no profile in force, no internal limits. */
export const STANDARD_POLICY: Policy = {
  clocks: tableSettings(),
  profiles: { strict: { ONLINE_STRICT: { length: CLOCK_RULES.ONLINE_STRICT.length } } },
  profile: null,
  internal: {},
};

/** The table without what a policy has no say in. */
function tableSettings(): Policy['clocks'] {
  const settings: Record<ClockRuleId, ClockSetting> = { ...CLOCK_RULES };
  for (const id of Object.keys(CLOCK_RULES).filter(isClockRuleId)) settings[id] = settingOf(CLOCK_RULES[id]);
  return settings;
}

function settingOf({ length, target, near, told }: ClockRule): ClockSetting {
  return { length, ...(target === undefined ? {} : { target }), near, told };
}
