import type { TicketClockId } from '../../contracts/clocks.ts';
import type { Instant } from '../../contracts/instants.ts';
import { isOpen } from '../../contracts/ticket.ts';
import { owedReplies, tickingClock } from './clockwork.ts';
import { ordinaryReplyClock } from './commands/urgency.ts';
import { alarm, change, type Draft, tellCustomer, tellStaff } from './draft.ts';
import { startReplyClock } from './inHouse.ts';
import { onDuty, owner } from './people/owner.ts';
import { takeIn } from './takingIn.ts';
import { keepPromises, makePromise } from './promises.ts';
import { archiveWhenOver } from './closing.ts';
import { silenceBroken } from './silence.ts';
import type { MessageArrived, TicketState } from './state.ts';
import { wordGiven } from './wordGiven.ts';
import { noteWorker } from './workedOn.ts';

/** Online only whoever is in the conversation no more is told: one who left a message out of hours has gone at once. */
function isToldOfWords(state: TicketState, { conversationOver }: MessageArrived): boolean {
  return state.channel !== 'online' || conversationOver === true || tickingClock(state, ['ONLINE_LEFT']) !== undefined;
}

/** One response to what is urgent is enough: what is said while the desk owes one already has the time of ordinary words beside it. */
function replyOwed(state: TicketState, owed: TicketClockId | null, since: Instant): TicketClockId | null {
  const isAsked = tickingClock(state, ['URGENT_RESPONSE'])?.terms.confirmed === true;
  return owed === 'URGENT_RESPONSE' && isAsked ? ordinaryReplyClock(state, since) : owed;
}

/** Other limits of a reply tell whoever owes it as they near; what is urgent may come at an hour at which nobody looks. */
function tellOfWords(draft: Draft, reply: TicketClockId | null): void {
  const handling = owner(draft.state);
  if (reply === null) tellStaff(draft, handling, 'customer-wrote');
  if (reply === 'URGENT_RESPONSE')
    alarm(draft, [...handling, onDuty(draft.state)], 'customer-wrote', { window: reply });
}

/** A stored message that turns the tables: the customer waits again, or was answered. */
export function messageArrived(draft: Draft, message: MessageArrived): void {
  if (message.from === 'staff') {
    const { promiseBy: by, staffNo } = message;
    change(draft, { firstContact: draft.state.firstContact ?? message.staffNo });
    noteWorker(draft, message.staffNo);
    if (isToldOfWords(draft.state, message)) tellCustomer(draft, 'message-received');
    wordGiven(draft, by);
    if (message.keepsPromises !== false) keepPromises(draft);
    if (by !== undefined && isOpen(draft.state.status)) makePromise(draft, { by, staffNo });
    archiveWhenOver(draft);
    return;
  }
  if (!isOpen(draft.state.status)) return;
  const { merged, replyClock, at, breaksSilence } = message;
  const owed = owedReplies(draft.state).length > 0;
  if (merged !== undefined) takeIn(draft, merged);
  const startedAt = merged?.since ?? at;
  const reply = replyOwed(draft.state, replyClock, startedAt);
  const isOwed = owed || owedReplies(draft.state).some(({ id }) => id === reply);
  if (!isOwed) {
    if (reply !== null) startReplyClock(draft, { id: reply, startedAt });
    if (merged === undefined) tellOfWords(draft, reply);
  }
  if (breaksSilence === true) silenceBroken(draft);
}
