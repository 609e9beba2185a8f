import type { Instant } from '../../contracts/instants.ts';
import type { Department } from '../../contracts/people.ts';
import type { TicketStatus } from '../../contracts/ticket.ts';
import type { InHouse } from '../clocks/inHouse.ts';
import { beginClock } from '../clocks/running/beginning.ts';
import type { LimitOwner, TicketStanding } from '../clocks/limitOwner.ts';
import { isTicking } from '../clocks/running/ticking.ts';
import type { Clock } from '../clocks/types.ts';
import { cancelClocks, startClock } from './clockwork.ts';
import type { ClockStart } from './clockwork.ts';
import type { Draft } from './draft.ts';
import type { TicketState } from './state.ts';

/** A reply limit, and beside an online one the stricter that the house measures where the policy's profile says so. */
export function startReplyClock(draft: Draft, start: Pick<ClockStart, 'id' | 'startedAt'>): void {
  startClock(draft, start);
  if (start.id === 'ONLINE_REPLY' && draft.state.inHouse.strict) startClock(draft, { ...start, id: 'ONLINE_STRICT' });
}

/** The department's own limit, where the policy gives it one; one that runs for it already goes on. */
export function enterDepartment(draft: Draft, startedAt: Instant = draft.at): void {
  const { department, inHouse } = draft.state;
  if (runsFor(draft.state, department) || !inHouse.departments.includes(department)) return;
  startClock(draft, { id: 'DEPARTMENT_INTERNAL', startedAt, terms: { department } });
}

/** Another policy was applied: a limit it does not give ends as it was told, one it gives anew begins now where its department has the ticket. */
export function followInHouse(draft: Draft): void {
  const { department, inHouse } = draft.state;
  if (!inHouse.departments.includes(department)) leaveDepartment(draft);
  if (isWithDepartment(draft.state)) enterDepartment(draft);
}

/**
 * The limit that `followInHouse` would begin at `at` where a policy with these limits of departments was applied; null: none. It is pinned to
 * the versions that the ticket has, and has no end by them.
 */
export function limitToBegin(
  ticket: Pick<LimitOwner, 'department' | 'clocks'> & TicketStanding,
  { departments }: InHouse,
  at: Instant,
): Clock | null {
  const { department, urgent } = ticket;
  if (!departments.includes(department) || !isWithDepartment(ticket) || runsFor(ticket, department)) return null;
  const clock = beginClock(ticket, { id: 'DEPARTMENT_INTERNAL', startedAt: at, terms: { urgent, department } });
  return { ...clock, plan: { targetAt: null, dueAt: null, moments: [], provisional: false } };
}

/** Whoever took it up has it, also while it waits for others: there the limit stands still with those beside it. */
const IN_HAND: readonly TicketStatus[] = ['IN_PROGRESS', 'COORDINATING', 'WAITING_CUSTOMER', 'WAITING_PARTIES'];

function isWithDepartment({
  status,
  department,
  assignee,
}: Pick<TicketState, 'status' | 'department' | 'assignee'>): boolean {
  return status === 'ASSIGNED' || (IN_HAND.includes(status) && assignee?.department === department);
}

function runsFor({ clocks }: Pick<LimitOwner, 'clocks'>, department: Department): boolean {
  return clocks.some((clock) => isTicking(clock) && clock.terms.department === department);
}

/** The ticket stands with another department or with none: what the last one had left of its own limit is nobody's any more. */
export function leaveDepartment(draft: Draft): void {
  cancelClocks(draft, ['DEPARTMENT_INTERNAL']);
}
