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
  workflowInfo,
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
import { openedSince, startReview } from './reviews.ts';
import { ADDED_LATER, type Errand, type Settled, type TicketRun } from './run.ts';
import { changedAttributes } from './searchAttributes.ts';
import { ClockTimers } from '../common/clockTimers.ts';
import { refused } from '../common/inputs.ts';
import { now } from '../common/now.ts';

/** Enough to recognise every repeat a client may still send; small enough to carry. */
const SETTLED_KEPT = 500;

interface Job {
  readonly cause: string;
  readonly input: TicketInput;
}

/**
 * The life of a ticket: inputs (commands, messages, limits that come, answers to errands) are taken one by one;
 * the rules decide, the decision is written, the timers follow the limits, errands leave the house; until it is archived.
 *
 * Invariants: one input at a time, so no two decisions interleave; the state changes only after it was written;
 * one timer per running clock; every exit has answered each handler. See docs/architecture.md.
 */
export async function ticket(run: TicketRun): Promise<void> {
  let state: TicketState = { ...ADDED_LATER, ...run.state };
  const settled: Settled[] = [...run.settled];
  const jobs: Job[] = [];
  const momentsOf = new Set<string>();
  const errands = new Set<Errand>();
  const timers = new ClockTimers((key) => momentsOf.add(key));

  for (const update of commandUpdates.values()) {
    setHandler(update, (command) => settle(command), { validator: (command) => refuseAtOnce(command) });
  }
  setHandler(messagePostedSignal, (message) => note(message));
  setHandler(reviewEndedSignal, (told) => push(`ended:${told.reviewId}`, { name: 'review-ended', ...told }));
  setHandler(stateQuery, () => state);

  for (const errand of run.errands) void runErrand(errand);
  follow(state);

  // Looked at with each input only: a command refused at once may wake a run but stands in no history, so a replay would not end there.
  let isLong = false;
  while (state.status !== 'ARCHIVED') {
    await condition(() => isBusy() || isLong);
    const job = nextJob();
    if (job !== undefined) {
      await take(job);
      isLong = workflowInfo().continueAsNewSuggested;
    } else if (allHandlersFinished()) {
      await continueAsNew<typeof ticket>({ state, settled, errands: [...errands] });
    } else await condition(() => isBusy() || allHandlersFinished());
  }
  for (const job of jobs.splice(0)) keep(job.cause, { ok: false, refusal: archived(state.ticketNo) });
  await condition(() => allHandlersFinished() && errands.size === 0);

  function isBusy(): boolean {
    return jobs.length > 0 || momentsOf.size > 0;
  }

  /** Limits first: whoever acts at the same moment acts on a ticket that knows the time. */
  function nextJob(): Job | undefined {
    if (momentsOf.size === 0) return jobs.shift();
    const keys = [...momentsOf].sort();
    momentsOf.clear();
    return { cause: `moments:${keys.join('+')}`, input: { name: 'moments-passed', keys } };
  }

  /** Decides, writes, and lets the world follow; a refusal changes nothing. */
  async function take(job: Job): Promise<void> {
    const { cause, input } = job;
    const decision = decide(state, input, now());
    if (!decision.ok) {
      keep(cause, { ok: false, refusal: decision.refusal });
      return;
    }
    if (input.name === 'moments-passed' && decision.state.clocks === state.clocks) {
      timers.reconcile(state.clocks);
      return;
    }
    const written = await record(recordOf(cause, state, decision));
    if (written.refused !== undefined) {
      keep(cause, { ok: false, refusal: written.refused });
      return;
    }
    const before = state;
    state = written.adopted?.state ?? planned(decision.state, written);
    const changed = changedAttributes(before, state);
    if (changed.length > 0) upsertSearchAttributes(changed);
    follow(state);
    for (const opening of openedSince(before, state)) void runErrand({ kind: 'review', opening });
    const joined = joinedIncident(before, state);
    if (joined !== null) void runErrand({ kind: 'catch-up', head: joined });
    if (hasAnsweredIncident(before, state)) void runErrand({ kind: 'followers', version: state.version });
    // Tickets from before this was so let nobody go.
    if (leavesFollowers(before, state) && patched('release-followers'))
      void runErrand({ kind: 'release', version: state.version });
    if (written.adopted !== null && !adopt(written.adopted, job)) return;
    if (written.adopted === null && decision.notices.some((notice) => notice.mail)) mail(state.version);
    if (decision.route !== null) void runErrand({ kind: 'route', request: decision.route });
    if (input.name !== 'moments-passed') keep(cause, { ok: true, value: { version: state.version } });
  }

  /** Takes over what was decided and then lost with a worker; false where this input was not among it and has its turn again. */
  function adopt({ causes, mailed }: Adopted, job: Job): boolean {
    for (const version of mailed) mail(version);
    for (const cause of causes) {
      if (cause !== job.cause) keep(cause, { ok: true, value: { version: state.version } });
    }
    const isAmongThem = causes.includes(job.cause);
    // Limits come again by themselves: their timers were just set anew.
    if (!isAmongThem && job.input.name !== 'moments-passed') jobs.unshift(job);
    return isAmongThem;
  }

  function mail(version: number): void {
    void runErrand({ kind: 'notify', version });
  }

  function follow(current: TicketState): void {
    timers.reconcile(current.clocks);
    setCurrentDetails(detailsOf(current));
  }

  function keep(id: string, outcome: Settled['outcome']): void {
    settled.push({ id, outcome });
    settled.splice(0, settled.length - SETTLED_KEPT);
  }

  function settledBefore(id: string): Settled | undefined {
    return settled.find((candidate) => candidate.id === id);
  }

  /** What can be refused at once leaves no trace in the history; with inputs waiting, only its turn can tell. */
  function refuseAtOnce(command: Command): void {
    if (isBusy() || settledBefore(updateId()) !== undefined) return;
    const decision = decide(state, command, now());
    if (!decision.ok) throw refused(decision.refusal);
  }

  async function settle(command: Command): Promise<CommandOutcome> {
    const id = updateId();
    if (settledBefore(id) === undefined) {
      jobs.push({ cause: id, input: command });
      await condition(() => settledBefore(id) !== undefined);
    }
    const outcome = settledBefore(id)?.outcome;
    if (outcome?.ok === true) return outcome.value;
    throw refused(outcome?.refusal ?? archived(state.ticketNo));
  }

  function note({ messageId, ...message }: MessagePosted): void {
    push(messageId, { name: 'message-arrived', ...message });
  }

  /** What is told twice happens once. */
  function push(cause: string, input: TicketInput): void {
    if (settledBefore(cause) === undefined && !jobs.some((job) => job.cause === cause)) jobs.push({ cause, input });
  }

  async function runErrand(errand: Errand): Promise<void> {
    errands.add(errand);
    try {
      if (errand.kind === 'notify') await notify({ ticketNo: state.ticketNo, version: errand.version });
      else if (errand.kind === 'review') await startReview(errand.opening);
      else if (errand.kind === 'followers') await answerFollowers({ head: state.ticketNo, version: errand.version });
      else if (errand.kind === 'release') await releaseFollowers({ head: state.ticketNo, version: errand.version });
      else if (errand.kind === 'catch-up') await catchUp({ head: errand.head, follower: state.ticketNo });
      else {
        const to = await route(errand.request);
        jobs.push({
          cause: `route:${errand.request.want}:${state.version}`,
          input: { name: 'routed', request: errand.request, to },
        });
      }
    } catch (error) {
      // The notice is marked as failed where people see it; a ticket never ends because a mail could not be sent.
      log.error('errand failed', { kind: errand.kind, error: String(error) });
    } finally {
      errands.delete(errand);
    }
  }
}

function planned(state: TicketState, { plans }: RecordedDecision): TicketState {
  return { ...state, clocks: state.clocks.map((clock) => ({ ...clock, plan: plans[clock.key] ?? clock.plan })) };
}

function updateId(): string {
  const info = currentUpdateInfo();
  if (info === undefined) throw new Error('a command arrives only as an update');
  return info.id;
}
