import type { UpdateDefinition } from '@temporalio/common';
import { defineQuery, defineUpdate } from '@temporalio/workflow';
import type { CommandOutcome } from '../../contracts/commands.ts';
import { REVIEW_COMMANDS, type ReviewCommand, type ReviewCommandName } from '../../contracts/reviews.ts';
import type { ReviewState } from '../../domain/quality/state.ts';

type ReviewUpdate = UpdateDefinition<CommandOutcome, [ReviewCommand]>;

/** One update per command, named as in the URL. */
export const reviewUpdates: ReadonlyMap<ReviewCommandName, ReviewUpdate> = new Map(
  REVIEW_COMMANDS.map((name) => [name, defineUpdate<CommandOutcome, [ReviewCommand]>(name)]),
);

/** What the workflow goes by; the same stands in PostgreSQL. */
export const reviewStateQuery = defineQuery<ReviewState>('state');
