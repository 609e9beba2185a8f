import type { TicketClockId } from '../../contracts/clocks.ts';
import { startUnlessTicking, stopClocks, tickingClock } from './clockwork.ts';
import { change, type Draft, happened, tellStaff } from './draft.ts';
import { MANAGERS, owner } from './people/owner.ts';

/**
 * The ticket is watched from now on, with a report due each workday. `after` is the limit that was
 * missed and left alone for a workday, null where a supervisor asked for it.
 */
export function supervise(draft: Draft, after: TicketClockId | null): void {
  change(draft, { supervised: true });
  happened(draft, 'supervised', after === null ? {} : { clock: after });
  startSupervisionReport(draft);
  tellStaff(draft, owner(draft.state), 'supervised');
  tellStaff(draft, MANAGERS, 'supervised');
}

/** A report is due by the next workday, unless the customer has the answer before him. */
export function startSupervisionReport(draft: Draft): void {
  const { supervised, status } = draft.state;
  if (!supervised || status === 'AWAITING_CONFIRMATION' || status === 'CLOSED') return;
  startUnlessTicking(draft, { id: 'SUPERVISION_REPORT' });
}

/** Today's report is given; the next one is due a workday later. */
export function reportGiven(draft: Draft): void {
  if (tickingClock(draft.state, ['SUPERVISION_REPORT'])?.status !== 'running') return;
  stopClocks(draft, ['SUPERVISION_REPORT']);
  startSupervisionReport(draft);
}
