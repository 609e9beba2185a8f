import type { Refusal } from '../../../contracts/errors.ts';
import type { TicketState } from '../state.ts';
import { cancelClocks, pauseClocks, resumeClocks, startClock, stopClocks } from '../clockwork.ts';
import { change, type Draft, happened, tellCustomer, tellStaff } from '../draft.ts';
import { promiseRefusal, promiseTold, promiseWith } from '../promises.ts';
import { silenceBroken } from '../silence.ts';
import { wordGiven } from '../wordGiven.ts';
import { owner } from '../people/owner.ts';
import { CUSTOMER_SIDE, HANDLER, isCustomerSide, isHandler, isStaff } from '../people/who.ts';
import type { CommandRule, CommandRules } from './rule.ts';
import { askForPlan } from './taskHands.ts';

function isFirstOfRound({ materialRequests }: TicketState): boolean {
  return materialRequests === 0;
}

const UNREASONED: Refusal = {
  code: 'reason-required',
  detail: {
    zh: '本轮已向客户索要过材料，再次索要须说明理由。',
    en: 'The customer was asked for material in this round already: a second request says why.',
  },
  errors: [{ pointer: '/reason', expected: { zh: '再次索要的理由', en: 'why the customer is asked once more' } }],
};

const requestMaterial: CommandRule<'request-material'> = {
  who: (state, actor) => (isFirstOfRound(state) ? isHandler(state, actor) : isStaff(actor, 'supervisor')),
  whoMay: {
    zh: `${HANDLER.zh}；同一轮中再次索要材料须由主管说明理由`,
    en: `${HANDLER.en}; a second request of the same round for a supervisor, with a reason`,
  },
  when: (state) => state.status === 'IN_PROGRESS' || state.status === 'COORDINATING',
  whenMay: { zh: '工单为 IN_PROGRESS 或 COORDINATING', en: 'IN_PROGRESS or COORDINATING' },
  check: (state, { payload: { reasoned, promiseBy } }, at) =>
    isFirstOfRound(state) || reasoned === true ? promiseRefusal(promiseBy, at) : UNREASONED,
  apply: (draft, { payload: { items, promiseBy } }) => {
    const { status, materialRequests } = draft.state;
    const firstOfRound = isFirstOfRound(draft.state);
    wordGiven(draft, promiseBy);
    change(draft, {
      status: 'WAITING_CUSTOMER',
      materialRequests: materialRequests + 1,
      material: {
        textId: draft.textId,
        items,
        missing: Array.from({ length: items }, (_, position) => position),
        returnTo: status === 'COORDINATING' ? 'COORDINATING' : 'IN_PROGRESS',
      },
    });
    // Nothing is planned while it is waited for.
    cancelClocks(draft, ['COORDINATION_PLAN']);
    startClock(draft, { id: 'MATERIAL_WAIT' });
    // One list at once: a second request in the round costs the desk its own time.
    if (firstOfRound) pauseClocks(draft, 'material');
    happened(draft, 'material-requested', { items, repeated: !firstOfRound });
    promiseWith(draft, promiseBy);
    tellCustomer(draft, 'material-requested', { items, window: 'MATERIAL_WAIT', ...promiseTold(promiseBy) });
  },
};

/** Back to where the work stood when the list went out. */
function goOn(draft: Draft): void {
  change(draft, { status: draft.state.material?.returnTo ?? 'IN_PROGRESS', material: null });
  resumeClocks(draft);
  askForPlan(draft);
}

const waiveMaterial: CommandRule<'waive-material'> = {
  who: isHandler,
  whoMay: HANDLER,
  when: (state) => state.status === 'WAITING_CUSTOMER',
  whenMay: { zh: '工单为 WAITING_CUSTOMER', en: 'WAITING_CUSTOMER' },
  apply: (draft) => {
    cancelClocks(draft, ['MATERIAL_WAIT']);
    goOn(draft);
    happened(draft, 'material-waived');
    tellCustomer(draft, 'material-waived');
  },
};

const supplyMaterial: CommandRule<'supply-material'> = {
  who: isCustomerSide,
  whoMay: CUSTOMER_SIDE,
  when: (state) => state.status === 'WAITING_CUSTOMER',
  whenMay: { zh: '工单为 WAITING_CUSTOMER', en: 'WAITING_CUSTOMER' },
  check: (state, { payload: { items } }) => {
    const asked = state.material?.items ?? 0;
    const wrong = items.findIndex((item) => item < 0 || item >= asked);
    if (wrong < 0) return null;
    return {
      code: 'unknown-material',
      detail: { zh: '清单中有未曾要求的材料。', en: 'The list holds something that was not asked for.' },
      errors: [
        {
          pointer: `/items/${wrong}`,
          expected: { zh: '本次材料清单中的名称', en: 'the name of an item in the open request' },
        },
      ],
    };
  },
  apply: (draft, { payload: { items } }) => {
    const material = draft.state.material;
    const missing = (material?.missing ?? []).filter((item) => !items.includes(item));
    if (material !== null) change(draft, { material: { ...material, missing } });
    if (missing.length === 0) {
      stopClocks(draft, ['MATERIAL_WAIT']);
      goOn(draft);
    } else silenceBroken(draft);
    happened(draft, 'material-supplied', { supplied: items.length, missing: missing.length });
    tellStaff(draft, owner(draft.state), 'material-supplied', { missing: missing.length });
  },
};

export const MATERIAL_RULES: CommandRules<'request-material' | 'waive-material' | 'supply-material'> = {
  'request-material': requestMaterial,
  'waive-material': waiveMaterial,
  'supply-material': supplyMaterial,
};
