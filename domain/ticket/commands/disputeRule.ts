import { listed, type Words } from '../../../contracts/words.ts';
import type { CommandOf } from '../../../contracts/commands.ts';
import type { DisputeCommandName } from '../../../contracts/disputes.ts';
import type { Refusal } from '../../../contracts/errors.ts';
import { type Instant, shownInstant } from '../../../contracts/instants.ts';
import type { Actor } from '../../../contracts/people.ts';
import { type Dispute, isPartysTurn, isRunning, leadsTo, stepOf } from '../../dispute/dispute.ts';
import { partyOf } from '../../dispute/parties.ts';
import { CURRENT_RULES, type DisputeActor, disputeRules } from '../../dispute/rules.ts';
import type { Draft } from '../draft.ts';
import type { TicketState } from '../state.ts';
import type { CommandRule } from './rule.ts';
import { isPastDue } from '../../clocks/running/ticking.ts';
import { isStaff } from '../people/who.ts';

const WORDS: Readonly<Record<DisputeActor, Words>> = {
  buyer: { zh: '买家具有 dispute.manage 权限的账号', en: 'the buyer, by an account with the scope dispute.manage' },
  supplier: {
    zh: '维权的卖家具有 dispute.manage 权限的账号',
    en: 'the seller of the dispute, by an account with the scope dispute.manage',
  },
  party: {
    zh: '维权的买家或卖家具有 dispute.manage 权限的账号',
    en: 'the buyer or the seller of the dispute, by an account with the scope dispute.manage',
  },
  supervisor: {
    zh: 'ORDER、AFTER 或全台的主管；裁定逾期后为经理',
    en: 'a supervisor of ORDER, AFTER or the whole desk; the manager once the ruling is overdue',
  },
  manager: { zh: '经理', en: 'the manager' },
};

/** Supervisors of the front desk lead all departments. */
function isRulingSupervisor(actor: Actor): boolean {
  return isStaff(actor, 'supervisor') && ['ORDER', 'AFTER', 'FRONT'].includes(actor.department);
}

function speaksAs(state: TicketState, actor: Actor, who: DisputeActor): boolean {
  switch (who) {
    case 'buyer':
    case 'supplier':
      return partyOf(state, actor) === who;
    case 'party':
      return partyOf(state, actor) !== null;
    case 'supervisor':
      return isRulingSupervisor(actor) || isStaff(actor, 'manager');
    case 'manager':
      return isStaff(actor, 'manager');
  }
}

/** When the window of this kind ended last: by itself or by what the parties did. */
function closedAt(state: TicketState, name: DisputeCommandName): Instant | null {
  if (state.dispute === null) return null;
  const { steps } = disputeRules(state.dispute.rules);
  const ids = Object.values(steps).flatMap((step) => (step.leaves[name] === undefined ? [] : [step.clock]));
  return state.clocks.findLast(({ id, stoppedAt }) => ids.includes(id) && stoppedAt !== null)?.stoppedAt ?? null;
}

/** A window is over at its instant, also where its timer is late. */
function overdueWindow(state: TicketState, at: Instant): Refusal | null {
  const { dispute } = state;
  if (!isRunning(dispute) || !isPartysTurn(dispute)) return null;
  const { clock: id } = stepOf(dispute);
  const window = state.clocks.findLast((clock) => clock.id === id);
  if (window === undefined || !isPastDue(window, at)) return null;
  return { code: 'state-conflict', detail: windowClosed(window.plan?.dueAt ?? at) };
}

export interface DisputeMove<Name extends DisputeCommandName> {
  /** What must be so besides the table's row. */
  readonly also?: (state: TicketState, dispute: Dispute, actor: Actor) => boolean;
  readonly alsoMay?: Words;
  /** The one thing that stands against it now, where the case shows it; null where the stage says it. */
  readonly whyNot?: (state: TicketState, dispute: Dispute) => Words | null;
  readonly barred?: CommandRule<Name>['barred'];
  readonly check?: CommandRule<Name>['check'];
  readonly apply: (draft: Draft, dispute: Dispute, command: CommandOf<Name>) => void;
}

function windowClosed(at: Instant): Words {
  const end = shownInstant(at);
  return { zh: `窗口已于 ${end} 关闭。`, en: `The window closed at ${end}.` };
}

/** In which stages the command is taken, and what must be so besides. */
function placeOf(name: DisputeCommandName, alsoMay?: Words): Words {
  const steps = Object.values(disputeRules(CURRENT_RULES).steps);
  const stages = [...new Set(steps.filter(({ leaves }) => leaves[name] !== undefined).map(({ stage }) => stage))];
  const { zh, en } = listed(stages);
  return alsoMay === undefined
    ? { zh: `维权处于 ${zh}`, en: `a dispute in ${en}` }
    : { zh: `维权处于 ${zh}，${alsoMay.zh}`, en: `a dispute in ${en}, ${alsoMay.en}` };
}

/** A command on a dispute: who gives it and where it is taken stands in the dispute's own version of the rules. */
export function disputeRule<Name extends DisputeCommandName>(name: Name, move: DisputeMove<Name>): CommandRule<Name> {
  const who = (state: TicketState): DisputeActor => disputeRules(state.dispute?.rules ?? CURRENT_RULES).givenBy[name];
  const place = placeOf(name, move.alsoMay);
  return {
    who: (state, actor) => speaksAs(state, actor, who(state)),
    whoMay: WORDS[disputeRules(CURRENT_RULES).givenBy[name]],
    when: (state, actor) => {
      const { dispute } = state;
      return dispute !== null && leadsTo(dispute, name) !== null && (move.also?.(state, dispute, actor) ?? true);
    },
    whenMay: place,
    whyNot: (state) => {
      if (state.dispute === null) return null;
      const said = move.whyNot?.(state, state.dispute) ?? null;
      if (said !== null) return said;
      const { stage } = stepOf(state.dispute);
      const fitsStage = leadsTo(state.dispute, name) !== null;
      if (fitsStage && move.alsoMay !== undefined)
        return {
          zh: `${name} 须满足以下条件，目前不满足：${move.alsoMay.zh}。`,
          en: `${name} is given ${move.alsoMay.en}.`,
        };
      const end = fitsStage ? null : closedAt(state, name);
      const closed = end === null ? { zh: '', en: '' } : windowClosed(end);
      return {
        zh: `${name} 需要：${place.zh}；目前处于 ${stage}。${closed.zh}`,
        en: `${name} needs ${place.en}; it is in ${stage}. ${closed.en}`.trimEnd(),
      };
    },
    barred: (state, at) => overdueWindow(state, at) ?? move.barred?.(state, at) ?? null,
    ...(move.check === undefined ? {} : { check: move.check }),
    apply: (draft, command) => {
      if (draft.state.dispute !== null) move.apply(draft, draft.state.dispute, command);
    },
  };
}
