import { isDeepStrictEqual } from 'node:util';
import { setTimeout as pause } from 'node:timers/promises';
import { workflowMetadataQuery } from '@temporalio/workflow';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import type { ReviewId, TicketNo } from '../../contracts/ids.ts';
import { readReviewState } from '../../db/repositories/quality/reviews.ts';
import { isOver } from '../../domain/quality/state.ts';
import type { TicketState } from '../../domain/ticket/state.ts';
import { reviewStateQuery } from '../../workflows/qualityReview/messages.ts';
import { detailsOf } from '../../workflows/ticket/details.ts';
import { stateQuery } from '../../workflows/ticket/messages.ts';
import { searchAttributesOf } from '../../workflows/ticket/searchAttributes.ts';
import { faultsOf } from '../support/sound.ts';
import { recordFaults } from '../support/steps.ts';
import type { Office } from './office.ts';
import { isTicking } from '../../domain/clocks/running/ticking.ts';

const LOOKS = 400;
const BETWEEN_MS = 25;

/** A ticket as PostgreSQL and its workflow have it at one moment. */
export interface Seen {
  readonly state: TicketState;
  /** What each of its decisions was made on, newest first. */
  readonly causes: readonly string[];
}

/** Tries until an answer comes: while a worker is being changed, none does. */
async function eventually<Result>(what: string, ask: () => Promise<Result | null>): Promise<Result> {
  let last = '';
  for (let look = 0; look < LOOKS; look += 1) {
    try {
      const answer = await ask();
      if (answer !== null) return answer;
    } catch (error) {
      if (error instanceof Fault) throw error;
      last = String(error);
    }
    await pause(BETWEEN_MS);
  }
  throw new Error(`${what} never came${last === '' ? '' : `: ${last}`}`);
}

async function rowOf({ ground: { database } }: Office, ticketNo: TicketNo) {
  return database.db
    .selectFrom('tickets')
    .select(['state', 'status', 'last_seq'])
    .select((eb) =>
      jsonArrayFrom(
        eb
          .selectFrom('decisions')
          .select('cause')
          .whereRef('decisions.ticket_no', '=', 'tickets.ticket_no')
          .orderBy('version', 'desc'),
      ).as('made'),
    )
    .where('ticket_no', '=', ticketNo)
    .executeTakeFirstOrThrow();
}

/** Two readings of one version: what the one says, the other says as well. */
export async function agreed(office: Office, ticketNo: TicketNo): Promise<Seen> {
  const handle = office.ground.handle(ticketNo);
  return eventually(`what ${ticketNo} is agreed to be`, async () => {
    const [{ state: row, made }, state] = [await rowOf(office, ticketNo), await handle.query(stateQuery)];
    if (row === null || row.version !== state.version) return null;
    if (!isDeepStrictEqual(row, state)) throw new Fault(`the row is not the workflow's: ${differences(row, state)}`);
    return { state, causes: made.map(({ cause }) => cause) };
  });
}

/** What must never be. */
export class Fault extends Error {}

function differences(row: TicketState, state: TicketState): string {
  const before: Record<string, unknown> = { ...row };
  const fields = Object.entries(state).filter(([field, value]) => !isDeepStrictEqual(before[field], value));
  return fields
    .map(([field, value]) => `${field} ${JSON.stringify(before[field])} / ${JSON.stringify(value)}`)
    .join('; ');
}

/** What operators see of the workflow is what it is. */
async function shownFaults(office: Office, ticketNo: TicketNo): Promise<string[]> {
  const handle = office.ground.handle(ticketNo);
  return eventually(`what ${ticketNo} shows`, async () => {
    const before = await handle.query(stateQuery);
    const { currentDetails } = await handle.query(workflowMetadataQuery);
    const { typedSearchAttributes } = await handle.describe();
    const { version } = await handle.query(stateQuery);
    if (version !== before.version) return null;
    const wrong = searchAttributesOf(before).filter(({ key, value }) => typedSearchAttributes.get(key) !== value);
    const faults = wrong.map(({ key, value }) => `${key.name} is not ${String(value)}`);
    return currentDetails === detailsOf(before) ? faults : [...faults, `details are old: ${currentDetails}`];
  });
}

