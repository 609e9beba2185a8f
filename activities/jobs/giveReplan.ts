import { createHash } from 'node:crypto';
import type { Refusal } from '../../contracts/errors.ts';
import type { Words } from '../../contracts/words.ts';
import type { ReplanIntent } from '../../db/repositories/timetables/jobPage.ts';
import { type Given, type Giving, type Party, partyOf } from './parties.ts';
import type { CommandAnswer } from './tickets.ts';

/** A ticket that changes under our hands so often is somebody's work right now. */
const TRIES = 5;
const CHANGES_TOO_OFTEN: Words = { zh: `期间被改动${TRIES}次`, en: `it changed ${TRIES} times meanwhile` };
/** As of other commands: the id stands five times in a step of the history. */
const ID_LENGTH = 22;

export type ReplanOutcome =
  /** As it was meant at last. */
  | { readonly kind: 'replanned' | 'unchanged'; readonly intent: ReplanIntent }
  | { readonly kind: 'skipped' }
  | { readonly kind: 'failed'; readonly why: Words }
  | { readonly kind: 'open' };

/**
 * A page that was interrupted may have waited for long: what was meant is judged anew, so that nobody becomes late by the wait. Who has
 * changed since, perhaps by our own command, keeps what was meant.
 */
export async function judgedAgain(giving: Giving, meant: ReplanIntent): Promise<ReplanIntent> {
  const next = await partyOf(giving, meant).look();
  return next?.version === meant.version ? next : meant;
}

/** Gives one ticket or review what was meant for it; looks again where it has changed meanwhile. The same intent twice happens once. */
export async function giveReplan(giving: Giving, meant: ReplanIntent): Promise<ReplanOutcome> {
  const party = partyOf(giving, meant);
  let intent = meant;
  for (let tries = 0; tries < TRIES; tries += 1) {
    const { keys } = intent;
    if (keys === null) return { kind: 'unchanged', intent };
    const answer = await giveOnce(party, giving.job.id, { ...intent, keys });
    switch (answer.kind) {
      case 'done':
        return { kind: 'replanned', intent };
      case 'open':
        return answer;
      case 'over':
        return { kind: 'skipped' };
      case 'refused': {
        if (answer.refusal.code !== 'version-mismatch') return refusedFor(answer.refusal);
        const next = await party.look();
        if (next === null) return { kind: 'skipped' };
        // Its versions are there: our own command came through before whoever gave it was lost.
        if (next.keys === null) return { kind: 'replanned', intent };
        intent = next;
      }
    }
  }
  return { kind: 'failed', why: CHANGES_TOO_OFTEN };
}

type GivenAnswer = Exclude<CommandAnswer, { kind: 'not-started' }> | { readonly kind: 'over' };

async function giveOnce(party: Party, jobId: string, given: Given): Promise<GivenAnswer> {
  const id = createHash('sha256')
    .update(`${jobId}:${party.id}:${given.version}`)
    .digest('base64url')
    .slice(0, ID_LENGTH);
  const answer = await party.give(given, id);
  if (answer.kind !== 'not-started') return answer;
  if (!(await party.start())) return { kind: 'over' };
  const second = await party.give(given, id);
  return second.kind === 'not-started' ? { kind: 'open' } : second;
}

function refusedFor({ code, detail }: Refusal): ReplanOutcome {
  return code === 'ticket-archived' || code === 'state-conflict'
    ? { kind: 'skipped' }
    : { kind: 'failed', why: detail };
}
