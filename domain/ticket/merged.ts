import type { TicketClockId } from '../../contracts/clocks.ts';
import type { LimitGoingOn, MergedMatter } from '../../contracts/commands.ts';
import { isTicking } from '../clocks/running/ticking.ts';
import { cancelClocks, REPLY_CLOCKS, startClock, tickingClock } from './clockwork.ts';
import { change, type Draft, tellStaff } from './draft.ts';
import { owner, SUPERVISORS } from './people/owner.ts';
import type { TicketState } from './state.ts';

/** The customer's word is owed, the harm is to be contained, the suggestion to be reviewed, wherever the matter stands. */
const GO_ON: readonly TicketClockId[] = [...REPLY_CLOCKS, 'URGENT_CONTAIN', 'SUGGESTION_REVIEW'];

/** What runs in a ticket at the moment of its merge and is owed in the other from then on. */
export function limitsGoingOn({ clocks }: TicketState): readonly LimitGoingOn[] {
  return clocks
    .filter((clock) => GO_ON.includes(clock.id) && isTicking(clock))
    .flatMap(({ id, startedAt, timetable, plan }) => {
      const dueAt = plan?.dueAt ?? null;
      return dueAt === null ? [] : [{ id: idThere(id), startedAt, dueAt, timetable }];
    });
}

/** Limits that no word of closing ends. */
const NOT_BY_CLOSING: readonly TicketClockId[] = ['URGENT_RESPONSE', 'URGENT_CONTAIN', 'SUGGESTION_REVIEW'];

/** The first limit of a ticket that would end later in another one of the same matter; null where none would. */
export function limitLaterThere(state: TicketState, other: TicketState): LimitGoingOn | null {
  const limits = limitsGoingOn(state).filter(({ id }) => NOT_BY_CLOSING.includes(id));
  const dueThere = (id: TicketClockId): string => tickingClock(other, [id])?.plan?.dueAt ?? '';
  return limits.find(({ id, dueAt }) => dueThere(id) > dueAt) ?? null;
}

/** Nothing that is said in a ticket that goes on is its first mail. */
function idThere(id: TicketClockId): TicketClockId {
  return id === 'EMAIL_FIRST_REPLY' ? 'NEXT_REPLY_EMAIL' : id;
}

/** Another ticket was merged into this one: whoever has it is told, and no limit that ran there ends later here (docs/norms.md). */
export function takeIn(draft: Draft, { ticketNo, limits = [], urgentAsked }: MergedMatter): void {
  for (const limit of limits) goOn(draft, limit);
  tellStaff(draft, owner(draft.state), 'ticket-merged', { mergedFrom: ticketNo });
  const { urgent, department } = draft.state;
  if (urgentAsked !== true || urgent || draft.state.urgentAsked) return;
  change(draft, { urgentAsked });
  tellStaff(draft, SUPERVISORS, 'urgent-asked', { department });
}

/** Of two limits of one kind the earlier holds. */
function goOn(draft: Draft, { id, startedAt, dueAt, timetable }: LimitGoingOn): void {
  const own = tickingClock(draft.state, [id])?.plan?.dueAt ?? null;
  if (own !== null && own <= dueAt) return;
  cancelClocks(draft, [id]);
  startClock(draft, { id, startedAt, timetable });
}
