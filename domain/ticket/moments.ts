import type { EventType } from '../../contracts/events.ts';
import type { MomentKind } from '../../contracts/clocks.ts';
import type { Instant } from '../../contracts/instants.ts';
import type { Recipient } from '../../contracts/notices.ts';
import type { Clock, Moment } from '../clocks/types.ts';
import { closeTicket } from './closing.ts';
import { isTicking, lapseClock, startClock, tickingClock } from './clockwork.ts';
import { partyWindowEnded } from './commands/dispute.ts';
import { alarm, change, type Draft, happened, MANAGERS, owner, SUPERVISORS, tellCustomer, tellStaff } from './draft.ts';

/** The moments of a clock that are still to come, seen from what was done already. */
export function momentsAhead(clock: Clock): readonly Moment[] {
  if (clock.status !== 'running' || clock.plan === null) return [];
  const { doneUntil } = clock;
  return clock.plan.moments.filter((moment) => doneUntil === null || moment.at > doneUntil);
}

export function nextMoment(clock: Clock): Moment | undefined {
  return momentsAhead(clock)[0];
}

/** Does everything that has come for these clocks, in order; clocks that moved or ended meanwhile are left alone. */
export function passMoments(draft: Draft, keys: readonly string[]): void {
  for (const key of keys) {
    const clock = draft.state.clocks.find((candidate) => candidate.key === key);
    if (clock !== undefined && isTicking(clock)) passMomentsOf(draft, clock);
  }
}

function passMomentsOf(draft: Draft, clock: Clock): void {
  const come = momentsAhead(clock).filter((moment) => moment.at <= draft.at);
  const last = come.at(-1);
  if (last === undefined) return;
  patchClock(draft, clock.key, { doneUntil: last.at });
  // After an outage several have come at once: the weaker ones are on record, but nobody is told what is no longer true.
  const strongest = come.findLastIndex((moment) => moment.kind === 'due' || moment.kind === 'overdue');
  for (const [position, moment] of come.entries()) passMoment(draft, { clock, moment, silent: position < strongest && moment.kind !== 'due' });
}

interface Passing {
  readonly clock: Clock;
  readonly moment: Moment;
  readonly silent: boolean;
}

const EVENT_OF_MOMENT: Readonly<Record<Exclude<MomentKind, 'due'>, EventType>> = {
  remind: 'clock-reminded',
  warn: 'clock-warned',
  target: 'clock-target-missed',
  overdue: 'clock-overdue',
};

function passMoment(draft: Draft, passing: Passing): void {
  const { clock, moment, silent } = passing;
  if (moment.kind === 'due') {
    limitReached(draft, clock, moment);
    return;
  }
  happened(draft, EVENT_OF_MOMENT[moment.kind], momentData(clock, moment));
  if (moment.kind === 'target') targetMissed(draft, clock, moment.at);
  if (!silent) tellMoment(draft, clock, moment);
}

function momentData(clock: Clock, moment: Moment): Record<string, string | number> {
  return { clock: clock.id, key: clock.key, at: moment.at, step: moment.step };
}

function patchClock(draft: Draft, key: string, patch: Partial<Clock>): void {
  change(draft, { clocks: draft.state.clocks.map((clock) => (clock.key === key ? { ...clock, ...patch } : clock)) });
}

/** Past its target a customer is kept informed, in the rhythm of special tickets (domain.md §7, PROGRESS_SYNC). */
function targetMissed(draft: Draft, clock: Clock, at: Instant): void {
  if (clock.id !== 'RESOLVE_COMPLEX' && clock.id !== 'RESOLVE_MULTI') return;
  if (tickingClock(draft.state, ['PROGRESS_SYNC']) === undefined) startClock(draft, { id: 'PROGRESS_SYNC', startedAt: at });
}

