import type { Refusal } from '../../contracts/errors.ts';
import type { AcceptHandover } from '../../contracts/handovers.ts';
import type { Actor, StaffActor } from '../../contracts/people.ts';
import { change, happened, type HandoverDraft, stopClock, tellEach } from './draft.ts';
import type { HandoverState } from './state.ts';

/** Only the next shift accepts; where none is rostered, a duty agent does (DECISION, docs/norms.md). */
export function mayAccept(actor: Actor, next: readonly string[]): actor is StaffActor {
  if (actor.kind !== 'staff') return false;
  return next.length > 0 ? next.includes(actor.staffNo) : actor.role === 'dutyAgent';
}

/** Why a hand-over cannot be accepted by this person now; null when nothing stands against it. */
export function acceptRefusal(state: HandoverState, { actor, next }: AcceptHandover): Refusal | null {
  if (!mayAccept(actor, next)) {
    const who =
      next.length > 0 ? `somebody of the next shift: ${next.join(', ')}` : 'a duty agent, as no shift follows';
    return { code: 'forbidden', detail: `accept is for ${who}.` };
  }
  if (state.status === 'OPEN') return null;
  return { code: 'state-conflict', detail: `accept needs: OPEN. The hand-over is ${state.status}.` };
}

/** The limit is met or missed by now; before the shift has ended it still waits for what may come in. */
export function applyAccept(draft: HandoverDraft): void {
  const { actor, at } = draft;
  if (actor.kind !== 'staff') return;
  const { staffNo, role, department } = actor;
  change(draft, { status: 'ACCEPTED', accepted: { by: { staffNo, role, department }, at } });
  if (at >= draft.state.endsAt) stopClock(draft, at, 'done');
  happened(draft, 'accepted', { staffNo, lines: draft.state.lines });
  tellEach(draft, draft.state.outgoing, 'handover-accepted');
  draft.errand = 'give';
}
