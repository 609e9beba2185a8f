import type { HandoverClockId } from '../../contracts/clocks.ts';
import type { Instant } from '../../contracts/instants.ts';
import type { Clock } from '../clocks/types.ts';
import { change, happened, type HandoverDraft, stopClock, tellEach } from './draft.ts';
import { isDue } from './moments.ts';
import type { Prepared } from './state.ts';

/** A conversation that never ends keeps nobody longer than this after the shift. DECISION, docs/norms.md. */
const LONGEST_PROLONGING_MS = 2 * 3_600_000;

/** The note as it stands now; at the end of the shift it is clear whether there is anything to hand over. */
export function applyPrepared(draft: HandoverDraft, { lines, outgoing, next, liveUntil }: Prepared): void {
  const { status } = draft.state;
  if (status !== 'PENDING' && status !== 'OPEN') return;
  change(draft, { lines, outgoing, next });
  if (status === 'PENDING' && lines > 0) openNote(draft);
  const clock = draft.state.clocks.find((one) => one.status === 'running' && !one.breached);
  if (clock !== undefined && isDue(clock)) endOfShift(draft, clock, liveUntil);
}

function openNote(draft: HandoverDraft): void {
  const { lines, outgoing, next } = draft.state;
  change(draft, { status: 'OPEN' });
  happened(draft, 'prepared', { lines });
  tellEach(draft, outgoing, 'handover-open');
  tellEach(draft, next?.staffNos ?? [], 'handover-waiting');
}

function endOfShift(draft: HandoverDraft, clock: Clock<HandoverClockId>, liveUntil: Instant | null): void {
  const { lines, endsAt } = draft.state;
  const latest = new Date(Date.parse(endsAt) + LONGEST_PROLONGING_MS).toISOString();
  const until = liveUntil === null || liveUntil < latest ? liveUntil : latest;
  if (lines === 0) {
    change(draft, { status: 'NOTHING' });
    stopClock(draft, clock.plan?.dueAt ?? endsAt, 'done');
    happened(draft, 'closed-empty');
  } else if (until !== null && until > draft.at) prolong(draft, clock, until);
  else patch(draft, clock, { breached: true });
}

/** A live conversation prolongs the shift (S4). */
function prolong(draft: HandoverDraft, clock: Clock<HandoverClockId>, until: Instant): void {
  const terms = { ...clock.terms, fixedDueAt: until, fixedAt: draft.at };
  patch(draft, clock, { terms, plan: null, doneUntil: draft.at });
  happened(draft, 'prolonged', { until });
}

function patch(draft: HandoverDraft, clock: Clock<HandoverClockId>, by: Partial<Clock<HandoverClockId>>): void {
  change(draft, { clocks: draft.state.clocks.map((one) => (one.key === clock.key ? { ...one, ...by } : one)) });
}
