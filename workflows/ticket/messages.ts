import type { UpdateDefinition } from '@temporalio/common';
import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import {
  type Command,
  type CommandName,
  type CommandOutcome,
  COMMAND_NAMES,
  type MessagePosted,
  type Recorded,
  type ReviewTold,
} from '../../contracts/commands.ts';
import type { TicketState } from '../../domain/ticket/state.ts';

type CommandUpdate = UpdateDefinition<CommandOutcome, [Command]>;

/** One update per command, named as in the URL, so that the history in the Temporal UI reads as what happened. */
export const commandUpdates: ReadonlyMap<CommandName, CommandUpdate> = new Map(
  COMMAND_NAMES.map((name) => [name, defineUpdate<CommandOutcome, [Command]>(name)]),
);

/** A signal, not an update: the message is stored already, and nobody waits for an answer. */
export const messagePostedSignal = defineSignal<[MessagePosted]>('message-posted');

/** What stands in PostgreSQL: told where the run may not have heard of all of it. */
export const recordedSignal = defineSignal<[Recorded]>('recorded');

/** From a quality review that has ended. */
export const reviewEndedSignal = defineSignal<[ReviewTold]>('review-ended');

/** What the workflow goes by; the same stands in PostgreSQL, and the two can be compared. */
export const stateQuery = defineQuery<TicketState>('state');
