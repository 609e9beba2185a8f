import type { StaffRef } from '../../../contracts/people.ts';
import { isSuggestion } from '../../catalog/suggestions.ts';
import { resetClock, startUnlessTicking, stopClocks } from '../clockwork.ts';
import { change, type Draft } from '../draft.ts';
import { enterDepartment } from '../inHouse.ts';

/** Somebody works on it from now on: the limits for being taken up end, the next ones begin. */
export function beginWork(draft: Draft, handler: StaffRef, status: 'IN_PROGRESS' | 'COORDINATING'): void {
  const reassessing = draft.state.status === 'REASSESSING';
  change(draft, {
    status,
    assignee: handler,
    firstContact: draft.state.firstContact ?? handler.staffNo,
    ...(reassessing && status === 'COORDINATING' ? { lead: handler } : {}),
  });
  stopClocks(draft, ['SPECIALIST_TAKEOVER']);
  if (isSuggestion(draft.state.category)) stopClocks(draft, ['RESOLVE_SIMPLE']);
  if (handler.department === draft.state.department) enterDepartment(draft);
  if (reassessing) resetClock(draft, 'REASSESS', { terms: { phase: 'second' } });
  // In a round the limit is that of the round.
  if (draft.state.slaClass === 'special' && draft.state.round === 0) askForDate(draft);
}

/** A special ticket needs a date, set by one workday after somebody took it. */
export function askForDate(draft: Draft): void {
  startUnlessTicking(draft, { id: 'RESOLVE_SPECIAL' });
}
