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
import { ticketWorkflowId } from '../../contracts/ids.ts';
import type { Instant } from '../../contracts/instants.ts';
import type { ReviewCommand } from '../../contracts/reviews.ts';
import { decideReview, type ReviewInput } from '../../domain/quality/decide.ts';
import { openReview as openingDecision } from '../../domain/quality/open.ts';
import { isOver, type ReviewOpening, type ReviewState, type UpheldCount } from '../../domain/quality/state.ts';
import { notify } from '../ticket/activities.ts';
import { reviewEndedSignal } from '../ticket/messages.ts';
import { ClockTimers } from '../ticket/timers.ts';
import { countUpheld, openReview, recordReview } from './activities.ts';
import { reviewDetailsOf } from './details.ts';
import { reviewStateQuery, reviewUpdates } from './messages.ts';
import { changedReviewAttributes } from './searchAttributes.ts';

interface Job {
  readonly input: ReviewInput;
  /** The update's id; none where nobody gave it. */
  readonly cause: string | null;
  readonly settle: (outcome: Refusal | null) => void;
}

/**
 * The life of a quality review: inputs are taken one by one, the rules decide, the decision is written, the timers follow
 * the limits; until its result was told. Then its ticket hears of it, which waited for that before its archive.
 *
 * Invariants: one input at a time; the state changes only after it was written; every exit has answered each handler.
 */
export async function qualityReview(opening: ReviewOpening): Promise<void> {
  const jobs: Job[] = [];
  const momentsOf = new Set<string>();
  let errands = 0;
  const timers = new ClockTimers((key) => momentsOf.add(key));

  for (const update of reviewUpdates.values()) setHandler(update, (command) => settle(command));

  let state = await openReview(opening);
  setHandler(reviewStateQuery, () => state);
  follow(state);
  if (openingDecision(opening).notices.some((notice) => notice.mail)) void tellByMail(state);

  while (!isDone()) {
    await condition(() => isBusy() || isDone());
    const job = nextJob();
    if (job !== undefined) await take(job);
  }
  await tellTicket(state);

  function isDone(): boolean {
    return isOver(state) && !isBusy() && errands === 0 && allHandlersFinished();
  }

  function isBusy(): boolean {
    return jobs.length > 0 || momentsOf.size > 0;
  }

  /** Limits first: whoever acts at the same moment acts on a review that knows the time. */
  function nextJob(): Job | undefined {
    if (momentsOf.size === 0) return jobs.shift();
    const keys = [...momentsOf].sort();
    momentsOf.clear();
    return { input: { name: 'moments-passed', keys }, cause: null, settle: () => undefined };
  }

  async function take({ input, cause, settle: answer }: Job): Promise<void> {
    const decision = decideReview(state, input, now());
    if (!decision.ok) return answer(decision.refusal);
    if (decision.events.length === 0) {
      timers.reconcile(state.clocks);
      return answer(null);
    }
    const { events, notices, count } = decision;
    const before = state;
    state = await recordReview({ state: { ...decision.state, cause }, events, notices });
    const changed = changedReviewAttributes(before, state);
    if (changed.length > 0) upsertSearchAttributes(changed);
    follow(state);
    if (notices.some((notice) => notice.mail)) void tellByMail(state);
    if (count !== null) void ask(count);
    answer(null);
  }

  function follow(current: ReviewState): void {
    timers.reconcile(current.clocks);
    setCurrentDetails(reviewDetailsOf(current));
  }

  async function settle(command: ReviewCommand): Promise<CommandOutcome> {
    const refusal = await new Promise<Refusal | null>((resolve) => {
      jobs.push({ input: command, cause: currentUpdateInfo()?.id ?? null, settle: resolve });
    });
    if (refusal !== null) throw ApplicationFailure.nonRetryable(refusal.detail.en, refusal.code, refusal);
    return { version: state.version };
  }

  async function tellByMail({ ticketNo, version, reviewId }: ReviewState): Promise<void> {
    await errand('notify', () => notify({ ticketNo, version, reviewId }));
  }

  async function ask(count: UpheldCount): Promise<void> {
    await errand('count', async () => {
      const upheld = await countUpheld(count);
      const input: ReviewInput = { name: 'counted', staffNo: count.staffNo, upheld };
      jobs.push({ input, cause: null, settle: () => undefined });
    });
  }

  /** What fails for good is on record where people see it; a review never ends because a mail could not be sent. */
  async function errand(kind: string, run: () => Promise<void>): Promise<void> {
    errands += 1;
    try {
      await run();
    } catch (error) {
      log.error('errand failed', { kind, error: String(error) });
    } finally {
      errands -= 1;
    }
  }
}

/** A ticket that has ended for good, or was never started, needs no telling. */
async function tellTicket(state: ReviewState): Promise<void> {
  if (state.ofArchived) return;
  const { reviewId, reopen, reviewer } = state;
  const actor =
    reviewer === null ? ({ kind: 'system' } as const) : ({ kind: 'staff', ...reviewer, onBehalf: true } as const);
  try {
    const ticket = getExternalWorkflowHandle(ticketWorkflowId(state.ticketNo));
    await ticket.signal(reviewEndedSignal, { reviewId, reopen, actor, textId: state.toldTextId });
  } catch (error) {
    log.warn('the ticket was not told', { error: String(error) });
  }
}

function now(): Instant {
  return new Date().toISOString();
}
