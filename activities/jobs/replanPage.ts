import type { Kysely } from 'kysely';
import type { TicketNo } from '../../contracts/ids.ts';
import type { JobFailure, ListedLimit, ReplanResult } from '../../contracts/jobs.ts';
import { compareText } from '../../contracts/order.ts';
import type { Words } from '../../contracts/words.ts';
import type { JobPage, ReplanIntent } from '../../db/repositories/timetables/jobPage.ts';
import { type JobRow, notePage, type PageOutcome } from '../../db/repositories/timetables/jobs.ts';
import { nextReviewStates, nextStates } from '../../db/repositories/timetables/jobTickets.ts';
import type { DB } from '../../db/schema/rows.ts';
import type { InHouse } from '../../domain/clocks/inHouse.ts';
import { notReckoned } from './notReckoned.ts';
import type { Applying } from '../../domain/ticket/underWay.ts';
import { giveReplan, judgedAgain, type ReplanOutcome } from './giveReplan.ts';
import type { Giving } from './parties.ts';
import { type Plannable, plannable, plannableReview, planReplan } from './planReplan.ts';
import type { ReviewPort, TicketPort } from './tickets.ts';
import type { PairOf } from './timetables.ts';

const TICKETS = 50;
/** More would only stand in front of commands that people wait for. */
const IN_FLIGHT = 4;
/** Whoever does not answer in so many tries of the page is listed, and the others go on. */
const PATIENT_TRIES = 5;
const NO_ANSWER: Words = { zh: '未能按时应答', en: 'it did not answer in time' };

export interface ReplanDeps {
  readonly db: Kysely<DB>;
  readonly tickets: TicketPort;
  readonly reviews: ReviewPort;
  readonly pairOf: PairOf;
  /** As the policy that is applied has it; null where none is. */
  readonly inHouse: InHouse | null;
  readonly beat: () => void;
  /** Counts the tries of this page from 1. */
  readonly attempt: number;
}

/**
 * The next tickets of a re-plan, with their reviews. What each is to get is written down first and given then, so an interrupted page is given again, judged
 * anew, and a ticket that had it already says so. Null where another has got on with the job. Throws where tickets did not answer in time.
 */
export async function replanPage(deps: ReplanDeps, job: JobRow): Promise<PageOutcome | null> {
  const before = job.result?.kind === 'replan' ? { ...EMPTY, ...job.result } : EMPTY;
  const { db, tickets, reviews, pairOf, inHouse, beat, attempt } = deps;
  const page = job.page ?? (await preparedPage(deps, job, { inHouse, at: new Date().toISOString() }));
  if (page === 'none') return { tickets: 0, result: before, failures: [], limits: [], last: null, over: true };
  if (page === 'taken') return null;
  const giving: Giving = { db, tickets, reviews, pairOf, job, inHouse };
  const outcomes = await eachOf(page.intents, async (intent) => {
    beat();
    return { intent, outcome: await given(giving, intent, job.page !== null) };
  });
  const open = outcomes.filter(({ outcome }) => outcome.kind === 'open').length;
  if (open > 0 && attempt < PATIENT_TRIES) throw new Error(`${open} tickets did not answer in time`);
  const failures = [...page.failures, ...outcomes.flatMap(failureOf)];
  const result = outcomes.reduce(added, before);
  const met = new Set([...page.intents, ...page.failures].map(({ ticketNo }) => ticketNo)).size;
  const limits = outcomes.flatMap(listedOf).toSorted((a, b) => compareText(a.ticketNo, b.ticketNo));
  return { tickets: met, result, failures, limits, last: page.last, over: !page.more };
}

interface Outcome {
  readonly intent: ReplanIntent;
  readonly outcome: ReplanOutcome;
}

type Result = ReplanResult & Required<Pick<ReplanResult, 'reviews'>>;

const NONE = { replanned: 0, unchanged: 0, skipped: 0 };
const EMPTY: Result = {
  kind: 'replan',
  tickets: NONE,
  reviews: NONE,
  limits: { moved: 0, adjusted: 0, unchanged: 0, kept: 0 },
};

