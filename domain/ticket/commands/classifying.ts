import type { CalledOut, TicketCommandPayloads } from '../../../contracts/commands.ts';
import type { Notice } from '../../../contracts/notices.ts';
import type { SlaClass } from '../../../contracts/ticket.ts';
import { isQualityMatter } from '../../catalog/qualityMatters.ts';
import { isSuggestion } from '../../catalog/suggestions.ts';
import { cancelClocks, RESOLVE_CLOCKS, startClock, startUnlessTicking, tickingClock } from '../clockwork.ts';
import { alarm, change, type Draft, happened, tellCustomer } from '../draft.ts';
import { reviewedOfIncident } from '../incidentHead.ts';
import { enterDepartment, leaveDepartment } from '../inHouse.ts';
import { fits } from '../people/taker.ts';
import { followRhythm } from '../progressRhythm.ts';
import { followQuality } from '../qualityMatter.ts';
import { replaceResolveClock } from '../resolveLimit.ts';
import type { TicketState } from '../state.ts';
import { foundComplex } from '../wordGiven.ts';
import { actsAs } from '../people/deputies.ts';
import { owner, SUPERVISORS } from '../people/owner.ts';
import { isStaff } from '../people/who.ts';
import type { CommandRule } from './rule.ts';
import { askForDate } from './beginning.ts';
import { tellFormer } from './former.ts';
import { isLaxer, moreTime, unreasoned } from './moreTime.ts';
import { tellQueue } from './queueing.ts';
import { acceptUrgency, calledNo, callDuty } from './urgency.ts';

type Route = TicketCommandPayloads['classify'];

/** The status in which a ticket of this routing waits for somebody to take it. */
export function waitingStatus(routing: Route['routing']): 'ASSIGNED' | 'RECEIVED' {
  return routing === 'department' ? 'ASSIGNED' : 'RECEIVED';
}

/** The limit that a class starts; special has none until a date is set. */
export function resolveClockOf(slaClass: SlaClass): 'RESOLVE_SIMPLE' | 'RESOLVE_COMPLEX' | null {
  switch (slaClass) {
    case 'simple':
      return 'RESOLVE_SIMPLE';
    case 'complex':
      return 'RESOLVE_COMPLEX';
    case 'special':
      return null;
  }
}

/**
 * A suggestion is taken up within its class's limit, and reviewed once a month (docs/norms.md, work given back, incidents, what is owed);
 * what was answered has the limit of its round.
 */
export function followSuggestion(draft: Draft): void {
  const { category, round, receivedAt } = draft.state;
  if (!isSuggestion(category)) cancelClocks(draft, ['SUGGESTION_REVIEW']);
  else if (round === 0) startUnlessTicking(draft, { id: 'SUGGESTION_REVIEW', startedAt: receivedAt });
}

/** Waits in a queue; a duty agent who was named for it has not taken it over yet. */
function isUntaken(state: TicketState): boolean {
  return state.status === 'RECEIVED' || state.status === 'ASSIGNED';
}

/** Withdrawn before anybody said what it is, and re-opened: its level takes it up once that is said. */
function isUnclassifiedRound({ status, category }: TicketState): boolean {
  return status === 'REASSESSING' && category === null;
}

/**
 * Agents classify what nobody has taken up yet. The second department that gives it back ends the wandering: whose it is, a supervisor
 * says, and that binds.
 */
function isAgents(state: TicketState): boolean {
  const needsOwnerFixed = state.sentBackBy.length > 1 || state.ownerFixed;
  return isUnclassifiedRound(state) || (isUntaken(state) && state.round === 0 && !needsOwnerFixed);
}

/**
 * Being classified anew where it is gives nobody more time to take it. Whoever has taken up a round keeps it while what it has become
 * is his to do (DECISION, docs/norms.md).
 */
function staysPut({ status, department, routing, round, assignee }: TicketState, after: TicketState): boolean {
  if (round > 0) return status === 'IN_PROGRESS' && assignee !== null && fits(after, assignee);
  const waitsOrRuns = status === 'IN_PROGRESS' || (after.routing !== null && status === waitingStatus(after.routing));
  return waitsOrRuns && department === after.department && routing === after.routing;
}

