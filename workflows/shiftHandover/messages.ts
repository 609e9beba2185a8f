import { defineSignal, defineUpdate } from '@temporalio/workflow';
import type { AcceptHandover } from '../../contracts/handovers.ts';
import type { CommandOutcome } from '../../contracts/commands.ts';
import type { PassedOn } from '../../domain/handover/state.ts';

/** The only command on a hand-over, named as in the URL. */
export const acceptUpdate = defineUpdate<CommandOutcome, [AcceptHandover]>('accept');

/** From a later hand-over, which takes along what nobody accepted. */
export const passedOnSignal = defineSignal<[PassedOn]>('passed-on');
