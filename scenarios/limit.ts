import { previewClock } from '../domain/clocks/explaining/preview.ts';
import { STANDARD_TIMETABLE } from '../domain/clocks/timetable.ts';
import { instantAt, isAt, shortText } from './times.ts';
import type { StepAction } from './words.ts';

type LimitStep = Extract<StepAction, { kind: 'limit' }>;

/** Limits that belong to no ticket are calculated, as `POST /v1/clocks/preview` does. */
export function limitDifferences(step: LimitStep): string[] {
  const { limit: clock, urgent, profile, workdays } = step;
  const found = previewClock({ clock, at: instantAt(step.at) ?? '', urgent, profile, workdays }, STANDARD_TIMETABLE);
  const times = [
    ['due', step.due, found.dueAt],
    ['target', step.target, found.targetAt],
    ['earliest', step.earliest, found.earliestAt],
    ['warn', step.warn, found.warnAt],
  ] as const;
  const faults = times
    .filter(([, expected, actual]) => expected !== undefined && !(actual && isAt(expected, actual)))
    .map(([word, expected, actual]) => `${word}: expected ${expected}, is ${actual ? shortText(actual) : 'none'}`);
  if (step.is !== undefined && step.is !== found.clock) faults.push(`is: expected ${step.is}, is ${found.clock}`);
  if (step.provisional !== undefined && step.provisional !== found.provisional)
    faults.push(`provisional: expected ${step.provisional}, is ${found.provisional}`);
  return faults.map((fault) => `${clock} at ${step.at}: ${fault}`);
}
