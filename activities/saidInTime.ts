import type { Kysely } from 'kysely';
import type { MessagePosted } from '../contracts/commands.ts';
import { undecidedMessages } from '../db/repositories/messages.ts';
import type { DB } from '../db/schema/rows.ts';
import { heardUntil, toHearFirst } from '../domain/ticket/hearing.ts';
import type { DecisionRecord } from '../domain/ticket/record.ts';

/** What the ticket has to decide on before this decision: stored in time for what it settles for good, and told too late or not yet. */
export async function saidInTime(db: Kysely<DB>, decision: DecisionRecord): Promise<readonly MessagePosted[]> {
  const until = heardUntil(decision);
  if (until === null) return [];
  return toHearFirst(decision, await undecidedMessages(db, decision.state.ticketNo, until));
}
