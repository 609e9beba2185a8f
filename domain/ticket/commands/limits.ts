import type { Words } from '../../../contracts/words.ts';
import type { CommandOf } from '../../../contracts/commands.ts';
import type { Refusal } from '../../../contracts/errors.ts';
import { type Instant, shownInstant } from '../../../contracts/instants.ts';
import { isOpen } from '../../../contracts/ticket.ts';
import { aYearAfter, isTimeToSetDate, RESOLVE_CLOCKS, resetClock, tickingClock } from '../clockwork.ts';
import { change, happened, tellCustomer, tellStaff } from '../draft.ts';
import { dateTold } from '../resolveLimit.ts';
import type { TicketState } from '../state.ts';
import { workdayWithin } from '../expected.ts';
import { supervise as startSupervision } from '../supervision.ts';
import { tellPlanPast } from '../tellPlan.ts';
import type { CommandRule, CommandRules } from './rule.ts';
import { URGE } from './urging.ts';
import { isPastDue } from '../../clocks/running/ticking.ts';
import { owner, SUPERVISORS } from '../people/owner.ts';
import { HANDLER, isHandler, isStaff } from '../people/who.ts';

/** Only a complex limit moves, once and while it still runs; several departments never, a simple one by re-classification (docs/norms.md, clocks). */
function canExtend(state: TicketState): boolean {
  return isOpen(state.status) && !state.extended && tickingClock(state, ['RESOLVE_COMPLEX']) !== undefined;
}

const EXTENDABLE: Words = {
  zh: '未结案、RESOLVE_COMPLEX 在计时且未延期过的工单；多部门协同的从不延期，简单类须改分类',
  en: 'an open ticket with RESOLVE_COMPLEX running that was not extended before; several departments never, simple ones by re-classification',
};

function limitHasCome(state: TicketState, at: Instant): Refusal | null {
  const clock = tickingClock(state, ['RESOLVE_COMPLEX']);
  const dueAt = clock?.plan?.dueAt ?? null;
  if (clock === undefined || dueAt === null || !(clock.breached || isPastDue(clock, at))) return null;
  return {
    code: 'state-conflict',
    detail: {
      zh: `时限为 ${shownInstant(dueAt)}：只能在到期前延期。`,
      en: `The limit was ${shownInstant(dueAt)}: it can only be extended before it is due.`,
    },
  };
}

function checkMovedLimit(
  state: TicketState,
  { payload }: CommandOf<'extend'> | CommandOf<'request-extension'>,
): Refusal | null {
  const dueAt = tickingClock(state, ['RESOLVE_COMPLEX'])?.plan?.dueAt ?? null;
  if (dueAt === null) return null;
  if (payload.latestDueAt !== null && payload.dueAt > dueAt && payload.dueAt <= payload.latestDueAt) return null;
  return {
    code: 'date-not-allowed',
    detail: { zh: '时限不能改到该日期。', en: 'The limit cannot be moved there.' },
    errors: [{ pointer: '/until', expected: workdayWithin(dueAt, payload.latestDueAt ?? dueAt) }],
  };
}

const requestExtension: CommandRule<'request-extension'> = {
  who: isHandler,
  whoMay: HANDLER,
  when: (state) => canExtend(state) && state.extensionAsked === null,
  whenMay: EXTENDABLE,
  whyNot: (state) => {
    const { ticketNo, extensionAsked } = state;
    if (extensionAsked === null || !canExtend(state)) return null;
    const { by } = extensionAsked;
    const until = shownInstant(extensionAsked.dueAt);
    return {
      zh: `${by} 已申请将 ${ticketNo} 延期至 ${until}，待主管以 extend 批准或以 refuse-extension 拒绝。`,
      en: `${by} has asked to extend ${ticketNo} until ${until} already; a supervisor decides, with extend or refuse-extension.`,
    };
  },
  barred: limitHasCome,
  check: checkMovedLimit,
  apply: (draft, { payload }) => {
    const { actor } = draft;
    if (actor.kind === 'staff') change(draft, { extensionAsked: { by: actor.staffNo, dueAt: payload.dueAt } });
    happened(draft, 'extension-requested', { dueAt: payload.dueAt });
    tellStaff(draft, SUPERVISORS, 'extension-requested', { dueAt: payload.dueAt });
  },
};

const refuseExtension: CommandRule<'refuse-extension'> = {
  who: (_state, actor) => isStaff(actor, 'supervisor'),
  whoMay: { zh: '主管', en: 'a supervisor' },
  // What is answered, or has the limit of a round, needs no more time for its first solution.
  when: (state) =>
    isOpen(state.status) && state.extensionAsked !== null && tickingClock(state, RESOLVE_CLOCKS) !== undefined,
  whenMay: {
    zh: '未结案、尚未答复且有待批延期申请的工单',
    en: 'an open ticket that nobody has answered yet, with an extension asked for and not decided',
  },
  apply: (draft) => {
    const { extensionAsked } = draft.state;
    if (extensionAsked === null) return;
    const { by, dueAt } = extensionAsked;
    change(draft, { extensionAsked: null });
    happened(draft, 'extension-refused', { to: by, dueAt });
    tellStaff(draft, { kind: 'staff', staffNo: by }, 'extension-refused', { dueAt });
  },
};

