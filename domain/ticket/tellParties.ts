import type { Party } from '../../contracts/disputes.ts';
import type { EventType, TicketEvent } from '../../contracts/events.ts';
import type { Notice, NoticeTemplate } from '../../contracts/notices.ts';
import { type Standing, standing } from '../dispute/standing.ts';
import { type Draft, happened, tellCustomer, tellStaff } from './draft.ts';

export interface PartyNotice {
  readonly template: NoticeTemplate;
  readonly params?: Notice['params'];
  /** Whether the words of the command are this party's to read. */
  readonly words: boolean;
}

export function tellParty(draft: Draft, party: Party, { template, params = {}, words }: PartyNotice): void {
  const { dispute } = draft.state;
  if (dispute === null) return;
  const told = { ...standing(dispute), ...params };
  if (party === 'buyer') tellCustomer(draft, template, told);
  else tellStaff(draft, { kind: 'company', companyId: dispute.supplierCompanyId }, template, told);
  const notice = draft.notices.at(-1);
  if (notice !== undefined && !words) draft.notices.splice(-1, 1, { ...notice, textId: null });
}

export function tellBothParties(draft: Draft, notice: PartyNotice): void {
  tellParty(draft, 'supplier', notice);
  tellParty(draft, 'buyer', notice);
}

/** A line of the dispute: with what happened it says who is waited on next, so change the dispute first. */
export function happenedInDispute(draft: Draft, type: EventType, data: TicketEvent['data'] = {}): void {
  happened(draft, type, { ...data, ...standingNow(draft) });
}

/** How the ticket's dispute stands at this point of the decision; nothing where there is none. */
export function standingNow({ state: { dispute } }: Draft): Partial<Standing> {
  return dispute === null ? {} : standing(dispute);
}
