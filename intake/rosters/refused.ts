import type { Refusal } from '../../contracts/errors.ts';

/** A roster that the rules do not allow; nothing of it was written. */
export class RosterRefused extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.detail.en);
    this.name = 'RosterRefused';
    this.refusal = refusal;
  }
}
