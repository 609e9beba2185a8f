import type { ReviewState } from '../../domain/quality/state.ts';
import { reviewWaitsOn } from '../../domain/quality/waiting.ts';
import { localTime } from '../common/words.ts';
import { isTicking } from '../../domain/clocks/running/ticking.ts';

/** What operations staff read on top of the workflow in the Temporal UI: Markdown, codes and ids only. */
export function reviewDetailsOf(state: ReviewState): string {
  const lines = [
    `**${state.reviewId}** · ${state.status} · waits on **${reviewWaitsOn(state)}**`,
    '',
    `${state.origin} · ticket ${state.ticketNo} · about ${state.subject ?? '–'} · reviewer ${state.reviewer?.staffNo ?? '–'}`,
  ];
  for (const { id, plan, breached, status } of state.clocks.filter(isTicking)) {
    const due = plan?.dueAt ?? null;
    lines.push('', `- ${id} due ${due === null ? '–' : localTime(due)} ${breached ? '**breached**' : status}`);
  }
  return lines.join('\n');
}
