import { DISPUTE_COMMANDS, type DisputeCommandName } from '../../contracts/disputes.ts';
import type { Principal } from '../../contracts/people.ts';
import { companyKind } from '../../db/repositories/reading/companies.ts';
import { isRunning } from '../../domain/dispute/dispute.ts';
import { mayDispute } from '../../domain/ticket/reading.ts';
import type { TicketState } from '../../domain/ticket/state.ts';
import type { ApiDeps } from '../deps.ts';
import { Problem } from '../http/problem.ts';

const NAMES: readonly string[] = [...DISPUTE_COMMANDS, 'open-dispute'] satisfies readonly (
  DisputeCommandName | 'open-dispute'
)[];

/** Commands by which an account speaks for its company in a dispute. */
export function needsScope(name: string): boolean {
  return NAMES.includes(name);
}

/**
 * Who acts in a dispute needs the scope for it, which the ticket's rules do not know; only a buyer brings a supplier in, and
 * to withdraw a ticket with a dispute is to withdraw the claim. Throws `forbidden`.
 */
export async function refuseWithoutScope(
  deps: ApiDeps,
  principal: Principal,
  { name, state }: { readonly name: string; readonly state: TicketState },
): Promise<void> {
  const withdrawsClaim = name === 'withdraw' && isRunning(state.dispute);
  if (principal.kind === 'customer' && (needsScope(name) || withdrawsClaim) && !mayDispute(principal)) {
    throw new Problem('forbidden', {
      zh: '只有拥有 dispute.manage 权限的账号可以进行此操作。',
      en: `${name} is for accounts with the scope dispute.manage.`,
    });
  }
  if (name !== 'open-dispute') return;
  const buys = principal.kind === 'customer' && (await companyKind(deps.db, principal.companyId)) === 'buyer';
  if (buys) return;
  throw new Problem('forbidden', {
    zh: '只有拥有 dispute.manage 权限的采购方账号可以发起维权。',
    en: 'open-dispute is for a buyer with the scope dispute.manage.',
  });
}
