import type { ReviewClockId } from '../../contracts/clocks.ts';
import type { NoticeTemplate, Recipient } from '../../contracts/notices.ts';
import type { Instant } from '../../contracts/instants.ts';
import { endedAt, foundMissed } from '../clocks/running/foundMissed.ts';
import { type Passing, passMoments as passAll } from '../clocks/running/passing.ts';
import { clockRule } from '../clocks/rules.ts';
import { dueMoment } from '../clocks/running/ticking.ts';
import type { Told } from '../clocks/setting.ts';
import type { Clock, Moment } from '../clocks/types.ts';
import { change, happened, INSPECTORS, MANAGERS, ownersOf, patchClock, type ReviewDraft, tell } from './draft.ts';
import type { ReviewState } from './state.ts';

type ReviewClock = Clock<ReviewClockId>;

/** Does everything that has come for these limits of the review. */
export function passMoments(draft: ReviewDraft, keys: readonly string[]): void {
  const { at } = draft;
  const clocks = (): readonly ReviewClock[] => draft.state.clocks;
  const done = ({ key }: ReviewClock, doneUntil: Instant): void => patchClock(draft, key, { doneUntil });
  passAll<ReviewClockId>({ at, clocks, done, pass: (clock, passing) => passMoment(draft, clock, passing) }, keys);
}

/** What a late stop found missed before any timer told of it: recorded and told here, once. */
export function recordFoundBreaches(draft: ReviewDraft, before: ReviewState): void {
  const told = draft.events.filter(({ type }) => type === 'clock-breached').map(({ data }) => data['key']);
  for (const was of foundMissed(before.clocks, draft.state.clocks, told)) {
    const moment = dueMoment(was);
    happened(draft, 'clock-breached', { clock: was.id, key: was.key, dueAt: was.plan?.dueAt ?? null });
    if (moment !== undefined) tellAll(draft, was, { moment, template: 'clock-breached' });
  }
}

function passMoment(draft: ReviewDraft, clock: ReviewClock, { moment, silent }: Passing): void {
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
      if (!silent) tellAll(draft, clock, { moment, template: 'clock-overdue' });
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
  // Here and not with the others at the end: that it is long past its time stands after it.
  happened(draft, 'clock-breached', { clock: clock.id, key: clock.key, dueAt: moment.at });
  patchClock(draft, clock.key, { breached: true });
  tellAll(draft, clock, { moment, template: 'clock-breached' });
}

function tellAll(draft: ReviewDraft, clock: ReviewClock, telling: { moment: Moment; template: NoticeTemplate }): void {
  const { moment, template } = telling;
  const over = endedAt(draft.state.clocks, clock);
  const params = { clock: clock.id, dueAt: clock.plan?.dueAt ?? null, step: moment.step, ...over };
  for (const who of moment.told ?? [])
    for (const to of [recipientOf(draft, who)].flat()) tell(draft, to, { template, params, mail: who === 'manager' });
}

/** A review has an owner and the people above; whoever else a policy names, the department of quality hears it. */
function recipientOf({ state }: ReviewDraft, who: Told): Recipient | readonly Recipient[] {
  switch (who) {
    case 'owner':
      return ownersOf(state);
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
