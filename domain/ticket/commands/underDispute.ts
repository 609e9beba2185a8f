import type { TicketCommandPayloads } from '../../../contracts/commands.ts';
import { isOpen } from '../../../contracts/ticket.ts';
import { isRunning } from '../../dispute/dispute.ts';
import type { TicketState } from '../state.ts';

type Name = keyof TicketCommandPayloads;

/** Would end or turn the ticket over the parties' heads. */
const BARRED: readonly Name[] = [
  'answer',
  'request-material',
  'coordinate',
  'mark-duplicate',
  'merge',
  'decline',
  'terminate',
];

/** Why a dispute stands against this command, in words; null when none does. */
export function barredByDispute({ dispute, status, closeReason }: TicketState, name: Name): string | null {
  if (dispute?.step === 'RULED') {
    if (name === 'reopen' && closeReason === 'RULED')
      return 'A ruling is not re-opened; a party may appeal against it.';
    const planned = name === 'coordinate' || !isOpen(status);
    if (planned || (name !== 'withdraw' && !BARRED.includes(name))) return null;
    return `${name} is not possible any more: the platform has ruled, and the ticket closes when the measures are done.`;
  }
  if (!isRunning(dispute) || !BARRED.includes(name)) return null;
  return `${name} is not possible while a dispute runs: it ends by agreement, withdrawal or ruling.`;
}
