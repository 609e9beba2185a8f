import type { TicketNo } from '../../contracts/ids.ts';
import type { JobFailure, ReplanCounts, ReplannedLimit } from '../../contracts/jobs.ts';

/** What a re-plan is about to give one ticket; `keys` null: it has the version already. */
export interface ReplanIntent {
  readonly ticketNo: TicketNo;
  readonly version: number;
  readonly keys: readonly string[] | null;
  readonly counts: ReplanCounts;
  readonly limits: readonly ReplannedLimit[];
}

/** Written down before any of it is given, so that whoever goes on after a crash counts it as it was meant. */
export interface JobPage {
  readonly intents: readonly ReplanIntent[];
  /** Tickets that could not be looked at. */
  readonly failures: readonly JobFailure[];
  readonly last: TicketNo;
  readonly more: boolean;
}
