import type { ClockId } from '../../../contracts/clocks.ts';
import type { TaskId } from '../../../contracts/ids.ts';
import type { Instant } from '../../../contracts/instants.ts';
import type { TimetableVersions } from '../timetable.ts';
import type { Clock, ClockTerms } from '../types.ts';

export interface ClockBeginning<Id extends ClockId> {
  readonly id: Id;
  readonly startedAt: Instant;
  readonly taskId?: TaskId | undefined;
  readonly terms?: Partial<ClockTerms> | undefined;
  /** Default: the case's. */
  readonly timetable?: TimetableVersions | undefined;
}

/** One more start of a limit beside the earlier ones of its case, pinned to the case's versions; `record` plans its instants. */
export function beginClock<Id extends ClockId>(
  { clocks, timetable: ofCase }: { readonly clocks: readonly Clock<ClockId>[]; readonly timetable: TimetableVersions },
  { id, startedAt, taskId, terms, timetable = ofCase }: ClockBeginning<Id>,
): Clock<Id> {
  const earlier = clocks.filter((clock) => clock.id === id).length;
  return {
    key: `${id}#${earlier + 1}`,
    id,
    taskId: taskId ?? null,
    startedAt,
    terms: { urgent: false, fixedDueAt: null, fixedAt: null, phase: 'first', ...terms },
    timetable,
    status: 'running',
    breached: false,
    pauses: [],
    stoppedAt: null,
    plan: null,
    doneUntil: null,
  };
}
