import { ERRORS } from '../../contracts/errors.ts';
import type { TaskId, TicketNo } from '../../contracts/ids.ts';
import type { Actor } from '../../contracts/people.ts';
import { storeAttempt } from '../../db/repositories/people/attempts.ts';
import type { ApiDeps } from '../deps.ts';
import { Problem } from '../http/problem.ts';

/** What somebody is about to try. */
interface Trial {
  readonly ticketNo: TicketNo;
  /** As in the URL. */
  readonly command: string;
  readonly taskId?: TaskId;
  readonly actor: Actor;
  /** What it is tried on is there, and the caller is told that it is not. */
  readonly hidden?: boolean;
}

/** Refused by a rule, and not for want of time or of a readable request. */
const AUDITED: readonly number[] = [403, 409, 422];

/** Runs one command, counts how it ended and writes down who was refused what; the answer never waits for that. */
export async function attempted<T>(
  deps: Pick<ApiDeps, 'db' | 'logger' | 'metrics'>,
  trial: Trial,
  run: () => Promise<T>,
): Promise<T> {
  const command = trial.taskId === undefined ? trial.command : `task-${trial.command}`;
  try {
    const done = await run();
    deps.metrics.commands.inc({ command, outcome: 'done' });
    return done;
  } catch (error) {
    deps.metrics.commands.inc({ command, outcome: error instanceof Problem ? error.code : 'internal' });
    if (error instanceof Problem && isAudited(trial, error)) noteAttempt(deps, trial, error);
    throw error;
  }
}

function isAudited({ hidden }: Trial, { code }: Problem): boolean {
  const { status } = ERRORS[code];
  return AUDITED.includes(status) || (hidden === true && status === 404);
}

function noteAttempt(deps: Pick<ApiDeps, 'db' | 'logger'>, trial: Trial, { code }: Problem): void {
  const { ticketNo, command, taskId = null, actor } = trial;
  storeAttempt(deps.db, { ticketNo, command, taskId, actor, code }).catch((error: unknown) => {
    deps.logger.error({ err: error, ticketNo, command, code }, 'a refused attempt could not be written down');
  });
}
