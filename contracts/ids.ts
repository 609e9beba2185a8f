/** `KF` + yyyymmdd of the Shanghai day + a sequence of at least three digits: KF20251107001. */
export type TicketNo = `KF${string}`;
/** A department task of a ticket: KF20251107001-T1. */
export type TaskId = `${TicketNo}-T${number}`;

const TICKET_NO = /^KF(\d{8})(\d{3,})$/;
const TASK_ID = /^(KF\d{11,})-T([1-9]\d*)$/;

/** `day` is YYYY-MM-DD; past 999 the sequence grows by a digit and never wraps. */
export function makeTicketNo(day: string, sequence: number): TicketNo {
  return `KF${day.replaceAll('-', '')}${String(sequence).padStart(3, '0')}`;
}

export function isTicketNo(text: string): text is TicketNo {
  return TICKET_NO.test(text);
}

export function makeTaskId(ticketNo: TicketNo, n: number): TaskId {
  return `${ticketNo}-T${n}`;
}

/** The ticket a task belongs to, or null where the text is no task id. */
export function parseTaskId(text: string): { taskId: TaskId; ticketNo: TicketNo } | null {
  const match = TASK_ID.exec(text);
  const ticketNo = match?.[1];
  const n = match?.[2];
  if (ticketNo === undefined || n === undefined || !isTicketNo(ticketNo)) return null;
  return { taskId: makeTaskId(ticketNo, Number(n)), ticketNo };
}

/** A ticket's workflow carries the ticket's number, so operators find it by what the customer says. */
export function ticketWorkflowId(ticketNo: TicketNo): string {
  return ticketNo;
}

export const TASK_QUEUES = { tickets: 'tickets', notifications: 'notifications' } as const;
