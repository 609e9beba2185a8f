import { isOpen } from '../../../contracts/ticket.ts';
import type { Clock } from '../../clocks/types.ts';
import { isTicking } from '../clockwork.ts';
import { change, happened } from '../draft.ts';
import type { CommandRule } from './rule.ts';

/**
 * A published calendar or policy is applied to a running ticket. What is settled is not judged again: clocks that have ended or are
 * breached keep the versions they were reckoned by, and which of the others move was compared before (domain/clocks/compare.ts).
 */
export const REPLAN: CommandRule<'replan'> = {
  // The system: whoever works at the machine itself, or the loading of a notice.
  who: (_state, actor) =>
    actor.kind === 'system' || (actor.kind === 'staff' && (actor.role === 'manager' || actor.role === 'admin')),
  whoMay: 'a manager or an admin',
  when: ({ status }) => isOpen(status),
  whenMay: 'an open ticket',
  apply: (draft, { payload }) => {
    const { calendar, policy, inHouse, keys } = payload;
    const { timetable, clocks } = draft.state;
    const moves = (clock: Clock): boolean => isTicking(clock) && !clock.breached && keys.includes(clock.key);
    const versionsAfter = (own: Clock['timetable']): Clock['timetable'] => ({
      calendar: calendar ?? own.calendar,
      policy: policy ?? own.policy,
    });
    change(draft, {
      timetable: versionsAfter(timetable),
      inHouse: inHouse ?? draft.state.inHouse,
      clocks: clocks.map((clock) =>
        moves(clock) ? { ...clock, timetable: versionsAfter(clock.timetable), plan: null } : clock,
      ),
    });
    happened(draft, 'replanned', { calendar, policy, clocks: clocks.filter(moves).length });
  },
};
