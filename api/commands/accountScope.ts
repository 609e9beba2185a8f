import type { TicketCommandName } from '../../contracts/commands.ts';
import { DISPUTE_COMMANDS, type DisputeCommandName } from '../../contracts/disputes.ts';
import type { Principal } from '../../contracts/people.ts';
import type { Words } from '../../contracts/words.ts';
import { isRunning } from '../../domain/dispute/dispute.ts';
import { allowedCommands } from '../../domain/ticket/allowed.ts';
import { boundsOf, isAnswerWithheld } from '../../domain/ticket/covered.ts';
import { mayDispute } from '../../domain/ticket/reading.ts';
import type { TicketState } from '../../domain/ticket/state.ts';
import { actorOf } from '../http/principal.ts';
import { Problem } from '../http/problem.ts';

/** Commands by which an account speaks for its company in a dispute. */
const SPOKEN: readonly string[] = [...DISPUTE_COMMANDS, 'open-dispute'] satisfies readonly (
  DisputeCommandName | 'open-dispute'
)[];

/** Commands by which an account says what it thinks of an answer. */
const JUDGES_ANSWER: readonly TicketCommandName[] = ['accept', 'reject', 'rate', 'reopen'];

/** What it took back itself, or what closed over its own silence before anything was answered, it may take up again: that judges no answer. */
function judgesAnswer({ closeReason, proposedBy }: TicketState, name: TicketCommandName): boolean {
  const isUnanswered = closeReason === 'WITHDRAWN' || (closeReason === 'NO_RESPONSE' && proposedBy === null);
  return JUDGES_ANSWER.includes(name) && !(name === 'reopen' && isUnanswered);
}

/**
 * Who acts in a dispute needs the scope for it, which the ticket's rules do not know; only a buyer brings a supplier in, and
 * to withdraw a ticket with a dispute is to withdraw the claim. What an account may not read it does not judge. Null: nothing of it
 * stands against the command.
 */
function outOfScope(principal: Principal, state: TicketState, name: TicketCommandName): Words | null {
  const speaks = SPOKEN.includes(name) || (name === 'withdraw' && isRunning(state.dispute));
  if (principal.kind === 'customer' && speaks && !mayDispute(principal)) {
    return {
      zh: '只有拥有 dispute.manage 权限的账号可以进行此操作。',
      en: `${name} is for accounts with the scope dispute.manage.`,
    };
  }
  if (judgesAnswer(state, name) && isAnswerWithheld(boundsOf(principal), state)) {
    return {
      zh: `该工单的答复超出您的权限范围，${name} 由主账号或具备相应权限的账号进行。`,
      en: `${name} is for the main account, or one whose scopes cover it: the answer is withheld from this account.`,
    };
  }
  if (name !== 'open-dispute' || (principal.kind === 'customer' && principal.companyKind === 'buyer')) return null;
  return {
    zh: '只有拥有 dispute.manage 权限的买家账号可以发起维权。',
    en: 'open-dispute is for a buyer with the scope dispute.manage.',
  };
}

/** Throws `forbidden`. */
export function refuseWithoutScope(principal: Principal, state: TicketState, name: TicketCommandName): void {
  const why = outOfScope(principal, state, name);
  if (why !== null) throw new Problem('forbidden', why);
}

/** The commands that this caller could give now, as every answer lists them. */
export function commandsFor(principal: Principal, state: TicketState): TicketCommandName[] {
  const given = allowedCommands(state, actorOf(principal), new Date().toISOString());
  return given.filter((name) => outOfScope(principal, state, name) === null);
}
