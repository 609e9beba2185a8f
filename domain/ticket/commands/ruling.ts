import type { PlannedTask } from '../../../contracts/plans.ts';
import type { RulingPayload } from '../../../contracts/disputes.ts';
import type { Refusal } from '../../../contracts/errors.ts';
import { type Instant, shownInstant } from '../../../contracts/instants.ts';
import { isOpen } from '../../../contracts/ticket.ts';
import type { Words } from '../../../contracts/words.ts';
import { appealUntil } from '../../dispute/deadlines.ts';
import { partyOf } from '../../dispute/parties.ts';
import {
  cancelClocks,
  ENDED_BY_WORD,
  RESOLVE_CLOCKS,
  resumeClocks,
  startClock,
  stopClocks,
  tickingClock,
} from '../clockwork.ts';
import { closeTicket } from '../closing.ts';
import { alarm, change, type Draft, tellStaff } from '../draft.ts';
import { happenedInDispute, standingNow, tellBothParties, tellParty } from '../tellParties.ts';
import { keepPromises } from '../promises.ts';
import { OF_THE_DEPARTMENT, workdayWithin } from '../expected.ts';
import type { Task, TicketState } from '../state.ts';
import type { Dispute } from '../../dispute/dispute.ts';
import { MANAGERS, SUPERVISORS } from '../people/owner.ts';
import { isStaff, refOf } from '../people/who.ts';
import { applyPlan, cancelOpenTasks, isTaskOpen, mayHaveTask, patchTask } from '../plan.ts';
import { changeDispute, enterStep, reopenForDispute } from './disputeMoves.ts';
import { disputeRule } from './disputeRule.ts';
import { tellFormer, tellHandedOn } from './former.ts';
import type { CommandRules } from './rule.ts';
import { measuresRun } from '../underDispute.ts';

function measuresRefusal(state: TicketState, { measures, latestAt }: RulingPayload, at: Instant): Refusal | null {
  const refuse = (pointer: string, expected: Words): Refusal => ({
    code: 'plan-invalid',
    detail: { zh: '执行措施不符合要求。', en: 'The measures do not hold.' },
    errors: [{ pointer, expected }],
  });
  const outside = measures.findIndex(
    ({ milestoneAt }) => milestoneAt <= at || (latestAt !== undefined && milestoneAt > latestAt),
  );
  if (outside >= 0) return refuse(`/measures/${outside}/milestoneOn`, workdayWithin(at, latestAt ?? null));
  const stranger = measures.findIndex(({ department, responsible }) => !mayHaveTask(state, responsible, department));
  if (stranger >= 0) return refuse(`/measures/${stranger}/responsible`, OF_THE_DEPARTMENT);
  const repeated = measures.findIndex((measure, position) => {
    const same = ({ responsible }: PlannedTask) => responsible.staffNo === measure.responsible.staffNo;
    return measures.findIndex(same) < position;
  });
  return repeated < 0
    ? null
    : refuse(`/measures/${repeated}/responsible`, {
        zh: '没有其他措施的人员',
        en: 'somebody who has no other measure',
      });
}

/** Whoever had a task is told by its cancelling; his department, which may have stepped in for him, by this. */
function tellCalledOff(draft: Draft, standing: readonly Task[]): void {
  const stands = draft.state.tasks.filter(isTaskOpen).map(({ taskId }) => taskId);
  for (const { taskId, department } of standing.filter((task) => !stands.includes(task.taskId)))
    tellStaff(draft, { kind: 'department', department }, 'task-cancelled', { taskId });
}

/** What is to be done is worked off as tasks first, in the place of all that was planned; without any, the ruling closes the ticket at once. */
function pronounce(draft: Draft, { outcome, measures }: RulingPayload): void {
  if (draft.actor.kind !== 'staff') return;
  const { staffNo } = draft.actor;
  const isAppeal = draft.state.dispute?.appealed === true;
  const final = isAppeal || isStaff(draft.actor, 'manager');
  stopClocks(draft, [...RESOLVE_CLOCKS, ...ENDED_BY_WORD, 'DISPUTE_DECISION', 'APPEAL', 'PROGRESS_SYNC', 'REASSESS']);
  stopClocks(draft, ['DEPARTMENT_INTERNAL', 'URGENT_CONTAIN', 'EMAIL_COMPLEX_REPLY']);
  resumeClocks(draft);
  keepPromises(draft);
  changeDispute(draft, {
    step: 'RULED',
    offer: null,
    ruling: { outcome, at: draft.at, staffNo, round: draft.state.round, final },
  });
  const led = draft.state.lead?.staffNo ?? null;
  change(draft, { status: 'COORDINATING', lead: refOf(draft.actor) });
  tellHandedOn(draft, led, staffNo);
  happenedInDispute(draft, isAppeal ? 'appeal-decided' : 'ruled', { outcome });
  const standing = draft.state.tasks.filter(isTaskOpen);
  applyPlan(draft, measures);
  tellCalledOff(draft, standing);
  tellBothParties(draft, { template: 'dispute-ruled', params: { outcome }, words: true });
  if (measures.length === 0) closeTicket(draft, 'RULED');
}

