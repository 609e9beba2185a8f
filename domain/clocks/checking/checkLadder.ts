import { IN_HOUSE_CLOCK_IDS } from '../../../contracts/clocks.ts';
import { NOTHING } from '../../../contracts/words.ts';
import type { CalendarFault } from '../../calendar/fault.ts';
import type { SettingShape } from './policyShape.ts';
import { clockRule } from '../rules.ts';
import type { ClockRuleId } from '../rules.ts';
import type { Ladder } from '../setting.ts';
import { TOLD } from '../setting.ts';

const STEPS = ['near', 'target', 'due', 'overdue'] as const satisfies readonly (keyof Ladder)[];
const OUTSIDERS: readonly string[] = ['customer', 'parties'];
const INSIDERS: readonly string[] = TOLD.filter((who) => !OUTSIDERS.includes(who));
/** A breach has to reach whoever can still do something about it. */
const ANSWERABLE: readonly string[] = ['owner', 'departmentLead', 'teamLeader', 'supervisor', 'manager'];

/** Whether each step tells people there are, once each, and whether the steps fit what the clock does. */
export function ladderFaults(id: ClockRuleId, setting: SettingShape, pointer: string): CalendarFault[] {
  const inHouse: readonly ClockRuleId[] = IN_HOUSE_CLOCK_IDS;
  const known: readonly string[] = inHouse.includes(id) ? INSIDERS : TOLD;
  const people = STEPS.flatMap((step) =>
    (setting.told[step] ?? []).flatMap((who, index, all): CalendarFault[] => {
      const at = `${pointer}/told/${step}/${index}`;
      if (!known.includes(who))
        return [
          {
            pointer: at,
            expected: { zh: `以下之一：${known.join('、')}`, en: `one of ${known.join(', ')}` },
            got: who,
          },
        ];
      return all.indexOf(who) < index
        ? [{ pointer: at, expected: { zh: '每项只列一次', en: 'each once' }, got: who }]
        : [];
    }),
  );
  const reached = people.length > 0 ? [] : unreachedFaults(id, setting, pointer);
  return [...people, ...stepFaults(id, setting, pointer), ...reached];
}

function stepFaults(id: ClockRuleId, { target, near, told }: SettingShape, pointer: string): CalendarFault[] {
  const { atDue, told: standard } = clockRule(id);
  const mustTell = atDue === 'breach' && standard.due !== undefined;
  const lapses = atDue === 'lapse';
  // What follows its end tells all whom it concerns; nobody else would hear.
  const hearing: readonly string[] = standard.due ?? [];
  const isUnheard = lapses && (told.due ?? []).some((who) => !hearing.includes(who));
  const empty = (step: keyof Ladder) => (told[step] ?? []).length === 0;
  const fault = (step: keyof Ladder, zh: string, en: string): CalendarFault[] => [
    { pointer: `${pointer}/told/${step}`, expected: { zh, en }, got: (told[step] ?? []).join(', ') || NOTHING },
  ];
  return [
    ...(near.kind !== 'none' && empty('near')
      ? fault('near', '临近到期的通知对象', 'somebody to tell before the end')
      : []),
    ...(near.kind === 'none' && !empty('near')
      ? fault('near', '为空：near 为 none', 'nobody, since near is none')
      : []),
    ...(target !== undefined && empty('target')
      ? fault('target', '错过目标时的通知对象', 'somebody to tell of a missed target')
      : []),
    ...(target === undefined && !empty('target')
      ? fault('target', '为空：没有 target', 'nobody without a target')
      : []),
    ...(mustTell && empty('due') ? fault('due', '超时的通知对象', 'somebody to tell of a breach') : []),
    ...(isUnheard ? fault('due', `至多为：${hearing.join('、') || '无'}`, hearing.join(', ') || 'nobody') : []),
    ...(lapses && !empty('overdue')
      ? fault('overdue', '为空：该时限到期即结束', 'nobody, since this clock ends with its time')
      : []),
  ];
}

/** A breach is told to somebody who answers for it, and no warning of one to the customer alone. */
function unreachedFaults(id: ClockRuleId, { told }: SettingShape, pointer: string): CalendarFault[] {
  if (clockRule(id).atDue !== 'breach') return [];
  return STEPS.flatMap((step): CalendarFault[] => {
    const who = told[step] ?? [];
    const wanted = step === 'due' ? ANSWERABLE : INSIDERS;
    if (who.length === 0 || who.some((one) => wanted.includes(one))) return [];
    const expected = { zh: `至少含以下之一：${wanted.join('、')}`, en: `at least one of ${wanted.join(', ')}` };
    return [{ pointer: `${pointer}/told/${step}`, expected, got: who.join(', ') }];
  });
}
