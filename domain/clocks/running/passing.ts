import type { ClockId } from '../../../contracts/clocks.ts';
import type { Instant } from '../../../contracts/instants.ts';
import { isTicking, momentsAhead } from './ticking.ts';
import type { Clock, Moment } from '../types.ts';

/** A moment of a limit that has come. */
export interface Passing {
  readonly moment: Moment;
  /** On record only: something that counts more has come as well, and nobody is told what is no longer true. */
  readonly silent: boolean;
}

/** Whoever keeps limits: what stands, and what follows when one of them has come to a moment. */
export interface Keeper<Id extends ClockId> {
  readonly at: Instant;
  /** As they stand now: what one moment leads to may move or end the others. */
  clocks(): readonly Clock<Id>[];
  /** Everything of this limit has been seen to until then. */
  done(clock: Clock<Id>, until: Instant): void;
  pass(clock: Clock<Id>, passing: Passing): void;
}

/**
 * Does everything that has come for these limits, in order; limits that moved or ended meanwhile are left alone. After an
 * outage several moments have come at once: all are on record, but what was to be told before the end, or before it was
 * long past, is not told any more. That the end was missed is always told.
 */
export function passMoments<Id extends ClockId>(keeper: Keeper<Id>, keys: readonly string[]): void {
  for (const key of keys) {
    const clock = keeper.clocks().find((candidate) => candidate.key === key);
    if (clock !== undefined && isTicking(clock)) passMomentsOf(keeper, clock);
  }
}

/** Which of these limits have come, by `now`, to nothing but what was before an instant; both in UTC. */
export function passedBefore<Id extends ClockId>(
  clocks: readonly Clock<Id>[],
  keys: readonly string[],
  { now, instant }: { readonly now: Instant; readonly instant: Instant },
): readonly string[] {
  return clocks
    .filter((clock) => keys.includes(clock.key) && (momentsCome(clock, now).at(-1)?.at ?? instant) < instant)
    .map(({ key }) => key);
}

function momentsCome(clock: Clock<ClockId>, at: Instant): readonly Moment[] {
  return momentsAhead(clock).filter((moment) => moment.at <= at);
}

function passMomentsOf<Id extends ClockId>(keeper: Keeper<Id>, clock: Clock<Id>): void {
  const come = momentsCome(clock, keeper.at);
  const last = come.at(-1);
  if (last === undefined) return;
  keeper.done(clock, last.at);
  const strongest = come.findLastIndex(({ kind }) => kind === 'due' || kind === 'overdue');
  for (const [position, moment] of come.entries()) {
    keeper.pass(clock, { moment, silent: position < strongest && moment.kind !== 'due' });
  }
}
