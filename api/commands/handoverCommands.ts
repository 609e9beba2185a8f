import { ERRORS, type Refusal } from '../../contracts/errors.ts';
import type { AcceptHandover } from '../../contracts/handovers.ts';
import type { StaffActor } from '../../contracts/people.ts';
import type { HandoverRow } from '../../db/repositories/reading/handovers.ts';
import { writeAside } from '../../db/repositories/shifts/handoverWords.ts';
import { readHandoverState } from '../../db/repositories/shifts/handovers.ts';
import { acceptRefusal } from '../../domain/handover/accepting.ts';
import { CommandRefused, WorkflowNotStarted } from '../../intake/workflowCall.ts';
import type { ApiDeps } from '../deps.ts';
import { Problem, refused } from '../http/problem.ts';
import { doneBefore } from './doneBefore.ts';
import { openOutcome } from './openOutcome.ts';

/** Somebody's acceptance, with who is rostered for the next shift. */
export interface Acceptance {
  readonly row: HandoverRow;
  readonly actor: StaffActor;
  readonly next: readonly string[];
  readonly updateId: string;
  readonly isRepeat: boolean;
}

/** Accepts the note; afterwards that can be read. Throws a `Problem` where it was not done. */
export async function acceptHandover(
  deps: ApiDeps,
  { row, actor, next, updateId, isRepeat }: Acceptance,
): Promise<void> {
  const { state, handover_id: handoverId } = row;
  // The first request did its work unheard.
  if (state?.cause === updateId) return;
  const command: AcceptHandover = { name: 'accept', actor, next };
  const refusal = state === null ? notBegun() : acceptRefusal(state, command);
  if (refusal !== null) {
    if (isRepeat && (await doneBefore(deps.handoverClient, handoverId, updateId))) return;
    throw problemOf(refusal, row);
  }
  try {
    await execute(deps, row, { command, updateId });
  } catch (error) {
    if (error instanceof CommandRefused) {
      const latest = await readHandoverState(deps.db, handoverId);
      throw problemOf(error.refusal, { ...row, ...latest });
    }
    throw openOutcome(error);
  }
}

/** A hand-over whose workflow is not there is started as it stands; it may also have ended by this very command. */
async function execute(
  { db, handoverClient }: ApiDeps,
  { handover_id: handoverId, opening }: HandoverRow,
  { command, updateId }: { readonly command: AcceptHandover; readonly updateId: string },
): Promise<void> {
  try {
    await handoverClient.accept(handoverId, command, updateId);
  } catch (error) {
    if (!(error instanceof WorkflowNotStarted)) throw error;
    if ((await readHandoverState(db, handoverId))?.cause === updateId) return;
    await handoverClient.start(opening);
    await handoverClient.accept(handoverId, command, updateId);
  }
}

function notBegun(): Refusal {
  const detail = {
    zh: '该交接刚刚建立，交接单在下班前半小时汇总。',
    en: 'The hand-over has only just begun: its note is put together half an hour before the shift ends.',
  };
  return { code: 'state-conflict', detail };
}

export function problemOf(refusal: Refusal, { status, version }: Pick<HandoverRow, 'status' | 'version'>): Problem {
  if (ERRORS[refusal.code].status !== 409) return refused(refusal);
  return refused(refusal, { handoverStatus: status, version });
}

/** Runs a command on a hand-over; who was refused what stands in its record, and the answer never waits for that. */
export async function attemptedHandover<T>(
  deps: Pick<ApiDeps, 'db' | 'logger'>,
  { row, actor, command }: { readonly row: HandoverRow; readonly actor: StaffActor; readonly command: string },
  run: () => Promise<T>,
): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof Problem && [403, 409, 422].includes(error.status)) {
      const { handover_id: handoverId } = row;
      const data = { command, code: error.code };
      writeAside(deps.db, { handoverId, type: 'refused', actor, data }).catch((fault: unknown) => {
        deps.logger.error({ err: fault, handoverId, command }, 'a refused attempt could not be written down');
      });
    }
    throw error;
  }
}
