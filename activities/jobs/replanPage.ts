import type { Kysely } from 'kysely';
import type { JobFailure, ReplanResult } from '../../contracts/jobs.ts';
import type { JobPage, ReplanIntent } from '../../db/repositories/jobPage.ts';
import { type JobRow, notePage, type PageOutcome } from '../../db/repositories/jobs.ts';
import { nextStates } from '../../db/repositories/jobTickets.ts';
import type { DB } from '../../db/schema/rows.ts';
import type { Policy } from '../../domain/clocks/policy.ts';
import { inHouseOf } from '../../domain/clocks/inHouse.ts';
import { type Giving, giveReplan, type TicketOutcome } from './giveReplan.ts';
import { planReplan } from './planReplan.ts';
import type { TicketDoor } from './tickets.ts';
import type { PairOf } from './timetables.ts';

const TICKETS = 50;
/** More would only stand in front of commands that people wait for. */
const IN_FLIGHT = 4;
/** Whoever does not answer in so many tries of the page is listed, and the others go on. */
const PATIENT_TRIES = 5;

export interface ReplanDeps {
  readonly db: Kysely<DB>;
  readonly tickets: TicketDoor;
  readonly pairOf: PairOf;
  readonly policy: Policy | undefined;
  readonly beat: () => void;
  /** Counts the tries of this page from 1. */
  readonly attempt: number;
}

/**
 * The next tickets of a re-plan. What each is to get is written down first and given then, so an interrupted page is given again as it was
 * meant, and a ticket that had it already says so. Null where another has got on with the job. Throws where tickets did not answer in time.
 */
export async function replanPage(deps: ReplanDeps, job: JobRow): Promise<PageOutcome | null> {
  const before = job.result?.kind === 'replan' ? job.result : EMPTY;
  const page = job.page ?? (await preparedPage(deps, job));
  if (page === 'none') return { tickets: 0, result: before, failures: [], last: null, over: true };
  if (page === 'taken') return null;
  const { db, tickets, pairOf, policy, beat, attempt } = deps;
  const giving: Giving = { db, tickets, pairOf, job, inHouse: policy === undefined ? null : inHouseOf(policy) };
  const outcomes = await eachOf(page.intents, async (intent) => {
    beat();
    return { intent, outcome: await given(giving, intent) };
  });
  const open = outcomes.filter(({ outcome }) => outcome.kind === 'open').length;
  if (open > 0 && attempt < PATIENT_TRIES) throw new Error(`${open} tickets did not answer in time`);
  const failures = [...page.failures, ...outcomes.flatMap(failureOf)];
  const result = outcomes.reduce((sum, { outcome }) => added(sum, outcome), before);
  return { tickets: page.intents.length + page.failures.length, result, failures, last: page.last, over: !page.more };
}

const EMPTY: ReplanResult = {
  kind: 'replan',
  tickets: { replanned: 0, unchanged: 0, skipped: 0 },
  limits: { moved: 0, adjusted: 0, unchanged: 0, kept: 0 },
};

async function preparedPage({ db, pairOf, beat }: ReplanDeps, job: JobRow): Promise<JobPage | 'none' | 'taken'> {
  const states = await nextStates(db, job, { cursor: job.cursor, limit: TICKETS });
  const last = states.at(-1)?.ticketNo;
  if (last === undefined) return 'none';
  const intents: ReplanIntent[] = [];
  const failures: JobFailure[] = [];
  const at = new Date().toISOString();
  for (const state of states) {
    try {
      intents.push(await planReplan(state, { versions: job, pairOf, at }));
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      failures.push({ ticketNo: state.ticketNo, why: error.message });
    }
  }
  beat();
  const page = { intents, failures, last, more: states.length === TICKETS };
  return (await notePage(db, job, page)) ? page : 'taken';
}

async function given(giving: Giving, intent: ReplanIntent): Promise<TicketOutcome> {
  try {
    return await giveReplan(giving, intent);
  } catch (error) {
    if (error instanceof RangeError) return { kind: 'failed', why: error.message };
    throw error;
  }
}

function failureOf({ intent, outcome }: { intent: ReplanIntent; outcome: TicketOutcome }): JobFailure[] {
  const { ticketNo } = intent;
  if (outcome.kind === 'failed') return [{ ticketNo, why: outcome.why }];
  return outcome.kind === 'open' ? [{ ticketNo, why: 'it did not answer in time' }] : [];
}

function added(sum: ReplanResult, outcome: TicketOutcome): ReplanResult {
  switch (outcome.kind) {
    case 'failed':
    case 'open':
      return sum;
    case 'skipped':
      return { ...sum, tickets: { ...sum.tickets, skipped: sum.tickets.skipped + 1 } };
    case 'replanned':
    case 'unchanged': {
      const { tickets, limits } = sum;
      const { counts, kind } = outcome;
      return {
        ...sum,
        tickets: { ...tickets, [kind]: tickets[kind] + 1 },
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
