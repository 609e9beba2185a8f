import type { UpdateDefinition } from '@temporalio/common';
import { defineQuery, defineUpdate } from '@temporalio/workflow';
import type { CommandOutcome } from '../../contracts/commands.ts';
import {
  DESK_REVIEW_COMMANDS,
  REVIEW_COMMANDS,
  type ReviewCommand,
  type ReviewCommandPayloads,
} from '../../contracts/reviews.ts';
import type { ReviewState } from '../../domain/quality/state.ts';

type ReviewUpdate = UpdateDefinition<CommandOutcome, [ReviewCommand]>;

/** One update per command, named as in the URL, or as the desk's own jobs name it. */
export const reviewUpdates: ReadonlyMap<keyof ReviewCommandPayloads, ReviewUpdate> = new Map(
  [...REVIEW_COMMANDS, ...DESK_REVIEW_COMMANDS].map((name) => [
    name,
    defineUpdate<CommandOutcome, [ReviewCommand]>(name),
  ]),
);

/** What the workflow goes by; the same stands in PostgreSQL. */
export const reviewStateQuery = defineQuery<ReviewState>('state');
