import type { EventType } from '../../contracts/events.ts';
import { DISPUTE_CLOCK_IDS, IN_HOUSE_CLOCK_IDS, type MomentKind, type TicketClockId } from '../../contracts/clocks.ts';
import type { Instant } from '../../contracts/instants.ts';
import { isOpen } from '../../contracts/ticket.ts';
import { isPartyWindow, isRunning } from '../dispute/dispute.ts';
import { foundMissed } from '../clocks/running/foundMissed.ts';
import { type Passing, passMoments as passAll } from '../clocks/running/passing.ts';
import { clockRule } from '../clocks/rules.ts';
import { dueMoment } from '../clocks/running/ticking.ts';
import type { Clock, Moment } from '../clocks/types.ts';
import { archiveWhenOver, closeTicket, tellWhoHasIt } from './closing.ts';
import { lapseClock, startClock, startUnlessTicking, tickingClock } from './clockwork.ts';
import { lastHeard } from './progressRhythm.ts';
import { windowEnded } from './commands/disputeMoves.ts';
import { change, type Draft, happened, tellStaff } from './draft.ts';
import { owner } from './people/owner.ts';
import { lateReminder, maySilenceClose, promiseBroken, SILENCE_CLOCKS } from './silence.ts';
import { supervise } from './supervision.ts';
import type { TicketState } from './state.ts';
import { isToldByReview, tellMoment } from './tellMoment.ts';
import { standingNow } from './tellParties.ts';

/** Does everything that has come for these limits of the ticket. */
export function passMoments(draft: Draft, keys: readonly string[]): void {
  const { at } = draft;
  const clocks = (): readonly Clock[] => draft.state.clocks;
  const done = ({ key }: Clock, doneUntil: Instant): void => patchClock(draft, key, { doneUntil });
  passAll<TicketClockId>({ at, clocks, done, pass: (clock, passing) => passMoment(draft, clock, passing) }, keys);
}

const EVENT_OF_MOMENT: Readonly<Record<Exclude<MomentKind, 'due'>, EventType>> = {
  remind: 'clock-reminded',
  warn: 'clock-warned',
  target: 'clock-target-missed',
  overdue: 'clock-overdue',
};

function passMoment(draft: Draft, clock: Clock, { moment, silent }: Passing): void {
  if (moment.kind === 'due') {
    limitReached(draft, clock, moment);
    return;
  }
  // A reminder that nobody gets any more is none.
  if (silent && moment.kind === 'remind') return;
  happened(draft, EVENT_OF_MOMENT[moment.kind], momentData(clock, moment));
  if (moment.kind === 'target' && INFORMED_PAST_TARGET.includes(clock.id)) askForReport(draft);
  if (!silent) tellMoment(draft, clock, moment);
  if (moment.kind === 'overdue') superviseNeglected(draft, clock);
}

/** Missed, and a workday later still not done: from now on it is watched. The house's own measures are no reason, and a closed ticket has nothing to watch. */
function superviseNeglected(draft: Draft, { id }: Clock): void {
  const { status, supervised } = draft.state;
  if (isOpen(status) && !supervised && !IN_HOUSE_CLOCK_IDS.includes(id)) supervise(draft, id);
}

function momentData(clock: Clock, moment: Moment): Record<string, string | number> {
  return { clock: clock.id, key: clock.key, at: moment.at, step: moment.step };
}

/** What a late stop, or a pause that began too late, found missed before any timer told of it: recorded and told here, once. */
export function recordFoundBreaches(draft: Draft, before: TicketState): void {
  const told = draft.events.filter(({ type }) => type === 'clock-breached').map(({ data }) => data['key']);
  for (const was of foundMissed(before.clocks, draft.state.clocks, told)) {
    const due = dueMoment(was);
    happened(draft, 'clock-breached', { clock: was.id, key: was.key, dueAt: was.plan?.dueAt ?? null });
    if (due !== undefined && !isToldByReview(before, was)) tellMoment(draft, was, due);
  }
}

