import type { TicketEvent } from '../../contracts/events.ts';
import type { StaffRef } from '../../contracts/people.ts';
import { isQualityMatter } from '../catalog/qualityMatters.ts';
import { beginWork } from './commands/beginning.ts';
import { followSuggestion, resolveClockOf, waitingStatus } from './commands/classifying.ts';
import { tellQueue } from './commands/queueing.ts';
import { acceptUrgency } from './commands/urgency.ts';
import { startClock } from './clockwork.ts';
import { alarm, change, type Draft, finished, happened, tellCustomer, tellStaff } from './draft.ts';
import { owner, SUPERVISORS } from './people/owner.ts';
import { enterDepartment, startReplyClock } from './inHouse.ts';
import { openQualityMatter } from './qualityMatter.ts';
import type { Decided, OpeningFacts, TicketState } from './state.ts';

/**
 * The first decision of a ticket's life, taken at intake with the same rules that later decide in its workflow.
 * Limits run from `receivedAt`. Always succeeds; whether the customer is served at all was judged before.
 */
export function openTicket(facts: OpeningFacts): Decided {
  const draft: Draft = {
    at: facts.createdAt,
    actor: facts.actor,
    textId: null,
    before: null,
    state: openingState(facts),
    events: [],
    notices: [],
    route: null,
  };
  startOpeningClocks(draft, facts);
  happened(draft, 'opened', openingData(facts));
  const { department, routing } = draft.state;
  tellCustomer(draft, 'ticket-opened', { department, routing });
  if (facts.urgencyMisused === true) tellCustomer(draft, 'urgent-to-confirm');
  // Its review tells the inspectors.
  if (isQualityMatter(facts.category)) openQualityMatter(draft, facts);
  else announce(draft, facts);
  return finished(draft);
}

/** What is not there is not named, so that a timeline shows what an opening was about. */
function openingData(facts: OpeningFacts): TicketEvent['data'] {
  const { channel, category, department, urgentReason, askedFor = null, history = null, repeatOf = null } = facts;
  return {
    channel,
    category,
    department,
    urgent: urgentReason !== null,
    ...(askedFor === null ? {} : { askedFor }),
    ...(history === null ? {} : { history }),
    ...(repeatOf === null ? {} : { repeatOf }),
  };
}

function openingState(facts: OpeningFacts): TicketState {
  return {
    ticketNo: facts.ticketNo,
    version: 1,
    status: facts.routing === null ? 'RECEIVED' : waitingStatus(facts.routing),
    companyId: facts.companyId,
    accountId: facts.accountId,
    channel: facts.channel,
    category: facts.category,
    slaClass: facts.slaClass,
    routing: facts.routing,
    department: facts.department,
    assignee: null,
    heldSince: null,
    escalated: false,
    lead: null,
    firstContact: null,
    workers: [],
    urgent: facts.urgentReason !== null,
    urgentReason: facts.urgentReason,
    urgentAsked: facts.urgentAsked,
    createdAt: facts.createdAt,
    receivedAt: facts.receivedAt,
    closedAt: null,
    closeReason: null,
    round: 0,
    proposedBy: null,
    pastHandlers: [],
    material: null,
    materialRequests: 0,
    tasks: [],
    taskCount: 0,
    sentBackBy: [],
    ownerFixed: false,
    extended: false,
    extensionAsked: null,
    supervised: false,
    abuseWarned: false,
    incident: null,
    owed: null,
    urged: [],
    dispute: null,
    rating: null,
    reviews: { count: 0, open: [] },
    timetable: facts.timetable,
    inHouse: facts.inHouse,
    clocks: [],
  };
}

function startOpeningClocks(draft: Draft, facts: OpeningFacts): void {
  const startedAt = facts.receivedAt;
  if (facts.replyClock !== null) startReplyClock(draft, { id: facts.replyClock, startedAt });
  if (draft.state.urgent) acceptUrgency(draft, startedAt);
  const ofService = isQualityMatter(facts.category);
  if (!ofService) startClock(draft, { id: resolveClockOf(facts.slaClass ?? 'simple') ?? 'PROGRESS_SYNC', startedAt });
  followSuggestion(draft);
  if (facts.routing === 'department') {
    if (!ofService) startClock(draft, { id: 'SPECIALIST_TAKEOVER', startedAt });
    enterDepartment(draft, startedAt);
  }
  if (facts.routing === 'coordinated') startClock(draft, { id: 'COORDINATION_PLAN', startedAt });
}

/** Whether something that the opening tells its staff leaves the house: that it is urgent; a matter of the service is told by its review. */
export function isAlarmedAtOpening({ urgent, category }: TicketState): boolean {
  return urgent && !isQualityMatter(category);
}

/** Tells whose queue it stands in; what is urgent outside staffed time goes to the duty agent at once. */
function announce(draft: Draft, { duty, assigned = null, repeatOf = null }: OpeningFacts): void {
  const { department, urgent, urgentAsked } = draft.state;
  if (urgentAsked) tellStaff(draft, SUPERVISORS, 'urgent-asked', { department });
  if (duty !== null) nameOnDuty(draft, duty);
  else if (assigned !== null) giveTo(draft, assigned);
  else if (!urgent) tellQueue(draft);
  if (repeatOf !== null) tellStaff(draft, owner(draft.state), 'repeat-found', { other: repeatOf });
  if (urgent && duty === null) alarm(draft, [...owner(draft.state), SUPERVISORS], 'urgent-opened', { department });
}

/** He has it for the night; whose it is to take over or to plan finds it in the morning. */
function nameOnDuty(draft: Draft, duty: StaffRef): void {
  const { department, routing } = draft.state;
  const whose = owner(draft.state);
  change(draft, { assignee: duty });
  happened(draft, 'assigned', { staffNo: duty.staffNo });
  alarm(draft, { kind: 'staff', staffNo: duty.staffNo }, 'urgent-opened', { department });
  if (routing === 'department' || routing === 'coordinated') tellStaff(draft, whose, 'urgent-opened', { department });
}

/** A free agent has it at once: nobody has to take it over, and the customer knows with whom he speaks (docs/norms.md, assignment). */
function giveTo(draft: Draft, { to, why, earlier }: NonNullable<OpeningFacts['assigned']>): void {
  const { staffNo } = to;
  beginWork(draft, to, 'IN_PROGRESS');
  happened(draft, 'assigned', { staffNo, why, ...(earlier === null ? {} : { earlier }) });
  tellStaff(draft, { kind: 'staff', staffNo }, 'ticket-given', { assignedBecause: why });
  tellCustomer(draft, 'ticket-taken-over', { staffNo });
}
