import { defineUpdate } from '@temporalio/workflow';

/** Answered by whichever worker has it: the proof that commands would be. */
export const pingUpdate = defineUpdate<'pong'>('ping');
