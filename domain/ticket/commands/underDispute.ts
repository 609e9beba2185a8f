import type { Words } from '../../../contracts/words.ts';
import type { TicketCommandPayloads } from '../../../contracts/commands.ts';
import { isOpen } from '../../../contracts/ticket.ts';
import { shownInstant } from '../../../contracts/instants.ts';
import { appealUntil } from '../../dispute/deadlines.ts';
import { isRunning } from '../../dispute/dispute.ts';
import type { TicketState } from '../state.ts';

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

/** What a party has in place of re-opening, and until when. */
function notReopened({ dispute }: TicketState): Words {
  const until = dispute === null ? null : appealUntil(dispute);
  if (until === null)
    return {
      zh: '已裁决的工单不重开；该裁决为最终裁决，不能再申诉（appeal）。',
      en: 'A ruled ticket is not re-opened; this ruling is final and takes no (further) appeal.',
    };
  const end = shownInstant(until);
  return {
    zh: `已裁决的工单不重开；任一方可用 appeal 申诉一次，期限至 ${end}。`,
    en: `A ruled ticket is not re-opened; either party may appeal once, by the command appeal, until ${end}.`,
  };
}

/** Why a dispute stands against this command, in words; null when none does. */
export function barredByDispute(state: TicketState, name: Name): Words | null {
  if (name === 'reopen' && state.closeReason === 'RULED') return notReopened(state);
  if (measuresRun(state) && name !== 'coordinate' && (name === 'withdraw' || BARRED.includes(name)))
    return {
      zh: `${name} 不再可用：平台已裁决，措施执行完毕后工单自动结案。`,
      en: `${name} is not possible any more: the platform has ruled, and the ticket closes when the measures are done.`,
    };
  if (!isRunning(state.dispute) || !BARRED.includes(name)) return null;
  return {
    zh: `纠纷进行期间不能 ${name}：纠纷以和解、撤回或裁决结束。`,
    en: `${name} is not possible while a dispute runs: it ends by agreement, withdrawal or ruling.`,
  };
}
