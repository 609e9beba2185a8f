import type { ClockId } from '../../contracts/clocks.ts';
import type { ReviewId, TaskId, TicketNo } from '../../contracts/ids.ts';
import type { Department, Holder, StaffRef } from '../../contracts/people.ts';
import type { TicketStatus } from '../../contracts/ticket.ts';
import type { TimetableVersions } from './timetable.ts';
import type { Clock } from './types.ts';

/** What of a ticket decides which of its limits a version may move, and which would begin. */
export interface TicketStanding {
  readonly status: TicketStatus;
  readonly assignee: StaffRef | null;
  readonly urgent: boolean;
  readonly timetable: TimetableVersions;
}

/** A ticket or one of its reviews, as whoever reckons limits of many sees it. */
export interface LimitOwner {
  readonly ticketNo: TicketNo;
  /** Null: the ticket itself. */
  readonly reviewId: ReviewId | null;
  /** Who has the ticket; of a review the one that reviews. */
  readonly department: Department;
  readonly tasks: readonly { readonly taskId: TaskId; readonly department: Department }[];
  /** All that it ever had; of a ticket about the service its review’s limit is the review’s alone. */
  readonly clocks: readonly Clock<ClockId>[];
  /** Null: of a review. */
  readonly standing: TicketStanding | null;
}

/** Limits of what a supervisor, the manager or the front desk has to do, whoever has the ticket. Source: §7, §8, §10.9, §10.11 (docs/norms.md). */
export const LIMITS_OF_OTHERS: Readonly<Partial<Record<ClockId, Holder>>> = {
  COORDINATION_PLAN: 'SUPERVISORS',
  TERMINATION_REVIEW: 'SUPERVISORS',
  DISPUTE_DECISION: 'SUPERVISORS',
  APPEAL: 'MANAGERS',
  FOLLOW_UP: 'FRONT',
};

/** Who is answerable for a limit: others whose work it is, the department it was set for, that of its task, or whoever has the ticket. */
export function answerableFor(
  { id, terms, taskId }: Pick<Clock<ClockId>, 'id' | 'terms' | 'taskId'>,
  { department, tasks }: Pick<LimitOwner, 'department' | 'tasks'>,
): Holder {
  return (
    LIMITS_OF_OTHERS[id] ?? terms.department ?? tasks.find((task) => task.taskId === taskId)?.department ?? department
  );
}

/** Which review a limit belongs to; of a ticket's own nothing is said. */
export function reviewOf({ reviewId }: Pick<LimitOwner, 'reviewId'>): { readonly reviewId?: ReviewId } {
  return reviewId === null ? {} : { reviewId };
}
