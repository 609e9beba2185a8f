import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { AcceptHandover } from '../../contracts/handovers.ts';
import type { CommandOutcome } from '../../contracts/commands.ts';
import type { HandoverState, PassedOn } from '../../domain/handover/state.ts';

/** The only command on a hand-over, named as in the URL. */
export const acceptUpdate = defineUpdate<CommandOutcome, [AcceptHandover]>('accept');

/** From a later hand-over, which takes along what nobody accepted. */
export const passedOnSignal = defineSignal<[PassedOn]>('passed-on');

/** What the workflow goes by; the same stands in PostgreSQL. */
export const handoverStateQuery = defineQuery<HandoverState>('state');
