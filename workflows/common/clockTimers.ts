import { CancellationScope, isCancellation, patched, sleep } from '@temporalio/workflow';
import type { ClockId } from '../../contracts/clocks.ts';
import type { Instant } from '../../contracts/instants.ts';
import type { Clock, MomentsPassed } from '../../domain/clocks/types.ts';
import { localTime, nameOf } from './words.ts';
import { nextMoment } from '../../domain/clocks/running/ticking.ts';

/** What the Temporal UI shows of a limit that runs: when something comes of it, and its words, which name its end. */
interface Ahead {
  readonly at: Instant;
  readonly summary: string;
}

/**
 * One named timer for each running clock, at its next moment: the timeline in the Temporal UI is the ticket's chart of limits.
 * Nothing else in a ticket sleeps.
 */
export class ClockTimers {
  readonly #armed = new Map<string, Ahead & { readonly scope: CancellationScope }>();
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

  /** Starts the timers that are missing, cancels those nobody waits for and those whose words are not true any more, leaves the rest. */
  reconcile(clocks: readonly Clock<ClockId>[]): void {
    const wanted = new Map(clocks.flatMap((clock) => aheadOf(clock).map((ahead) => [clock.key, ahead] as const)));
    for (const [key, timer] of this.#armed) {
      if (isStill(timer, wanted.get(key))) continue;
      this.#armed.delete(key);
      timer.scope.cancel();
    }
    for (const [key, ahead] of wanted) {
      if (!this.#armed.has(key)) this.#arm(key, ahead);
    }
  }

  #arm(key: string, { at, summary }: Ahead): void {
    const scope = new CancellationScope();
    this.#armed.set(key, { at, summary, scope });
    const wait = scope.run(() => sleep(Math.max(1, Date.parse(at) - Date.now()), { summary }));
    wait.then(
      () => {
        this.#armed.delete(key);
        this.#passed.add(key);
        this.#onPassed();
      },
      (reason: unknown) => {
        if (!isCancellation(reason)) throw reason;
      },
    );
  }
}

/** A limit whose end alone was moved kept the words of its timer. Until two months after its release, when nothing from before is open. */
function isStill(timer: Ahead, wanted: Ahead | undefined): boolean {
  if (timer.at !== wanted?.at) return false;
  return timer.summary === wanted.summary || !patched('timers-name-their-end');
}

/** Nothing for a limit that has no moment to come. */
function aheadOf(clock: Clock<ClockId>): readonly Ahead[] {
  const moment = nextMoment(clock);
  if (moment === undefined) return [];
  const dueAt = clock.plan?.dueAt ?? null;
  const due = dueAt === null ? '' : ` due ${localTime(dueAt)}`;
  const step = moment.kind === 'due' ? '' : ` (${moment.kind} ${localTime(moment.at)})`;
  return [{ at: moment.at, summary: `${nameOf(clock)}${due}${step}` }];
}
