import { listed } from '../../contracts/words.ts';
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
    const { zh, en } = listed(next);
    const who =
      next.length > 0
        ? { zh: `下一班的人员：${zh}`, en: `somebody of the next shift: ${en}` }
        : { zh: '值班客服，因为没有下一班', en: 'a duty agent, as no shift follows' };
    return { code: 'forbidden', detail: { zh: `accept 仅限${who.zh}。`, en: `accept is for ${who.en}.` } };
  }
  if (state.status === 'OPEN') return null;
  return {
    code: 'state-conflict',
    detail: {
      zh: `accept 需要：交接为 OPEN。该交接为 ${state.status}。`,
      en: `accept needs: OPEN. The hand-over is ${state.status}.`,
    },
  };
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
