/** `KF` + yyyymmdd of the Shanghai day + a sequence of at least three digits: KF20251107001. */
export type TicketNo = `KF${string}`;
/** A department task of a ticket: KF20251107001-T1. */
export type TaskId = `${TicketNo}-T${number}`;
/** A quality review of a ticket: KF20251107001-Q1. */
export type ReviewId = `${TicketNo}-Q${number}`;

const TICKET_NO = /^KF(\d{8})(\d{3,})$/;
const TASK_ID = /^(KF\d{11,})-T([1-9]\d*)$/;
const REVIEW_ID = /^(KF\d{11,})-Q([1-9]\d{0,5})$/;

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

/** Counts the disputes of a ticket: KF20251107001-D1. */
export function makeCaseId(ticketNo: TicketNo, n: number): string {
  return `${ticketNo}-D${n}`;
}

/** The ticket a task belongs to, or null where the text is no task id. */
export function parseTaskId(text: string): { taskId: TaskId; ticketNo: TicketNo } | null {
  const match = TASK_ID.exec(text);
  const ticketNo = match?.[1];
  const n = match?.[2];
  if (ticketNo === undefined || n === undefined || !isTicketNo(ticketNo)) return null;
  return { taskId: makeTaskId(ticketNo, Number(n)), ticketNo };
}

export function makeReviewId(ticketNo: TicketNo, n: number): ReviewId {
  return `${ticketNo}-Q${n}`;
}

/** The review's id and its number on the ticket, or null where the text is none. */
export function parseReviewId(text: string): { reviewId: ReviewId; ticketNo: TicketNo; n: number } | null {
  const match = REVIEW_ID.exec(text);
  const ticketNo = match?.[1];
  const n = Number(match?.[2]);
  if (ticketNo === undefined || !isTicketNo(ticketNo)) return null;
  return { reviewId: makeReviewId(ticketNo, n), ticketNo, n };
}

/** A ticket's workflow carries the ticket's number, so operators find it by what the customer says. */
export function ticketWorkflowId(ticketNo: TicketNo): string {
  return ticketNo;
}

/** A job's workflow, found by the id that its answer names. */
export function jobWorkflowId(jobId: string): string {
  return `job-${jobId}`;
}

export const TASK_QUEUES = { tickets: 'tickets', notifications: 'notifications' } as const;
