import type { TicketCommandPayloads } from '../../../contracts/commands.ts';
import type { Refusal } from '../../../contracts/errors.ts';
import type { SlaClass } from '../../../contracts/ticket.ts';
import { findCategory } from '../../catalog/categories.ts';
import { isQualityMatter } from '../../catalog/qualityMatters.ts';
import { toldDate } from '../../clocks/running/toldDate.ts';
import { isTimeToSetDate, RESOLVE_CLOCKS, tickingClock } from '../clockwork.ts';
import type { Draft } from '../draft.ts';
import { OF_SOLUTION, toldBy } from '../solutionTold.ts';
import type { TicketState } from '../state.ts';

type Route = TicketCommandPayloads['classify'];

const FROM_STRICT_TO_LAX: readonly SlaClass[] = ['simple', 'complex', 'special'];

/** Whether a class leaves more time than another; than none, no class does. */
export function isLaxer(before: SlaClass | null, after: SlaClass | null): boolean {
  return before !== null && after !== null && FROM_STRICT_TO_LAX.indexOf(after) > FROM_STRICT_TO_LAX.indexOf(before);
}

/** Laxer than the catalogue has it for the category: for that, words are given. */
function isBeyondCategory(category: string | null, slaClass: SlaClass | null): boolean {
  const ofCategory = category === null ? null : (findCategory(category)?.slaClass ?? null);
  return isLaxer(ofCategory, slaClass);
}

/**
 * A category is its own reason for the class that the catalogue gives it, as long as it is the ticket's; whoever asks for a laxer one
 * says why, unless that was said for the class that the ticket has (docs/norms.md, work given back, incidents, what is owed).
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

/** The end that the customer was told comes later with this class than he was told, or falls away; a date that holds does neither. */
function isEndLater(before: TicketState, after: TicketState): boolean {
  const [was, is] = [before, after].map((state) => tickingClock(state, OF_SOLUTION));
  const told = was === undefined ? null : toldBy(before, was);
  if (told === null || was?.key === is?.key || isQualityMatter(after.category)) return false;
  if (is === undefined || isTimeToSetDate(is)) return true;
  const holds = toldDate(is)?.dueAt ?? null;
  return isLaxer(before.slaClass, after.slaClass) && (holds === null || holds > told);
}

/** Of what nobody had classified nothing was told: it needs more time than others of its category. */
function isFirst({ category, clocks }: TicketState): boolean {
  const ofSolution = clocks.filter(({ id }) => RESOLVE_CLOCKS.includes(id));
  return category === null && ofSolution.every((clock) => toldBy({ category }, clock) === null);
}

/**
 * What the customer is told of the time it needs, with the words below or by the category: that it is more, where the end he was told
 * comes later or falls away; of a class that leaves it as it was only why, where that is said.
 */
export function moreTime(
  before: TicketState,
  { state: after, textId }: Pick<Draft, 'state' | 'textId'>,
  route: Route,
): Readonly<Record<string, string | number>> {
  const isExplained = textId !== null && needsReason(before, route);
  if (!isEndLater(before, after) && !(isExplained && isFirst(before))) return isExplained ? { asTold: 1 } : {};
  return { longerThan: before.slaClass ?? 'simple', ...(textId === null ? { byCategory: 1 } : {}) };
}
