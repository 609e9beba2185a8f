import type { ReviewId, TicketNo } from '../../../contracts/ids.ts';
import type { JobFailure, ListedLimit, ReplanCounts, ReplannedLimit } from '../../../contracts/jobs.ts';

/** What a re-plan is about to give one ticket, or one of its reviews; `keys` null: it has the version already. */
export interface ReplanIntent {
  readonly ticketNo: TicketNo;
  readonly reviewId?: ReviewId;
  readonly version: number;
  readonly keys: readonly string[] | null;
  readonly counts: ReplanCounts;
  /** What its record tells of them. */
  readonly limits: readonly ReplannedLimit[];
  /** What the job tells of them; pages written before it was told lack it. */
  readonly listed?: readonly ListedLimit[];
}

/** Written down before any of it is given, so that whoever goes on after a crash counts it as it was meant. */
export interface JobPage {
  readonly intents: readonly ReplanIntent[];
  /** Tickets and reviews that could not be looked at. */
  readonly failures: readonly JobFailure[];
  readonly last: TicketNo;
  readonly more: boolean;
}
