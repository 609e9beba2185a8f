import { change, happened, tellCustomer } from '../draft.ts';
import { IN_HANDS, isUnderWay } from '../underWay.ts';
import { fits } from '../people/taker.ts';
import type { CommandRule } from './rule.ts';

/**
 * A shift hands the ticket over to the next one: whoever accepted the note, or a colleague of that shift whom the work suits, has it from
 * now on. Where it suits none of them it stays, and its timeline says that it stood on the note (docs/norms.md, rosters and hand-overs).
 */
export const HAND_OVER: CommandRule<'hand-over'> = {
  who: (_state, actor) => actor.kind === 'staff',
  whoMay: { zh: '系统代接收交接单的人', en: 'the desk itself, for whoever accepted the hand-over' },
  when: (state) => isUnderWay(state) && state.status !== 'REASSESSING' && state.assignee !== null,
  whenMay: IN_HANDS,
  check: (state, { payload: { to, from } }) => {
    if (state.assignee?.staffNo === from && (to === null || fits(state, to))) return null;
    return {
      code: 'state-conflict',
      detail: {
        zh: `${state.ticketNo} 已不在 ${from} 手上，或处理内容已变。`,
        en: `${state.ticketNo} is not with ${from} any more, or its work has changed.`,
      },
    };
  },
  apply: (draft, { payload: { to, from, handover } }) => {
    const leads = draft.state.lead?.staffNo === from;
    if (to !== null) change(draft, { assignee: to, ...(leads ? { lead: to } : {}) });
    happened(draft, 'handed-over', { from, to: to?.staffNo ?? null, handover });
    if (to !== null) tellCustomer(draft, 'ticket-handed-on', { staffNo: to.staffNo });
  },
};
