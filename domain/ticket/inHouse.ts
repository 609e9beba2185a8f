import type { Instant } from '../../contracts/instants.ts';
import { cancelClocks, startClock } from './clockwork.ts';
import type { ClockStart } from './clockwork.ts';
import type { Draft } from './draft.ts';
import { isTicking } from '../clocks/running/ticking.ts';

/** A reply limit, and beside an online one the stricter that the house measures where the policy's profile says so. */
export function startReplyClock(draft: Draft, start: Pick<ClockStart, 'id' | 'startedAt'>): void {
  startClock(draft, start);
  if (start.id === 'ONLINE_REPLY' && draft.state.inHouse.strict) startClock(draft, { ...start, id: 'ONLINE_STRICT' });
}

/** The department's own limit, where the policy gives it one; one that runs for it already goes on. */
export function enterDepartment(draft: Draft, startedAt: Instant = draft.at): void {
  const { department, inHouse, clocks } = draft.state;
  const runs = clocks.some((clock) => isTicking(clock) && clock.terms.department === department);
  if (runs || !inHouse.departments.includes(department)) return;
  startClock(draft, { id: 'DEPARTMENT_INTERNAL', startedAt, terms: { department } });
}

/** Another policy was applied: a limit it does not give ends as it was told, one it gives anew begins now where its department has the ticket. */
export function followInHouse(draft: Draft): void {
  const { department, inHouse, status, assignee } = draft.state;
  if (!inHouse.departments.includes(department)) leaveDepartment(draft);
  const works = (status === 'IN_PROGRESS' || status === 'COORDINATING') && assignee?.department === department;
  if (status === 'ASSIGNED' || works) enterDepartment(draft);
}

/** The ticket stands with another department or with none: what the last one had left of its own limit is nobody's any more. */
export function leaveDepartment(draft: Draft): void {
  cancelClocks(draft, ['DEPARTMENT_INTERNAL']);
}
