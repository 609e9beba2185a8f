import type { Instant } from '../../contracts/instants.ts';
import { beginClock } from '../clocks/running/beginning.ts';
import { finished, happened, type HandoverDraft } from './draft.ts';
import type { HandoverDecision, HandoverOpening, HandoverState } from './state.ts';

/**
 * The first decision of a hand-over: its limit runs from the start of the shift to its end, whenever the roster came; `at` is when it
 * was opened. Source: S4, docs/norms.md.
 */
export function openHandover(opening: HandoverOpening, at: Instant): Extract<HandoverDecision, { ok: true }> {
  const { startsAt, timetable } = opening;
  const clock = beginClock({ clocks: [], timetable }, { id: 'SHIFT_HANDOVER', startedAt: startsAt });
  const state: HandoverState = {
    ...opening,
    version: 1,
    status: 'PENDING',
    cause: null,
    lines: 0,
    outgoing: [],
    next: null,
    accepted: null,
    clocks: [clock],
  };
  const draft: HandoverDraft = {
    at,
    actor: { kind: 'system' },
    state,
    events: [],
    notices: [],
    errand: null,
  };
  happened(draft, 'opened', { day: opening.day, shift: opening.shift });
  return finished(draft);
}
