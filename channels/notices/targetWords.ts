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