function tellMoment(draft: Draft, clock: Clock, moment: Moment): void {
  const params = { clock: clock.id, dueAt: clock.plan?.dueAt ?? null, step: moment.step };
  switch (moment.kind) {
    case 'remind':
      remind(draft, clock, params);
      return;
    case 'warn':
      tellStaff(draft, ownerOf(draft, clock), 'clock-warning', params);
      return;
    case 'target':
      tellStaff(draft, ownerOf(draft, clock), 'clock-target-missed', params);
      if (clock.id === 'REASSESS') tellStaff(draft, SUPERVISORS, 'clock-target-missed', params);
      if (clock.id === 'URGENT_RESPONSE') {
        alarm(draft, { kind: 'role', role: 'dutyAgent' }, 'clock-target-missed', params);
        alarm(draft, SUPERVISORS, 'clock-target-missed', params);
      }
      return;
    case 'due':
      return;
    case 'overdue':
      alarm(draft, MANAGERS, 'clock-overdue', params);
      return;
  }
}

/** A milestone belongs to its responsible person, every other limit to the ticket's owner. */
function ownerOf(draft: Draft, clock: Clock): Recipient {
  const task = draft.state.tasks.find((candidate) => candidate.taskId === clock.taskId);
  return task === undefined ? owner(draft.state) : { kind: 'staff', staffNo: task.responsible.staffNo };
}

function remind(draft: Draft, clock: Clock, params: Record<string, string | number | null>): void {
  switch (clock.id) {
    case 'MATERIAL_WAIT':
      tellCustomer(draft, 'material-reminder', params);
      return;
    case 'CONFIRM_WAIT':
      tellCustomer(draft, 'answer-reminder', params);
      return;
    case 'RATING_WINDOW':
      tellCustomer(draft, 'rating-invited', params);
      return;
    default:
      tellCustomer(draft, 'clock-reminder', params);
      if (draft.state.dispute !== null) {
        tellStaff(draft, { kind: 'company', companyId: draft.state.dispute.supplierCompanyId }, 'clock-reminder', params);
      }
  }
}

/** Waits and windows lapse, and something follows; every other limit is missed, and that is a fact for good. */
function limitReached(draft: Draft, clock: Clock, moment: Moment): void {
  switch (clock.id) {
    case 'MATERIAL_WAIT':
    case 'CONFIRM_WAIT':
      lapse(draft, clock, moment);
      closeTicket(draft, 'NO_RESPONSE');
      return;
    case 'RATING_WINDOW':
      lapse(draft, clock, moment);
      return;
    case 'REOPEN_WINDOW':
      lapse(draft, clock, moment);
      change(draft, { status: 'ARCHIVED' });
      happened(draft, 'archived');
      return;
    case 'DISPUTE_SELLER':
    case 'DISPUTE_EVIDENCE':
    case 'DISPUTE_PREHANDLE':
      lapse(draft, clock, moment);
      partyWindowEnded(draft, clock.id);
      return;
    default:
      breach(draft, clock);
  }
}

function lapse(draft: Draft, clock: Clock, moment: Moment): void {
  lapseClock(draft, clock.key);
  happened(draft, 'clock-lapsed', momentData(clock, moment));
}

function breach(draft: Draft, clock: Clock): void {
  patchClock(draft, clock.key, { breached: true });
  const params = { clock: clock.id, dueAt: clock.plan?.dueAt ?? null };
  tellStaff(draft, ownerOf(draft, clock), 'clock-breached', params);
  tellStaff(draft, SUPERVISORS, 'clock-breached', params);
  switch (clock.id) {
    case 'ONLINE_REPLY':
      tellStaff(draft, { kind: 'role', role: 'teamLeader' }, 'clock-breached', params);
      tellStaff(draft, { kind: 'department', department: 'FRONT' }, 'clock-breached', params);
      return;
    case 'URGENT_RESPONSE':
    case 'RESOLVE_MULTI':
    case 'DISPUTE_DECISION':
      alarm(draft, MANAGERS, 'clock-breached', params);
      return;
    case 'SPECIALIST_TAKEOVER':
      draft.route = { want: 'department-lead', department: draft.state.department };
      return;
    default:
      return;
  }
}
