import type { Kysely } from 'kysely';
import type { Command } from '../../contracts/commands.ts';
import type { ReviewId, TicketNo } from '../../contracts/ids.ts';
import type { Instant } from '../../contracts/instants.ts';
import type { ReviewCommandOf } from '../../contracts/reviews.ts';
import type { ReplanIntent } from '../../db/repositories/timetables/jobPage.ts';
import type { JobRow } from '../../db/repositories/timetables/jobs.ts';
import { readReviewState } from '../../db/repositories/quality/reviews.ts';
import { readTicketState } from '../../db/repositories/states.ts';
import type { DB } from '../../db/schema/rows.ts';
import type { InHouse } from '../../domain/clocks/inHouse.ts';
import { isOver } from '../../domain/quality/state.ts';
import { isUnderWay } from '../../domain/ticket/underWay.ts';
import { type Plannable, plannable, plannableReview, planReplan } from './planReplan.ts';
import type { CommandAnswer, ReviewPort, TicketPort } from './tickets.ts';
import type { PairOf } from './timetables.ts';

export interface Giving {
  readonly db: Kysely<DB>;
  readonly tickets: TicketPort;
  readonly reviews: ReviewPort;
  readonly pairOf: PairOf;
  readonly job: JobRow;
  /** As the policy that is applied has it; null where none is. */
  readonly inHouse: InHouse | null;
}

/** An intent that changes something. */
export type Given = ReplanIntent & { readonly keys: readonly string[] };

/** Whoever gets a part of a re-plan: a ticket, or one of its reviews. */
export interface Party {
  readonly id: TicketNo | ReviewId;
  /** What is meant for it as it stands now; null where it is over. */
  look(): Promise<ReplanIntent | null>;
  /** Starts its workflow; false where it is over. */
  start(): Promise<boolean>;
  give(given: Given, updateId: string): Promise<CommandAnswer>;
}

export function partyOf(giving: Giving, { ticketNo, reviewId }: ReplanIntent): Party {
  return reviewId === undefined ? ticketParty(giving, ticketNo) : reviewParty(giving, reviewId);
}

function ticketParty(giving: Giving, ticketNo: TicketNo): Party {
  const { db, tickets, job, inHouse } = giving;
  const { calendar, policy, actor } = job;
  const stillOpen = async () => {
    const state = await readTicketState(db, ticketNo);
    return state !== null && isUnderWay(state) ? state : null;
  };
  return {
    id: ticketNo,
    look: async () => {
      const state = await stillOpen();
      const at = new Date().toISOString();
      return planned(giving, state === null ? null : plannable(state, { inHouse, at }), at);
    },
    start: async () => {
      const state = await stillOpen();
      if (state !== null) await tickets.start(state);
      return state !== null;
    },
    give: ({ version, keys, limits }, updateId) => {
      const payload = { calendar, policy, inHouse, keys, job: job.id, limits };
      const command: Command = { name: 'replan', actor, textId: null, expectedVersion: version, payload };
      return tickets.give(ticketNo, command, updateId);
    },
  };
}

function reviewParty(giving: Giving, reviewId: ReviewId): Party {
  const { db, reviews, job } = giving;
  const { calendar, policy, actor } = job;
  const stillOpen = async () => {
    const state = await readReviewState(db, reviewId);
    return state !== null && !isOver(state) ? state : null;
  };
  return {
    id: reviewId,
    look: async () => {
      const state = await stillOpen();
      return planned(giving, state === null ? null : plannableReview(state), new Date().toISOString());
    },
    start: async () => {
      const state = await stillOpen();
      if (state !== null) await reviews.start(state);
      return state !== null;
    },
    give: ({ version, keys, limits }, updateId) => {
      const payload = { calendar, policy, keys, job: job.id, limits };
      const command: ReviewCommandOf<'replan'> = {
        name: 'replan',
        actor,
        textId: null,
        expectedVersion: version,
        payload,
      };
      return reviews.give(reviewId, command, updateId);
    },
  };
}

async function planned({ pairOf, job }: Giving, state: Plannable | null, at: Instant): Promise<ReplanIntent | null> {
  return state === null ? null : planReplan(state, { versions: job, pairOf, at });
}
