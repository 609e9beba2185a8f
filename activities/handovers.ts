import { heartbeat } from '@temporalio/activity';
import type { Kysely } from 'kysely';
import type { Command } from '../contracts/commands.ts';
import type { HandoverId } from '../contracts/handovers.ts';
import type { Instant } from '../contracts/instants.ts';
import type { StaffActor } from '../contracts/people.ts';
import { settleLine, waitingLines, type WaitingLine } from '../db/repositories/shifts/handoverLines.ts';
import { isHandoverKnown, readHandoverState, writeHandover } from '../db/repositories/shifts/handovers.ts';
import { nextDuties, staffRefs } from '../db/repositories/shifts/rosterDuties.ts';
import type { DB } from '../db/schema/rows.ts';
import type { TimetableSource } from '../domain/clocks/timetable.ts';
import { openHandover as openingDecision } from '../domain/handover/open.ts';
import { handingOf } from '../domain/handover/receiver.ts';
import type { HandoverOpening, HandoverRecord, HandoverState } from '../domain/handover/state.ts';
import { planHandover } from './planHandover.ts';
import { gatherNote, type NoteFound } from './handoverNote.ts';
import { giveStarting } from './giveStarting.ts';
import { measureLateness } from './measureLateness.ts';
import type { TicketPort } from './jobs/tickets.ts';
import { workerStops } from './workerStops.ts';

export interface HandoverDeps {
  readonly db: Kysely<DB>;
  readonly timetables: TimetableSource;
  readonly tickets: TicketPort;
}

/** The activities of a shift's hand-over, each safe to run twice. */
export function createHandovers({ db, timetables, tickets }: HandoverDeps) {
  /** Opens the hand-over and answers its state as it stands; null where the roster was taken back before it began. A former workflow says no `at`. */
  async function openHandover(opening: HandoverOpening, at: Instant = opening.startsAt): Promise<HandoverState | null> {
    const known = await readHandoverState(db, opening.handoverId);
    if (known !== null) return known;
    if (!(await isHandoverKnown(db, opening.handoverId))) return null;
    return writeHandover(db, await planHandover(openingDecision(opening, at), timetables));
  }

  /** Plans and writes a decision whole, and answers the state that stands. */
  async function recordHandover(record: HandoverRecord): Promise<HandoverState> {
    const standing = await writeHandover(db, await planHandover(record, timetables));
    const { handoverId, version } = record.state;
    await measureLateness(db, { of: 'handover', id: handoverId, version }, record.events);
    return standing;
  }

  /** Puts the note together as it is now. */
  async function prepareHandover(opening: HandoverOpening): Promise<NoteFound> {
    return gatherNote(db, opening);
  }

  /**
   * Gives every ticket on the note to the shift that accepted it, and answers how many there are. A ticket knows the command by its id;
   * throws where one did not answer in time, after all others had theirs.
   */
  async function giveHandover(opening: HandoverOpening): Promise<number> {
    const { handoverId } = opening;
    const state = await readHandoverState(db, handoverId);
    const by = state?.accepted?.by ?? null;
    if (by === null) return 0;
    const { lines } = await gatherNote(db, opening);
    const colleagues = (await nextDuties(db, opening.endsAt)).map(({ staffNo }) => staffNo);
    const shift = await staffRefs(db, [by.staffNo, ...colleagues.filter((staffNo) => staffNo !== by.staffNo)]);
    const stopped = workerStops();
    let open = 0;
    for (const line of await waitingLines(db, handoverId)) {
      const actor: StaffActor = { kind: 'staff', ...by };
      if (!(await Promise.race([giveLine(line, { handoverId, actor, shift }), stopped]))) open += 1;
      heartbeat(line.ticketNo);
    }
    if (open > 0) throw new Error(`${open} tickets of ${handoverId} did not answer in time`);
    return lines;
  }

  /** False where the ticket did not answer in time. */
  async function giveLine(line: WaitingLine, { handoverId, actor, shift }: Giving): Promise<boolean> {
    const { ticketNo, assignee: from, state } = line;
    const handing = handingOf(state, { from, shift });
    if (from === null || handing.outcome === 'settled' || handing.outcome === 'queued') {
      await settleLine(db, { handoverId, ticketNo, outcome: handing.outcome, to: null });
      return true;
    }
    const to = handing.outcome === 'handed-over' ? handing.to : null;
    const payload = { from, to, handover: handoverId };
    const command: Command = { name: 'hand-over', actor, textId: null, expectedVersion: null, payload };
    const answer = await giveStarting(tickets, { no: ticketNo, state }, { command, id: `${handoverId}:${ticketNo}` });
    if (answer.kind === 'open' || answer.kind === 'not-started') return false;
    const outcome = answer.kind === 'refused' ? 'settled' : handing.outcome;
    await settleLine(db, { handoverId, ticketNo, outcome, to: outcome === 'settled' ? null : (to?.staffNo ?? null) });
    return true;
  }

  return { openHandover, recordHandover, prepareHandover, giveHandover };
}

export type Handovers = ReturnType<typeof createHandovers>;

interface Giving {
  readonly handoverId: HandoverId;
  readonly actor: StaffActor;
  /** Whoever accepted the note first, then the others of the shift. */
  readonly shift: Parameters<typeof handingOf>[1]['shift'];
}