function patchClock(draft: Draft, key: string, patch: Partial<Clock>): void {
  change(draft, { clocks: draft.state.clocks.map((clock) => (clock.key === key ? { ...clock, ...patch } : clock)) });
}

const INFORMED_PAST_TARGET: readonly TicketClockId[] = ['RESOLVE_COMPLEX', 'RESOLVE_MULTI'];

/**
 * Once the target or a part of the plan is missed a customer is kept informed, in the rhythm of special tickets, from when he was heard
 * or told last; where that has run out, at once (docs/norms.md, clocks).
 */
function askForReport(draft: Draft): void {
  startUnlessTicking(draft, { id: 'PROGRESS_SYNC', startedAt: lastHeard(draft.state), terms: { askedAt: draft.at } });
}

/** Waits and windows lapse, and something follows; every other limit is missed, and that is a fact for good. */
function limitReached(draft: Draft, clock: Clock, moment: Moment): void {
  if (clockRule(clock.id).atDue !== 'lapse') {
    // Told here and not with the others at the end: what follows from it, a workday past its time, stands after it.
    // Missed a second time after it was given a new date is a fact of its own.
    happened(draft, 'clock-breached', { clock: clock.id, key: clock.key, dueAt: moment.at });
    patchClock(draft, clock.key, { breached: true });
    tellMoment(draft, clock, moment);
    if (clock.id === 'PROMISE') promiseBroken(draft);
    if (clock.id === 'MILESTONE') askForReport(draft);
    archiveWhenOver(draft);
    return;
  }
  lapseClock(draft, clock.key);
  const line = draft.events.length;
  happened(draft, 'clock-lapsed', momentData(clock, moment));
  afterLapse(draft, clock);
  tellStep(draft, line);
  if (moment.told?.includes('owner') === true) tellWhatFollowed(draft, clock);
}

/** What follows tells the customer and the parties itself; whoever has the ticket hears of it where the ladder names him. */
function tellWhatFollowed(draft: Draft, { id }: Clock): void {
  const { closeReason, dispute } = draft.state;
  if (closeReason !== null) tellWhoHasIt(draft, closeReason);
  else if (isRunning(dispute))
    tellStaff(draft, owner(draft.state), 'dispute-stage', { ...standingNow(draft), happened: id });
}

function afterLapse(draft: Draft, clock: Clock): void {
  if (clock.id === 'REOPEN_WINDOW') archiveWhenOver(draft);
  const closes = SILENCE_CLOCKS.includes(clock.id) && maySilenceClose(draft.state);
  const ofParty = isPartyWindow(draft.state.dispute, clock.id);
  if (!closes && !ofParty) return;
  const reminder = lateReminder(clock);
  if (reminder !== undefined) remindAnew(draft, clock, reminder);
  else if (closes) closeTicket(draft, 'NO_RESPONSE');
  else windowEnded(draft);
}

/** Silence costs something only whom it was told: where the desk was away when that was to be, he is reminded now and has the whole time once more. */
function remindAnew(draft: Draft, { id }: Clock, reminder: Moment): void {
  startClock(draft, { id });
  const anew = tickingClock(draft.state, [id]);
  if (anew === undefined) return;
  happened(draft, 'clock-reminded', momentData(anew, reminder));
  tellMoment(draft, anew, reminder);
}

/**
 * Closing and archiving are lines of their own; where nothing else tells it, this line says where the ticket has come to, and that of
 * a dispute's window whose turn it is now.
 */
function tellStep(draft: Draft, line: number): void {
  const lapsed = draft.events[line];
  if (lapsed === undefined) return;
  const ofDispute = DISPUTE_CLOCK_IDS.some((id) => id === lapsed.data['clock']);
  const data = ofDispute ? { ...lapsed.data, ...standingNow(draft) } : lapsed.data;
  const after = draft.events.length === line + 1 ? draft.state.status : lapsed.after;
  draft.events[line] = { ...lapsed, data, after };
}
