import type { Kysely } from 'kysely';
import type { MessagePosted } from '../contracts/commands.ts';
import { undecidedMessages } from '../db/repositories/outbox.ts';
import type { DB } from '../db/schema/rows.ts';
import { judgedUntil, toHearFirst } from '../domain/ticket/hearing.ts';
import type { DecisionRecord } from '../domain/ticket/record.ts';

/** What the ticket has to decide on before this decision: stored in time for a limit that it judges, and told too late or not yet. */
export async function saidInTime(db: Kysely<DB>, decision: DecisionRecord): Promise<readonly MessagePosted[]> {
  const until = judgedUntil(decision.events);
  if (until === null) return [];
  return toHearFirst(decision, await undecidedMessages(db, decision.state.ticketNo, until));
}
