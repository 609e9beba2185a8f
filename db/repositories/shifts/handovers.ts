import { type Kysely, sql } from 'kysely';
import type { HandoverId } from '../../../contracts/handovers.ts';
import type { Day } from '../../../contracts/instants.ts';
import type { Explanation } from '../../../domain/clocks/types.ts';
import type { HandoverOpening, HandoverRecord, HandoverState } from '../../../domain/handover/state.ts';
import type { DB } from '../../schema/rows.ts';
import { recipientOf } from '../decisionRows.ts';

/** A decision with its limit planned, and in words where it was planned anew. */
export interface PlannedHandover extends HandoverRecord {
  readonly explanation: Explanation | null;
}

/** Writes hand-overs that wait to be started; one that stands already goes on as it is. */
export async function insertHandovers(tx: Kysely<DB>, openings: readonly HandoverOpening[]): Promise<void> {
  if (openings.length === 0) return;
  const rows = openings.map((opening) => ({
    handover_id: opening.handoverId,
    day: opening.day,
    shift: opening.shift,
    starts_at: opening.startsAt,
    ends_at: opening.endsAt,
    opening: JSON.stringify(opening),
  }));
  await tx
    .insertInto('handovers')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Takes back hand-overs of shifts that the roster no longer has, as far as they wait to be started, with what was refused on them. */
export async function withdrawWaiting(
  tx: Kysely<DB>,
  { kept, days }: { readonly kept: readonly HandoverId[]; readonly days: readonly Day[] },
): Promise<void> {
  await sql`
    with withdrawn as (
      delete from handovers where state is null and day = any(${days}::text[]) and handover_id <> all(${kept}::text[])
      returning handover_id
    )
    delete from handover_events where handover_id in (select handover_id from withdrawn)
  `.execute(tx);
}

/**
 * Hand-overs that nobody has started for longer than a start takes, and those whose shift ends within half an hour: Temporal may have lost
 * their workflow, and one that it has goes on as it is. Each is answered to one caller.
 */
export async function claimWaitingHandovers(db: Kysely<DB>): Promise<HandoverOpening[]> {
  const { rows } = await sql<{ opening: HandoverOpening }>`
    update handovers set touched_at = now()
    where (state is null and touched_at < now() - interval '2 seconds')
      or (status in ('PENDING', 'OPEN') and not breached and due_at < now() + interval '30 minutes'
        and touched_at < now() - interval '1 minute')
    returning opening
  `.execute(db);
  return rows.map(({ opening }) => opening);
}

/** The workflow's state as last recorded; null where it has not begun or is unknown. */
export async function readHandoverState(db: Kysely<DB>, handoverId: HandoverId): Promise<HandoverState | null> {
  const row = await db.selectFrom('handovers').select('state').where('handover_id', '=', handoverId).executeTakeFirst();
  return row?.state ?? null;
}

/** Whether there is such a hand-over, begun or not. */
export async function isHandoverKnown(db: Kysely<DB>, handoverId: HandoverId): Promise<boolean> {
  const row = await db
    .selectFrom('handovers')
    .select('handover_id')
    .where('handover_id', '=', handoverId)
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * Writes a decision whole; where this version or a later one stands, nothing. Answers the state that stands.
 * Throws where the hand-over is not in the database.
 */
export async function writeHandover(db: Kysely<DB>, planned: PlannedHandover): Promise<HandoverState> {
  const { state, explanation } = planned;
  return db.transaction().execute(async (tx) => {
    const row = await tx
      .selectFrom('handovers')
      .select(['version', 'state'])
      .where('handover_id', '=', state.handoverId)
      .forUpdate()
      .executeTakeFirst();
    if (row === undefined) throw new Error(`${state.handoverId} is not in the database`);
    if (row.state !== null && row.version >= state.version) return row.state;
    await tx
      .updateTable('handovers')
      .set({
        ...columnsOf(state),
        state: JSON.stringify(state),
        ...(explanation === null ? {} : { explanation: JSON.stringify(explanation) }),
      })
      .where('handover_id', '=', state.handoverId)
      .execute();
    await writeEvents(tx, planned);
    await writeNotices(tx, planned);
    return state;
  });
}

function columnsOf({ status, version, accepted, clocks }: HandoverState) {
  return {
    status,
    version,
    accepted_by: accepted?.by.staffNo ?? null,
    accepted_at: accepted?.at ?? null,
    due_at: clocks[0]?.plan?.dueAt ?? null,
    breached: clocks.some(({ breached }) => breached),
  };
}

async function writeEvents(tx: Kysely<DB>, { state, events }: HandoverRecord): Promise<void> {
  if (events.length === 0) return;
  const rows = events.map(({ type, at, actor, data }, position) => ({
    handover_id: state.handoverId,
    type,
    at,
    actor: JSON.stringify(actor),
    data: JSON.stringify(data),
    version: state.version,
    position,
  }));
  await tx.insertInto('handover_events').values(rows).execute();
}

async function writeNotices(tx: Kysely<DB>, { state, events, notices }: HandoverRecord): Promise<void> {
  if (notices.length === 0) return;
  const rows = notices.map((notice, position) => {
    const { recipientKind, recipient } = recipientOf({ accountId: null, companyId: '' }, notice);
    return {
      dedupe_key: `${state.handoverId}:${state.version}:${position}`,
      ticket_no: null,
      version: state.version,
      template: notice.template,
      recipient_kind: recipientKind,
      recipient,
      params: JSON.stringify(notice.params),
      text_id: null,
      created_at: events[0]?.at ?? state.startsAt,
    };
  });
  await tx.insertInto('notices').values(rows).execute();
}
