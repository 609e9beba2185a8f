import type { ClockId } from '../../../contracts/clocks.ts';
import type { ReplannedLimit, WhatIfLimit } from '../../../contracts/jobs.ts';
import { becomesDayOff } from '../planning/agreedDate.ts';
import type { Clock, ClockPlan } from '../types.ts';
import { type Comparison, type Timetables, toldDue } from './compare.ts';

/** What there is to tell of a limit under another timetable: null where nothing changes for people, or its clock has ended. */
export function replannedLimit(
  clock: Clock<ClockId>,
  outcome: Comparison,
  timetables: Timetables,
): ReplannedLimit | null {
  const { key } = clock;
  const from = toldDue(clock, timetables);
  if (outcome.kind === 'kept')
    return outcome.why === 'ended' ? null : { key, from, to: from, kept: outcome.why, dayOff: false };
  const to = outcome.kind === 'moved' ? outcome.after.dueAt : from;
  const dayOff = becomesDayOff(clock, { from, to }, timetables);
  return outcome.kind === 'moved' || dayOff ? { key, from, to, ...targetOf(outcome), kept: null, dayOff } : null;
}

/** Where the target moves, if it does. */
export function targetOf(outcome: Comparison): Pick<ReplannedLimit, 'target'> {
  if (outcome.kind !== 'moved' || outcome.before.targetAt === outcome.after.targetAt) return {};
  return { target: { from: outcome.before.targetAt, to: outcome.after.targetAt } };
}

/** From when to when a limit moves: its end, or its target where that moves alone. */
export function whatMoves({
  how,
  before,
  after,
}: Extract<Comparison, { kind: 'moved' }>): Pick<WhatIfLimit, 'from' | 'to'> {
  const moved: keyof ClockPlan = how === 'target' ? 'targetAt' : 'dueAt';
  return { from: before[moved], to: after[moved] };
}