const extend: CommandRule<'extend'> = {
  who: (_state, actor) => isStaff(actor, 'supervisor'),
  whoMay: { zh: '主管', en: 'a supervisor' },
  when: canExtend,
  whenMay: EXTENDABLE,
  barred: limitHasCome,
  check: checkMovedLimit,
  apply: (draft, { payload }) => {
    const { extensionAsked } = draft.state;
    change(draft, { extended: true, extensionAsked: null });
    const from = tickingClock(draft.state, ['RESOLVE_COMPLEX'])?.plan?.dueAt ?? null;
    resetClock(draft, 'RESOLVE_COMPLEX', { terms: dateTold(draft, payload.dueAt) });
    happened(draft, 'extended', { from, dueAt: payload.dueAt });
    // Whoever asked is answered, also where somebody else has it now.
    const asker = extensionAsked === null ? [] : [{ kind: 'staff', staffNo: extensionAsked.by } as const];
    tellStaff(draft, [...owner(draft.state), ...asker], 'limit-moved', { dueAt: payload.dueAt });
    tellCustomer(draft, 'limit-moved', { dueAt: payload.dueAt });
  },
};

/** The date that the customer of a special ticket was told; null before one is set. */
function dateNow(state: TicketState): Instant | null {
  const limit = tickingClock(state, ['RESOLVE_SPECIAL']);
  return limit === undefined || isTimeToSetDate(limit) ? null : (limit.plan?.dueAt ?? null);
}

/** Why this is no date to be set; null: it is one. */
function whyNotThen(dueAt: Instant, told: Instant | null, at: Instant): Words | null {
  if (dueAt <= at) return { zh: '该日期已过。', en: 'The date has passed.' };
  if (dueAt > aYearAfter(at)) return { zh: '该日期在一年以后。', en: 'The date is more than a year ahead.' };
  return dueAt === told ? { zh: '工单已定为该日期。', en: 'The ticket has that date already.' } : null;
}

/** A date is the customer's once it is told: it moves later for a reason alone, which he and the supervisors are told (DECISION, docs/norms.md). */
function unreasonedDelay(told: Instant): Refusal {
  const until = shownInstant(told);
  return {
    code: 'reason-required',
    detail: {
      zh: `已告知客户的日期为 ${until}，改晚须说明理由，理由将告知客户。`,
      en: `The customer was told ${until}: a later date needs its reason, which he is told.`,
    },
    errors: [{ pointer: '/reason', expected: { zh: '日期改晚的理由', en: 'why the date moves later' } }],
  };
}

/** In a round the new solution has a limit, whatever the class (§8 rows 14–17, docs/norms.md): no date takes its place. */
function limitOfRound(state: TicketState): Words | null {
  const { ticketNo, round, slaClass } = state;
  const dueAt = tickingClock(state, ['REASSESS'])?.plan?.dueAt ?? null;
  if (slaClass !== 'special' || dueAt === null) return null;
  const until = shownInstant(dueAt);
  return {
    zh: `${ticketNo} 在第 ${round} 轮重新评估，新的解决方案的时限为 ${until}（REASSESS），不另定日期：请在此之前以 answer 答复，进展以 progress-report 告知客户。`,
    en: `${ticketNo} is in round ${round} of its re-assessment: the new solution is due by ${until} (REASSESS), and no date is set beside it. Give it with answer; until then progress-report tells the customer how it stands.`,
  };
}

const setDate: CommandRule<'set-date'> = {
  who: isHandler,
  whoMay: HANDLER,
  when: (state) =>
    state.slaClass === 'special' && isOpen(state.status) && tickingClock(state, ['RESOLVE_SPECIAL']) !== undefined,
  whenMay: {
    zh: '未结案、已有人接手且首次答复尚未发出的特殊类工单',
    en: 'an open special ticket that somebody has taken over and nobody has answered yet',
  },
  whyNot: limitOfRound,
  check: (state, { payload }, at) => {
    const { dueAt, reasoned } = payload;
    const told = dateNow(state);
    const detail = whyNotThen(dueAt, told, at);
    if (detail !== null) {
      const expected = workdayWithin(at, aYearAfter(at));
      return { code: 'date-not-allowed', detail, errors: [{ pointer: '/dueOn', expected }] };
    }
    return reasoned === false && told !== null && dueAt > told ? unreasonedDelay(told) : null;
  },
  apply: (draft, { payload }) => {
    const from = dateNow(draft.state);
    resetClock(draft, 'RESOLVE_SPECIAL', { terms: { phase: 'second', ...dateTold(draft, payload.dueAt) } });
    happened(draft, 'date-set', { from, dueAt: payload.dueAt });
    tellCustomer(draft, 'date-set', { dueAt: payload.dueAt, ...(from === null ? {} : { from }) });
    if (from !== null && payload.dueAt > from) tellStaff(draft, SUPERVISORS, 'limit-moved', { dueAt: payload.dueAt });
    tellPlanPast(draft, { from, to: payload.dueAt });
  },
};

const supervise: CommandRule<'supervise'> = {
  who: (_state, actor) => isStaff(actor, 'supervisor'),
  whoMay: { zh: '主管', en: 'a supervisor' },
  when: (state) => isOpen(state.status) && !state.supervised,
  whenMay: { zh: '未结案且尚未督办的工单', en: 'an open ticket that is not supervised yet' },
  apply: (draft) => startSupervision(draft, null),
};

export const LIMIT_RULES: CommandRules<
  'request-extension' | 'refuse-extension' | 'extend' | 'set-date' | 'urge' | 'supervise'
> = {
  'request-extension': requestExtension,
  'refuse-extension': refuseExtension,
  extend,
  'set-date': setDate,
  urge: URGE,
  supervise,
};
