import type { Settled } from './run.ts';

/** Enough to recognise every repeat a client may still send; small enough to carry. */
const KEPT = 500;

/** What became of the latest commands and messages, by id: a repeat gets the same answer, in a later run too. */
export class Settlements {
  readonly #kept: Settled[];

  constructor(carried: readonly Settled[]) {
    this.#kept = [...carried];
  }

  /** What the next run is handed. */
  get all(): readonly Settled[] {
    return this.#kept;
  }

  of(id: string): Settled['outcome'] | undefined {
    return this.#kept.find((settled) => settled.id === id)?.outcome;
  }

  keep(id: string, outcome: Settled['outcome']): void {
    this.#kept.push({ id, outcome });
    this.#kept.splice(0, this.#kept.length - KEPT);
  }
}
