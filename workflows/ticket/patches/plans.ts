import { patched } from '@temporalio/workflow';
import type { TicketClockId } from '../../../contracts/clocks.ts';
import type { EventType } from '../../../contracts/events.ts';
import { ended } from '../../../domain/clocks/running/ticking.ts';
import type { Clock } from '../../../domain/clocks/types.ts';
import { RESOLVE_CLOCKS, tickingClock } from '../../../domain/ticket/clockwork.ts';
import type { TicketInput } from '../../../domain/ticket/decide.ts';
import type { Decided, TicketState } from '../../../domain/ticket/state.ts';

/** The limits beside a plan as they ran for tickets from before a change. */
export function plansAsBefore(before: TicketState, decided: Decided, input: TicketInput): TicketState {
  const { state } = decided;
  if (input.name === 'task-cancel' && isToBeLed(state) && !patched('plans-are-to-be-led')) return planned(decided);
  const reports = input.name === 'moments-passed' ? reportsOfMilestones(before, decided) : [];
  if (reports.length === 0 || patched('milestones-are-reported')) return state;
  return { ...state, clocks: state.clocks.filter((clock) => !reports.includes(clock)) };
}

/** The time to name who leads ended with a task that was called off. */
function isToBeLed(state: TicketState): boolean {
  const isAsked = tickingClock(state, ['COORDINATION_PLAN']) !== undefined;
  return isAsked && !state.tasks.some(({ status }) => status === 'REFUSED');
}

function planned({ state, at }: Decided): TicketState {
  const open = tickingClock(state, ['COORDINATION_PLAN']);
  return { ...state, clocks: state.clocks.map((clock) => (clock === open ? ended(clock, at, 'done') : clock)) };
}

/** A milestone that was missed asked for no report; only a target did. */
function reportsOfMilestones({ clocks }: TicketState, { state, events }: Decided): Clock[] {
  const missed = (what: EventType, ids: readonly TicketClockId[]): boolean =>
    events.some(({ type, data }) => type === what && ids.some((id) => id === data['clock']));
  if (!missed('clock-breached', ['MILESTONE']) || missed('clock-target-missed', RESOLVE_CLOCKS)) return [];
  const known = clocks.map(({ key }) => key);
  return state.clocks.filter(({ key, id }) => id === 'PROGRESS_SYNC' && !known.includes(key));
}
