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
import { change, type Draft, happened, SUPERVISORS, tellStaff } from '../draft.ts';
import { tellBothParties } from '../tellParties.ts';

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

/** The case goes on: whose turn it is decides the ticket's status (domain.md §8, row 18). */
export function enterStep(draft: Draft, step: DisputeStep, patch: Partial<Dispute> = {}): void {
  const moved = moveTo(draft, step, patch);
  if (moved === null) return;
  const { clock, stage } = stepOf(moved);
  if (isPartysTurn(moved)) {
    change(draft, { status: 'WAITING_PARTIES' });
    pauseClocks(draft, 'dispute');
  } else {
    change(draft, { status: 'COORDINATING' });
    resumeClocks(draft);
  }
  if (clock !== null) startClock(draft, { id: clock });
  tellStaff(draft, SUPERVISORS, 'dispute-stage', { stage });
  tellBothParties(draft, { template: 'dispute-stage', params: { stage }, words: false });
}

/** Both agree: solved, and closed as agreed. The ticket passes through its answered status (row 19). */
export function settle(draft: Draft): void {
  moveTo(draft, 'SETTLED', { settledAt: draft.at });
  change(draft, { status: 'AWAITING_CONFIRMATION' });
  stopClocks(draft, RESOLVE_CLOCKS);
  happened(draft, 'settlement-accepted');
  tellBothParties(draft, { template: 'dispute-ended', params: { stage: 'SETTLED' }, words: false });
  closeTicket(draft, 'AGREED');
}

/** The buyer was silent: settled as the seller offered, which closes the ticket and is no consent. */
export function settleTacitly(draft: Draft, step: DisputeStep): void {
  moveTo(draft, step, { settledAt: draft.at });
  tellBothParties(draft, { template: 'dispute-ended', params: { stage: 'SETTLED' }, words: false });
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
  const next = stepOf(dispute).silence;
  if (next === null) return;
  if (next === 'TACITLY_SETTLED' || next === 'LAST_TACITLY_SETTLED') settleTacitly(draft, next);
  else enterStep(draft, next, next === 'PREHANDLING' ? { unsealedAt: draft.at } : {});
}
