import { DEPARTMENTS } from '../../../contracts/people.ts';
import { NOTHING, type Words } from '../../../contracts/words.ts';
import type { CalendarFault } from '../../calendar/fault.ts';
import { settingFaults } from './checkSetting.ts';
import { laxerFaults } from './checkProfile.ts';
import type { PolicyShape, SettingShape } from './policyShape.ts';
import { CLOCK_RULES, isClockRuleId } from '../rules.ts';
import type { ClockRuleId } from '../rules.ts';

/** Means that no profile is in force, so none may be called so. */
const NO_PROFILE = 'standard';
/** Tickets stand in the queue of these and no other. */
const WITH_QUEUE: readonly string[] = DEPARTMENTS.filter((name) => name !== 'FRONT' && name !== 'DUTY');
const KNOWN_CLOCK: Words = { zh: 'GET /v1/catalog 所列时限的标识', en: 'an id of the clocks in GET /v1/catalog' };

type Changes = Partial<SettingShape>;

/**
 * Everything that keeps a policy from setting limits, all at once; empty where it is sound. Its shape is checked before, at the border.
 * What only a calendar shows is for `checkTimetable`.
 */
export function checkPolicy(policy: PolicyShape): readonly CalendarFault[] {
  return [
    ...missingFaults(policy),
    ...Object.entries(policy.clocks).flatMap(([id, setting]) => clockFaults(id, setting)),
    ...Object.entries(policy.profiles).flatMap(([name, rows]) => profileFaults(policy, name, rows)),
    ...inForceFaults(policy),
    ...Object.entries(policy.internal).flatMap(([name, changes]) => internalFaults(policy, name, changes)),
  ];
}

function missingFaults({ clocks }: PolicyShape): CalendarFault[] {
  return Object.keys(CLOCK_RULES)
    .filter((id) => clocks[id] === undefined)
    .map((id) => ({
      pointer: `/clocks/${id}`,
      expected: { zh: '该时限的设置', en: 'the setting of this clock' },
      got: NOTHING,
    }));
}

function clockFaults(id: string, setting: SettingShape | undefined): CalendarFault[] {
  if (setting === undefined) return [];
  const pointer = `/clocks/${escaped(id)}`;
  return isClockRuleId(id) ? settingFaults(id, setting, pointer) : [{ pointer, expected: KNOWN_CLOCK, got: id }];
}

function profileFaults(
  policy: PolicyShape,
  name: string,
  rows: Readonly<Record<string, Changes | undefined>>,
): CalendarFault[] {
  const at = `/profiles/${escaped(name)}`;
  const named =
    name === NO_PROFILE
      ? [
          {
            pointer: at,
            expected: {
              zh: `其他名称：${NO_PROFILE} 表示不用方案`,
              en: `another name: ${NO_PROFILE} means no profile`,
            },
            got: name,
          },
        ]
      : [];
  const faults = Object.entries(rows).flatMap(([id, changes]): CalendarFault[] => {
    const pointer = `${at}/${escaped(id)}`;
    if (!isClockRuleId(id)) return [{ pointer, expected: KNOWN_CLOCK, got: id }];
    const faults = changedFaults(policy, { id, changes, pointer });
    const row = policy.clocks[id];
    return faults.length > 0 || row === undefined ? faults : laxerFaults(id, [row, { ...row, ...changes }], pointer);
  });
  return [...named, ...faults];
}

function inForceFaults({ profile, profiles }: PolicyShape): CalendarFault[] {
  if (profile === null || Object.hasOwn(profiles, profile)) return [];
  const names = Object.keys(profiles).join(', ');
  return [
    {
      pointer: '/profile',
      expected:
        names === ''
          ? { zh: '空值 null', en: 'null' }
          : { zh: `null 或以下之一：${names}`, en: `null or one of ${names}` },
      got: profile,
    },
  ];
}

function internalFaults(policy: PolicyShape, name: string, changes: Changes | undefined): CalendarFault[] {
  const pointer = `/internal/${escaped(name)}`;
  if (!WITH_QUEUE.includes(name))
    return [
      {
        pointer,
        expected: { zh: `以下之一：${WITH_QUEUE.join('、')}`, en: `one of ${WITH_QUEUE.join(', ')}` },
        got: name,
      },
    ];
  return changedFaults(policy, { id: 'DEPARTMENT_INTERNAL', changes, pointer });
}

interface Changed {
  readonly id: ClockRuleId;
  readonly changes: Changes | undefined;
  readonly pointer: string;
}

/** The row with its changes; where the row itself is wrong, that is told alone. */
function changedFaults({ clocks }: PolicyShape, { id, changes, pointer }: Changed): CalendarFault[] {
  const setting = clocks[id];
  if (setting === undefined || settingFaults(id, setting, '').length > 0) return [];
  return settingFaults(id, { ...setting, ...changes }, pointer);
}

/** A name as a part of a JSON pointer. */
function escaped(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}
