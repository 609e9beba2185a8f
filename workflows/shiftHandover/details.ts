import type { HandoverState } from '../../domain/handover/state.ts';
import { handoverWaitsOn } from '../../domain/handover/waiting.ts';
import { localTime } from '../common/words.ts';

/** What operations staff read on top of the workflow in the Temporal UI: Markdown, codes and ids only. */
export function handoverDetailsOf(state: HandoverState): string {
  const { day, shift, status, lines, outgoing, next, accepted, clocks } = state;
  const list = (staffNos: readonly string[]): string => (staffNos.length === 0 ? '–' : staffNos.join(', '));
  const rows = [
    `**${day} ${shift}** · ${status} · waits on **${handoverWaitsOn(state)}**`,
    '',
    `- outgoing: ${list(outgoing)}`,
    `- next: ${next === null ? '–' : `${next.day} ${next.shift} ${list(next.staffNos)}`}`,
    `- tickets: ${lines}`,
  ];
  if (accepted !== null) rows.push(`- accepted: ${accepted.by.staffNo}, ${localTime(accepted.at)}`);
  for (const { id, plan, breached, status: clock } of clocks) {
    const due = plan?.dueAt ?? null;
    rows.push(`- ${id} due ${due === null ? '–' : localTime(due)} ${breached ? '**breached**' : clock}`);
  }
  return rows.join('\n');
}
