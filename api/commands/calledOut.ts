import type { CalledOut, ComesBack } from '../../contracts/commands.ts';
import { dutyAgent } from '../../db/repositories/people/people.ts';
import { isStaffed } from '../../domain/clocks/planning/replyClock.ts';
import { refOf } from '../../domain/ticket/people/who.ts';
import type { Surroundings } from './context.ts';

type Around = Pick<Surroundings, 'db' | 'timetable' | 'state' | 'principal' | 'now'>;

/**
 * Who is called out to a matter that is urgent from now on: null while its channel is staffed, else whoever is on duty; where that is
 * nobody but whom it is about, the one of the staff who says so and is there.
 */
export async function calledOut({ db, timetable, state, principal, now }: Around): Promise<CalledOut | null> {
  if (isStaffed(state.channel, now, true, timetable.calendar)) return null;
  return (await dutyAgent(db, state.judged)) ?? (principal.kind === 'staff' ? refOf(principal) : 'nobody');
}

/** What comes back as urgent as it was, at an hour for the person on duty, is told to him as well. */
export async function comesBack(around: Around): Promise<ComesBack> {
  const duty = around.state.urgent ? await calledOut(around) : null;
  return duty === null ? {} : { duty };
}
