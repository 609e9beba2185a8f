import type { Words } from '../../contracts/words.ts';
import type { TicketCommandPayloads } from '../../contracts/commands.ts';
import { makeCaseId, type TicketNo } from '../../contracts/ids.ts';
import { isOpen } from '../../contracts/ticket.ts';
import { type Instant, shownInstant } from '../../contracts/instants.ts';
import { appealUntil, reconsiderUntil } from '../dispute/deadlines.ts';
import { type Dispute, isRuled, isRunning } from '../dispute/dispute.ts';
import type { TicketState } from './state.ts';

type Name = keyof TicketCommandPayloads;

/** Would end or turn the ticket over the parties' heads. */
const BARRED: readonly Name[] = [
  'answer',
  'review-suggestion',
  'answer-incident',
  'request-material',
  'coordinate',
  'mark-duplicate',
  'merge',
  'decline',
  'terminate',
];

/** What a ruling ordered is being worked off; the ticket closes by itself when it is done. */
export function measuresRun({ dispute, status, round }: TicketState): boolean {
  return dispute?.step === 'RULED' && dispute.ruling?.round === round && isOpen(status);
}

/**
 * Until when the buyer may take a tacit settlement back; null: there is none, or the ticket is closed by it no more: what was re-opened,
 * answered or merged meanwhile goes its own way.
 */
export function takenBackUntil({ dispute, status, closedAt, closeReason }: TicketState): Instant | null {
  const isClosedByIt = status === 'CLOSED' && closeReason === 'NO_RESPONSE' && closedAt === dispute?.settledAt;
  if (dispute === null || !isClosedByIt) return null;
  return reconsiderUntil(dispute);
}

/** Which case stands against another one about the same, and how. */
export function caseStands(ticketNo: TicketNo, dispute: Dispute): Words {
  const caseId = makeCaseId(ticketNo, dispute.caseNo);
  return isRuled(dispute)
    ? {
        zh: `${caseId} 已就同一订单裁定；裁定只可申诉（appeal）一次，不能另行发起维权。`,
        en: `${caseId} about the same order is ruled: a ruling takes one appeal, and no second dispute.`,
      }
    : {
        zh: `${caseId} 已就同一订单维权，正在处理。`,
        en: `${caseId} about the same order is open.`,
      };
}

/** What a party has in place of re-opening, and until when. */
function notReopened({ dispute }: TicketState): Words {
  const until = dispute === null ? null : appealUntil(dispute);
  if (until === null)
    return {
      zh: '已裁定的工单不重新打开；该裁定为最终裁定，不能再申诉（appeal）。',
      en: 'A ruled ticket is not re-opened; this ruling is final and takes no (further) appeal.',
    };
  const end = shownInstant(until);
  return {
    zh: `已裁定的工单不重新打开；任一方可用 appeal 申诉一次，期限至 ${end}。`,
    en: `A ruled ticket is not re-opened; either party may appeal once, by the command appeal, until ${end}.`,
  };
}

/** An appeal is its party's own: the buyer who takes the matter back ends his, never the seller's. */
function othersAppeal({ dispute }: TicketState): Words | null {
  if (dispute?.step !== 'APPEAL' || dispute.appeal?.by === 'buyer') return null;
  return {
    zh: '该裁定已有申诉，由经理以 decide-appeal 裁定：买家只能撤回本方的申诉；双方仍可和解（accept-settlement）。',
    en: 'The ruling is appealed, and the manager decides with decide-appeal: the buyer takes back his own appeal only. Both may still settle (accept-settlement).',
  };
}

/** Why a dispute stands against this command, in words; null when none does. */
export function barredByDispute(state: TicketState, name: Name): Words | null {
  if (name === 'reopen' && state.closeReason === 'RULED') return notReopened(state);
  const appealed = name === 'withdraw' && isOpen(state.status) ? othersAppeal(state) : null;
  if (appealed !== null) return appealed;
  if (measuresRun(state) && name !== 'coordinate' && (name === 'withdraw' || BARRED.includes(name)))
    return {
      zh: `${name} 不再可用：平台已裁定，措施执行完毕后工单自动结案。`,
      en: `${name} is not possible any more: the platform has ruled, and the ticket closes when the measures are done.`,
    };
  if (!isRunning(state.dispute) || !BARRED.includes(name)) return null;
  return {
    zh: `维权进行期间不能 ${name}：维权以和解、撤回或裁定结束。`,
    en: `${name} is not possible while a dispute runs: it ends by agreement, withdrawal or ruling.`,
  };
}