/** Events stand one after the other, none is missing, and each step is one that a ticket may take. */
async function linesFaults(office: Office, ticketNo: TicketNo): Promise<string[]> {
  const { db } = office.ground.database;
  const lines = await db
    .selectFrom('ticket_events')
    .innerJoin('tickets', 'tickets.ticket_no', 'ticket_events.ticket_no')
    .select(['seq', 'type', 'before_status as before', 'after_status as after', 'tickets.status'])
    .where('ticket_events.ticket_no', '=', ticketNo)
    .orderBy('seq')
    .execute();
  const order = lines.flatMap(({ seq }, position) =>
    seq === position + 1 ? [] : [`event ${seq} on place ${position + 1}`],
  );
  const status = lines.at(-1)?.status;
  return status === undefined ? ['there is no record'] : [...order, ...recordFaults(lines, status)];
}

/**
 * Whoever may not is told so. It also wakes a review that a lost worker had in mind: a query that wakes one may hand it events
 * whose time has not come, and it would never replay again (docs/operations.md).
 */
async function wake(office: Office, reviewId: ReviewId): Promise<string[]> {
  const actor = { kind: 'customer', companyId: 'C1001', accountId: 'A100101' } as const;
  const answer = await office.giveReview(reviewId, {
    name: 'note',
    actor,
    textId: null,
    expectedVersion: null,
    payload: {},
  });
  return answer === 'forbidden' || answer === 'ticket-archived'
    ? []
    : [`${reviewId}: a customer's note was ${answer ?? 'taken'}`];
}

/** A review is the same in both places, and an archived ticket has none that is open. */
async function reviewFaults(office: Office, reviewId: ReviewId, ticket: TicketState): Promise<string[]> {
  const { db } = office.ground.database;
  const woken = await wake(office, reviewId);
  return eventually(`what ${reviewId} is agreed to be`, async () => {
    const row = await readReviewState(db, reviewId);
    const state = await office.ground.handle(reviewId).query(reviewStateQuery);
    if (row === null || row.version !== state.version) return null;
    const faults = isDeepStrictEqual(row, state) ? woken : [...woken, `${reviewId}: the row is not the workflow's`];
    const ticking = state.clocks.filter(isTicking);
    if (isOver(state) && ticking.length > 0) faults.push(`${reviewId} is over with a limit running`);
    if (!isOver(state) && ticking.length === 0) faults.push(`${reviewId} ${state.status} with no limit running`);
    if (!isOver(state) && ticket.status === 'ARCHIVED') faults.push(`archived before ${reviewId}`);
    const record = db.selectFrom('review_events').select('seq').where('review_id', '=', reviewId).orderBy('seq');
    const seqs = (await record.execute()).map(({ seq }) => seq);
    if (
      !isDeepStrictEqual(
        seqs,
        seqs.map((_, position) => position + 1),
      )
    )
      faults.push(`${reviewId}: events ${seqs.join(' ')}`);
    return faults;
  });
}

/** Looks at a ticket from all sides. Throws a `Fault` that names everything wrong with it. */
export async function examined(office: Office, ticketNo: TicketNo): Promise<Seen> {
  const seen = await agreed(office, ticketNo);
  const { state, causes } = seen;
  const faults = [
    ...faultsOf(state),
    ...(await shownFaults(office, ticketNo)),
    ...(await linesFaults(office, ticketNo)),
  ];
  for (let n = 1; n <= state.reviews.count; n += 1) {
    faults.push(...(await reviewFaults(office, office.reviewOf(ticketNo, n), state)));
  }
  const given = causes.filter((cause) => !cause.startsWith('moments:'));
  if (new Set(given).size < given.length) faults.push(`decided twice on the same: ${causes.join(' ')}`);
  if (faults.length > 0) throw new Fault(`${ticketNo} version ${state.version} ${state.status}: ${faults.join('; ')}`);
  return seen;
}
