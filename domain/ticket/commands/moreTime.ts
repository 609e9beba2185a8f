import type { TicketCommandPayloads } from '../../../contracts/commands.ts';
import type { Refusal } from '../../../contracts/errors.ts';
import type { SlaClass } from '../../../contracts/ticket.ts';
import { findCategory } from '../../catalog/categories.ts';
import type { TicketState } from '../state.ts';

type Route = TicketCommandPayloads['classify'];

const FROM_STRICT_TO_LAX: readonly SlaClass[] = ['simple', 'complex', 'special'];

/** Whether a class leaves more time than another; than none, no class does. */
export function isLaxer(before: SlaClass | null, after: SlaClass): boolean {
  return before !== null && FROM_STRICT_TO_LAX.indexOf(after) > FROM_STRICT_TO_LAX.indexOf(before);
}

/** Laxer than the catalogue has it for the category: for that, words are given. */
function isBeyondCategory(category: string | null, slaClass: SlaClass | null): boolean {
  const ofCategory = category === null ? null : (findCategory(category)?.slaClass ?? null);
  return slaClass !== null && isLaxer(ofCategory, slaClass);
}

/**
 * A category is its own reason for the class that the catalogue gives it, as long as it is the ticket's; whoever asks for a laxer one
 * says why, unless that was said for the class that the ticket has (docs/norms.md, states and handling).
 */
function needsReason(before: TicketState, { category, slaClass }: Route): boolean {
  const wasSaid = isBeyondCategory(before.category, before.slaClass) && !isLaxer(before.slaClass, slaClass);
  return isBeyondCategory(category, slaClass) && !wasSaid;
}

/** Why a classification is refused that asks for more time and does not say why. */
export function unreasoned(state: TicketState, route: Route): Refusal | null {
  if (route.reasoned !== false || !needsReason(state, route)) return null;
  return {
    code: 'reason-required',
    detail: {
      zh: '所选时限类别比该分类的类别宽：须说明理由，理由将告知客户。',
      en: 'The class asked for is laxer than that of the category: say why, as the customer is told.',
    },
    errors: [{ pointer: '/reason', expected: { zh: '需要更多时间的理由', en: 'why it needs more time' } }],
  };
}

/** What the customer is told of more time, with the words below or by the category: no limit that was told is lengthened without its reason. */
export function moreTime(
  before: TicketState,
  route: Route,
  textId: string | null,
): Readonly<Record<string, string | number>> {
  const isTold = isLaxer(before.slaClass, route.slaClass) || (textId !== null && needsReason(before, route));
  if (!isTold) return {};
  return { longerThan: before.slaClass ?? 'simple', ...(textId === null ? { byCategory: 1 } : {}) };
}
