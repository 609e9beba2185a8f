import type { CalendarFault } from '../../calendar/fault.ts';
import type { SettingShape } from './policyShape.ts';
import type { ClockRuleId } from '../rules.ts';
import type { Near } from '../setting.ts';
import { counted } from '../explaining/words.ts';

/** Their end closes the case because the customer kept silent. */
const CLOSES_FOR_SILENCE: readonly ClockRuleId[] = ['MATERIAL_WAIT', 'CONFIRM_WAIT'];
const REMINDERS = 2;

/** A case is closed for silence only after the customer was reminded twice. Norm: docs/norms.md, policies and versions. */
export function silenceFaults(id: ClockRuleId, { near, told }: SettingShape, pointer: string): CalendarFault[] {
  if (!CLOSES_FOR_SILENCE.includes(id)) return [];
  const count = remindersOf(near);
  if (count < REMINDERS) {
    const expected = {
      zh: `至少 ${REMINDERS} 次提醒：因客户未回应而关闭之前，须先提醒客户`,
      en: `at least ${REMINDERS} reminders: the customer is reminded before a case is closed for silence`,
    };
    return [
      { pointer: `${pointer}/near`, expected, got: { zh: `${count} 次提醒`, en: counted(count, '', 'reminder').en } },
    ];
  }
  const who = told.near ?? [];
  if (who.length === 0 || who.includes('customer')) return [];
  const expected = { zh: '含 customer：提醒须发给客户', en: 'customer among them: the reminders are for the customer' };
  return [{ pointer: `${pointer}/told/near`, expected, got: who.join(', ') }];
}

function remindersOf(near: Near): number {
  switch (near.kind) {
    case 'remind-workdays':
      return near.n.length;
    case 'left':
      return near.as === 'remind' ? near.before.length : 0;
    case 'remind-day':
      return 1;
    case 'none':
    case 'day-rule':
    case 'working-time':
    case 'after':
      return 0;
  }
}
