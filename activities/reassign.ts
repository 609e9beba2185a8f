import { heartbeat } from '@temporalio/activity';
import type { Kysely } from 'kysely';
import type { Staying } from '../contracts/agents.ts';
import type { Command } from '../contracts/commands.ts';
import type { TicketNo } from '../contracts/ids.ts';
import type { Actor, StaffRef } from '../contracts/people.ts';
import type { ReassignmentTally } from '../contracts/reassignments.ts';
import type { ReviewCommand } from '../contracts/reviews.ts';
import type { Words } from '../contracts/words.ts';
import { assignAgent } from '../db/repositories/people/agents.ts';
import { findStaff } from '../db/repositories/people/people.ts';
import { beginReassignment, endReassignment, type ReassignmentOrder } from '../db/repositories/people/reassignments.ts';
import { reviewsInHandOf } from '../db/repositories/quality/reviews.ts';
import { readTicketState } from '../db/repositories/states.ts';
import { storeText } from '../db/repositories/texts.ts';
import type { DB } from '../db/schema/rows.ts';
import { needOfNext } from '../domain/assignment/need.ts';
import { leadsOnly, leavesForGood } from '../domain/ticket/commands/reassigning.ts';
import { openTasksOf } from '../domain/ticket/commands/taskHands.ts';
import type { TicketState } from '../domain/ticket/state.ts';
import { giveStarting } from './giveStarting.ts';
import type { ReviewPort, TicketPort } from './jobs/tickets.ts';
import { workerStops } from './workerStops.ts';

export interface ReassignDeps {
  readonly db: Kysely<DB>;
  readonly tickets: TicketPort;
  readonly reviews: ReviewPort;
}

type Fate = keyof ReassignmentTally | 'open';
type Given = { readonly fate: Exclude<Fate, 'kept'> } | { readonly fate: 'kept'; readonly why: Words };

/**
 * The activity that gives the tickets of one person to others, one after the other, and the reviews of whoever leaves. Safe to run twice: each ticket knows the
 * command by its id, and one that has changed hands meanwhile is left alone. Null where he was back before. Throws where a ticket
 * did not answer in time, after all others had their turn.
 */
export function createReassignments({ db, tickets, reviews }: ReassignDeps) {
  /** A ticket of a department goes back to its queue, where its specialists are. */
  async function takerOf(state: TicketState, { staffNo, to }: ReassignmentOrder): Promise<StaffRef | null> {
    if (to !== null) return findStaff(db, to);
    if (state.department !== 'FRONT' || state.assignee?.staffNo !== staffNo) return null;
    return (await assignAgent(db, needOfNext(state)))?.to ?? null;
  }

  async function give(ticketNo: TicketNo, order: ReassignmentOrder): Promise<Given> {
    const state = await readTicketState(db, ticketNo);
    const { staffNo: from, why, reason } = order;
    if (state === null) return { fate: 'moved' };
    const isHis = state.assignee?.staffNo === from;
    const tasks = leavesForGood(why) && openTasksOf(state, from).length > 0;
    const leads = leavesForGood(why) && leadsOnly(state, from);
    if (!isHis && !tasks && !leads) return { fate: 'moved' };
    const to = await takerOf(state, order);
    const textId = reason === null ? null : await storeText(db, ticketNo, { reason });
    const actor: Actor = state.assignee === null ? { kind: 'system' } : order.actor;
    const payload = { from, to, why, ...(tasks ? { tasks } : {}) };
    const command: Command = { name: 'reassign', actor, textId, expectedVersion: null, payload };
    const id = `reassign-${order.changeId}-${ticketNo}`;
    const answer = await giveStarting(tickets, { no: ticketNo, state }, { command, id });
    if (answer.kind === 'refused') return { fate: 'kept', why: answer.refusal.detail };
    if (answer.kind !== 'done') return { fate: 'open' };
    return { fate: to === null ? 'queued' : 'moved' };
  }

  /** How many reviews did not answer in time. What he has no more is not found again. */
  async function giveReviews({ staffNo: from, to, why, actor, changeId }: ReassignmentOrder): Promise<number> {
    if (!leavesForGood(why)) return 0;
    const taker = to === null ? null : await findStaff(db, to);
    let open = 0;
    for (const state of await reviewsInHandOf(db, from)) {
      const { reviewId, version } = state;
      const payload = { from, to: taker };
      const command: ReviewCommand = { name: 'reassign', actor, textId: null, expectedVersion: null, payload };
      const id = `reassign-${changeId}-${reviewId}-${version}`;
      const answer = await giveStarting(reviews, { no: reviewId, state }, { command, id });
      if (answer.kind === 'open' || answer.kind === 'not-started') open += 1;
      heartbeat(reviewId);
    }
    return open;
  }

  async function reassignTickets(changeId: string): Promise<ReassignmentTally | null> {
    const order = await beginReassignment(db, changeId);
    if (order === null) return null;
    const stopped = workerStops();
    const fates: Record<Fate, number> = { moved: 0, queued: 0, kept: 0, open: 0 };
    const staying: Staying[] = [];
    for (const ticketNo of order.tickets) {
      const given = await Promise.race([give(ticketNo, order), stopped]);
      fates[given.fate] += 1;
      if (given.fate === 'kept') staying.push({ ticketNo, why: given.why });
      heartbeat(ticketNo);
    }
    const { open, ...tally } = fates;
    const openReviews = await Promise.race([giveReviews(order), stopped]);
    if (open + openReviews > 0)
      throw new Error(`${open + openReviews} tickets and reviews of ${order.staffNo} did not answer in time`);
    await endReassignment(db, changeId, { ...tally, superseded: false, staying });
    return tally;
  }

  return { reassignTickets };
}

export type Reassignments = ReturnType<typeof createReassignments>;
