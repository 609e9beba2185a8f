import { rulesOf } from '../../dispute/dispute.ts';
import { partyOf } from '../../dispute/parties.ts';
import { happenedInDispute, tellBothParties, tellParty } from '../tellParties.ts';
import { changeDispute, enterStep } from './disputeMoves.ts';
import { disputeRule } from './disputeRule.ts';
import type { CommandRules } from './rule.ts';

/**
 * Each side brings what it has, unseen by the other until the window ends. What was submitted is sealed by its hash and the
 * instant of its event; nothing of it changes or goes afterwards.
 */
export const EVIDENCE_RULES: CommandRules<'submit-evidence' | 'complete-evidence'> = {
  'submit-evidence': disputeRule('submit-evidence', {
    also: (state, dispute, actor) => {
      const party = partyOf(state, actor);
      if (party === null) return false;
      return !dispute.complete.includes(party) && dispute.evidence[party] < rulesOf(dispute).evidenceMost;
    },
    alsoMay: {
      zh: '本方尚未声明举证完毕，且不超过 20 次',
      en: 'before one’s own evidence was declared complete, and at most 20 times',
    },
    apply: (draft, dispute, { payload }) => {
      const party = partyOf(draft.state, draft.actor);
      if (party === null) return;
      changeDispute(draft, { evidence: { ...dispute.evidence, [party]: dispute.evidence[party] + 1 } });
      const { sha256, files } = payload;
      happenedInDispute(draft, 'evidence-submitted', { party, sha256, files, caseNo: dispute.caseNo });
      tellParty(draft, party, { template: 'dispute-evidence', params: { sha256 }, words: false });
    },
  }),
  'complete-evidence': disputeRule('complete-evidence', {
    also: (state, dispute, actor) => {
      const party = partyOf(state, actor);
      return party !== null && !dispute.complete.includes(party);
    },
    alsoMay: { zh: '每方一次', en: 'once for each party' },
    apply: (draft, dispute) => {
      const party = partyOf(draft.state, draft.actor);
      if (party === null) return;
      const complete = [...dispute.complete, party];
      const both = complete.length === 2;
      // With the second word the window is over, as if its time had come.
      const because = both ? 'DISPUTE_EVIDENCE' : 'evidence-completed';
      if (both) enterStep(draft, { to: 'PREHANDLING', because, patch: { complete, unsealedAt: draft.at } });
      else changeDispute(draft, { complete });
      happenedInDispute(draft, 'evidence-completed', { party });
      tellBothParties(draft, { template: 'dispute-stage', params: { happened: because, party }, words: false });
    },
  }),
};
