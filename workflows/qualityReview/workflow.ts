import {
  allHandlersFinished,
  continueAsNew,
  currentUpdateInfo,
  getExternalWorkflowHandle,
  log,
  patched,
  setCurrentDetails,
  setHandler,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import type { CommandOutcome } from '../../contracts/commands.ts';
import { ticketWorkflowId } from '../../contracts/ids.ts';
import type { ReviewCommand } from '../../contracts/reviews.ts';
import { decideReview, type ReviewInput } from '../../domain/quality/decide.ts';
import { openReview as openingDecision } from '../../domain/quality/open.ts';
import { isOver, type ReviewOpening, type ReviewState, type UpheldCount } from '../../domain/quality/state.ts';
import { notify } from '../ticket/activities.ts';
import { reviewEndedSignal } from '../ticket/messages.ts';
import { Errands } from '../common/errands.ts';
import { Inputs, isOvertaken, type Turn } from '../common/inputs.ts';
import { leavesHouse } from '../common/leavesHouse.ts';
import { now } from '../common/now.ts';
import { changedOf } from '../common/searchAttributes.ts';
import { countUpheld, openReview, recordReview } from './activities.ts';
import { reviewDetailsOf } from './details.ts';
import { reviewStateQuery, reviewUpdates } from './messages.ts';
import { reviewAttributesOf } from './searchAttributes.ts';

/**
 * The life of a quality review: inputs are taken one by one, the rules decide, the decision is written, the timers follow
 * the limits; until its result was told. Then its ticket hears of it, which waited for that before its archive.
 *
 * Invariants: one input at a time; the state changes only after it was written; every exit has answered each handler.
 * A long run is followed by another, which finds the review as it was written; `doneBefore` are the commands of the one before.
 */
export async function qualityReview(opening: ReviewOpening, doneBefore: readonly string[] = []): Promise<void> {
  // Those from before go on in one run. Until two months after its release, when none of them is open.
  const inputs = new Inputs<ReviewInput>(() => workflowInfo().continueAsNewSuggested && patched('review-in-runs'));
  const done: string[] = [];
  const errands = new Errands<{ kind: 'notify' | 'count' | 'tell' }>();

  for (const update of reviewUpdates.values()) {
    setHandler(update, (command) => settle(command), { validator: (command) => refuseAtOnce(command) });
  }

  let state = await openReview(opening);
  setHandler(reviewStateQuery, () => state);
  follow(state);
  if (openingDecision(opening, state.reviewedBy).notices.some((notice) => notice.mail)) tellByMail(state);

  await inputs.takeUntil(() => isQuiet() && (isOver(state) || inputs.historyIsLong), take);
  if (!isOver(state)) return continueAsNew<typeof qualityReview>(opening, done);
  errands.run({ kind: 'tell' }, () => tellTicket(state));
  await inputs.takeUntil(isQuiet, take);

  function isQuiet(): boolean {
    return inputs.isEmpty && errands.underWay.length === 0 && allHandlersFinished();
  }

  function refuseAtOnce(command: ReviewCommand): void {
    if (!wasDone(currentUpdateInfo()?.id)) inputs.refuseAtOnce(() => decideReview(state, command, now()));
  }

  function wasDone(cause: string | null | undefined): boolean {
    return typeof cause === 'string' && doneBefore.includes(cause);
  }

  async function settle(command: ReviewCommand): Promise<CommandOutcome> {
    await inputs.settled(command);
    return { version: state.version };
  }

  async function take(turn: Turn<ReviewInput>): Promise<void> {
    const { input, cause, settle: answer } = turn;
    if (wasDone(cause)) return answer(null);
    const decision = decideReview(state, input, now());
    if (!decision.ok) return answer(decision.refusal);
    if (decision.events.length === 0) {
      inputs.timers.reconcile(state.clocks);
      return answer(null);
    }
    const { events, notices, count } = decision;
    const before = state;
    const decided = { ...decision.state, cause };
    state = await recordReview({ state: decided, events, notices });
    const changed = changedOf(reviewAttributesOf(before), reviewAttributesOf(state));
    if (changed.length > 0) upsertSearchAttributes(changed);
    follow(state);
    if (isOvertaken(decided, state)) return take(turn);
    if (leavesHouse(before, decision, input)) tellByMail(state);
    if (count !== null) ask(count);
    if (cause !== null) done.push(cause);
    answer(null);
  }

  function follow(current: ReviewState): void {
    inputs.timers.reconcile(current.clocks);
    setCurrentDetails(reviewDetailsOf(current));
  }

  function tellByMail({ ticketNo, version, reviewId }: ReviewState): void {
    errands.run({ kind: 'notify' }, () => notify({ ticketNo, version, reviewId }));
  }

  function ask(count: UpheldCount): void {
    errands.run({ kind: 'count' }, async () => {
      inputs.hear({ name: 'counted', staffNo: count.staffNo, upheld: await countUpheld(count) });
    });
  }
}

/** A ticket that has ended for good, or was never started, needs no telling. */
async function tellTicket(state: ReviewState): Promise<void> {
  if (state.ofArchived) return;
  const { reviewId, reopen, subject, subjectRole, reviewer, duty } = state;
  const about = { subject, ...(subjectRole && { subjectRole }) };
  const actor =
    reviewer === null ? ({ kind: 'system' } as const) : ({ kind: 'staff', ...reviewer, onBehalf: true } as const);
  try {
    const told = { reviewId, reopen, ...about, actor, ...(duty && { duty }), textId: state.toldTextId };
    const ticket = getExternalWorkflowHandle(ticketWorkflowId(state.ticketNo));
    await ticket.signal(reviewEndedSignal, told);
  } catch (error) {
    log.warn('the ticket was not told', { error: String(error) });
  }
}
