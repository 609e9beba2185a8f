import {
  allHandlersFinished,
  condition,
  getExternalWorkflowHandle,
  log,
  setCurrentDetails,
  setHandler,
  upsertSearchAttributes,
} from '@temporalio/workflow';
import type { CommandOutcome } from '../../contracts/commands.ts';
import type { AcceptHandover, HandoverId } from '../../contracts/handovers.ts';
import { decideHandover, type HandoverInput } from '../../domain/handover/decide.ts';
import { type HandoverOpening, type HandoverState, isOver } from '../../domain/handover/state.ts';
import { Errands } from '../common/errands.ts';
import { Inputs, isOvertaken, type Turn } from '../common/inputs.ts';
import { now } from '../common/now.ts';
import { changedOf } from '../common/searchAttributes.ts';
import { giveHandover, openHandover, prepareHandover, recordHandover } from './activities.ts';
import { handoverDetailsOf } from './details.ts';
import { acceptUpdate, handoverStateQuery, passedOnSignal } from './messages.ts';
import { handoverAttributesOf } from './searchAttributes.ts';

/**
 * The hand-over of one shift, from its start: near the end the note is put together, the next shift accepts it, and what stands on
 * it is handed over; inputs are taken one by one, decisions written before they count. Ends when nobody has to do anything any more.
 */
export async function shiftHandover(opening: HandoverOpening): Promise<void> {
  const inputs = new Inputs<HandoverInput>();
  const errands = new Errands<{ kind: 'prepare' | 'give' }>();

  setHandler(acceptUpdate, (command) => settle(command), {
    validator: (command) => inputs.refuseAtOnce(() => decideHandover(state, command, now())),
  });
  setHandler(passedOnSignal, (input) => inputs.hear(input));

  const opened = await openHandover(opening, now());
  if (opened === null) return refuseAll();
  let state = opened;
  setHandler(handoverStateQuery, () => state);
  follow(state);

  await inputs.takeUntil(isDone, take);

  function isDone(): boolean {
    return isOver(state) && inputs.isEmpty && errands.underWay.length === 0 && allHandlersFinished();
  }

  async function settle(command: AcceptHandover): Promise<CommandOutcome> {
    await inputs.settled(command);
    return { version: state.version };
  }

  async function take(turn: Turn<HandoverInput>): Promise<void> {
    const { input, cause, settle: answer } = turn;
    const decision = decideHandover(state, input, now());
    if (!decision.ok) return answer(decision.refusal);
    const { events, notices, errand } = decision;
    if (events.length > 0) {
      const before = state;
      const decided = { ...decision.state, cause };
      state = await recordHandover({ state: decided, events, notices });
      const changed = changedOf(handoverAttributesOf(before), handoverAttributesOf(state));
      if (changed.length > 0) upsertSearchAttributes(changed);
      if (isOvertaken(decided, state)) return takeUp(turn);
    }
    follow(state);
    if (errand === 'prepare') errands.run({ kind: 'prepare' }, prepare);
    if (errand === 'give') errands.run({ kind: 'give' }, give);
    answer(null);
  }

  /** What was accepted unknown to this run is handed over, once however often that is tried. */
  function takeUp(turn: Turn<HandoverInput>): Promise<void> {
    follow(state);
    if (state.accepted !== null) errands.run({ kind: 'give' }, give);
    return take(turn);
  }

  function follow(current: HandoverState): void {
    inputs.timers.reconcile(current.clocks);
    setCurrentDetails(handoverDetailsOf(current));
  }

  async function prepare(): Promise<void> {
    const { takenAlong, ...found } = await prepareHandover(opening);
    inputs.hear({ name: 'prepared', ...found });
    for (const earlier of takenAlong) await passOn(earlier, opening.handoverId);
  }

  async function give(): Promise<void> {
    inputs.hear({ name: 'given', lines: await giveHandover(opening) });
  }

  /** The roster was taken back before the hand-over began. */
  async function refuseAll(): Promise<void> {
    const { handoverId } = opening;
    const detail = { zh: `${handoverId} 已不在排班表中。`, en: `${handoverId} is in no roster any more.` };
    while (!allHandlersFinished() || !inputs.isEmpty) {
      inputs.next()?.settle({ code: 'not-found', detail });
      await condition(() => !inputs.isEmpty || allHandlersFinished());
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
