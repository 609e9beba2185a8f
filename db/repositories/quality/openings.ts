import type { Kysely } from 'kysely';
import type { StaffRef } from '../../../contracts/people.ts';
import { openReview } from '../../../domain/quality/open.ts';
import type { ReviewRecord } from '../../../domain/quality/record.ts';
import type { ReviewOpening } from '../../../domain/quality/state.ts';
import { reviewLevel } from '../../../domain/quality/who.ts';
import type { DB } from '../../schema/rows.ts';
import { judges } from '../people/people.ts';
import { lastWriter } from './reviews.ts';

/** What the records and the house say of a review that opens. */
export interface ReviewGround {
  /** Whose work it is; null: nobody is known. */
  readonly subject: string | null;
  /** Who may come to review. */
  readonly house: readonly StaffRef[];
}

/** Looked up before anything is locked. Where nobody knows whose work it is, the records say: whoever wrote to the customer last. */
export async function reviewGround(
  db: Kysely<DB>,
  { ticketNo, department, subject }: Pick<ReviewOpening, 'ticketNo' | 'department' | 'subject'>,
): Promise<ReviewGround> {
  // What is about the service comes to QA with it: whoever wrote there has to do with the complaint, not with its cause.
  const writer = subject ?? (department === 'QA' ? null : await lastWriter(db, ticketNo));
  return { subject: writer, house: await judges(db) };
}

/** The first decision of a review on that ground. */
export function openedOn({ subject, house }: ReviewGround, opening: ReviewOpening): ReviewRecord {
  const about = { ...opening, subject };
  return openReview(about, reviewLevel(about, house));
}

/** Whether a row was refused since another complaint about the same person is looked into. */
export function isComplaintUnderWay(error: unknown): boolean {
  return error instanceof Error && 'constraint' in error && error.constraint === 'reviews_complaint_under_way';
}
