import type { Kysely } from 'kysely';
import type { Refusal } from '../contracts/errors.ts';
import { planDecision, type PlannedDecision } from '../db/repositories/decisionRows.ts';
import { decisionsSince, writeDecision } from '../db/repositories/decisions.ts';
import { lockedForMerge } from '../db/repositories/merging.ts';
import { isComplaintUnderWay } from '../db/repositories/quality/openings.ts';
import { insertReview } from '../db/repositories/quality/reviews.ts';
import { absentAmong } from '../db/repositories/people/absent.ts';
import { otherCaseOnOrder } from '../db/repositories/orderCases.ts';
import type { DB } from '../db/schema/rows.ts';
import type { TimetableSource } from '../domain/clocks/timetable.ts';
import type { PlannedReview } from '../domain/quality/planned.ts';
import type { ReviewOpening } from '../domain/quality/state.ts';
import { COMPLAINT_UNDER_WAY } from '../domain/quality/underWay.ts';
import { caseStands } from '../domain/ticket/underDispute.ts';
import { duplicateRefusal, type GoesOnIn, goesOnIn } from '../domain/ticket/duplicates.ts';
import type { DecisionRecord, RecordedDecision } from '../domain/ticket/record.ts';
import { keepersTold, withStandIns } from '../domain/ticket/people/standIns.ts';
import { clockPlanner } from './clockPlanner.ts';
import { measureLateness } from './measureLateness.ts';
import { moveMerged, type Reckoning } from './moveMerged.ts';
import { openedReview } from './openReview.ts';
import { retained } from './retained.ts';
import { saidInTime } from './saidInTime.ts';

export interface RecordDeps {
  readonly db: Kysely<DB>;
  readonly timetables: TimetableSource;
}

/** As `writeDecision`, or why not: of two tickets that go into each other at the same moment the second finds the first closed. */
async function writeDuplicate(
  tx: Kysely<DB>,
  decision: DecisionRecord,
  how: { readonly planned: PlannedDecision; readonly goesOn: GoesOnIn; readonly reckoning: Reckoning },
): Promise<boolean | Refusal> {
  const { state } = decision;
  const { planned, goesOn, reckoning } = how;
  const locked = await lockedForMerge(tx, state, goesOn.ticketNo);
  if (locked === null) throw new Error(`${state.ticketNo} or ${goesOn.ticketNo} is not in the database`);
  if (locked.own.version >= state.version) return false;
  // Of what stood before: closed, it has no limits any more.
  const refusal = duplicateRefusal(locked.own, goesOn, locked.other);
  if (refusal !== null) return refusal;
  const written = await writeDecision(tx, decision, planned);
  if (written && goesOn.how === 'merged') {
    const { own, replyOwedSince } = locked;
    const at = state.closedAt ?? own.createdAt;
    await moveMerged(tx, { from: own, at, into: goesOn.ticketNo, replyOwedSince }, reckoning);
  }
  return written;
}

/** As `writeDecision`, or why not: a second case about an order that is in dispute already, or was ruled on (docs/norms.md, disputes). */
async function writeClaim(
  tx: Kysely<DB>,
  decision: DecisionRecord,
  { planned, claim }: { readonly planned: PlannedDecision; readonly claim: string },
): Promise<boolean | Refusal> {
  const other = await otherCaseOnOrder(tx, decision.state, claim);
  if (other !== null) return { code: 'state-conflict', detail: caseStands(other.ticketNo, other.dispute) };
  return writeDecision(tx, decision, planned);
}

/** As `writeDecision`, with the reviews that it opens. */
async function writeReviewed(
  tx: Kysely<DB>,
  decision: DecisionRecord,
  { planned, reviews }: { readonly planned: PlannedDecision; readonly reviews: readonly PlannedReview[] },
): Promise<boolean> {
  const written = await writeDecision(tx, decision, planned);
  if (written) for (const review of reviews) await insertReview(tx, review);
  return written;
}

