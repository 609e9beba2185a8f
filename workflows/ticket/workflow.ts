import {
  allHandlersFinished,
  condition,
  continueAsNew,
  currentUpdateInfo,
  log,
  patched,
  setCurrentDetails,
  setHandler,
  upsertSearchAttributes,
} from '@temporalio/workflow';
import type { Command, CommandOutcome, MessagePosted } from '../../contracts/commands.ts';
import { decide, type TicketInput, archived } from '../../domain/ticket/decide.ts';
import { type Adopted, type RecordedDecision, recordOf } from '../../domain/ticket/record.ts';
import { leavesFollowers } from '../../domain/ticket/incidentHead.ts';
import type { TicketState } from '../../domain/ticket/state.ts';
import { answerFollowers, catchUp, notify, record, releaseFollowers, route } from './activities.ts';
import { detailsOf } from './details.ts';
import { hasAnsweredIncident, joinedIncident } from './incidents.ts';
import { commandUpdates, messagePostedSignal, reviewEndedSignal, stateQuery } from './messages.ts';
import {
  asKnownBefore,
  decidedAsAllowed,
  decidedAsBefore,
  isMailed,
  plannedAsBefore,
  toldAsBefore,
} from './patches.ts';
import { openedSince, startReview } from './reviews.ts';
import { ADDED_LATER, type Errand, type TicketRun } from './run.ts';
import { changedAttributes } from './searchAttributes.ts';
import { Settlements } from './settlements.ts';
import { type Turn, Turns } from './turns.ts';
import { refused } from '../common/inputs.ts';
import { now } from '../common/now.ts';

/**
 * The life of a ticket: inputs (commands, messages, limits that come, answers to errands) are taken one by one;
 * the rules decide, the decision is written, the timers follow the limits, errands leave the house; until it is archived.
 *
 * Invariants: one input at a time, so no two decisions interleave; the state changes only after it was written;
 * one timer per running clock; every exit has answered each handler. See docs/architecture.md.
 */
