import type { CalendarFault } from '../../calendar/fault.ts';
import type { SettingShape } from './policyShape.ts';
import type { ClockRuleId } from '../rules.ts';
import type { Near, Told } from '../setting.ts';
import { counted } from '../explaining/words.ts';

interface Silence {
  /** How often at least. */
  readonly reminders: number;
  /** One of these hears them. */
  readonly whom: readonly Told[];
}

const CLOSING: Silence = { reminders: 2, whom: ['customer'] };
/** The buyer is the customer. */
const SETTLING: Silence = { reminders: 2, whom: ['customer', 'parties'] };
const PARTY: Silence = { reminders: 1, whom: ['parties'] };

/** Their end closes the case, or takes a step of a dispute from a party, because somebody kept silent. */
const SILENCES: Readonly<Partial<Record<ClockRuleId, Silence>>> = {
  MATERIAL_WAIT: CLOSING,
  CONFIRM_WAIT: CLOSING,
  DISPUTE_BUYER_CONFIRM: SETTLING,
  DISPUTE_SELLER: PARTY,
  DISPUTE_EVIDENCE: PARTY,
  DISPUTE_PREHANDLE: PARTY,
};

/**
 * A case is closed for silence, or tacitly settled, only after the customer was reminded twice; a party loses its turn in a dispute only
 * after it was reminded. Norm: docs/norms.md, policies and versions.
 */
export function silenceFaults(id: ClockRuleId, { near, told }: SettingShape, pointer: string): CalendarFault[] {
  const silence = SILENCES[id];
  if (silence === undefined) return [];
  const { reminders, whom } = silence;
  const count = remindersOf(near);
  if (count < reminders) {
    const expected = {
      zh: `至少 ${reminders} 次提醒：因未回应而到期之前，须先提醒`,
      en: `at least ${counted(reminders, '', 'reminder').en}: nobody loses by silence without one`,
    };
    return [
      { pointer: `${pointer}/near`, expected, got: { zh: `${count} 次提醒`, en: counted(count, '', 'reminder').en } },
    ];
  }
  const who = told.near ?? [];
  if (who.length === 0 || whom.some((one) => who.includes(one))) return [];
  const names = { zh: whom.join(' 或 '), en: whom.join(' or ') };
  const expected = {
    zh: `含 ${names.zh}：提醒须发给须回应的一方`,
    en: `${names.en} among them: the reminders are for whoever has to answer`,
  };
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
