import { CHINA_CALENDAR } from '../../calendar/china.ts';
import type { CalendarFault } from '../../calendar/fault.ts';
import { amountOf } from './amounts.ts';
import { trialStarts } from './checkTimetable.ts';
import type { SettingShape } from './policyShape.ts';
import { endOf } from '../planning/lengths.ts';
import { clockRule, type ClockRuleId } from '../rules.ts';
import type { Length } from '../setting.ts';

/**
 * Where a profile gives more time than the row in whose place it stands: it is stricter, and never loosens (docs/norms.md, policies and
 * versions). Waits, windows and what is only measured are nobody's to miss. Compared by the built-in calendar, so that no calendar that
 * is published later finds fault with a policy in force.
 */
export function laxerFaults(id: ClockRuleId, [row, profile]: Pair, pointer: string): CalendarFault[] {
  if (clockRule(id).atDue !== 'breach') return [];
  return (['length', 'target'] as const).flatMap((at): CalendarFault[] => {
    const [told, own] = [row[at], profile[at]];
    if (told === undefined || own === undefined || !isEverLater(own, told)) return [];
    const { zh, en } = amountOf(told);
    const got = amountOf(own);
    return [
      {
        pointer: `${pointer}/${at}`,
        expected: {
          zh: `不晚于该时限本身（${zh}）：方案只可从严`,
          en: `no later than the clock itself, ${en}: a profile is stricter`,
        },
        got: { zh: got.zh, en: got.en },
      },
    ];
  });
}

type Pair = readonly [row: SettingShape, profile: SettingShape];

function isEverLater(own: Length, told: Length): boolean {
  return trialStarts(CHINA_CALENDAR).some(
    (start) => (endOf(own, start, CHINA_CALENDAR) ?? start) > (endOf(told, start, CHINA_CALENDAR) ?? Infinity),
  );
}