export async function ticket(run: TicketRun): Promise<void> {
  let state: TicketState = { ...ADDED_LATER, ...run.state };
  const settlements = new Settlements(run.settled);
  const turns = new Turns();
  const errands = new Set<Errand>();

  for (const update of commandUpdates.values()) {
    setHandler(update, (command) => settle(command), { validator: (command) => refuseAtOnce(command) });
  }
  setHandler(messagePostedSignal, (message) => note(message));
  setHandler(reviewEndedSignal, (told) => push(`ended:${told.reviewId}`, { name: 'review-ended', ...told }));
  setHandler(stateQuery, () => state);

  for (const errand of run.errands) void runErrand(errand);
  follow(state);

  while (state.status !== 'ARCHIVED') {
    await condition(() => !turns.isEmpty || turns.historyIsLong);
    const turn = turns.next();
    if (turn !== undefined) await take(turn);
    else if (allHandlersFinished()) {
      await continueAsNew<typeof ticket>({ state, settled: settlements.all, errands: [...errands] });
    } else await condition(() => !turns.isEmpty || allHandlersFinished());
  }
  for (const { cause } of turns.close()) settlements.keep(cause, { ok: false, refusal: archived(state.ticketNo) });
  await condition(() => allHandlersFinished() && errands.size === 0);

  /** Decides, writes, and lets the world follow; a refusal changes nothing. */
  async function take(turn: Turn): Promise<void> {
    const { cause, input } = turn;
    const decision = decidedAsBefore(state, decidedAsAllowed(asKnownBefore(state, input), turn), input);
    if (!decision.ok) {
      settlements.keep(cause, { ok: false, refusal: decision.refusal });
      return;
    }
    if (input.name === 'moments-passed' && decision.state.clocks === state.clocks) {
      turns.timers.reconcile(state.clocks);
      return;
    }
    const written = await record(recordOf(cause, state, decision));
    if (written.refused !== undefined) {
      settlements.keep(cause, { ok: false, refusal: written.refused });
      return;
    }
    const before = state;
    state = plannedAsBefore(before, written.adopted?.state ?? planned(decision.state, written));
    const changed = toldAsBefore(changedAttributes(before, state), before, state);
    if (changed.length > 0) upsertSearchAttributes([...changed]);
    follow(state);
    for (const opening of openedSince(before, state)) void runErrand({ kind: 'review', opening });
    const joined = joinedIncident(before, state);
    if (joined !== null) void runErrand({ kind: 'catch-up', head: joined });
    if (hasAnsweredIncident(before, state)) void runErrand({ kind: 'followers' });
    // Tickets from before this was so let nobody go.
    if (leavesFollowers(before, state) && patched('release-followers'))
      void runErrand({ kind: 'release', version: state.version });
    if (written.adopted !== null && !adopt(written.adopted, turn)) return;
    if (written.adopted === null && isMailed(before, decision, input)) mail(state.version);
    if (decision.route !== null) void runErrand({ kind: 'route', version: state.version, request: decision.route });
    if (input.name !== 'moments-passed') settlements.keep(cause, { ok: true, value: { version: state.version } });
  }

  /** Takes over what was decided and then lost with a worker; false where this input was not among it and has its turn again. */
  function adopt({ causes, mailed }: Adopted, turn: Turn): boolean {
    for (const version of mailed) mail(version);
    for (const cause of causes) {
      if (cause !== turn.cause) settlements.keep(cause, { ok: true, value: { version: state.version } });
    }
    turns.drop(causes);
    const isAmongThem = causes.includes(turn.cause);
    // Limits come again by themselves: their timers were just set anew.
    if (!isAmongThem && turn.input.name !== 'moments-passed') turns.putBack(turn);
    return isAmongThem;
  }

  function mail(version: number): void {
    void runErrand({ kind: 'notify', version });
  }

  function follow(current: TicketState): void {
    turns.timers.reconcile(current.clocks);
    setCurrentDetails(detailsOf(current));
  }

  /** What can be refused at once leaves no trace in the history; with inputs waiting, only its turn can tell. */
  function refuseAtOnce(command: Command): void {
    if (!turns.isEmpty || settlements.of(updateId()) !== undefined) return;
    const decision = decide(state, command, now());
    if (!decision.ok) throw refused(decision.refusal);
  }

  async function settle(command: Command): Promise<CommandOutcome> {
    const id = updateId();
    if (settlements.of(id) === undefined) {
      turns.push({ cause: id, input: command, allowedAt: turns.isEmpty ? state.version : undefined });
      await condition(() => settlements.of(id) !== undefined || turns.isClosed);
    }
    const outcome = settlements.of(id);
    if (outcome?.ok === true) return outcome.value;
    throw refused(outcome?.refusal ?? archived(state.ticketNo));
  }

  function note({ messageId, ...message }: MessagePosted): void {
    push(messageId, { name: 'message-arrived', ...message });
  }

  /** What is told twice happens once. */
  function push(cause: string, input: TicketInput): void {
    if (settlements.of(cause) === undefined && !turns.has(cause)) turns.push({ cause, input });
  }

  async function runErrand(errand: Errand): Promise<void> {
    errands.add(errand);
    try {
      if (errand.kind === 'notify') await notify({ ticketNo: state.ticketNo, version: errand.version });
      else if (errand.kind === 'review') await startReview(errand.opening);
      else if (errand.kind === 'followers') await answerFollowers(state.ticketNo);
      else if (errand.kind === 'release') await releaseFollowers({ head: state.ticketNo, version: errand.version });
      else if (errand.kind === 'catch-up') await catchUp({ head: errand.head, follower: state.ticketNo });
      else {
        const { version, request } = errand;
        const to = await route(request);
        turns.push({ cause: `route:${request.want}:${version}`, input: { name: 'routed', request, to } });
      }
    } catch (error) {
      // The notice is marked as failed where people see it; a ticket never ends because a mail could not be sent.
      log.error('errand failed', { kind: errand.kind, error: String(error) });
    } finally {
      errands.delete(errand);
    }
  }
}

function planned(state: TicketState, { plans, timetables = {} }: RecordedDecision): TicketState {
  const clocks = state.clocks.map((clock) => ({
    ...clock,
    plan: plans[clock.key] ?? clock.plan,
    timetable: timetables[clock.key] ?? clock.timetable,
  }));
  return { ...state, clocks };
}

function updateId(): string {
  const info = currentUpdateInfo();
  if (info === undefined) throw new Error('a command arrives only as an update');
  return info.id;
}
