import type { TicketInput } from '../../domain/ticket/decide.ts';
import { ClockTimers } from '../common/clockTimers.ts';

/** An input that waits to be decided on. */
export interface Turn {
  /** An update's id, a message's, or the limits whose time had come: what it leads to is recognised by it. */
  readonly cause: string;
  readonly input: TicketInput;
}

/** What a ticket has to decide on, one by one: limits first, so that whoever acts at the same moment acts on a ticket that knows the time. */
export class Turns {
  #waiting: Turn[] = [];
  readonly #passed = new Set<string>();
  /** One named timer for each limit that runs; its moments come as inputs. */
  readonly timers = new ClockTimers((key) => this.#passed.add(key));

  get isEmpty(): boolean {
    return this.#waiting.length === 0 && this.#passed.size === 0;
  }

  has(cause: string): boolean {
    return this.#waiting.some((turn) => turn.cause === cause);
  }

  push(turn: Turn): void {
    this.#waiting.push(turn);
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
    if (this.#passed.size === 0) return this.#waiting.shift();
    const keys = [...this.#passed].sort();
    this.#passed.clear();
    return { cause: `moments:${keys.join('+')}`, input: { name: 'moments-passed', keys } };
  }

  /** All inputs that wait, which nobody will decide on any more. */
  dismiss(): readonly Turn[] {
    return this.#waiting.splice(0);
  }
}
