import type { TicketNo } from '../../contracts/ids.ts';
import type { Refusal } from '../../contracts/errors.ts';
import { archived } from '../../domain/ticket/decide.ts';
import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Command } from '../../contracts/commands.ts';
import type { ReplanCounts } from '../../contracts/jobs.ts';
import { isOpen } from '../../contracts/ticket.ts';
import type { ReplanIntent } from '../../db/repositories/jobPage.ts';
import type { JobRow } from '../../db/repositories/jobs.ts';
import { readTicketState } from '../../db/repositories/states.ts';
import type { DB } from '../../db/schema/rows.ts';
import type { InHouse } from '../../domain/clocks/inHouse.ts';
import { planReplan } from './planReplan.ts';
import type { CommandAnswer, TicketDoor } from './tickets.ts';
import type { PairOf } from './timetables.ts';

/** A ticket that changes under our hands so often is somebody's work right now. */
const TRIES = 5;
/** As of other commands: the id stands five times in a step of the history. */
const ID_LENGTH = 22;

export type TicketOutcome =
  | { readonly kind: 'replanned' | 'unchanged'; readonly counts: ReplanCounts }
  | { readonly kind: 'skipped' }
  | { readonly kind: 'failed'; readonly why: string }
  | { readonly kind: 'open' };

export interface Giving {
  readonly db: Kysely<DB>;
  readonly tickets: TicketDoor;
  readonly pairOf: PairOf;
  readonly job: JobRow;
  /** As the policy that is applied has it; null where none is. */
  readonly inHouse: InHouse | null;
}

/** Gives one ticket what was meant for it; looks again where it has changed meanwhile. The same intent twice happens once. */
export async function giveReplan(giving: Giving, meant: ReplanIntent): Promise<TicketOutcome> {
  let intent = meant;
  for (let tries = 0; tries < TRIES; tries += 1) {
    if (intent.keys === null) return { kind: 'unchanged', counts: intent.counts };
    const answer = await giveOnce(giving, intent, intent.keys);
    switch (answer.kind) {
      case 'done':
        return { kind: 'replanned', counts: intent.counts };
      case 'open':
        return answer;
      case 'refused': {
        if (answer.refusal.code !== 'version-mismatch') return refusedFor(answer.refusal);
        const next = await lookAgain(giving, intent);
        if (next === null) return { kind: 'skipped' };
        // Its versions are there: our own command came through before whoever gave it was lost.
        if (next.keys === null) return { kind: 'replanned', counts: intent.counts };
        intent = next;
      }
    }
  }
  return { kind: 'failed', why: `it changed ${TRIES} times meanwhile` };
}

type GivenAnswer = Exclude<CommandAnswer, { kind: 'not-started' }>;

async function giveOnce(
  { db, tickets, job, inHouse }: Giving,
  { ticketNo, version, limits }: ReplanIntent,
  keys: readonly string[],
): Promise<GivenAnswer> {
  const { calendar, policy, actor } = job;
  const payload = { calendar, policy, inHouse, keys, job: job.id, limits };
  const command: Command = { name: 'replan', actor, textId: null, expectedVersion: version, payload };
  const id = createHash('sha256').update(`${job.id}:${ticketNo}:${version}`).digest('base64url').slice(0, ID_LENGTH);
  const answer = await tickets.give(ticketNo, command, id);
  if (answer.kind !== 'not-started') return answer;
  const state = await readTicketState(db, ticketNo);
  if (state === null || !isOpen(state.status)) return refusedAsArchived(ticketNo);
  await tickets.start(state);
  const second = await tickets.give(ticketNo, command, id);
  return second.kind === 'not-started' ? { kind: 'open' } : second;
}

function refusedAsArchived(ticketNo: TicketNo): GivenAnswer {
  return { kind: 'refused', refusal: archived(ticketNo) };
}

function refusedFor({ code, detail }: Refusal): TicketOutcome {
  return code === 'ticket-archived' || code === 'state-conflict'
    ? { kind: 'skipped' }
    : { kind: 'failed', why: detail.en };
}

/** The ticket as it stands now; null where it is open no more. */
async function lookAgain({ db, pairOf, job }: Giving, { ticketNo }: ReplanIntent): Promise<ReplanIntent | null> {
  const state = await readTicketState(db, ticketNo);
  if (state === null || !isOpen(state.status)) return null;
  return planReplan(state, { versions: job, pairOf, at: new Date().toISOString() });
}
