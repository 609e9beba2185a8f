import { TICKET_STATUSES, type TicketStatus } from '../../contracts/ticket.ts';
import type { DutyAnswer, RedAnswer } from '../../contracts/schemas/watched.ts';
import type { DutyRow, RedRow } from '../../db/repositories/reading/watched.ts';
import type { Calendar } from '../../domain/calendar/calendar.ts';
import { workdayEnd } from '../../domain/calendar/workTime.ts';
import { isTicking } from '../../domain/clocks/running/ticking.ts';
import { shown, shownOrNull } from './instant.ts';

const DUTY_LABELS: Readonly<Record<DutyAnswer['duty'], DutyAnswer['label']>> = {
  'follow-up': { zh: '回访', en: 'Follow-up' },
  promise: { zh: '兑现承诺', en: 'Promise to keep' },
  'termination-review': { zh: '终止服务复核', en: 'Review of an end of service' },
};

const CLOCK_OF = { 'follow-up': 'FOLLOW_UP', promise: 'PROMISE', 'termination-review': 'TERMINATION_REVIEW' } as const;

export function renderDuty(row: DutyRow, { calendar, nowMs }: { calendar: Calendar; nowMs: number }): DutyAnswer[] {
  const { duty, closed_at: closedAt } = row;
  if (closedAt === null) return [];
  const running = row.state.clocks.filter((clock) => clock.id === CLOCK_OF[duty] && isTicking(clock));
  const planned = running.flatMap(({ plan }) => plan?.dueAt ?? []).toSorted()[0];
  const dueMs = planned === undefined ? workdayEnd(closedAt.getTime(), 1, calendar) : Date.parse(planned);
  return [
    {
      ticketNo: row.ticket_no,
      duty,
      label: DUTY_LABELS[duty],
      subject: row.subject,
      category: row.category,
      channel: row.channel,
      assignee: row.assignee,
      closeReason: row.close_reason,
      closedAt: shown(closedAt),
      dueAt: shown(new Date(dueMs)),
      late: dueMs < nowMs,
    },
  ];
}

function statusOf(status: string): TicketStatus {
  const known = TICKET_STATUSES.find((one) => one === status);
  if (known === undefined) throw new RangeError(`no status ${status}`);
  return known;
}

export function renderRed(row: RedRow, nowMs: number): RedAnswer {
  return {
    ticketNo: row.ticketNo,
    status: statusOf(row.status),
    department: row.department,
    assignee: row.assignee,
    urgent: row.urgent,
    supervisedAt: shownOrNull(row.supervisedAt),
    lastReportAt: shownOrNull(row.lastReportAt),
    reportDueAt: shownOrNull(row.reportDueAt),
    breaches: row.breaches.map(({ clock, dueAt }) => ({
      clock,
      dueAt: shown(dueAt),
      overrunMs: Math.max(0, nowMs - Date.parse(dueAt)),
    })),
  };
}
