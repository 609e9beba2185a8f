import { makeCaseId } from '../../contracts/ids.ts';
import type { Actor } from '../../contracts/people.ts';
import type { DisputeAnswer } from '../../contracts/schemas/dispute.ts';
import type { TicketAnswer } from '../../contracts/schemas/ticket.ts';
import type { TicketRow } from '../../db/repositories/reading/tickets.ts';
import type { DisputeWords } from '../../db/repositories/reading/ticketWords.ts';
import { casesOf, casesSeenBy, isWithin, periodsOf } from '../../domain/dispute/cases.ts';
import { appealUntil } from '../../domain/dispute/deadlines.ts';
import { type Dispute, hasPenaltyMark, stepOf } from '../../domain/dispute/dispute.ts';
import type { Bounds } from '../../domain/ticket/covered.ts';
import { takenBackUntil } from '../../domain/ticket/underDispute.ts';
import { shown, shownOrNull } from './instant.ts';
import { inOneText, toldInstead } from './withheld.ts';

type DisputedRow = Pick<TicketRow, 'ticket_no' | 'category' | 'clocks' | 'dispute_words' | 'state'>;

interface DisputeReader {
  readonly actor: Actor;
  readonly bounds: Bounds;
}

function windowOf({ clocks }: DisputedRow, dispute: Dispute): DisputeAnswer['window'] {
  const { clock } = stepOf(dispute);
  const running = clocks.findLast(({ id, status }) => id === clock && status === 'running');
  if (clock === null || running === undefined || running.due_at === null) return null;
  return { clock, dueAt: shown(running.due_at) };
}

function offerOf(words: DisputeWords | undefined, { offer }: Dispute): DisputeAnswer['offer'] {
  if (offer === null) return null;
  const { by, no } = offer;
  return { by, offer: words?.offer?.offer ?? '', ...(no === undefined ? {} : { no }) };
}

/** What was ruled, and the words of it as far as the reader's scopes go. */
function rulingOf(
  words: DisputeWords | undefined,
  { ruling }: Dispute,
  { category, bounds }: { readonly category: string | null; readonly bounds: Bounds },
): DisputeAnswer['ruling'] {
  if (ruling === null) return null;
  const { findings = '', ruleCited = '', saidIn = [] } = words?.ruling ?? {};
  const instead = toldInstead(bounds, { speaking: 'of-dispute', saidIn, category });
  const said = instead === null ? { findings, ruleCited } : { findings: inOneText(instead), ruleCited: '' };
  return { outcome: ruling.outcome, ...said, at: shown(ruling.at), final: ruling.final };
}

/** The disputes in which this reader takes part: the latest, or null where there was none, and those before it. */
export function renderDisputes(
  row: DisputedRow,
  { actor, bounds }: DisputeReader,
): Pick<TicketAnswer, 'dispute' | 'earlierDisputes'> {
  const cases = casesSeenBy(row.state, actor).map((dispute) => renderDispute(row, dispute, bounds));
  return { dispute: cases.at(-1) ?? null, earlierDisputes: cases.slice(0, -1) };
}

function renderDispute(row: DisputedRow, dispute: Dispute, bounds: Bounds): DisputeAnswer {
  const { stage, waitsOn } = stepOf(dispute);
  const words = row.dispute_words?.find(({ caseNo }) => caseNo === dispute.caseNo);
  const isLatest = dispute.caseNo === row.state.dispute?.caseNo;
  return {
    caseId: makeCaseId(row.ticket_no, dispute.caseNo),
    stage,
    waitsOn,
    supplier: { companyId: dispute.supplierCompanyId, companyName: words?.supplierName ?? '' },
    orderNo: words?.claim?.orderNo ?? '',
    claim: words?.claim?.claim ?? '',
    demand: words?.claim?.demand ?? '',
    openedAt: shown(dispute.openedAt),
    window: windowOf(row, dispute),
    offer: offerOf(words, dispute),
    lastChoice: dispute.step === 'LAST_CONFIRMING',
    complete: [...dispute.complete],
    tacit: dispute.step === 'TACITLY_SETTLED' || dispute.step === 'LAST_TACITLY_SETTLED',
    ruling: rulingOf(words, dispute, { category: row.category, bounds }),
    appealUntil: shownOrNull(appealUntil(dispute)),
    reconsiderUntil: shownOrNull(isLatest ? takenBackUntil(row.state) : null),
    penaltyMark: hasPenaltyMark(dispute),
    rules: dispute.rules,
  };
}

/** Whether this reader is the other party: an account of another company than the ticket's. */
export function readsAsSupplier(row: Pick<TicketRow, 'company_id'>, actor: Actor): boolean {
  return actor.kind === 'customer' && actor.companyId !== row.company_id;
}

/** Where a claim against another followed this supplier's last case: the ticket as it stood then, and not who works on it now. */
function beforeNextClaim({ dispute_words: words, state }: DisputedRow, companyId: string): Partial<TicketAnswer> {
  const last = casesOf(state).findLast(({ supplierCompanyId }) => supplierCompanyId === companyId);
  const followed = words?.find(({ caseNo }) => caseNo === last?.caseNo)?.followed ?? null;
  if (followed === null) return {};
  // What a claim is made on is open.
  return { ...followed, assignee: null, lead: null, closedAt: null, closeReason: null, archive: null };
}

/** The ticket as the supplier of its dispute sees it: the order, the claim and the dispute, nothing else the buyer said or is. */
export function forSupplier(ticket: TicketAnswer, row: DisputedRow, companyId: string): TicketAnswer {
  const { dispute } = ticket;
  const periods = periodsOf(row.state, companyId);
  return {
    ...ticket,
    ...beforeNextClaim(row, companyId),
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
    clocks: ticket.clocks.filter(({ startedAt }) => isWithin(periods, startedAt)),
    tasks: [],
  };
}
