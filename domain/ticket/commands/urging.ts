import { shanghaiDay } from '../../../contracts/instants.ts';
import { compareText } from '../../../contracts/order.ts';
import { isOpen } from '../../../contracts/ticket.ts';
import { isTicking } from '../../clocks/running/ticking.ts';
import type { Refusal } from '../../../contracts/errors.ts';
import { QUALITY_CLOCKS, REPLY_CLOCKS, RESOLVE_CLOCKS, startUnlessTicking } from '../clockwork.ts';
import { change, happened, tellStaff } from '../draft.ts';
import type { TicketState } from '../state.ts';
import { waitingOn } from '../waiting.ts';
import { owner, SUPERVISORS } from '../people/owner.ts';
import { CUSTOMER_SIDE, isCustomerSide } from '../people/who.ts';
import type { CommandRule } from './rule.ts';

/** The limits of the desk that an urging customer may wait for, the next one due first. */
function bindingClocks(state: TicketState): TicketState['clocks'] {
  const binding = [
    ...REPLY_CLOCKS,
    ...RESOLVE_CLOCKS,
    'EMAIL_COMPLEX_REPLY',
    'REASSESS',
    'SPECIALIST_TAKEOVER',
    'PROGRESS_SYNC',
    'COORDINATION_PLAN',
    'SUGGESTION_REVIEW',
    'PROMISE',
    'DISPUTE_DECISION',
    'APPEAL',
    ...QUALITY_CLOCKS,
  ];
  return state.clocks
    .filter((clock) => isTicking(clock) && clock.id !== 'URGE_REPLY' && binding.includes(clock.id))
    .sort((a, b) => compareText(a.plan?.dueAt ?? '9', b.plan?.dueAt ?? '9'));
}

/** The one that is urged; none where no limit runs, as before the ticket is classified. */
function urgedClock(state: TicketState): TicketState['urged'][number]['clock'] {
  return bindingClocks(state)[0]?.id ?? 'none';
}

/** Everything waits for the customer or the other party, and no limit of the desk runs. */
function nothingOwed(state: TicketState): Refusal | null {
  const awaited = waitingOn(state);
  const isOthersTurn = awaited === 'customer' || awaited === 'supplier' || awaited === 'party';
  if (!isOthersTurn || bindingClocks(state).some(({ status }) => status === 'running')) return null;
  return {
    code: 'state-conflict',
    detail: {
      zh: `${state.ticketNo} 正在等待${awaited === 'customer' ? '客户' : '维权双方'}，客服现在没有应答复的事项，无需催办。`,
      en: `${state.ticketNo} waits for ${awaited === 'customer' ? 'its customer' : 'the parties of its dispute'}: the desk owes nothing now that could be urged.`,
    },
  };
}

/** Once a day and limit; whoever has the ticket owes a word within URGE_REPLY, and of the third time the supervisors hear as well (docs/norms.md). */
export const URGE: CommandRule<'urge'> = {
  who: isCustomerSide,
  whoMay: CUSTOMER_SIDE,
  when: (state) => isOpen(state.status),
  whenMay: { zh: '工单未结案', en: 'any open status' },
  barred: (state, at) => {
    const owed = nothingOwed(state);
    if (owed !== null) return owed;
    const clock = urgedClock(state);
    const day = shanghaiDay(at);
    const { round } = state;
    // The limit of another round is another limit.
    const again = state.urged.some(
      (urged) => urged.clock === clock && urged.day === day && (urged.round ?? round) === round,
    );
    return again
      ? {
          code: 'already-urged',
          detail: {
            zh: `${day} 已${clock === 'none' ? '' : `就 ${clock} `}催办过；同一时限每天一次。`,
            en: `${clock === 'none' ? 'It' : clock} was urged on ${day} already; once a day and limit.`,
          },
        }
      : null;
  },
  apply: (draft, { payload: { day } }) => {
    const clock = urgedClock(draft.state);
    change(draft, { urged: [...draft.state.urged, { clock, day, round: draft.state.round }] });
    const times = draft.state.urged.length;
    startUnlessTicking(draft, { id: 'URGE_REPLY' });
    happened(draft, 'urged', { clock, times });
    const told = { clock, times, window: 'URGE_REPLY' };
    tellStaff(draft, owner(draft.state), 'urged', told);
    if (times === 3) tellStaff(draft, SUPERVISORS, 'urged', told);
  },
};
