import { patched } from '@temporalio/workflow';
import { momentsAhead } from '../../domain/clocks/running/ticking.ts';
import type { Clock } from '../../domain/clocks/types.ts';
import { outlivedByPromise, withoutPromises } from '../../domain/ticket/promises.ts';
import type { Decision, TicketState } from '../../domain/ticket/state.ts';
import { now } from '../common/now.ts';

/** What tickets from before a change go on doing, as their histories have it. Each may go two months after its release. */
export function decidedAsBefore(before: TicketState, decision: Decision): Decision {
  if (!decision.ok) return decision;
  let { state } = decision;
  if (outlivedByPromise(before, state) && !patched('promises-stand')) state = withoutPromises(state);
  const standing = beganStandingStill(before, state);
  if (standing.length > 0 && !patched('begins-standing-still'))
    state = withClocks(state, standing, (clock) => ({ ...clock, status: 'running', pauses: [] }));
  return { ...decision, state };
}

/** The same for what is known only once the limits are planned. */
export function plannedAsBefore(before: TicketState, state: TicketState): TicketState {
  const late = withMomentsOfPauses(before, state);
  if (late.length === 0 || patched('moments-of-pauses')) return state;
  return withClocks(state, late, (clock) => ({ ...clock, doneUntil: now() }));
}

/** Limits that began while others stood still ran at once. */
function beganStandingStill(before: TicketState, { clocks }: TicketState): Clock[] {
  const known = new Set(before.clocks.map(({ key }) => key));
  return clocks.filter(({ key, status }) => status === 'paused' && !known.has(key));
}

/** What came while a limit stood still, and was moved by no pause, was let go. */
function withMomentsOfPauses(before: TicketState, { clocks }: TicketState): Clock[] {
  const at = now();
  const stood = new Set(before.clocks.filter(({ status }) => status === 'paused').map(({ key }) => key));
  return clocks.filter((clock) => stood.has(clock.key) && momentsAhead(clock).some((moment) => moment.at <= at));
}

function withClocks(state: TicketState, chosen: readonly Clock[], next: (clock: Clock) => Clock): TicketState {
  return { ...state, clocks: state.clocks.map((clock) => (chosen.includes(clock) ? next(clock) : clock)) };
}
