import type { Instant } from '../../contracts/instants.ts';
import { type Dispute, rulesOf } from './dispute.ts';

// A workflow knows no calendar; days of the service centre's zone need none: it has had no summer time since 1991.
const OFFSET_MS = 8 * 3_600_000;
const DAY_MS = 24 * 3_600_000;

/** The end of the n-th calendar day after the day of `at`, in the service centre's zone. */
function endOfDay(at: Instant, n: number): Instant {
  const day = Math.floor((Date.parse(at) + OFFSET_MS) / DAY_MS);
  return new Date((day + n + 1) * DAY_MS - OFFSET_MS).toISOString();
}

/** Until when a party may appeal; null: it may not, or no more. One appeal, and none against the manager's own word. */
export function appealUntil(dispute: Dispute): Instant | null {
  const { ruling, appealed, step } = dispute;
  if (step !== 'RULED' || ruling === null || ruling.final || appealed) return null;
  return endOfDay(ruling.at, rulesOf(dispute).appealDays);
}

/** Until when the buyer may take a tacit settlement back; null: there is none, or it was once already. */
export function reconsiderUntil(dispute: Dispute): Instant | null {
  const { step, settledAt, reopened } = dispute;
  const tacit = step === 'TACITLY_SETTLED' || step === 'LAST_TACITLY_SETTLED';
  if (!tacit || settledAt === null || reopened) return null;
  return endOfDay(settledAt, rulesOf(dispute).reconsiderDays);
}