/** A ruling closes without anybody's consent, once nothing is left to do about it; the closing is told to both, the buyer's with his ticket's. */
export function closeWhenMeasuresAreDone(draft: Draft): void {
  if (!measuresRun(draft.state) || draft.state.tasks.some(isTaskOpen)) return;
  tellParty(draft, 'supplier', { template: 'dispute-ended', params: { happened: 'measures-done' }, words: false });
  closeTicket(draft, 'RULED');
}

/**
 * The buyer takes his appeal back: the ruling stands, and nobody appeals once more. The days that the appeal took are gone, so a
 * supervisor gives what it stopped new ones.
 */
export function withdrawAppeal(draft: Draft): void {
  const rests = draft.state.dispute?.appeal?.rests ?? [];
  cancelClocks(draft, ['APPEAL']);
  changeDispute(draft, { step: 'RULED', offer: null });
  happenedInDispute(draft, 'appeal-withdrawn');
  const told = { ...standingNow(draft), happened: 'appeal-withdrawn' };
  for (const staff of [MANAGERS, SUPERVISORS]) tellStaff(draft, staff, 'dispute-stage', told);
  tellBothParties(draft, { template: 'dispute-stage', params: { happened: 'appeal-withdrawn' }, words: false });
  if (rests.length === 0) {
    closeTicket(draft, 'RULED');
    return;
  }
  startClock(draft, { id: 'COORDINATION_PLAN' });
  for (const taskId of rests) patchTask(draft, taskId, { status: 'REFUSED' });
}

function appealRefusal(state: TicketState, at: Instant): Refusal | null {
  const until = state.dispute === null ? null : appealUntil(state.dispute);
  if (until !== null && at < until) return null;
  return {
    code: 'state-conflict',
    detail: {
      zh: `裁定的申诉期限为 ${shownInstant(until ?? at)}。`,
      en: `The ruling could be appealed until ${shownInstant(until ?? at)}.`,
    },
  };
}

/** By whom and when the platform has decided, to whoever would decide once more. */
function ruledAlready(_state: TicketState, { ruling, step }: Dispute): Words | null {
  if (ruling === null) return null;
  const { staffNo, at, outcome } = ruling;
  const when = shownInstant(at);
  const appealed = step === 'APPEAL';
  return {
    zh: `${staffNo} 已于 ${when} 裁定（${outcome}）${appealed ? '；已有申诉，由经理以 decide-appeal 裁定' : ''}。`,
    en: `${staffNo} ruled at ${when} (${outcome})${appealed ? '; the ruling is appealed, and a manager decides with decide-appeal' : ''}.`,
  };
}

export const RULING_RULES: CommandRules<'rule' | 'appeal' | 'decide-appeal'> = {
  rule: disputeRule('rule', {
    also: (state, _dispute, actor) =>
      isStaff(actor, 'supervisor') || tickingClock(state, ['DISPUTE_DECISION'])?.breached === true,
    alsoMay: { zh: '仅在 DISPUTE_DECISION 逾期后由经理', en: 'by the manager only once DISPUTE_DECISION is missed' },
    whyNot: ruledAlready,
    check: (state, { payload }, at) => measuresRefusal(state, payload, at),
    apply: (draft, _dispute, { payload }) => pronounce(draft, payload),
  }),
  'decide-appeal': disputeRule('decide-appeal', {
    whyNot: (state, dispute) => (dispute.appealed ? ruledAlready(state, dispute) : null),
    check: (state, { payload }, at) => measuresRefusal(state, payload, at),
    apply: (draft, _dispute, { payload }) => pronounce(draft, payload),
  }),
  appeal: disputeRule('appeal', {
    also: (state, dispute) => appealUntil(dispute) !== null && (isOpen(state.status) || state.closeReason === 'RULED'),
    alsoMay: { zh: '仅一次，且不得针对经理的裁定', en: 'once, and not against a ruling of the manager' },
    barred: appealRefusal,
    apply: (draft) => {
      const party = partyOf(draft.state, draft.actor);
      if (party === null) return;
      // What the ruling ordered rests; the manager's decision names what shall hold.
      const standing = draft.state.tasks.filter(isTaskOpen);
      const rests = standing.map(({ taskId }) => taskId);
      cancelOpenTasks(draft);
      tellCalledOff(draft, standing);
      reopenForDispute(draft);
      const led = draft.state.lead?.staffNo ?? null;
      change(draft, { lead: null });
      tellFormer(draft, led);
      const patch = { appealed: true, appeal: { by: party, rests } };
      enterStep(draft, { to: 'APPEAL', because: 'appealed', patch });
      const params = { happened: 'appealed', party };
      happenedInDispute(draft, 'appealed', { party });
      alarm(draft, MANAGERS, 'dispute-appealed', { ...standingNow(draft), ...params });
      tellBothParties(draft, { template: 'dispute-appealed', params, words: true });
    },
  }),
};
