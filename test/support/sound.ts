import type { TicketClockId } from '../../contracts/clocks.ts';
import { isOpen } from '../../contracts/ticket.ts';
import type { Clock } from '../../domain/clocks/types.ts';
import { isRunning } from '../../domain/dispute/dispute.ts';
import type { TicketState } from '../../domain/ticket/state.ts';
import { waitingOn } from '../../domain/ticket/waiting.ts';
import { isTicking, nextMoment } from '../../domain/clocks/running/ticking.ts';

/** What may still run on a closed ticket: the customer's windows, and what the desk owes it. */
const AFTER_CLOSING: readonly TicketClockId[] = [
  'RATING_WINDOW',
  'REOPEN_WINDOW',
  'FOLLOW_UP',
  'TERMINATION_REVIEW',
  'PROMISE',
];

function ownerFaults(state: TicketState): string[] {
  const { status, assignee, lead, dispute } = state;
  const faults: string[] = [];
  if (isOpen(status) && waitingOn(state) === 'nobody') faults.push(`${status} waits on nobody`);
  if (status === 'IN_PROGRESS' && assignee === null && lead === null) faults.push('IN_PROGRESS without an owner');
  if (status === 'WAITING_PARTIES' && !isRunning(dispute)) faults.push('WAITING_PARTIES without a dispute that runs');
  if (!isOpen(status) && state.closeReason === null) faults.push(`${status} without a reason`);
  if (!isOpen(status) && isRunning(dispute)) faults.push(`${status} with a dispute that runs`);
  if (isOpen(status) && state.owed !== null) faults.push(`${status} and owed what a closed ticket is`);
  if (isOpen(status) && state.closeReason !== null) faults.push(`${status} with a reason of closing`);
  if ((status === 'WAITING_CUSTOMER') !== (state.material !== null)) faults.push(`${status} and material do not fit`);
  if (!isOpen(status) && state.tasks.some((task) => task.status === 'OFFERED' || task.status === 'ACCEPTED')) {
    faults.push(`${status} with an open task`);
  }
  return faults;
}

function runningFaults(state: TicketState): string[] {
  const { status } = state;
  const ticking = state.clocks.filter(isTicking);
  const faults: string[] = [];
  if (isOpen(status) && ticking.length === 0) faults.push(`${status} with no limit running`);
  if (status === 'ARCHIVED' && ticking.length > 0) faults.push('ARCHIVED with a limit running');
  if (!isOpen(status)) {
    const strange = ticking.filter(({ id }) => !AFTER_CLOSING.includes(id));
    faults.push(...strange.map(({ id }) => `${status} with ${id} running`));
  }
  const isPausing = status === 'WAITING_CUSTOMER' || status === 'WAITING_PARTIES';
  if (!isPausing && ticking.some((clock) => clock.status === 'paused')) faults.push(`${status} with a paused limit`);
  // Several words may be promised at a time.
  const perTicket = ticking.filter(({ id, taskId }) => taskId === null && id !== 'PROMISE').map(({ id }) => id);
  if (new Set(perTicket).size < perTicket.length) faults.push(`twice the same limit: ${perTicket.join(' ')}`);
  return faults;
}

function clockFaults(clock: Clock): string[] {
  const { id, status, breached } = clock;
  const faults: string[] = [];
  if ((status === 'met' || status === 'lapsed') && breached) faults.push(`${id} ${status} and breached`);
  if (status === 'breached' && !breached) faults.push(`${id} breached and not marked`);
  if (!isTicking(clock) && clock.stoppedAt === null) faults.push(`${id} ${status} without an end`);
  if (!isTicking(clock) && nextMoment(clock) !== undefined) faults.push(`${id} ${status} with a moment ahead`);
  return faults;
}

/** What is wrong with a ticket whatever was done to it: nothing, one hopes. */
export function faultsOf(state: TicketState): string[] {
  const keys = state.clocks.map(({ key }) => key);
  return [
    ...ownerFaults(state),
    ...runningFaults(state),
    ...state.clocks.flatMap(clockFaults),
    ...(new Set(keys).size < keys.length ? ['two limits with one key'] : []),
    ...(JSON.stringify(JSON.parse(JSON.stringify(state))) === JSON.stringify(state) ? [] : ['not plain JSON']),
  ];
}
