import type { AccountLimitAnswer } from '../../contracts/schemas/accountLimit.ts';
import type { AccountLimitRow } from '../../db/repositories/people/accountLimits.ts';
import { shown, shownOrNull } from './instant.ts';

function statusOf(row: AccountLimitRow, nowMs: number): AccountLimitAnswer['status'] {
  if (row.approved === null) return 'PROPOSED';
  if (!row.approved) return 'REJECTED';
  if (row.lifted_at !== null) return 'LIFTED';
  return row.until !== null && row.until.getTime() > nowMs ? 'IN_FORCE' : 'OVER';
}

export function renderAccountLimit(row: AccountLimitRow, nowMs: number): AccountLimitAnswer {
  return {
    id: row.id,
    accountId: row.account_id,
    ticketNo: row.ticket_no,
    reason: row.reason,
    status: statusOf(row, nowMs),
    proposedBy: row.proposed_by,
    proposedAt: shown(row.proposed_at),
    decidedBy: row.decided_by,
    decidedAt: shownOrNull(row.decided_at),
    until: shownOrNull(row.until),
    liftedBy: row.lifted_by,
    liftedAt: shownOrNull(row.lifted_at),
    liftReason: row.lift_reason,
  };
}
