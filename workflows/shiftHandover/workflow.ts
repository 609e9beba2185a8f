import {
  allHandlersFinished,
  ApplicationFailure,
  condition,
  currentUpdateInfo,
  getExternalWorkflowHandle,
  log,
  setCurrentDetails,
  setHandler,
  upsertSearchAttributes,
} from '@temporalio/workflow';
import type { CommandOutcome } from '../../contracts/commands.ts';
import type { Refusal } from '../../contracts/errors.ts';
import type { AcceptHandover, HandoverId } from '../../contracts/handovers.ts';
import type { Instant } from '../../contracts/instants.ts';
import { decideHandover, type HandoverInput } from '../../domain/handover/decide.ts';
import { type HandoverOpening, type HandoverState, isOver } from '../../domain/handover/state.ts';
import { ClockTimers } from '../ticket/timers.ts';
import { giveHandover, openHandover, prepareHandover, recordHandover } from './activities.ts';
import { handoverDetailsOf } from './details.ts';
import { acceptUpdate, handoverStateQuery, passedOnSignal } from './messages.ts';
import { changedHandoverAttributes } from './searchAttributes.ts';

interface Job {
  readonly input: HandoverInput;
  /** The update's id; none where nobody gave it. */
  readonly cause: string | null;
  readonly settle: (outcome: Refusal | null) => void;
}

/**
 * The hand-over of one shift, from its start: near the end the note is put together, the next shift accepts it, and what stands on
 * it is handed over; inputs are taken one by one, decisions written before they count. Ends when nobody has to do anything any more.
 */
export async function shiftHandover(opening: HandoverOpening): Promise<void> {
  const jobs: Job[] = [];
  const momentsOf = new Set<string>();
  let errands = 0;
  const timers = new ClockTimers((key) => momentsOf.add(key));

  setHandler(acceptUpdate, (command) => settle(command));
  setHandler(passedOnSignal, (input) => push(input));

  const opened = await openHandover(opening);
  if (opened === null) return refuseAll();
  let state = opened;
  setHandler(handoverStateQuery, () => state);
  follow(state);

  while (!isDone()) {
    await condition(() => isBusy() || isDone());
    const job = nextJob();
    if (job !== undefined) await take(job);
  }

  function isDone(): boolean {
    return isOver(state) && !isBusy() && errands === 0 && allHandlersFinished();
  }

  function isBusy(): boolean {
    return jobs.length > 0 || momentsOf.size > 0;
  }

  /** The limit first: whoever accepts at the same moment accepts a note that knows the time. */
  function nextJob(): Job | undefined {
    if (momentsOf.size === 0) return jobs.shift();
    const keys = [...momentsOf].sort();
    momentsOf.clear();
    return { input: { name: 'moments-passed', keys }, cause: null, settle: () => undefined };
  }

  async function take({ input, cause, settle: answer }: Job): Promise<void> {
    const decision = decideHandover(state, input, now());
    if (!decision.ok) return answer(decision.refusal);
    const { events, notices, errand } = decision;
    if (events.length > 0) {
      const before = state;
      state = await recordHandover({ state: { ...decision.state, cause }, events, notices });
      const changed = changedHandoverAttributes(before, state);
      if (changed.length > 0) upsertSearchAttributes(changed);
    }
    follow(state);
    if (errand === 'prepare') void run(prepare);
    if (errand === 'give') void run(give);
    answer(null);
  }

  function follow(current: HandoverState): void {
    timers.reconcile(current.clocks);
    setCurrentDetails(handoverDetailsOf(current));
  }

  async function prepare(): Promise<void> {
    const { takenAlong, ...found } = await prepareHandover(opening);
    push({ name: 'prepared', ...found });
    for (const earlier of takenAlong) await passOn(earlier, opening.handoverId);
  }

  async function give(): Promise<void> {
    push({ name: 'given', lines: await giveHandover(opening) });
  }

  function push(input: HandoverInput): void {
    jobs.push({ input, cause: null, settle: () => undefined });
  }

  async function run(errand: () => Promise<void>): Promise<void> {
    errands += 1;
    try {
      await errand();
    } catch (error) {
      log.error('errand failed', { error: String(error) });
    } finally {
      errands -= 1;
    }
  }

  async function settle(command: AcceptHandover): Promise<CommandOutcome> {
    const refusal = await new Promise<Refusal | null>((resolve) => {
      jobs.push({ input: command, cause: currentUpdateInfo()?.id ?? null, settle: resolve });
    });
    if (refusal !== null) throw ApplicationFailure.nonRetryable(refusal.detail.en, refusal.code, refusal);
    return { version: state.version };
  }

  /** The roster was taken back before the hand-over began. */
  async function refuseAll(): Promise<void> {
    const { handoverId } = opening;
    const detail = { zh: `${handoverId} 已不在排班表中。`, en: `${handoverId} is in no roster any more.` };
    while (!allHandlersFinished() || jobs.length > 0) {
      for (const job of jobs.splice(0)) job.settle({ code: 'not-found', detail });
      await condition(() => jobs.length > 0 || allHandlersFinished());
    }
  }
}

/** One that has ended meanwhile needs no telling. */
async function passOn(earlier: HandoverId, to: HandoverId): Promise<void> {
  try {
    await getExternalWorkflowHandle(earlier).signal(passedOnSignal, { name: 'passed-on', to });
  } catch (error) {
    log.warn('an earlier hand-over was not told', { earlier, error: String(error) });
  }
}

function now(): Instant {
  return new Date().toISOString();
}
