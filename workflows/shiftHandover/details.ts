import type { HandoverStatus } from '../../contracts/handovers.ts';
import type { ShiftName } from '../../contracts/rosters.ts';
import type { HandoverState } from '../../domain/handover/state.ts';
import { handoverWaitsOn } from '../../domain/handover/waiting.ts';
import { localTime } from '../common/words.ts';

const SHIFTS: Readonly<Record<ShiftName, string>> = { ONCALL: '夜间值班', DAY: '白班', LATE: '晚班' };

const STATUSES: Readonly<Record<HandoverStatus, string>> = {
  PENDING: '当班中',
  OPEN: '待下一班接收',
  ACCEPTED: '已接收',
  NOTHING: '无需交接',
  PASSED_ON: '无人接收，已并入下一次交接',
};

/** What operations staff read on top of the workflow in the Temporal UI: Markdown, codes and ids only. */
export function handoverDetailsOf(state: HandoverState): string {
  const { day, shift, status, lines, outgoing, next, accepted, clocks } = state;
  const list = (staffNos: readonly string[]): string => (staffNos.length === 0 ? '–' : staffNos.join('、'));
  const rows = [
    `**${day} ${SHIFTS[shift]}交接** · ${status} ${STATUSES[status]} · waits on **${handoverWaitsOn(state)}**`,
    '',
    `- 交班：${list(outgoing)}`,
    `- 接班：${next === null ? '–' : `${next.day} ${SHIFTS[next.shift]} ${list(next.staffNos)}`}`,
    `- 工单：${lines}`,
  ];
  if (accepted !== null) rows.push(`- 接收：${accepted.by.staffNo}，${localTime(accepted.at)}`);
  for (const { id, plan, breached, status: clock } of clocks) {
    const due = plan?.dueAt ?? null;
    rows.push(`- ${id} 时限 ${due === null ? '–' : localTime(due)} ${breached ? '**breached**' : clock}`);
  }
  return rows.join('\n');
}
