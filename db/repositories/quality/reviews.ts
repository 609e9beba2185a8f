import { type Kysely, sql } from 'kysely';
import type { ReviewId, TicketNo } from '../../../contracts/ids.ts';
import { parseReviewId } from '../../../contracts/ids.ts';
import type { Instant } from '../../../contracts/instants.ts';
import type { ReviewEvent } from '../../../contracts/reviews.ts';
import { IN_HAND } from '../../../domain/quality/leaving.ts';
import type { PlannedReview } from '../../../domain/quality/planned.ts';
import { scoreOf } from '../../../domain/quality/sheet.ts';
import { isOver, type ReviewState, type UpheldCount } from '../../../domain/quality/state.ts';
import type { DB } from '../../schema/rows.ts';
import { recipientOf, withDue } from '../decisionRows.ts';

/** The workflow's state as last recorded, or null where there is no such review. */
export async function readReviewState(db: Kysely<DB>, reviewId: ReviewId): Promise<ReviewState | null> {
  const row = await db.selectFrom('reviews').select('state').where('review_id', '=', reviewId).executeTakeFirst();
  return row?.state ?? null;
}

/** What this reviewer still has to do, the oldest first. */
export async function reviewsInHandOf(db: Kysely<DB>, staffNo: string): Promise<readonly ReviewState[]> {
  const rows = await db
    .selectFrom('reviews')
    .select('state')
    .where('reviewer', '=', staffNo)
    .where('status', 'in', [...IN_HAND])
    .orderBy('review_id')
    .execute();
  return rows.map(({ state }) => state);
}

/** Who wrote to the customer last, by the ticket's messages; null where nobody did. */
export async function lastWriter(db: Kysely<DB>, ticketNo: TicketNo): Promise<string | null> {
  const row = await db
    .selectFrom('messages')
    .select(sql<string | null>`author->>'staffNo'`.as('staffNo'))
    .where('ticket_no', '=', ticketNo)
    .where('internal', '=', false)
    .where(sql<boolean>`author->>'kind' = 'staff'`)
    .orderBy('seq', 'desc')
    .executeTakeFirst();
  return row?.staffNo ?? null;
}

/**
 * Writes the opening of a review, unless it stands already; answers the state that stands. Of complaints about one person on one ticket
 * one is looked into at a time: the database throws at the second (`isComplaintUnderWay`).
 */
export async function insertReview(tx: Kysely<DB>, planned: PlannedReview): Promise<ReviewState> {
  const { state, explanations } = planned;
  const inserted = await tx
    .insertInto('reviews')
    .values({
      ...columnsOf(planned),
      review_id: state.reviewId,
      ticket_no: state.ticketNo,
      n: parseReviewId(state.reviewId)?.n ?? 0,
      origin: state.origin,
      complained_of: state.origin === 'complaint' ? (state.subject ?? '') : null,
      department: state.department,
      opened_at: state.openedAt,
      sample_id: state.sampleId,
      explanations: JSON.stringify(explanations),
      last_seq: planned.events.length,
    })
    .onConflict((conflict) => conflict.column('review_id').doNothing())
    .returning('review_id')
    .executeTakeFirst();
  if (inserted !== undefined) {
    await writeBeside(tx, planned, 0);
    return state;
  }
  const stored = await readReviewState(tx, state.reviewId);
  if (stored === null) throw new Error(`review ${state.reviewId} vanished while it was opened`);
  return stored;
}

/** Writes a later decision whole; where this version or a later one stands, nothing. Answers the state that stands. */
export async function writeReview(db: Kysely<DB>, planned: PlannedReview): Promise<ReviewState> {
  const { state } = planned;
  return db.transaction().execute(async (tx) => {
    const row = await tx
      .selectFrom('reviews')
      .select(['version', 'state', 'last_seq'])
      .where('review_id', '=', state.reviewId)
      .forUpdate()
      .executeTakeFirst();
    if (row === undefined) throw new Error(`review ${state.reviewId} is not in the database: it was never opened`);
    if (row.version >= state.version) return row.state;
    const explanations = JSON.stringify(planned.explanations);
    await tx
      .updateTable('reviews')
      .set({ ...columnsOf(planned), last_seq: row.last_seq + planned.events.length })
      .set({ explanations: sql<string>`explanations || ${explanations}::jsonb` })
      .where('review_id', '=', state.reviewId)
      .execute();
    await writeBeside(tx, planned, row.last_seq);
    return state;
  });
}

