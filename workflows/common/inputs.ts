import { ApplicationFailure, currentUpdateInfo } from '@temporalio/workflow';
import type { Refusal } from '../../contracts/errors.ts';
import type { MomentsPassed } from '../../domain/clocks/types.ts';
import { ClockTimers } from './clockTimers.ts';

/** An input whose turn has come. */
export interface Turn<Input> {
  readonly input: Input;
  /** The update's id; none where nobody gave it. */
  readonly cause: string | null;
  /** Tells whoever gave it what became of it; null: done. */
  readonly settle: (outcome: Refusal | null) => void;
}

/** What a workflow has to decide on, one by one: limits first, so that whoever acts at the same moment acts on a state that knows the time. */
export class Inputs<Input> {
  readonly #turns: Turn<Input | MomentsPassed>[] = [];
  /** One named timer for each limit that runs; its moments come as inputs. */
  readonly timers = new ClockTimers();

  get waiting(): boolean {
    return this.#turns.length > 0 || this.timers.hasPassed;
  }

  /** What nobody waits for. */
  push(input: Input): void {
    this.#turns.push({ input, cause: null, settle: () => undefined });
  }

  /** A command of an update: resolves when it was done, throws the refusal that its sender is told. */
  async settled(command: Input): Promise<void> {
    const refusal = await new Promise<Refusal | null>((settle) => {
      this.#turns.push({ input: command, cause: currentUpdateInfo()?.id ?? null, settle });
    });
    if (refusal !== null) throw refused(refusal);
  }

  next(): Turn<Input | MomentsPassed> | undefined {
    const passed = this.timers.takePassed();
    return passed === null ? this.#turns.shift() : { input: passed, cause: null, settle: () => undefined };
  }
}

/** A refusal as it crosses Temporal: its code is the type, the whole of it the details. */
export function refused(refusal: Refusal): ApplicationFailure {
  return ApplicationFailure.nonRetryable(refusal.detail.en, refusal.code, refusal);
}
