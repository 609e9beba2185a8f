import { CancellationScope, isCancellation, sleep } from '@temporalio/workflow';
import type { ClockId } from '../../contracts/clocks.ts';
import type { Instant } from '../../contracts/instants.ts';
import type { Clock } from '../../domain/clocks/types.ts';
import { localTime, nameOf } from './words.ts';
import { nextMoment } from '../../domain/clocks/ticking.ts';

/**
 * One named timer for each running clock, at its next moment: the timeline in the Temporal UI is the ticket's chart of limits.
 * Nothing else in a ticket sleeps.
 */
export class ClockTimers {
  readonly #armed = new Map<string, { at: Instant; scope: CancellationScope }>();
  readonly #onMoment: (key: string) => void;

  constructor(onMoment: (key: string) => void) {
    this.#onMoment = onMoment;
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
        this.#onMoment(clock.key);
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
