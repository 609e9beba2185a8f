import { shownInstant } from '../../contracts/instants.ts';
import { listed, type Words } from '../../contracts/words.ts';
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
  return state.status === 'OPEN' ? null : { code: 'state-conflict', detail: notOpenYet(state) };
}

/** Why there is nothing to accept at this moment. */
function notOpenYet({ status, accepted, endsAt }: HandoverState): Words {
  switch (status) {
    case 'OPEN':
    case 'PENDING':
      return {
        zh: `交接单在 ${shownInstant(endsAt)} 下班前半小时汇总，此前无可接收的内容。`,
        en: `The note is put together half an hour before the shift ends at ${shownInstant(endsAt)}; nothing is to be accepted before.`,
      };
    case 'ACCEPTED':
      return {
        zh: `${accepted?.by.staffNo ?? ''} 已于 ${shownInstant(accepted?.at ?? endsAt)} 接收。`,
        en: `${accepted?.by.staffNo ?? ''} accepted it at ${shownInstant(accepted?.at ?? endsAt)}.`,
      };
    case 'PASSED_ON':
      return {
        zh: '本班未被接收，工单已并入下一张交接单。',
        en: 'Nobody accepted it in time: its tickets stand on the next hand-over.',
      };
    case 'NOTHING':
      return { zh: '本班没有需要交接的事项。', en: 'There was nothing to hand over.' };
  }
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
