import { type DisputeCommandName, EVENT_OF_DISPUTE_COMMAND, type Party } from '../../../contracts/disputes.ts';
import type { CommandOf } from '../../../contracts/commands.ts';
import type { EventType } from '../../../contracts/events.ts';
import type { Refusal } from '../../../contracts/errors.ts';
import { type Instant, shownInstant } from '../../../contracts/instants.ts';
import { type Dispute, isRunning, leadsTo } from '../../dispute/dispute.ts';
import { otherParty, partyOf } from '../../dispute/parties.ts';
import type { DisputeStep } from '../../dispute/rules.ts';
import type { Draft } from '../draft.ts';
import { happenedInDispute, tellParty } from '../tellParties.ts';
import type { TicketState } from '../state.ts';
import { changeDispute, enterStep, type Move, reopenForDispute, settle } from './disputeMoves.ts';
import { disputeRule } from './disputeRule.ts';
import { takenBackUntil } from '../underDispute.ts';
import type { CommandRules } from './rule.ts';

/** Whoever may give a command of this kind may give it here: the table names where it leads. */
function target(dispute: Dispute, name: DisputeCommandName): DisputeStep {
  return leadsTo(dispute, name) ?? dispute.step;
}

/** The seller pays by himself, in his own time or as a last concession: the buyer is asked. */
function offerFromSeller(draft: Draft, dispute: Dispute, name: 'compensate' | 'concede'): void {
  const no = nextOffer(dispute);
  partyMoves(draft, {
    by: 'supplier',
    because: EVENT_OF_DISPUTE_COMMAND[name],
    to: target(dispute, name),
    patch: { offers: no, offer: { by: 'supplier', textId: draft.textId, no } },
    template: 'dispute-offer',
    offerNo: no,
  });
}

/** Whatever command brings it, an offer takes the place of the one before. */
function nextOffer({ offers = 0 }: Dispute): number {
  return offers + 1;
}

interface PartyMove extends Move {
  readonly by: Party;
  readonly because: EventType;
  /** For the other party, with the words of the command. */
  readonly template: 'dispute-offer' | 'dispute-refused';
  readonly offerNo?: number;
}

/** Each side hears of it once: the other one with what was said, one's own where it stands. */
function partyMoves(draft: Draft, { by, template, offerNo, ...move }: PartyMove): void {
  enterStep(draft, move);
  happenedInDispute(draft, move.because);
  const params = { happened: move.because };
  const numbered = offerNo === undefined ? params : { ...params, offerNo };
  tellParty(draft, otherParty(by), { template, params: numbered, words: true });
  tellParty(draft, by, { template: 'dispute-stage', params, words: false });
}

function offerStands(state: TicketState, dispute: Dispute, actor: Parameters<typeof partyOf>[1]): boolean {
  const party = partyOf(state, actor);
  return party !== null && dispute.offer?.by === otherParty(party);
}

/** What was read is agreed to: where one offer has taken the place of another, the acceptance names it. */
function otherOffer(
  { dispute }: TicketState,
  { payload: { offerNo } }: CommandOf<'accept-settlement'>,
): Refusal | null {
  const no = dispute?.offer?.no;
  if (no === undefined || no === (offerNo ?? 1)) return null;
  return {
    code: 'state-conflict',
    detail: {
      zh: `目前的和解方案为第 ${no} 个，此前的方案已被取代：请阅读后以 "offerNo": ${no} 接受。`,
      en: `The settlement that is offered now is number ${no}, which took the place of the one before: read it, and accept it with "offerNo": ${no}.`,
    },
    errors: [{ pointer: '/offerNo', expected: { zh: `${no}`, en: `${no}` } }],
  };
}

/** A tacit settlement is taken back once, while the days for it last. */
function reconsiderRefusal(state: TicketState, at: Instant): Refusal | null {
  const { dispute } = state;
  if (dispute === null || isRunning(dispute)) return null;
  const until = takenBackUntil(state);
  if (until !== null && at < until) return null;
  return {
    code: 'state-conflict',
    detail: {
      zh: `和解可反悔的期限为 ${shownInstant(until ?? at)}。`,
      en: `The settlement could be taken back until ${shownInstant(until ?? at)}.`,
    },
  };
}

export const SETTLING_RULES: CommandRules<
  'compensate' | 'refuse-claim' | 'offer-settlement' | 'accept-settlement' | 'reject-settlement' | 'concede'
> = {
  compensate: disputeRule('compensate', { apply: (draft, dispute) => offerFromSeller(draft, dispute, 'compensate') }),
  concede: disputeRule('concede', { apply: (draft, dispute) => offerFromSeller(draft, dispute, 'concede') }),
  'refuse-claim': disputeRule('refuse-claim', {
    apply: (draft, dispute) => {
      const to = target(dispute, 'refuse-claim');
      partyMoves(draft, { by: 'supplier', because: 'claim-refused', to, template: 'dispute-refused' });
    },
  }),
  'offer-settlement': disputeRule('offer-settlement', {
    apply: (draft, dispute) => {
      const party = partyOf(draft.state, draft.actor);
      if (party === null) return;
      const no = nextOffer(dispute);
      changeDispute(draft, { offers: no, offer: { by: party, textId: draft.textId, no } });
      happenedInDispute(draft, 'settlement-offered', { party });
      const params = { happened: 'settlement-offered', party, offerNo: no };
      tellParty(draft, otherParty(party), { template: 'dispute-offer', params, words: true });
    },
  }),
  'accept-settlement': disputeRule('accept-settlement', {
    also: offerStands,
    alsoMay: { zh: '对方已提出方案', en: 'with an offer of the other party' },
    check: otherOffer,
    apply: (draft) => settle(draft),
  }),
  'reject-settlement': disputeRule('reject-settlement', {
    also: (state, dispute) => isRunning(dispute) || takenBackUntil(state) !== null,
    alsoMay: {
      zh: '默认达成的和解仅可反悔一次，且工单仍因该和解结案',
      en: 'a tacit settlement once, while the ticket is closed by it',
    },
    barred: reconsiderRefusal,
    apply: (draft, dispute) => {
      reopenForDispute(draft);
      const patch = { offer: null, settledAt: null, reopened: dispute.reopened || !isRunning(dispute) };
      const to = target(dispute, 'reject-settlement');
      partyMoves(draft, { by: 'buyer', because: 'settlement-rejected', to, patch, template: 'dispute-refused' });
    },
  }),
};
