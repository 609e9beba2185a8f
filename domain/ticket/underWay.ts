import { type ClockId, DUTY_CLOCK_IDS } from '../../contracts/clocks.ts';
import type { Instant } from '../../contracts/instants.ts';
import { isOpen } from '../../contracts/ticket.ts';
import type { Words } from '../../contracts/words.ts';
import type { InHouse } from '../clocks/inHouse.ts';
import type { LimitOwner } from '../clocks/limitOwner.ts';
import type { Clock } from '../clocks/types.ts';
import { limitToBegin } from './inHouse.ts';
import { isPromiseOpen } from './openPromise.ts';
import type { TicketState } from './state.ts';

/** The desk still has something to do for it: an open ticket, or a closed one that is owed a follow-up, a second look or a promised word. */
export function isUnderWay({ status, owed, clocks }: Pick<TicketState, 'status' | 'owed' | 'clocks'>): boolean {
  return isOpen(status) || (status === 'CLOSED' && (owed !== null || isPromiseOpen({ clocks })));
}

export const IN_HANDS: Words = {
  zh: '有人正在处理的工单：未结案，或已结案而仍有承诺、回访或复核待办',
  en: 'a ticket in somebody’s hands that is open, or closed and still owed a promised word, a follow-up or a review',
};

/** The versions that are applied to it, as far as they concern which limits there are. */
export interface Applying {
  /** As the policy that is applied has it; null where none is. */
  readonly inHouse: InHouse | null;
  readonly at: Instant;
}

/**
 * What a version may move: of a closed ticket only what is owed to it, since its customer was told the windows; and what would begin with
 * it. Of these alone previews, what-ifs and re-plans speak as running.
 */
export function limitsUnderWay(
  { department, clocks, standing }: Pick<LimitOwner, 'department' | 'clocks' | 'standing'>,
  { inHouse, at }: Applying,
): readonly Clock<ClockId>[] {
  if (standing === null) return clocks;
  if (!isOpen(standing.status)) return clocks.filter(({ id }) => DUTY_CLOCK_IDS.some((duty) => duty === id));
  const begun = inHouse === null ? null : limitToBegin({ department, clocks, ...standing }, inHouse, at);
  return begun === null ? clocks : [...clocks, begun];
}