async function preparedPage(
  { db, pairOf, beat }: ReplanDeps,
  job: JobRow,
  applying: Applying,
): Promise<JobPage | 'none' | 'taken'> {
  const { states, last, more } = await nextParties(db, job, applying);
  if (last === undefined) return 'none';
  const intents: ReplanIntent[] = [];
  const failures: JobFailure[] = [];
  for (const state of states) {
    try {
      intents.push(await planReplan(state, { versions: job, pairOf, at: applying.at }));
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      failures.push({ ...whose(state), why: notReckoned(error) });
    }
  }
  beat();
  const page = { intents, failures, last, more };
  return (await notePage(db, job, page)) ? page : 'taken';
}

/** Tickets go with their reviews: a page ends where the shorter of the two lists is known to end. */
async function nextParties(db: Kysely<DB>, job: JobRow, applying: Applying) {
  const next = { cursor: job.cursor, limit: TICKETS };
  const tickets = await nextStates(db, job, next);
  const lists: Plannable[][] = [
    tickets.map((state) => plannable(state, applying)),
    (await nextReviewStates(db, job, next)).map(plannableReview),
  ];
  const lasts = (some: Plannable[][]): TicketNo[] => some.flatMap((list) => list.at(-1)?.ticketNo ?? []).toSorted();
  const cut = lasts(lists.filter((list) => list.length >= TICKETS))[0];
  const last = cut ?? lasts(lists).at(-1);
  const states = lists.flat().filter(({ ticketNo }) => cut === undefined || ticketNo <= cut);
  return { states, last, more: cut !== undefined };
}

/** Who is named where something went wrong. */
function whose({ ticketNo, reviewId }: Pick<Plannable, 'ticketNo' | 'reviewId'>) {
  return reviewId === undefined ? { ticketNo } : { ticketNo, reviewId };
}

async function given(giving: Giving, intent: ReplanIntent, wasInterrupted: boolean): Promise<ReplanOutcome> {
  try {
    return await giveReplan(giving, wasInterrupted ? await judgedAgain(giving, intent) : intent);
  } catch (error) {
    if (error instanceof RangeError) return { kind: 'failed', why: notReckoned(error) };
    throw error;
  }
}

function failureOf({ intent, outcome }: Outcome): JobFailure[] {
  if (outcome.kind === 'failed') return [{ ...whose(intent), why: outcome.why }];
  return outcome.kind === 'open' ? [{ ...whose(intent), why: NO_ANSWER }] : [];
}

/** What became of its limits, where it was given what was meant or needed nothing. */
function listedOf({ outcome }: Outcome): readonly ListedLimit[] {
  return outcome.kind === 'replanned' || outcome.kind === 'unchanged' ? (outcome.intent.listed ?? []) : [];
}

function added(sum: Result, { intent, outcome }: Outcome): Result {
  const of = intent.reviewId === undefined ? 'tickets' : 'reviews';
  switch (outcome.kind) {
    case 'failed':
    case 'open':
      return sum;
    case 'skipped':
      return { ...sum, [of]: { ...sum[of], skipped: sum[of].skipped + 1 } };
    case 'replanned':
    case 'unchanged': {
      const { limits } = sum;
      const { kind } = outcome;
      const { counts } = outcome.intent;
      return {
        ...sum,
        [of]: { ...sum[of], [kind]: sum[of][kind] + 1 },
        limits: {
          moved: limits.moved + counts.moved,
          adjusted: limits.adjusted + counts.adjusted,
          unchanged: limits.unchanged + counts.unchanged,
          kept: limits.kept + counts.kept,
        },
      };
    }
  }
}

/** In order of the items, a few at a time. */
async function eachOf<Item, Outcome>(
  items: readonly Item[],
  work: (item: Item) => Promise<Outcome>,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  const waiting = items.entries();
  const hand = async (): Promise<void> => {
    for (const [index, item] of waiting) outcomes[index] = await work(item);
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, hand));
  return outcomes;
}
