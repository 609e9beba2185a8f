import type { MomentsPassed } from '../../domain/clocks/types.ts';
import { ClockTimers } from './clockTimers.ts';

/** What a workflow has to decide on, one by one: limits first, so that whoever acts at the same moment acts on a state that knows the time. */
export class Queue<Turn> {
  protected waiting: Turn[] = [];
  readonly #passed: (moments: MomentsPassed) => Turn;
  readonly #isLongNow: () => boolean;
  #historyIsLong = false;
  /** One named timer for each limit that runs; its moments come as inputs. */
  readonly timers = new ClockTimers(() => this.#lookAtHistory());

  constructor(passed: (moments: MomentsPassed) => Turn, isLongNow: () => boolean) {
    this.#passed = passed;
    this.#isLongNow = isLongNow;
  }

  get isEmpty(): boolean {
    return this.waiting.length === 0 && !this.timers.hasPassed;
  }

  /**
   * Another run should go on. Known from where inputs arrive: only these stand in the history at the same place whenever it is replayed.
   * A command refused at once stands nowhere, and what was written may be heard of in one task first and in another in a replay. Where a
   * task was prolonged by another, a replay reads there the length that the history had only then: so the mark of a patch, which stays,
   * says where it was found long.
   */
  get historyIsLong(): boolean {
    return this.#historyIsLong;
  }

  push(turn: Turn): void {
    this.waiting.push(turn);
    this.#lookAtHistory();
  }

  next(): Turn | undefined {
    const moments = this.timers.takePassed();
    return moments === null ? this.waiting.shift() : this.#passed(moments);
  }

  #lookAtHistory(): void {
    this.#historyIsLong ||= this.#isLongNow();
  }
}
