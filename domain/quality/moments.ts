import type { ReviewClockId } from '../../contracts/clocks.ts';
import type { NoticeTemplate, Recipient } from '../../contracts/notices.ts';
import { clockRule } from '../clocks/rules.ts';
import type { Told } from '../clocks/setting.ts';
import type { Clock, Moment } from '../clocks/types.ts';
import { change, happened, INSPECTORS, MANAGERS, patchClock, type ReviewDraft, tell } from './draft.ts';
import { isTicking, momentsAhead } from '../clocks/ticking.ts';

type ReviewClock = Clock<ReviewClockId>;

/** Does everything that has come for these limits, in order; what moved or ended meanwhile is left alone. */
export function passMoments(draft: ReviewDraft, keys: readonly string[]): void {
  for (const key of keys) {
    const clock = draft.state.clocks.find((candidate) => candidate.key === key);
    if (clock !== undefined && isTicking(clock)) passMomentsOf(draft, clock);
  }
}

function passMomentsOf(draft: ReviewDraft, clock: ReviewClock): void {
  const come = momentsAhead(clock).filter((moment) => moment.at <= draft.at);
  const last = come.at(-1);
  if (last === undefined) return;
  patchClock(draft, clock.key, { doneUntil: last.at });
  // After an outage several have come at once: nobody is warned of what has happened already.
  const due = come.findIndex((moment) => moment.kind === 'due');
  for (const [position, moment] of come.entries()) passMoment(draft, clock, { moment, silent: position < due });
}

function passMoment(draft: ReviewDraft, clock: ReviewClock, passing: { moment: Moment; silent: boolean }): void {
  const { moment, silent } = passing;
  const data = { clock: clock.id, key: clock.key, at: moment.at };
  switch (moment.kind) {
    case 'remind':
    case 'warn':
    case 'target':
      happened(draft, 'clock-warned', data);
      if (!silent) tellAll(draft, clock, { moment, template: 'clock-warning' });
      return;
    case 'due':
      limitReached(draft, clock, moment);
      return;
    case 'overdue':
      happened(draft, 'clock-overdue', data);
      tellAll(draft, clock, { moment, template: 'clock-overdue' });
      return;
  }
}

/** The time to appeal lapses, and the score stands; every other limit is missed, and that is a fact for good. */
function limitReached(draft: ReviewDraft, clock: ReviewClock, moment: Moment): void {
  if (clockRule(clock.id).atDue === 'lapse') {
    patchClock(draft, clock.key, { status: 'lapsed', stoppedAt: moment.at });
    happened(draft, 'clock-lapsed', { clock: clock.id, key: clock.key, at: moment.at });
    change(draft, { status: 'FINAL' });
    happened(draft, 'finished');
    return;
  }
  patchClock(draft, clock.key, { breached: true });
  tellAll(draft, clock, { moment, template: 'clock-breached' });
}

function tellAll(draft: ReviewDraft, clock: ReviewClock, telling: { moment: Moment; template: NoticeTemplate }): void {
  const { moment, template } = telling;
  const params = { clock: clock.id, dueAt: clock.plan?.dueAt ?? null, step: moment.step };
  for (const who of moment.told ?? [])
    tell(draft, recipientOf(draft, who), { template, params, mail: who === 'manager' });
}

/** A review has an owner and the people above; whoever else a policy names, the department of quality hears it. */
function recipientOf({ state: { reviewer } }: ReviewDraft, who: Told): Recipient {
  switch (who) {
    case 'owner':
      return reviewer === null ? INSPECTORS : { kind: 'staff', staffNo: reviewer.staffNo };
    case 'manager':
      return MANAGERS;
    case 'supervisor':
    case 'teamLeader':
      return { kind: 'role', role: who };
    case 'customer':
    case 'parties':
    case 'department':
    case 'departmentLead':
    case 'freeAgent':
    case 'secondDuty':
      return INSPECTORS;
  }
}
