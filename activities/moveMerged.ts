import type { Kysely } from 'kysely';
import type { MergedMatter } from '../contracts/commands.ts';
import type { TicketNo } from '../contracts/ids.ts';
import type { Instant } from '../contracts/instants.ts';
import { moveMatter } from '../db/repositories/merging.ts';
import { lockConversation } from '../db/repositories/messages.ts';
import type { DB } from '../db/schema/rows.ts';
import type { Calendar } from '../domain/calendar/calendar.ts';
import { toldOf } from '../domain/ticket/conversation.ts';
import { limitsGoingOn, runningOn } from '../domain/ticket/merged.ts';
import type { TicketState } from '../domain/ticket/state.ts';
import type { Planner } from './clockPlanner.ts';

export interface Merged {
  /** As it stood before it closed. */
  readonly from: TicketState;
  /** When it did. */
  readonly at: Instant;
  readonly into: TicketNo;
  /** The first word there that nobody has answered; null: all of them were. */
  readonly replyOwedSince: Instant | null;
}

/** What limits are reckoned by that go on: the desk's calendar, and each its own. */
export interface Reckoning {
  readonly calendar: Calendar;
  readonly planner: Planner;
}

/**
 * Moves what a merged ticket holds into the other one, which takes it as a word of its customer: its limits of replying go on there, or one
 * starts from the first unanswered word, and whoever has the ticket is told. In the transaction that closes the merged one.
 */
export async function moveMerged(tx: Kysely<DB>, merged: Merged, { calendar, planner }: Reckoning): Promise<void> {
  const { from, into, replyOwedSince } = merged;
  const conversation = await lockConversation(tx, into);
  if (conversation === null) return;
  const { ticketNo, urgentAsked } = from;
  const { at } = conversation;
  const since = replyOwedSince ?? at;
  const said = { author: { kind: 'system' }, at: since, text: '', promiseBy: null, keepsPromises: null } as const;
  const replyClock = toldOf(said, conversation, calendar)?.replyClock ?? null;
  const clocks = runningOn(from.clocks, merged.at).map((clock) => ({
    ...clock,
    plan: clock.plan ?? planner(clock).plan,
  }));
  const limits = limitsGoingOn({ ...from, clocks });
  const matter: MergedMatter = { ticketNo, since, limits, ...(urgentAsked ? { urgentAsked } : {}) };
  const posted = {
    messageId: `merged:${ticketNo}`,
    from: 'customer',
    staffNo: null,
    at,
    replyClock,
    breaksSilence: true,
  } as const;
  await moveMatter(tx, { from: ticketNo, into, owedSince: since, posted: { ...posted, merged: matter } });
}
