import { setTimeout as pause } from 'node:timers/promises';
import {
  type Client,
  isGrpcDeadlineError,
  isGrpcServiceError,
  ServiceError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import { ApplicationFailure, WorkflowNotFoundError } from '@temporalio/common';
import { ERRORS, type ErrorCode, type Refusal } from '../contracts/errors.ts';

/** How long a caller waits for a worker before the outcome is left open, in ms: his answer is out within three seconds. */
export const PATIENCE_MS = 2_700;
const BETWEEN_RUNS_MS = 50;
/** gRPC's status code. */
const FAILED_PRECONDITION = 9;

/** The rules said no. */
export class CommandRefused extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.detail.en);
    this.refusal = refusal;
  }
}

/** Temporal or a worker did not answer in time; the outcome is open, and the same id repeated gives it. */
export class ServiceUnavailable extends Error {}

/** There is no running workflow of that id. */
export class WorkflowNotStarted extends Error {}

/** Runs a call of Temporal while a caller waits; throws `CommandRefused`, `WorkflowNotStarted` or `ServiceUnavailable`. */
export async function patiently<Result>(client: Client, call: () => Promise<Result>): Promise<Result> {
  try {
    return await client.withDeadline(Date.now() + PATIENCE_MS, () => untilHeard(call));
  } catch (error) {
    throw translated(error);
  }
}

/** Whether an update of this id was carried out in the workflow's latest run, which may be over. Throws `ServiceUnavailable`. */
export async function hasDone(client: Client, workflowId: string, updateId: string): Promise<boolean> {
  const update = client.workflow.getHandle(workflowId).getUpdateHandle(updateId);
  try {
    await patiently(client, () => update.result());
    return true;
  } catch (error) {
    // Nobody knows of it, or it was refused.
    if (error instanceof WorkflowNotStarted || error instanceof CommandRefused) return false;
    throw error;
  }
}

/** The deadline ends the tries. */
async function untilHeard<Result>(call: () => Promise<Result>): Promise<Result> {
  for (;;) {
    try {
      return await call();
    } catch (error) {
      if (!fellBetweenRuns(error)) throw error;
      await pause(BETWEEN_RUNS_MS);
    }
  }
}

/** An update that meets a run just going on as a new one is turned away undone. */
function fellBetweenRuns(error: unknown): boolean {
  const answer = error instanceof ServiceError ? error.cause : error;
  return isGrpcServiceError(answer) && answer.code === FAILED_PRECONDITION;
}

function translated(error: unknown): unknown {
  if (error instanceof WorkflowUpdateFailedError) {
    const refusal = refusalOf(error.cause);
    return refusal === null ? error : new CommandRefused(refusal);
  }
  if (error instanceof WorkflowNotFoundError) return new WorkflowNotStarted(error.message);
  if (
    error instanceof WorkflowUpdateRPCTimeoutOrCancelledError ||
    isGrpcDeadlineError(error) ||
    isGrpcServiceError(error)
  ) {
    return new ServiceUnavailable('the workflow service did not answer in time', { cause: error });
  }
  return error;
}

function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(ERRORS, code);
}

/** A refusal crosses Temporal as an application failure: its type is the code, its details the refusal. */
function refusalOf(cause: unknown): Refusal | null {
  if (!(cause instanceof ApplicationFailure) || typeof cause.type !== 'string' || !isErrorCode(cause.type)) return null;
  // Border: written by our own workflows.
  const refusal = cause.details?.[0] as Refusal | undefined;
  return refusal ?? { code: cause.type, detail: { zh: cause.message, en: cause.message } };
}
