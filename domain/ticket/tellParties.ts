import type { Party } from '../../contracts/disputes.ts';
import type { Notice, NoticeTemplate } from '../../contracts/notices.ts';
import { type Draft, tellCustomer, tellStaff } from './draft.ts';

export interface PartyNotice {
  readonly template: NoticeTemplate;
  readonly params?: Notice['params'];
  /** Whether the words of the command are this party's to read. */
  readonly words: boolean;
}

export function tellParty(draft: Draft, party: Party, { template, params = {}, words }: PartyNotice): void {
  const { dispute } = draft.state;
  if (dispute === null) return;
  if (party === 'buyer') tellCustomer(draft, template, params);
  else tellStaff(draft, { kind: 'company', companyId: dispute.supplierCompanyId }, template, params);
  const told = draft.notices.at(-1);
  if (told !== undefined && !words) draft.notices.splice(-1, 1, { ...told, textId: null });
}

export function tellBothParties(draft: Draft, notice: PartyNotice): void {
  tellParty(draft, 'supplier', notice);
  tellParty(draft, 'buyer', notice);
}
