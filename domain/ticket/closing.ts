import type { Boundary } from '../../contracts/boundaries.ts';
import type { TicketNo } from '../../contracts/ids.ts';
import type { Instant } from '../../contracts/instants.ts';
import type { Recipient } from '../../contracts/notices.ts';
import type { StaffRole } from '../../contracts/people.ts';
import type { CloseReason } from '../../contracts/ticket.ts';
import { isQualityMatter } from '../catalog/qualityMatters.ts';
import { isRunning } from '../dispute/dispute.ts';
import { cancelAllClocks, startClock, tickingClock } from './clockwork.ts';
import { cancelOpenTasks } from './plan.ts';
import { change, type Draft, happened, tellCustomer, tellStaff } from './draft.ts';
import { handlersOf, MANAGERS, SUPERVISORS } from './people/owner.ts';
import { isStaff } from './people/who.ts';
import { leavesFollowers, tellIncidentEnded } from './incidentHead.ts';
import { endClocksAtClosing, promisesAhead, promiseStanding } from './promises.ts';
import type { TicketState } from './state.ts';
import { startSupervisionReport } from './supervision.ts';
import { tellParty } from './tellParties.ts';
import { workedOn } from './workedOn.ts';

/** A duplicate is rated with the ticket that goes on, and nobody is asked how he liked the end of his service. */
const NOT_RATED: readonly CloseReason[] = ['DUPLICATE', 'TERMINATED'];

/** Whether the customer is asked to rate what closed so. */
export function isRatingAsked(reason: CloseReason | null): boolean {
  return reason !== null && !NOT_RATED.includes(reason);
}

/** What the customer is told with it besides. */
interface ClosingWords {
  /** The ticket in which a duplicate's matter goes on. */
  readonly goesOn?: TicketNo;
  /** By when it was told to be solved, which holds there. */
  readonly solvedBy?: Instant;
  /** Why it was declined, which says where to turn. */
  readonly boundary?: Boundary;
}

/** Ends the work in one step, and every limit but a promise that stands with it: of a closed ticket nothing else is told but rating, re-opening and what is owed to it. */
export function closeTicket(draft: Draft, reason: CloseReason, also: ClosingWords = {}): void {
  const closing = draft.state;
  cancelOpenTasks(draft);
  endClocksAtClosing(draft, reason);
  change(draft, { status: 'CLOSED', closedAt: draft.at, closeReason: reason, material: null });
  withdrawDispute(draft);
  startClock(draft, { id: 'RATING_WINDOW' });
  startClock(draft, { id: 'REOPEN_WINDOW' });
  happened(draft, 'closed', { reason });
  if (leavesFollowers(closing, draft.state)) tellIncidentEnded(draft);
  tellCustomer(draft, 'ticket-closed', {
    reason,
    ...also,
    window: 'REOPEN_WINDOW',
    ...promiseStanding(draft.state),
  });
  if (isRatingAsked(reason)) tellCustomer(draft, 'rating-invited', { window: 'RATING_WINDOW' });
  oweAfterClosing(draft, reason);
}

/** Whoever has it in hand, or was called out for it, is told where somebody else ends it. */
export function tellWhoHasIt(draft: Draft, reason: CloseReason, also: Pick<ClosingWords, 'goesOn'> = {}): void {
  const { actor } = draft;
  for (const { staffNo } of handlersOf(draft.state)) {
    if (actor.kind === 'staff' && actor.staffNo === staffNo) continue;
    tellStaff(draft, { kind: 'staff', staffNo }, 'ticket-closed', { reason, ...also });
  }
}

/** Closings after which the customer is asked again whether it is solved, where the case was no simple one. */
const FOLLOWED_UP: readonly CloseReason[] = ['CONFIRMED', 'AGREED', 'RULED', 'UNRESOLVED'];

/** The desk asks nobody how he liked the answer to a complaint about itself. */
function isFollowedUp({ category, slaClass, dispute }: TicketState, reason: CloseReason): boolean {
  if (isQualityMatter(category)) return false;
  return reason === 'NO_RESPONSE' || (FOLLOWED_UP.includes(reason) && (slaClass === 'complex' || dispute !== null));
}

