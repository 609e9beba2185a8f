import type { Notice } from '../../contracts/notices.ts';
import { isTicking } from '../clocks/running/ticking.ts';
import type { TicketState } from './state.ts';

/** Those outside the house cannot look up what a limit hangs on. */
const TOLD_SO: readonly Notice['to']['kind'][] = ['customer', 'company'];

/**
 * What a notice adds where a date in it is that of a limit which hangs on a year without a published calendar (docs/norms.md, conventions
 * of time, 13). To be asked once the limits of the decision are planned.
 */
export function provisionalTold({ to, params }: Pick<Notice, 'to' | 'params'>, state: TicketState): Notice['params'] {
  if (!TOLD_SO.includes(to.kind)) return {};
  const dates = state.clocks
    .filter(isTicking)
    .flatMap(({ plan }) => (plan?.provisional === true ? [plan.targetAt, plan.dueAt] : []));
  const isProvisional = Object.values(params).some((value) => typeof value === 'string' && dates.includes(value));
  return isProvisional ? { provisional: 1 } : {};
}
