import { MockActivityEnvironment } from '@temporalio/testing';
import { createHandovers, type HandoverDeps, type Handovers } from '../../../activities/handovers.ts';
import type { CommandOutcome } from '../../../contracts/commands.ts';
import type { AcceptHandover, HandoverId } from '../../../contracts/handovers.ts';
import type { Instant } from '../../../contracts/instants.ts';
import { readHandoverState } from '../../../db/repositories/shifts/handovers.ts';
import { decideHandover, type HandoverInput } from '../../../domain/handover/decide.ts';
import type { HandoverOpening, HandoverState } from '../../../domain/handover/state.ts';
import type { HandoverClient } from '../../../intake/handoverClient.ts';
import { CommandRefused, ServiceUnavailable, WorkflowNotStarted } from '../../../intake/workflowCall.ts';

/** Stands where hand-overs' workflows stand: decides and records on the spot, at the story's time, or is away. */
export class InstantHandovers implements HandoverClient {
  away = false;
  /** The story's time: shifts of a test lie in days to come. */
  now: Instant = new Date().toISOString();
  readonly #db: HandoverDeps['db'];
  readonly #done = new Set<string>();
  readonly #activities: Handovers;

  constructor(deps: HandoverDeps) {
    this.#db = deps.db;
    this.#activities = createHandovers(deps);
  }

  async start(opening: HandoverOpening): Promise<void> {
    if (this.away) throw new ServiceUnavailable('away');
    await this.#activities.openHandover(opening, this.now);
  }

  async accept(handoverId: HandoverId, command: AcceptHandover, updateId: string): Promise<CommandOutcome> {
    if (this.away) throw new ServiceUnavailable('away');
    const state = await this.#input(handoverId, command);
    this.#done.add(`${handoverId}:${updateId}`);
    return { version: state.version };
  }

  async hasDone(handoverId: HandoverId, updateId: string): Promise<boolean> {
    if (this.away) throw new ServiceUnavailable('away');
    return this.#done.has(`${handoverId}:${updateId}`);
  }

  /** It is this time: what the shift's limit has for it happens. */
  async passTo(handoverId: HandoverId, now: Instant): Promise<HandoverState> {
    this.now = now;
    return this.#input(handoverId, { name: 'moments-passed', keys: ['SHIFT_HANDOVER#1'] });
  }

  async #input(handoverId: HandoverId, input: HandoverInput): Promise<HandoverState> {
    const state = await readHandoverState(this.#db, handoverId);
    if (state === null) throw new WorkflowNotStarted(handoverId);
    const decision = decideHandover(state, input, this.now);
    if (!decision.ok) throw new CommandRefused(decision.refusal);
    const { events, notices, errand } = decision;
    const after = events.length === 0 ? state : await this.#activities.recordHandover({ ...decision, events, notices });
    if (errand === null) return after;
    const { prepareHandover, giveHandover } = this.#activities;
    const environment = new MockActivityEnvironment();
    if (errand === 'give')
      return this.#input(handoverId, { name: 'given', lines: await environment.run(giveHandover, after) });
    const { takenAlong, ...found } = await prepareHandover(after);
    const prepared = await this.#input(handoverId, { name: 'prepared', ...found });
    for (const earlier of takenAlong) await this.#input(earlier, { name: 'passed-on', to: handoverId });
    return prepared;
  }
}