export const CLASSIFY: CommandRule<'classify'> = {
  who: (state, actor) =>
    isStaff(actor, 'supervisor') || (isAgents(state) && isStaff(actor, 'agent', 'seniorAgent', 'dutyAgent')),
  whoMay: {
    zh: '工单被接手前为客服或值班客服，之后为主管；两个部门退回，或主管已判定归属之后，仅限主管',
    en: 'an agent or duty agent until the ticket is taken over, then a supervisor; a supervisor alone once two departments sent it back, or a supervisor said whose it is',
  },
  when: (state) => isUntaken(state) || state.status === 'IN_PROGRESS' || isUnclassifiedRound(state),
  whenMay: {
    zh: '工单为 RECEIVED、ASSIGNED、IN_PROGRESS，或尚未分类的 REASSESSING',
    en: 'RECEIVED, ASSIGNED, IN_PROGRESS, or REASSESSING without a category',
  },
  check: (state, { payload }) => reviewedOfIncident(state, payload.category) ?? unreasoned(state, payload),
  apply: (draft, { payload }) => {
    const before = draft.state;
    const becomesUrgent = payload.urgent && !before.urgent;
    const fixesOwner = before.sentBackBy.length > 0 && actsAs(before, draft.actor, 'supervisor');
    change(draft, {
      category: payload.category,
      slaClass: payload.slaClass,
      routing: payload.routing,
      department: payload.department,
      ...(becomesUrgent ? { urgent: true, urgentReason: 'category' as const } : {}),
      ...(fixesOwner ? { ownerFixed: true } : {}),
    });
    if (payload.department !== before.department || payload.routing !== 'department') leaveDepartment(draft);
    const moves = !staysPut(before, draft.state);
    if (moves) enterQueue(draft, payload);
    followRhythm(draft, before.slaClass);
    applyClass(draft, payload, before);
    if (moves) tellFormer(draft, before.assignee?.staffNo ?? null);
    const duty = payload.duty ?? null;
    if (becomesUrgent) acceptUrgency(draft);
    if (becomesUrgent) callDuty(draft, duty);
    happened(draft, 'classified', {
      category: payload.category,
      slaClass: payload.slaClass,
      department: payload.department,
      ...(duty === null ? {} : { duty: calledNo(duty) }),
    });
    followQuality(draft, before.category);
    if (becomesUrgent) announceUrgent(draft, duty);
    else if (moves) tellQueue(draft);
    tellCustomer(draft, 'ticket-classified', {
      department: payload.department,
      slaClass: payload.slaClass,
      routing: payload.routing,
      ...goesOnBy(draft.state),
      ...moreTime(before, draft, payload),
    });
  },
};

/** Who goes on with it, or the round that waits for the next one; nothing where it waits to be taken, also by whoever is named for it. */
function goesOnBy({ status, assignee, round }: TicketState): Notice['params'] {
  if (status === 'REASSESSING') return { round };
  return status === 'IN_PROGRESS' && assignee !== null ? { staffNo: assignee.staffNo } : {};
}

/** As where a ticket opens urgent: nobody is left to come upon it, and at an hour for a person on duty he is whom it is told. */
function announceUrgent(draft: Draft, duty: CalledOut | null): void {
  const { department } = draft.state;
  const told = duty === null ? [...owner(draft.state), SUPERVISORS] : owner(draft.state);
  alarm(draft, told, 'urgent-opened', { department });
}

/** Puts the ticket into the queue its routing names, with the limit for being taken up; in a round to its level, within the limit that runs. */
function enterQueue(draft: Draft, route: Route): void {
  const { urgent, assignee, round } = draft.state;
  cancelClocks(draft, ['SPECIALIST_TAKEOVER', 'COORDINATION_PLAN']);
  if (round > 0) {
    change(draft, { status: 'REASSESSING', assignee: null });
    return;
  }
  // Who was named for it outside staffed time stays named.
  const onDuty = urgent && assignee !== null && (assignee.role === 'dutyAgent' || isUntaken(draft.state));
  change(draft, { status: waitingStatus(route.routing), ...(onDuty ? {} : { assignee: null }) });
  if (route.routing === 'department') {
    if (!isQualityMatter(route.category)) startClock(draft, { id: 'SPECIALIST_TAKEOVER' });
    enterDepartment(draft);
  }
  if (route.routing === 'coordinated') startClock(draft, { id: 'COORDINATION_PLAN' });
}

/** A special ticket that has no date, and waits for none yet: one that was told before fell away with its reason. */
function isDateGone(state: TicketState): boolean {
  const { slaClass, category } = state;
  return slaClass === 'special' && !isQualityMatter(category) && tickingClock(state, RESOLVE_CLOCKS) === undefined;
}

function applyClass(draft: Draft, { slaClass, reasoned }: Route, before: TicketState): void {
  if (slaClass === 'complex') foundComplex(draft);
  else cancelClocks(draft, ['EMAIL_COMPLEX_REPLY']);
  followSuggestion(draft);
  // What was answered once has no limit for its solution any more, but that of the round.
  const isOver = draft.state.round > 0 && tickingClock(draft.state, RESOLVE_CLOCKS) === undefined;
  if (isOver || isQualityMatter(draft.state.category)) return;
  const id = resolveClockOf(slaClass);
  const later = (reasoned === true && isLaxer(before.slaClass, slaClass)) || isDateGone(before);
  replaceResolveClock(draft, id ?? 'RESOLVE_SPECIAL', { later });
  if (id === null && draft.state.status === 'IN_PROGRESS') askForDate(draft);
}
