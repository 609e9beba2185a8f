import type { DisputeCommandName } from '../../../contracts/disputes.ts';
import { isOpen } from '../../../contracts/ticket.ts';
import { isRuled, isRunning, openedDispute } from '../../dispute/dispute.ts';
import { CURRENT_RULES } from '../../dispute/rules.ts';
import { change, tellStaff } from '../draft.ts';
import { endIncident, isIncidentHead, waitsForAnswer } from '../incidentHead.ts';
import { happenedInDispute, standingNow, tellBothParties } from '../tellParties.ts';
import { SUPERVISORS } from '../people/owner.ts';
import { takeTurn } from './disputeMoves.ts';
import { EVIDENCE_RULES } from './evidence.ts';
import type { CommandRule, CommandRules } from './rule.ts';
import { RULING_RULES } from './ruling.ts';
import { SETTLING_RULES } from './settling.ts';
import { caseStands } from '../underDispute.ts';

/** After a ruling there is no second dispute about the same; of another ticket about the same order see `secondCaseRefusal`. */
const openDispute: CommandRule<'open-dispute'> = {
  who: (state, actor) => actor.kind === 'customer' && actor.companyId === state.companyId,
  whoMay: { zh: '买家具有 dispute.manage 权限的账号', en: 'an account of the buyer with the scope dispute.manage' },
  when: ({ status, dispute }) => isOpen(status) && !isRuled(dispute) && !isRunning(dispute),
  whenMay: {
    zh: '未结案、没有进行中的维权且未经裁定的工单',
    en: 'an open ticket without a dispute that runs or was ruled',
  },
  whyNot: ({ ticketNo, status, dispute }) =>
    isOpen(status) && dispute !== null ? caseStands(ticketNo, dispute) : null,
  apply: (draft, { payload: { supplierCompanyId } }) => {
    // A disputed head answers nobody.
    if (isIncidentHead(draft.state) && waitsForAnswer(draft.state)) endIncident(draft);
    const past = draft.state.dispute;
    const caseNo = (past?.caseNo ?? 0) + 1;
    const dispute = openedDispute({ caseNo, rules: CURRENT_RULES, supplierCompanyId, openedAt: draft.at });
    if (past !== null) change(draft, { pastDisputes: [...(draft.state.pastDisputes ?? []), past] });
    change(draft, { dispute });
    takeTurn(draft, dispute);
    happenedInDispute(draft, 'dispute-opened', { supplierCompanyId, caseNo });
    tellStaff(draft, SUPERVISORS, 'dispute-opened', { supplierCompanyId, ...standingNow(draft) });
    tellBothParties(draft, { template: 'dispute-opened', params: { supplierCompanyId }, words: true });
  },
};

export const DISPUTE_RULES: CommandRules<'open-dispute' | DisputeCommandName> = {
  'open-dispute': openDispute,
  ...SETTLING_RULES,
  ...EVIDENCE_RULES,
  ...RULING_RULES,
};
