import { ServiceUnavailable, WorkflowNotStarted } from '../../intake/workflowCall.ts';
import { unavailable } from '../http/problem.ts';

/** What a call of a workflow threw, as its caller is told it: where nobody answered, the outcome is open. Anything else as it is. */
export function openOutcome(error: unknown): unknown {
  if (!(error instanceof ServiceUnavailable) && !(error instanceof WorkflowNotStarted)) return error;
  return unavailable({
    zh: '未能及时得到结果，请用同一 Idempotency-Key 重试。',
    en: 'The outcome is open: nobody answered in time. Repeat with the same Idempotency-Key.',
  });
}
