import { setImmediate as others } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import type { ClockId } from '../../contracts/clocks.ts';
import type { JobFailure, ListedLimit, WhatIfResult } from '../../contracts/jobs.ts';
import { nextClocks } from '../../db/repositories/timetables/jobTickets.ts';
import type { Words } from '../../contracts/words.ts';
import type { JobRow, PageOutcome } from '../../db/repositories/timetables/jobs.ts';
import type { DB } from '../../db/schema/rows.ts';
import type { InHouse } from '../../domain/clocks/inHouse.ts';
import { answerableFor, type LimitOwner, reviewOf } from '../../domain/clocks/limitOwner.ts';
import { whatIf } from '../../domain/clocks/replanning/whatIf.ts';
import { addWhatIf, emptyWhatIf } from '../../domain/clocks/replanning/whatIfTally.ts';
import { isTicking } from '../../domain/clocks/running/ticking.ts';
import type { Clock } from '../../domain/clocks/types.ts';
import { type Applying, limitsUnderWay } from '../../domain/ticket/underWay.ts';
import { notReckoned } from './notReckoned.ts';
import type { PairOf } from './timetables.ts';

const TICKETS = 1000;
/** Decisions of tickets are written by the same process: it is theirs again after so many. */
const AT_A_STRETCH = 50;

export interface WhatIfDeps {
  readonly db: Kysely<DB>;
  readonly pairOf: PairOf;
  /** As the policy that is applied has it; null where none is. */
  readonly inHouse: InHouse | null;
  readonly beat: () => void;
}

/** The next tickets of a what-if, all judged at the instant when the job was asked for. */
export async function whatIfPage({ db, pairOf, inHouse, beat }: WhatIfDeps, job: JobRow): Promise<PageOutcome> {
  const page = await nextClocks(db, job, { cursor: job.cursor, limit: TICKETS });
  const result = job.result?.kind === 'what-if' ? job.result : emptyWhatIf();
  const applying = { inHouse, at: job.created_at.toISOString() };
  const failures: JobFailure[] = [];
  const limits: ListedLimit[] = [];
  for (const [index, ticket] of page.entries()) {
    if (index % AT_A_STRETCH === 0) {
      beat();
      await others();
    }
    const why = await judge(ticket.owners, { result, limits, pairOf, applying });
    if (why !== null) failures.push({ ticketNo: ticket.ticketNo, why });
  }
  const last = page.at(-1)?.ticketNo ?? null;
  return { tickets: page.length, result, failures, limits, last, over: page.length < TICKETS };
}

/** What has ended, and of what runs what a re-plan may move or begin. */
function limitsJudged(owner: LimitOwner, applying: Applying): Clock<ClockId>[] {
  const ended = owner.clocks.filter((clock) => !isTicking(clock));
  return [...ended, ...limitsUnderWay(owner, applying).filter(isTicking)];
}

interface Judgement {
  readonly result: WhatIfResult;
  /** Those that change are added to it. */
  readonly limits: ListedLimit[];
  readonly pairOf: PairOf;
  readonly applying: Applying;
}

/** All limits of a ticket and its reviews count, or none: null, or why they cannot be reckoned. */
async function judge(
  owners: readonly LimitOwner[],
  { result, limits, pairOf, applying }: Judgement,
): Promise<Words | null> {
  const each = owners.flatMap((owner) => limitsJudged(owner, applying).map((clock) => ({ owner, clock })));
  try {
    const pairs = await Promise.all(each.map(({ clock }) => pairOf(clock.timetable)));
    const outcomes = each.map(({ clock }, n) => {
      const pair = pairs[n];
      return pair === undefined ? null : whatIf(clock, pair, applying.at);
    });
    for (const [n, { owner, clock }] of each.entries()) {
      const outcome = outcomes[n] ?? null;
      const { ticketNo } = owner;
      const { id, key } = clock;
      const limit = { ticketNo, ...reviewOf(owner), department: answerableFor(clock, owner), clock: id, key };
      if (outcome !== null) limits.push(...addWhatIf(result, limit, outcome));
    }
    return null;
  } catch (error) {
    if (error instanceof RangeError) return notReckoned(error);
    throw error;
  }
}
