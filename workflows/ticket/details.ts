import { localTime, nameOf } from '../common/words.ts';
import { stepOf } from '../../domain/dispute/dispute.ts';
import { waitingOn } from '../../domain/ticket/waiting.ts';
import type { TicketState } from '../../domain/ticket/state.ts';
import { isTicking } from '../../domain/clocks/running/ticking.ts';

function incidentOf({ incident, ticketNo }: TicketState): string {
  if (incident === null) return '';
  return incident === ticketNo ? ' · **head of an incident**' : ` · follows ${incident}`;
}

/** What operations staff read on top of the workflow in the Temporal UI: Markdown, codes and ids only. */
export function detailsOf(state: TicketState): string {
  const { assignee, lead } = state;
  const handler = assignee?.staffNo ?? '–';
  const beside = lead === null || lead.staffNo === assignee?.staffNo ? '' : ` · lead ${lead.staffNo}`;
  const lines = [
    `**${state.ticketNo}** · ${state.status}${state.closeReason === null ? '' : ` (${state.closeReason})`} · waits on **${waitingOn(state)}**`,
    '',
    `${state.category ?? 'unclassified'} · ${state.department} · handler ${handler}${beside}${state.urgent ? ' · **URGENT**' : ''}${state.supervised ? ' · **supervised**' : ''}${incidentOf(state)}${state.round > 0 ? ` · round ${state.round}` : ''}`,
  ];
  if (state.dispute !== null) {
    const { caseNo, supplierCompanyId, ruling } = state.dispute;
    const outcome = ruling === null ? '' : ` · ${ruling.outcome}`;
    lines.push('', `dispute D${caseNo} against ${supplierCompanyId} · ${stepOf(state.dispute).stage}${outcome}`);
  }
  const ticking = state.clocks.filter(isTicking);
  if (ticking.length > 0) {
    lines.push('', '| clock | since | target | due | |', '|---|---|---|---|---|');
    for (const clock of ticking) {
      const target = clock.plan?.targetAt ?? null;
      const due = clock.plan?.dueAt ?? null;
      const mark = clock.breached ? '**breached**' : clock.status;
      lines.push(
        `| ${nameOf(clock)} | ${localTime(clock.startedAt)} | ${target === null ? '' : localTime(target)} | ${due === null ? '' : localTime(due)} | ${mark} |`,
      );
    }
  }
  for (const task of state.tasks) {
    lines.push(
      '',
      `- ${task.taskId} ${task.department} ${task.responsible.staffNo}: ${task.status}, by ${localTime(task.milestoneAt)}`,
    );
  }
  return lines.join('\n');
}
