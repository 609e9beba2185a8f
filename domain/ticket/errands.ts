import type { TicketNo } from '../../contracts/ids.ts';
import { isOpen } from '../../contracts/ticket.ts';
import type { ReviewOpening } from '../quality/state.ts';
import { soughtSenior } from './commands/escalating.ts';
import { isIncidentHead, waitsForAnswer } from './incidentHead.ts';
import { isAlarmedAtOpening } from './open.ts';
import type { RouteRequest, TicketState } from './state.ts';
import { soughtLead } from './tellMoment.ts';

/** Work of a ticket outside of its decisions. */
export type Errand =
  | { readonly kind: 'notify'; readonly version: number }
  | { readonly kind: 'route'; readonly version: number; readonly request: RouteRequest }
  | { readonly kind: 'review'; readonly opening: ReviewOpening }
  | { readonly kind: 'followers' }
  | { readonly kind: 'release'; readonly version: number }
  | { readonly kind: 'catch-up'; readonly head: TicketNo };

/**
 * What a state may still owe, as far as it tells: for a run that begins with it, or comes to it in one step, and was not there when each
 * became due. What was done already does nothing more when it is done again.
 */
export function owedErrands(state: TicketState): readonly Errand[] {
  const { version, reviews } = state;
  const routes = [soughtSenior(state), soughtLead(state)].filter((request) => request !== null);
  return [
    ...(isOpeningMailed(state) ? [{ kind: 'notify', version } as const] : []),
    ...reviews.open.map((opening) => ({ kind: 'review', opening }) as const),
    ...ofIncident(state),
    ...routes.map((request) => ({ kind: 'route', version, request }) as const),
  ];
}

/** The opening was written by intake; what it has to mail, nobody has sent off. */
function isOpeningMailed(state: TicketState): boolean {
  return state.version === 1 && (state.channel === 'email' || isAlarmedAtOpening(state));
}

/** A head owes its followers its answer, or that there will be none; a follower that waits may have been passed over. */
function ofIncident(state: TicketState): readonly Errand[] {
  const { incident, status, version } = state;
  if (incident === null) return [];
  if (!isIncidentHead(state)) return waitsForAnswer(state) ? [{ kind: 'catch-up', head: incident }] : [];
  if (!isOpen(status)) return [{ kind: 'release', version }];
  return status === 'AWAITING_CONFIRMATION' ? [{ kind: 'followers' }] : [];
}