/** What a decision may change in the review's row. */
function columnsOf({ state, events }: PlannedReview) {
  const at = (type: ReviewEvent['type']): Instant | undefined => events.find((event) => event.type === type)?.at;
  const concludedAt = at('concluded') ?? at('scored') ?? null;
  const running = state.clocks.filter(({ status }) => status === 'running');
  return {
    status: state.status,
    version: state.version,
    subject: state.subject,
    reviewer: state.reviewer?.staffNo ?? null,
    verdict: state.verdict,
    score: state.points === null ? null : scoreOf(state.points),
    ...(concludedAt !== null || !isConcluded(state) ? { concluded_at: concludedAt } : {}),
    ...(isOver(state) && events.some(({ before, after }) => before !== after) ? { ended_at: events.at(-1)?.at } : {}),
    next_due_at: running.flatMap(({ plan }) => plan?.dueAt ?? []).toSorted()[0] ?? null,
    breached: state.clocks.some(({ breached }) => breached),
    state: JSON.stringify(state),
  };
}

/** Given back to the queue before it was told, a conclusion is none: the next inspector draws it anew. */
function isConcluded({ verdict, points }: ReviewState): boolean {
  return verdict !== null || points !== null;
}

async function writeBeside(tx: Kysely<DB>, planned: PlannedReview, base: number): Promise<void> {
  await writeEvents(tx, planned, base);
  await writeNotices(tx, planned);
  await writeScores(tx, planned);
  await writeCoaching(tx, planned);
}

async function writeEvents(tx: Kysely<DB>, { state, events }: PlannedReview, base: number): Promise<void> {
  if (events.length === 0) return;
  await tx
    .insertInto('review_events')
    .values(
      events.map((event, index) => ({
        review_id: state.reviewId,
        seq: base + index + 1,
        type: event.type,
        at: event.at,
        actor: JSON.stringify(event.actor),
        before_status: event.before,
        after_status: event.after,
        text_id: event.textId,
        data: JSON.stringify(event.data),
        version: state.version,
      })),
    )
    .execute();
  const textIds = events.flatMap(({ textId }) => textId ?? []);
  if (textIds.length > 0) await tx.updateTable('texts').set({ kept: true }).where('id', 'in', textIds).execute();
}

async function writeNotices(tx: Kysely<DB>, { state, events, notices }: PlannedReview): Promise<void> {
  if (notices.length === 0) return;
  // Its words speak of the ticket's matter.
  const saidIn = sql<
    string[]
  >`(select array_remove(array[category], null) from tickets where ticket_no = ${state.ticketNo})`;
  const rows = notices.map((notice, index) => {
    const { recipientKind, recipient } = recipientOf(state, notice);
    return {
      dedupe_key: `${state.reviewId}:${state.version}:${index}`,
      ticket_no: state.ticketNo,
      version: state.version,
      template: notice.template,
      recipient_kind: recipientKind,
      recipient,
      params: JSON.stringify(withDue(state, notice.params)),
      text_id: notice.textId,
      created_at: events[0]?.at ?? state.openedAt,
      said_in: notice.textId === null ? [] : saidIn,
      mail_state: notice.mail ? ('pending' as const) : ('none' as const),
    };
  });
  await tx.insertInto('notices').values(rows).execute();
}

/** The first sheet, and the second where an appeal changed it. */
async function writeScores(tx: Kysely<DB>, { state, events }: PlannedReview): Promise<void> {
  const round = events.some(({ type }) => type === 'scored')
    ? 1
    : events.some(({ type, data }) => type === 'appeal-decided' && data['changed'] === true)
      ? 2
      : null;
  if (round === null || state.points === null) return;
  const sheet = JSON.stringify(state.points);
  await sql`
    insert into scores (review_id, round, criterion, points)
    select ${state.reviewId}, ${round}, key, value::integer from jsonb_each_text(${sheet}::jsonb)
  `.execute(tx);
}

/** What the person reviewed is to learn, by the conclusion that stands; its words are those of the conclusion. */
async function writeCoaching(tx: Kysely<DB>, { state, events }: PlannedReview): Promise<void> {
  const concluded = events.find(({ type }) => type === 'concluded');
  if (concluded !== undefined || !isConcluded(state))
    await tx.deleteFrom('coaching').where('review_id', '=', state.reviewId).execute();
  if (concluded?.data['coaching'] !== true || concluded.textId === null || state.subject === null) return;
  await tx
    .insertInto('coaching')
    .values({ review_id: state.reviewId, staff_no: state.subject, text_id: concluded.textId, created_at: concluded.at })
    .execute();
}

/** How many complaints about this person were upheld in the calendar month of `at`, in the service centre's zone. */
export async function countUpheld(db: Kysely<DB>, { staffNo, at }: UpheldCount): Promise<number> {
  const { rows } = await sql<{ upheld: number }>`
    select count(*)::integer as upheld from reviews
    where subject = ${staffNo} and verdict = 'UPHELD' and origin = 'complaint'
      and date_trunc('month', concluded_at at time zone 'Asia/Shanghai')
        = date_trunc('month', ${at}::timestamptz at time zone 'Asia/Shanghai')
  `.execute(db);
  return rows[0]?.upheld ?? 0;
}
