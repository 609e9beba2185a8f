import type { ReviewId, TicketNo } from '../../../contracts/ids.ts';
import type { JobFailure, ReplanCounts, ReplannedLimit } from '../../../contracts/jobs.ts';

/** What a re-plan is about to give one ticket, or one of its reviews; `keys` null: it has the version already. */
export interface ReplanIntent {
  readonly ticketNo: TicketNo;
  readonly reviewId?: ReviewId;
  readonly version: number;
  readonly keys: readonly string[] | null;
  readonly counts: ReplanCounts;
  readonly limits: readonly ReplannedLimit[];
}

/** Written down before any of it is given, so that whoever goes on after a crash counts it as it was meant. */
export interface JobPage {
  readonly intents: readonly ReplanIntent[];
  /** Tickets and reviews that could not be looked at. */
  readonly failures: readonly JobFailure[];
  readonly last: TicketNo;
  readonly more: boolean;
}
