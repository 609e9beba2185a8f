import type { TicketStatus } from '../../contracts/ticket.ts';

/** Where a ticket may go from each status, also several steps in one decision (an incident's answer reaches any open one). */
const STEPS: Readonly<Record<TicketStatus, readonly TicketStatus[]>> = {
  RECEIVED: ['ASSIGNED', 'IN_PROGRESS', 'COORDINATING', 'WAITING_PARTIES', 'AWAITING_CONFIRMATION', 'CLOSED'],
  ASSIGNED: ['RECEIVED', 'IN_PROGRESS', 'COORDINATING', 'WAITING_PARTIES', 'AWAITING_CONFIRMATION', 'CLOSED'],
  IN_PROGRESS: [
    'ASSIGNED',
    'RECEIVED',
    // Classified anew in a round, it waits for its level again.
    'REASSESSING',
    'COORDINATING',
    'WAITING_CUSTOMER',
    'WAITING_PARTIES',
    'AWAITING_CONFIRMATION',
    'CLOSED',
  ],
  COORDINATING: ['IN_PROGRESS', 'WAITING_CUSTOMER', 'WAITING_PARTIES', 'AWAITING_CONFIRMATION', 'CLOSED'],
  WAITING_CUSTOMER: ['IN_PROGRESS', 'COORDINATING', 'WAITING_PARTIES', 'AWAITING_CONFIRMATION', 'CLOSED'],
  WAITING_PARTIES: ['COORDINATING', 'AWAITING_CONFIRMATION', 'CLOSED'],
  AWAITING_CONFIRMATION: ['CLOSED', 'REASSESSING', 'WAITING_PARTIES'],
  REASSESSING: ['IN_PROGRESS', 'COORDINATING', 'AWAITING_CONFIRMATION', 'WAITING_PARTIES', 'CLOSED'],
  CLOSED: ['REASSESSING', 'ARCHIVED', 'WAITING_PARTIES', 'COORDINATING'],
  ARCHIVED: ['PURGED'],
  PURGED: [],
};

/** Whether a ticket may come from the one to the other; to stay where it is it always may. */
function isStep(from: TicketStatus, to: TicketStatus): boolean {
  return from === to || STEPS[from].includes(to);
}

interface Line {
  readonly type: string;
  readonly before: TicketStatus | null;
  readonly after: TicketStatus;
}

/** All lines of one decision begin where it began. */
function follows({ before, after }: Line, last: Line): boolean {
  return before === last.after || after === last.after || before === last.before;
}

/** Where a record does not tell how the ticket came to where it stands: each step is a line, and each line a step that it may take. */
export function recordFaults(events: readonly Line[], status: TicketStatus): string[] {
  const faults: string[] = [];
  let last: Line | null = null;
  for (const line of events) {
    const told = `${line.type}: ${line.before} → ${line.after}`;
    if (last !== null && !follows(line, last)) faults.push(`${told} after ${last.type}: ${last.after}`);
    if (line.before !== null && !isStep(line.before, line.after)) faults.push(`${told} is no step`);
    last = line;
  }
  return last?.after === status ? faults : [...faults, `the record ends with ${last?.after}, the ticket is ${status}`];
}
