import type { Words } from '../../../contracts/words.ts';
import { isOpen } from '../../../contracts/ticket.ts';
import { isRunning } from '../../dispute/dispute.ts';
import { closeTicket } from '../closing.ts';
import { happened, tellStaff } from '../draft.ts';
import { owner } from '../people/owner.ts';
import { CUSTOMER_SIDE, isCustomerSide } from '../people/who.ts';
import type { CommandRule } from './rule.ts';
import { withdrawAppeal } from './ruling.ts';

/** A claim against another company is taken back by the party itself, and by nobody on its behalf (docs/norms.md, disputes). */
const OF_THE_PARTY: Words = {
  zh: '买家具有 dispute.manage 权限的账号（维权期间不得代为撤回）',
  en: 'an account of the buyer with the scope dispute.manage: a claim is withdrawn by nobody on its behalf',
};

export const WITHDRAW: CommandRule<'withdraw'> = {
  who: (state, actor) => isCustomerSide(state, actor) && (actor.kind === 'customer' || !isRunning(state.dispute)),
  whoMay: CUSTOMER_SIDE,
  whoNow: ({ dispute }) => (isRunning(dispute) ? OF_THE_PARTY : null),
  when: ({ status }) => isOpen(status),
  whenMay: { zh: '工单未结案', en: 'any open status' },
  apply: (draft) => {
    if (draft.state.dispute?.step === 'APPEAL') {
      withdrawAppeal(draft);
      return;
    }
    happened(draft, 'withdrawn');
    tellStaff(draft, owner(draft.state), 'ticket-closed', { reason: 'WITHDRAWN' });
    closeTicket(draft, 'WITHDRAWN');
  },
};
