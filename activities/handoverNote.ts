import type { Kysely } from 'kysely';
import type { HandoverId } from '../contracts/handovers.ts';
import type { Instant } from '../contracts/instants.ts';
import {
  leftLying,
  type LineToWrite,
  liveUntil,
  noteCandidates,
  putLines,
} from '../db/repositories/shifts/handoverLines.ts';
import { readHandoverState } from '../db/repositories/shifts/handovers.ts';
import { dutiesOfShift, nextDuties, returns } from '../db/repositories/shifts/rosterDuties.ts';
import type { DB } from '../db/schema/rows.ts';
import { type Leaving, lineOf } from '../domain/handover/lines.ts';
import type { HandoverOpening, Prepared } from '../domain/handover/state.ts';
import type { TicketState } from '../domain/ticket/state.ts';

/** What the note holds, and which earlier notes it takes along. */
export interface NoteFound extends Omit<Prepared, 'name'> {
  readonly takenAlong: readonly HandoverId[];
}

/** Who has no further shift yet is reckoned to be back a day after. DECISION, docs/norms.md. */
const DAY_MS = 24 * 3_600_000;

/** Gathers the tickets of the shift that ends, and of shifts before it whose note nobody accepted. */
export async function gatherNote(
  db: Kysely<DB>,
  { handoverId, day, shift, endsAt }: HandoverOpening,
): Promise<NoteFound> {
  const earlier = await leftLying(db, endsAt);
  const own = await dutiesOfShift(db, { day, shift });
  // What was taken along before stays on the note, also when the earlier one has ended by that.
  const taken = (await readHandoverState(db, handoverId))?.outgoing ?? [];
  const people = [...own.map(({ staffNo }) => staffNo), ...taken, ...earlier.flatMap((note) => note.outgoing)];
  const outgoing = [...new Set(people)];
  const back = await returns(db, outgoing, endsAt);
  const leaving = outgoing.map((staffNo) => ({ staffNo, returnsAt: back.get(staffNo) ?? dayAfter(endsAt) }));
  const lines = await putLines(db, handoverId, linesOf(await candidates(db, outgoing), leaving));
  const next = await nextDuties(db, endsAt);
  const [first] = next;
  return {
    lines,
    outgoing,
    next:
      first === undefined ? null : { day: first.day, shift: first.shift, staffNos: next.map((duty) => duty.staffNo) },
    liveUntil: await liveUntil(db, outgoing),
    takenAlong: earlier.map(({ handover_id }) => handover_id),
  };
}

/** Where nobody leaves, nothing is left to hand over: another roster has taken the shift away. */
async function candidates(db: Kysely<DB>, outgoing: readonly string[]): Promise<readonly TicketState[]> {
  return outgoing.length === 0 ? [] : noteCandidates(db, outgoing);
}

function linesOf(states: readonly TicketState[], leaving: readonly Leaving[]): LineToWrite[] {
  return states.flatMap((state) => {
    const line = lineOf(state, leaving);
    if (line === null) return [];
    return [{ ticketNo: state.ticketNo, assignee: state.assignee?.staffNo ?? null, ...line }];
  });
}

function dayAfter(at: Instant): Instant {
  return new Date(Date.parse(at) + DAY_MS).toISOString();
}
