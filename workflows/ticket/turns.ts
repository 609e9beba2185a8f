import type { TicketInput } from '../../domain/ticket/decide.ts';
import { ClockTimers } from '../common/clockTimers.ts';

/** An input that waits to be decided on. */
export interface Turn {
  /** An update's id, a message's, or the limits whose time had come: what it leads to is recognised by it. */
  readonly cause: string;
  readonly input: TicketInput;
  /** The version at which a command was allowed as it came; none where that was left to its turn, for what was to be decided before it. */
  readonly allowedAt?: number | undefined;
}

/** What a ticket has to decide on, one by one: limits first, so that whoever acts at the same moment acts on a ticket that knows the time. */
export class Turns {
  #waiting: Turn[] = [];
  #closed = false;
  #historyIsLong = false;
  readonly #isLongNow: () => boolean;
  /** One named timer for each limit that runs; its moments come as inputs. */
  readonly timers = new ClockTimers(() => this.#lookAtHistory());

  constructor(isLongNow: () => boolean) {
    this.#isLongNow = isLongNow;
  }

  get isEmpty(): boolean {
    return this.#waiting.length === 0 && !this.timers.hasPassed;
  }

  has(cause: string): boolean {
    return this.#waiting.some((turn) => turn.cause === cause);
  }

  /** Nobody decides any more; what comes now is as late as what was dismissed. */
  get isClosed(): boolean {
    return this.#closed;
  }

  /**
   * Another run should go on. Known from where inputs arrive: only these stand in the history at the same place whenever it is replayed.
   * A command refused at once stands nowhere, and what was written may be heard of in one task first and in another in a replay.
   */
  get historyIsLong(): boolean {
    return this.#historyIsLong;
  }

  push(turn: Turn): void {
    if (!this.#closed) this.#waiting.push(turn);
    this.#lookAtHistory();
  }

  /** Before all others again. */
  putBack(turn: Turn): void {
    this.#waiting.unshift(turn);
  }

  /** What was decided on already does not come again. */
  drop(causes: readonly string[]): void {
    this.#waiting = this.#waiting.filter(({ cause }) => !causes.includes(cause));
  }

  next(): Turn | undefined {
    const passed = this.timers.takePassed();
    return passed === null ? this.#waiting.shift() : { cause: `moments:${passed.keys.join('+')}`, input: passed };
  }

  /** The end: gives back what waits, and takes no more. */
  close(): readonly Turn[] {
    this.#closed = true;
    this.timers.takePassed();
    return this.#waiting.splice(0);
  }

  #lookAtHistory(): void {
    this.#historyIsLong ||= this.#isLongNow();
  }
}
