import type { Instant } from '../../contracts/instants.ts';
import type { TimetableVersions } from '../clocks/timetable.ts';
import { change, type Draft } from './draft.ts';
import type { TicketState } from './state.ts';

/**
 * By which versions what counts from an instant (UTC) is reckoned: by those that the ticket had then, however late its limit begins, so
 * that nothing which has happened is judged by versions that were applied after it (docs/norms.md, policies and versions).
 */
export function timetableAt({ timetable, timetablesBefore = [] }: TicketState, at: Instant): TimetableVersions {
  return timetablesBefore.find(({ until }) => at < until)?.versions ?? timetable;
}

/** From now on limits are reckoned by these versions. */
export function changeTimetable(draft: Draft, next: TimetableVersions): void {
  const { timetable: versions, timetablesBefore = [] } = draft.state;
  if (next.calendar === versions.calendar && next.policy === versions.policy) return;
  change(draft, { timetable: next, timetablesBefore: [...timetablesBefore, { until: draft.at, versions }] });
}