/** Complex cases, disputes and customers who fell silent are followed up; an end of service is looked at by a second person. */
function oweAfterClosing(draft: Draft, reason: CloseReason): void {
  const by = draft.actor.kind === 'staff' ? draft.actor.staffNo : null;
  change(draft, { owed: null });
  if (reason === 'TERMINATED') {
    change(draft, { owed: { duty: 'termination-review', by } });
    startClock(draft, { id: 'TERMINATION_REVIEW' });
    // He may be the only supervisor.
    const others = reviewersOfEnd(draft.state, SUPERVISORS);
    const reviewers = isStaff(draft.actor, 'supervisor') ? [others, MANAGERS] : others;
    tellStaff(draft, reviewers, 'termination-review-due', { window: 'TERMINATION_REVIEW' });
  } else if (isFollowedUp(draft.state, reason)) {
    change(draft, { owed: { duty: 'follow-up', by } });
    startClock(draft, { id: 'FOLLOW_UP' });
    tellStaff(draft, { kind: 'department', department: 'FRONT' }, 'follow-up-due', { reason, window: 'FOLLOW_UP' });
  }
}

/** Those of a role who may review the end of a service: whoever ended it does not. */
export function reviewersOfEnd({ owed }: TicketState, role: Recipient): Recipient {
  return role.kind !== 'role' || owed === null || owed.by === null ? role : { ...role, except: [owed.by] };
}

/** A dispute that still runs ends with its ticket: the buyer has taken the matter back. */
function withdrawDispute(draft: Draft): void {
  const { dispute } = draft.state;
  if (!isRunning(dispute)) return;
  change(draft, { dispute: { ...dispute, step: 'WITHDRAWN' } });
  tellParty(draft, 'supplier', { template: 'dispute-ended', params: { happened: 'withdrawn' }, words: false });
}

/** Once nobody may re-open it any more; an open review is waited for, that of an end of service too, and a promise until it is kept or broken. */
export function archiveWhenOver(draft: Draft): void {
  const { status, reviews, owed } = draft.state;
  if (status !== 'CLOSED' || tickingClock(draft.state, ['REOPEN_WINDOW']) !== undefined) return;
  if (reviews.open.length > 0 || owed?.duty === 'termination-review' || promisesAhead(draft.state).length > 0) return;
  cancelAllClocks(draft);
  change(draft, { status: 'ARCHIVED' });
  happened(draft, 'archived');
}

interface Refused {
  readonly staffNo: string;
  readonly role: StaffRole | undefined;
}

/** Who cannot do better than what was refused, and of which role he was: who proposed it, never who only has it since; without a proposal, whoever worked on it. */
function refusedIn(state: TicketState): readonly Refused[] {
  const { assignee, lead, proposedBy, proposedRole } = state;
  const inHand = [assignee, lead].filter((one) => one !== null);
  if (proposedBy !== null) {
    const role = proposedRole ?? inHand.find(({ staffNo }) => staffNo === proposedBy)?.role;
    return [{ staffNo: proposedBy, role }];
  }
  // Who was only named has proposed nothing.
  const workers = workedOn(state);
  return inHand.filter(({ staffNo }) => workers.includes(staffNo));
}

/** Back to work after a refused answer or a re-opening: one level up, and never by somebody whose proposal was refused. */
export function startRound(draft: Draft): void {
  const { pastHandlers, refusedRoles = [] } = draft.state;
  const refused = refusedIn(draft.state);
  const roles = refused.map(({ role }) => role).filter((role) => role !== undefined);
  change(draft, {
    status: 'REASSESSING',
    round: draft.state.round + 1,
    pastHandlers: [...new Set([...pastHandlers, ...refused.map(({ staffNo }) => staffNo)])],
    refusedRoles: [...new Set([...refusedRoles, ...roles])],
    assignee: null,
    proposedBy: null,
    proposedRole: null,
    proposedIn: [],
    materialRequests: 0,
  });
  startClock(draft, { id: 'REASSESS' });
  startSupervisionReport(draft);
}
