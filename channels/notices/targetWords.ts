import type { Fill, Params } from './words.ts';

/** Past the target of these a report to the customer is due (docs/norms.md, clocks). */
const INFORMED: readonly unknown[] = ['RESOLVE_COMPLEX', 'RESOLVE_MULTI'];

/** What is asked of whoever hears that a target has passed. */
export function pastTargetZh(p: Fill, { clock }: Params): string {
  const asked = INFORMED.includes(clock) ? '须向客户同步进度' : '请尽快处理';
  return `工单 ${p('ticketNo')} 的${p('clock')}已过目标时间，时限 ${p('dueAt')}，${asked}。`;
}

/** The same in English. */
export function pastTargetEn(p: Fill, { clock }: Params): string {
  const asked = INFORMED.includes(clock) ? 'The customer is to be told how it stands' : 'Please see to it';
  return `${p('clock')} of ticket ${p('ticketNo')} is past its target; the limit is ${p('dueAt')}. ${asked}.`;
}

/** What is asked once a limit is missed: a part of the plan is named, and a report to the customer follows. */
export function missedZh(p: Fill, { clock, taskId = null, stoppedAt = null }: Params): string {
  const limit = taskId === null ? `工单 ${p('ticketNo')} 的${p('clock')}` : `任务 ${p('taskId')} 的${p('clock')}`;
  if (stoppedAt !== null) return `${limit}已于 ${p('dueAt')} 超时，至 ${p('stoppedAt')} 结束，请填写原因。`;
  const reported = clock === 'MILESTONE' ? '，并须向客户同步进度' : '';
  return `${limit}已于 ${p('dueAt')} 超时，请立即处理并填写原因${reported}。`;
}

/** The same in English. */
export function missedEn(p: Fill, { clock, taskId = null, stoppedAt = null }: Params): string {
  const limit = `${p('clock')} of ${taskId === null ? `ticket ${p('ticketNo')}` : `task ${p('taskId')}`}`;
  if (stoppedAt !== null) return `${limit} was due at ${p('dueAt')} and ended at ${p('stoppedAt')}. Record the reason.`;
  const reported = clock === 'MILESTONE' ? ' The customer is to be told how it stands.' : '';
  return `${limit} was due at ${p('dueAt')}. Act now and record the reason.${reported}`;
}
