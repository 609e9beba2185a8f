import type { Actor } from '../../contracts/people.ts';
import type { DisputeAnswer } from '../../contracts/schemas/dispute.ts';
import type { TicketAnswer } from '../../contracts/schemas/ticket.ts';
import type { TicketRow } from '../../db/repositories/reading/tickets.ts';
import { appealUntil, reconsiderUntil } from '../../domain/dispute/deadlines.ts';
import { type Dispute, hasPenaltyMark, stepOf } from '../../domain/dispute/dispute.ts';
import { shown, shownOrNull } from './instant.ts';

type DisputedRow = Pick<TicketRow, 'ticket_no' | 'clocks' | 'dispute_words' | 'state'>;

/** `KF20251107001-D1`. */
export function caseIdOf(ticketNo: string, caseNo: number): string {
  return `${ticketNo}-D${caseNo}`;
}

function windowOf({ clocks }: DisputedRow, dispute: Dispute): DisputeAnswer['window'] {
  const { clock } = stepOf(dispute);
  const running = clocks.findLast(({ id, status }) => id === clock && status === 'running');
  if (clock === null || running === undefined || running.due_at === null) return null;
  return { clock, dueAt: shown(running.due_at) };
}

function rulingOf({ dispute_words: words }: DisputedRow, { ruling }: Dispute): DisputeAnswer['ruling'] {
  if (ruling === null) return null;
  const { findings = '', ruleCited = '' } = words?.ruling ?? {};
  return { outcome: ruling.outcome, findings, ruleCited, at: shown(ruling.at), final: ruling.final };
}

/** The ticket's latest dispute, or null where there was none. */
export function renderDispute(row: DisputedRow): DisputeAnswer | null {
  const { dispute } = row.state;
  if (dispute === null) return null;
  const { stage, waitsOn } = stepOf(dispute);
  const words = row.dispute_words;
  return {
    caseId: caseIdOf(row.ticket_no, dispute.caseNo),
    stage,
    waitsOn,
    supplier: { companyId: dispute.supplierCompanyId, companyName: words?.supplierName ?? '' },
    orderNo: words?.claim?.orderNo ?? '',
    claim: words?.claim?.claim ?? '',
    demand: words?.claim?.demand ?? '',
    openedAt: shown(dispute.openedAt),
    window: windowOf(row, dispute),
    offer: dispute.offer === null ? null : { by: dispute.offer.by, offer: words?.offer?.offer ?? '' },
    lastChoice: dispute.step === 'LAST_CONFIRMING',
    complete: [...dispute.complete],
    tacit: dispute.step === 'TACITLY_SETTLED' || dispute.step === 'LAST_TACITLY_SETTLED',
    ruling: rulingOf(row, dispute),
    appealUntil: shownOrNull(appealUntil(dispute)),
    reconsiderUntil: shownOrNull(reconsiderUntil(dispute)),
    penaltyMark: hasPenaltyMark(dispute),
    rules: dispute.rules,
  };
}

/** Whether this reader is the other party: an account of another company than the ticket's. */
export function readsAsSupplier(row: Pick<TicketRow, 'company_id'>, actor: Actor): boolean {
  return actor.kind === 'customer' && actor.companyId !== row.company_id;
}

/** The ticket as the supplier of its dispute sees it: the order, the claim and the dispute, nothing else the buyer said or is. */
export function forSupplier(ticket: TicketAnswer): TicketAnswer {
  const { dispute } = ticket;
  const since = dispute?.openedAt ?? '';
  return {
    ...ticket,
    subject: `${dispute?.caseId ?? ticket.ticketNo}`,
    description: dispute?.claim ?? '',
    demand: dispute?.demand ?? null,
    orderNo: dispute?.orderNo ?? null,
    urgent: false,
    urgentReason: null,
    escalated: false,
    customer: { ...ticket.customer, account: null, scopes: [] },
    contact: null,
    rating: null,
    declined: null,
    clocks: ticket.clocks.filter(({ startedAt }) => Date.parse(startedAt) >= Date.parse(since)),
    tasks: [],
  };
}
