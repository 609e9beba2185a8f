import type { TicketClockId } from '../../../contracts/clocks.ts';
import type { EventType } from '../../../contracts/events.ts';
import type { DisputeStep } from '../../dispute/rules.ts';
import { type Dispute, isPartysTurn, isRunning, stepOf } from '../../dispute/dispute.ts';
import {
  AFTER_CLOSING,
  cancelClocks,
  pauseClocks,
  RESOLVE_CLOCKS,
  resumeClocks,
  startClock,
  stopClocks,
} from '../clockwork.ts';
import { closeTicket } from '../closing.ts';
import { change, type Draft, tellStaff } from '../draft.ts';
import { happenedInDispute, standingNow, tellBothParties } from '../tellParties.ts';
import { SUPERVISORS } from '../people/owner.ts';
import { startSupervisionReport } from '../supervision.ts';

export function changeDispute(draft: Draft, patch: Partial<Dispute>): void {
  const { dispute } = draft.state;
  if (dispute !== null) change(draft, { dispute: { ...dispute, ...patch } });
}

/** The clock of where it stood ends, that of where it goes starts; the desk's own limits stand still while the parties have the word. */
function moveTo(draft: Draft, step: DisputeStep, patch: Partial<Dispute>): Dispute | null {
  const { dispute } = draft.state;
  if (dispute === null) return null;
  const { clock } = stepOf(dispute);
  if (clock !== null) stopClocks(draft, [clock]);
  const moved = { ...dispute, ...patch, step };
  change(draft, { dispute: moved });
  return moved;
}

export interface Move {
  readonly to: DisputeStep;
  /** What led there: a party's act, or the window that ran out. */
  readonly because: EventType | TicketClockId;
  readonly patch?: Partial<Dispute>;
}

/** From now on the parties have the word, and then the platform rules: nobody answers, plans or re-assesses beside it. */
const ORDINARY_WORK = [
  'MATERIAL_WAIT',
  'CONFIRM_WAIT',
  'SPECIALIST_TAKEOVER',
  'COORDINATION_PLAN',
  'REASSESS',
  'EMAIL_COMPLEX_REPLY',
  'SUGGESTION_REVIEW',
] as const;

/** Whose turn it is decides the ticket's status and which clocks stand still; whatever comes to a step that somebody is to act in passes here. */
export function takeTurn(draft: Draft, dispute: Dispute): void {
  const { clock } = stepOf(dispute);
  cancelClocks(draft, ORDINARY_WORK);
  if (isPartysTurn(dispute)) {
    change(draft, { status: 'WAITING_PARTIES', material: null });
    pauseClocks(draft, 'dispute');
  } else {
    change(draft, { status: 'COORDINATING', material: null });
    resumeClocks(draft);
  }
  startSupervisionReport(draft);
  if (clock !== null) startClock(draft, { id: clock });
}

/** The case goes on. The parties are told by whoever moves it. */
export function enterStep(draft: Draft, { to, because, patch = {} }: Move): void {
  const moved = moveTo(draft, to, patch);
  if (moved === null) return;
  takeTurn(draft, moved);
  tellStaff(draft, SUPERVISORS, 'dispute-stage', { ...standingNow(draft), happened: because });
}

/** Both agree: solved, and closed as agreed. The ticket passes through its answered status (row 19). */
export function settle(draft: Draft): void {
  moveTo(draft, 'SETTLED', { settledAt: draft.at });
  change(draft, { status: 'AWAITING_CONFIRMATION' });
  stopClocks(draft, RESOLVE_CLOCKS);
  happenedInDispute(draft, 'settlement-accepted');
  tellBothParties(draft, { template: 'dispute-ended', params: { happened: 'settlement-accepted' }, words: false });
  closeTicket(draft, 'AGREED');
}

/** The buyer was silent: settled as the seller offered, which closes the ticket and is no consent. */
function settleTacitly(draft: Draft, step: DisputeStep): void {
  moveTo(draft, step, { settledAt: draft.at });
  tellBothParties(draft, { template: 'dispute-ended', params: { happened: 'DISPUTE_BUYER_CONFIRM' }, words: false });
  closeTicket(draft, 'NO_RESPONSE');
}

/** A closed ticket goes on with its dispute. */
export function reopenForDispute(draft: Draft): void {
  if (draft.state.status !== 'CLOSED') return;
  cancelClocks(draft, AFTER_CLOSING);
  change(draft, { closedAt: null, closeReason: null, rating: null, owed: null });
}

/** What a party's silence leads to; it is never guilt by itself. */
export function windowEnded(draft: Draft): void {
  const { dispute } = draft.state;
  if (!isRunning(dispute)) return;
  const { silence: next, clock: because } = stepOf(dispute);
  if (next === null || because === null) return;
  if (next === 'TACITLY_SETTLED' || next === 'LAST_TACITLY_SETTLED') {
    settleTacitly(draft, next);
    return;
  }
  enterStep(draft, { to: next, because, patch: next === 'PREHANDLING' ? { unsealedAt: draft.at } : {} });
  tellBothParties(draft, { template: 'dispute-stage', params: { happened: because }, words: false });
}
