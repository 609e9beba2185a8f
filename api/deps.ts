import type { Kysely } from 'kysely';
import type { Logger } from 'pino';
import type { Principal } from '../contracts/people.ts';
import type { KeptTimetables } from '../db/repositories/timetables/timetables.ts';
import type { DB } from '../db/schema/rows.ts';
import type { Messages } from '../intake/messages.ts';
import type { Intake } from '../intake/openTicket.ts';
import type { TicketClient } from '../intake/ticketClient.ts';
import type { HandoverClient } from '../intake/handoverClient.ts';
import type { ReviewClient } from '../intake/reviewClient.ts';
import type { ReassignmentClient } from '../intake/reassignments/reassignmentClient.ts';
import type { JobClient } from '../intake/timetables/jobClient.ts';
import type { Metrics } from './metrics.ts';

/** Settings of the API that come from the environment. */
export interface ApiSettings {
  /** The development mailbox and its page exist. */
  readonly embedded: boolean;
  /** Where the API listens. */
  readonly httpHost: string;
  /** Of our namespace. */
  readonly temporalUiUrl: string | null;
}

/** Everything the API stands on; the composition root and the tests fill it in. */
export interface ApiDeps {
  readonly db: Kysely<DB>;
  readonly ticketClient: TicketClient;
  readonly jobs: JobClient;
  readonly reassignments: ReassignmentClient;
  readonly reviewClient: ReviewClient;
  readonly handoverClient: HandoverClient;
  readonly intake: Intake;
  readonly messages: Messages;
  readonly timetables: KeptTimetables;
  readonly settings: ApiSettings;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly findPrincipal: (keyHash: Buffer) => Promise<Principal | null>;
}