/** The reviews that this decision opens. */
function reviewsOpened({ events, state }: DecisionRecord): readonly ReviewOpening[] {
  const opened = events.filter(({ type }) => type === 'review-opened').map(({ data }) => data['reviewId']);
  return state.reviews.open.filter(({ reviewId }) => opened.includes(reviewId));
}

/** The words of the claim with which this decision opens a dispute; null: it opens none. */
function claimOf({ events }: DecisionRecord): string | null {
  return events.find(({ type }) => type === 'dispute-opened')?.textId ?? null;
}

/**
 * The activity that plans what a decision started and writes all of it, or nothing. Safe to run twice: where it stands already
 * (or another decision of its version does), nothing is written, and what stands is answered for the workflow to go on with. Nor is it
 * where something was said in time for a limit that it judges: that is answered, to be decided on first.
 */
export function createRecord({ db, timetables }: RecordDeps) {
  async function write(decision: DecisionRecord): Promise<RecordedDecision> {
    const heardFirst = await saidInTime(db, decision);
    if (heardFirst.length > 0) return { adopted: null, plans: {}, heardFirst };
    const kept = await retained(decision, timetables);
    const absent = await absentAmong(db, keepersTold(kept.notices));
    const told = { ...kept, notices: withStandIns(kept.notices, absent, kept.state) };
    const planned = planDecision(told, await clockPlanner(decision.state.clocks, timetables, decision.begun));
    const written = await writeAsItIs(decision, planned);
    if (typeof written === 'object') return { adopted: null, plans: {}, refused: written };
    if (written) return { adopted: null, plans: planned.plans, timetables: planned.timetables };
    const adopted = await decisionsSince(db, decision.state);
    if (adopted !== null) return { adopted, plans: {} };
    throw new Error(`ticket ${decision.state.ticketNo} is not in the database: its opening was never committed`);
  }

  /** A decision that touches other tickets is judged once more beside them. */
  async function writeAsItIs(decision: DecisionRecord, planned: PlannedDecision): Promise<boolean | Refusal> {
    const goesOn = goesOnIn(decision.events);
    if (goesOn !== null) return writeMerging(decision, { planned, goesOn });
    const openings = reviewsOpened(decision);
    if (openings.length > 0) return writeOpeningReviews(decision, { planned, openings });
    const claim = claimOf(decision);
    if (claim === null) return writeDecision(db, decision, planned);
    return db.transaction().execute((tx) => writeClaim(tx, decision, { planned, claim }));
  }

  /** So that whoever is told of the command finds the review. What is looked up is looked up before the transaction. */
  async function writeOpeningReviews(
    decision: DecisionRecord,
    { planned, openings }: { readonly planned: PlannedDecision; readonly openings: readonly ReviewOpening[] },
  ): Promise<boolean | Refusal> {
    const reviews: PlannedReview[] = [];
    for (const opening of openings) reviews.push(await openedReview({ db, timetables }, opening));
    try {
      return await db.transaction().execute((tx) => writeReviewed(tx, decision, { planned, reviews }));
    } catch (error) {
      if (isComplaintUnderWay(error)) return COMPLAINT_UNDER_WAY;
      throw error;
    }
  }

  /** What is looked up is looked up before: a transaction that waits for a second connection may wait for ever. */
  async function writeMerging(decision: DecisionRecord, how: { planned: PlannedDecision; goesOn: GoesOnIn }) {
    const { calendar } = await timetables.current();
    const stoodStill = decision.state.clocks.filter(({ pauses }) => pauses.length > 0);
    const planner = await clockPlanner(
      stoodStill.map((clock) => ({ ...clock, plan: null })),
      timetables,
    );
    const reckoning = { calendar, planner };
    return db.transaction().execute((tx) => writeDuplicate(tx, decision, { ...how, reckoning }));
  }

  return async function record(decision: DecisionRecord): Promise<RecordedDecision> {
    const recorded = { ...(await write(decision)), at: decision.at };
    if (recorded.refused !== undefined || recorded.heardFirst !== undefined) return recorded;
    const { ticketNo, version } = decision.state;
    await measureLateness(db, { of: 'ticket', id: ticketNo, version }, decision.events);
    return recorded;
  };
}
