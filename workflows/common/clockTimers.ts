import { CancellationScope, isCancellation, sleep } from '@temporalio/workflow';
import type { ClockId } from '../../contracts/clocks.ts';
import type { Instant } from '../../contracts/instants.ts';
import type { Clock, MomentsPassed } from '../../domain/clocks/types.ts';
import { localTime, nameOf } from './words.ts';
import { nextMoment } from '../../domain/clocks/running/ticking.ts';

/**
 * One named timer for each running clock, at its next moment: the timeline in the Temporal UI is the ticket's chart of limits.
 * Nothing else in a ticket sleeps.
 */
export class ClockTimers {
  readonly #armed = new Map<string, { at: Instant; scope: CancellationScope }>();
  readonly #passed = new Set<string>();
  readonly #onPassed: () => void;

  /** Told in the same task in which Temporal tells of a timer. */
  constructor(onPassed: () => void = () => undefined) {
    this.#onPassed = onPassed;
  }

  /** Moments have come that nobody has looked at yet. */
  get hasPassed(): boolean {
    return this.#passed.size > 0;
  }

  /** All of them at once, to be decided on; null where there are none. */
  takePassed(): MomentsPassed | null {
    if (!this.hasPassed) return null;
    const keys = [...this.#passed].sort();
    this.#passed.clear();
    return { name: 'moments-passed', keys };
  }

  /** Starts the timers that are missing, cancels those nobody waits for, leaves the rest. */
  reconcile(clocks: readonly Clock<ClockId>[]): void {
    const wanted = new Map(clocks.map((clock) => [clock.key, { clock, at: nextMoment(clock)?.at }]));
    for (const [key, timer] of this.#armed) {
      if (wanted.get(key)?.at === timer.at) continue;
      this.#armed.delete(key);
      timer.scope.cancel();
    }
    for (const { clock, at } of wanted.values()) {
      if (at !== undefined && !this.#armed.has(clock.key)) this.#arm(clock, at);
    }
  }

  #arm(clock: Clock<ClockId>, at: Instant): void {
    const scope = new CancellationScope();
    this.#armed.set(clock.key, { at, scope });
    const wait = scope.run(() => sleep(Math.max(1, Date.parse(at) - Date.now()), { summary: summaryOf(clock, at) }));
    wait.then(
      () => {
        this.#armed.delete(clock.key);
        this.#passed.add(clock.key);
        this.#onPassed();
      },
      (reason: unknown) => {
        if (!isCancellation(reason)) throw reason;
      },
    );
  }
}

function summaryOf(clock: Clock<ClockId>, at: Instant): string {
  const moment = nextMoment(clock);
  const dueAt = clock.plan?.dueAt ?? null;
  const due = dueAt === null ? '' : ` due ${localTime(dueAt)}`;
  const step = moment === undefined || moment.kind === 'due' ? '' : ` (${moment.kind} ${localTime(at)})`;
  return `${nameOf(clock)}${due}${step}`;
}
