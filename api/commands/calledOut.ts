import type { StaffRef } from '../../contracts/people.ts';
import { dutyAgent } from '../../db/repositories/people/people.ts';
import { isStaffed } from '../../domain/clocks/planning/replyClock.ts';
import { refOf } from '../../domain/ticket/people/who.ts';
import type { Surroundings } from './context.ts';

/**
 * Who is called out to a matter that is urgent from now on: null while its channel is staffed, else whoever is on duty; where that is
 * nobody but whom it is about, the one of the staff who says so and is there.
 */
export async function calledOut({ db, timetable, state, principal, now }: Surroundings): Promise<StaffRef | null> {
  if (isStaffed(state.channel, now, true, timetable.calendar)) return null;
  return (await dutyAgent(db, state.judged)) ?? (principal.kind === 'staff' ? refOf(principal) : null);
}
