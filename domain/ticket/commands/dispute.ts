import type { TicketClockId } from '../../../contracts/clocks.ts';
import { isOpen } from '../../../contracts/ticket.ts';
import { cancelClocks, pauseClocks, resumeClocks, startClock } from '../clockwork.ts';
import { change, type Draft, happened, SUPERVISORS, tellCustomer, tellStaff } from '../draft.ts';
import type { DisputeStage } from '../state.ts';
import type { CommandRule } from './rule.ts';

/** What a party's silence leads to, window by window (domain.md §10.11); it is never guilt by itself. */
const NEXT: Readonly<Partial<Record<TicketClockId, { stage: DisputeStage; clock: TicketClockId }>>> = {
  DISPUTE_SELLER: { stage: 'EVIDENCE', clock: 'DISPUTE_EVIDENCE' },
  DISPUTE_EVIDENCE: { stage: 'PREHANDLING', clock: 'DISPUTE_PREHANDLE' },
  DISPUTE_PREHANDLE: { stage: 'DECIDING', clock: 'DISPUTE_DECISION' },
};

export const OPEN_DISPUTE: CommandRule<'open-dispute'> = {
  who: (state, actor) => actor.kind === 'customer' && actor.companyId === state.companyId,
  whoMay: 'an account of the buyer with the scope dispute.manage',
  when: (state) => isOpen(state.status) && state.dispute === null,
  whenMay: 'an open ticket without a dispute',
  apply: (draft, { payload: { supplierCompanyId } }) => {
    change(draft, {
      status: 'WAITING_PARTIES',
      material: null,
      dispute: { stage: 'SELLER_HANDLING', supplierCompanyId },
    });
    cancelClocks(draft, ['MATERIAL_WAIT', 'CONFIRM_WAIT', 'SPECIALIST_TAKEOVER', 'COORDINATION_PLAN']);
    pauseClocks(draft, 'dispute');
    startClock(draft, { id: 'DISPUTE_SELLER' });
    happened(draft, 'dispute-opened', { supplierCompanyId });
    tellStaff(draft, SUPERVISORS, 'dispute-opened', { supplierCompanyId });
    tellStaff(draft, { kind: 'company', companyId: supplierCompanyId }, 'dispute-opened', { supplierCompanyId });
    tellCustomer(draft, 'dispute-opened', { supplierCompanyId });
  },
};

/** A party's window ran out: the case moves on; once the platform decides, the ticket's own limits run again. */
export function partyWindowEnded(draft: Draft, clock: TicketClockId): void {
  const next = NEXT[clock];
  const dispute = draft.state.dispute;
  if (next === undefined || dispute === null) return;
  const { stage } = next;
  change(draft, { dispute: { ...dispute, stage } });
  if (stage === 'DECIDING') {
    change(draft, { status: 'COORDINATING' });
    resumeClocks(draft);
  }
  startClock(draft, { id: next.clock });
  tellStaff(draft, SUPERVISORS, 'dispute-stage', { stage });
  tellStaff(draft, { kind: 'company', companyId: dispute.supplierCompanyId }, 'dispute-stage', { stage });
  tellCustomer(draft, 'dispute-stage', { stage });
}
