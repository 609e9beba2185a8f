import { ApplicationFailure, condition, currentUpdateInfo, patched } from '@temporalio/workflow';
import type { Refusal } from '../../contracts/errors.ts';
import type { MomentsPassed } from '../../domain/clocks/types.ts';
import { Queue } from './queue.ts';

/** An input whose turn has come. */
export interface Turn<Input> {
  readonly input: Input;
  /** The update's id; none where nobody gave it. */
  readonly cause: string | null;
  /** Tells whoever gave it what became of it; null: done. */
  readonly settle: (outcome: Refusal | null) => void;
}

/** What the rules make of a command; only whether they refuse it matters here. */
type Judged = { readonly ok: true } | { readonly ok: false; readonly refusal: Refusal };

/** Nobody waits for what becomes of it. */
function unasked<Input>(input: Input): Turn<Input> {
  return { input, cause: null, settle: () => undefined };
}

/** What a workflow has to decide on, and who waits for it. */
export class Inputs<Input> extends Queue<Turn<Input | MomentsPassed>> {
  /** Nothing is being decided. Not before the first turn: until then nobody knows the state. */
  #isAtRest = false;

  constructor(isLongNow: () => boolean = () => false) {
    super(unasked, isLongNow);
  }

  /** What nobody waits for. */
  hear(input: Input): void {
    this.push(unasked(input));
  }

  /** A command of an update: resolves when it was done, throws the refusal that its sender is told. */
  async settled(command: Input): Promise<void> {
    const refusal = await new Promise<Refusal | null>((settle) => {
      this.push({ input: command, cause: currentUpdateInfo()?.id ?? null, settle });
    });
    if (refusal !== null) throw refused(refusal);
  }

  /** What can be refused at once leaves no trace in the history; while anything is decided or waits, only its turn can tell. */
  refuseAtOnce(judge: () => Judged): void {
    if (!this.#isAtRest || !this.isEmpty) return;
    const judged = judge();
    if (!judged.ok) throw refused(judged.refusal);
  }

  /** Takes one after the other, each when the one before was written, until `isDone`. */
  async takeUntil(isDone: () => boolean, take: (turn: Turn<Input | MomentsPassed>) => Promise<void>): Promise<void> {
    while (!isDone()) {
      this.#isAtRest = true;
      await condition(() => !this.isEmpty || isDone());
      this.#isAtRest = false;
      const turn = this.next();
      if (turn !== undefined) await take(turn);
    }
    this.#isAtRest = true;
  }
}

/** By what a decision is recognised among those that were written. */
interface Written {
  readonly version: number;
  readonly cause: string | null;
}

/**
 * Whether another decision stands where this one was to be written: PostgreSQL had some that this run, of an older store of Temporal, knows
 * nothing of, and its turn comes again on them. Before, it was taken for done; until two months after its release, when none is open.
 */
export function isOvertaken(decided: Written, { version, cause }: Written): boolean {
  return (version !== decided.version || cause !== decided.cause) && patched('decided-on-what-stands');
}

/** A refusal as it crosses Temporal: its code is the type, the whole of it the details. */
export function refused(refusal: Refusal): ApplicationFailure {
  return ApplicationFailure.nonRetryable(refusal.detail.en, refusal.code, refusal);
}
