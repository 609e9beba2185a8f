import type { CalledOut } from '../../contracts/commands.ts';
import type { ReviewClockId } from '../../contracts/clocks.ts';
import type { Refusal } from '../../contracts/errors.ts';
import type { ReviewId, TicketNo } from '../../contracts/ids.ts';
import type { Instant } from '../../contracts/instants.ts';
import type { Notice } from '../../contracts/notices.ts';
import type { Actor, Department, StaffRef, StaffRole } from '../../contracts/people.ts';
import type { Points, ReviewEvent, ReviewOrigin, ReviewStatus, Verdict } from '../../contracts/reviews.ts';
import type { Channel } from '../../contracts/ticket.ts';
import type { TimetableVersions } from '../clocks/timetable.ts';
import type { Clock } from '../clocks/types.ts';

/** The facts with which a review opens, as its ticket knew them at that moment. */
export interface ReviewOpening {
  readonly reviewId: ReviewId;
  readonly ticketNo: TicketNo;
  readonly companyId: string;
  readonly accountId: string | null;
  readonly channel: Channel;
  readonly department: Department;
  readonly origin: ReviewOrigin;
  /** Whose work is reviewed; null: nobody is known yet, and the records are asked. */
  readonly subject: string | null;
  /** Everybody who worked on the ticket: none of them reviews it. */
  readonly concerned: readonly string[];
  /** Who complained, rated, or drew the sample. */
  readonly actor: Actor;
  /** The words of the complaint or rating. */
  readonly textId: string | null;
  readonly sampleId: string | null;
  /** The ticket has ended for good: nothing is to be told to it, and it cannot be re-opened. */
  readonly ofArchived: boolean;
  readonly openedAt: Instant;
  /** From when its limit runs, where what it is about was received before. */
  readonly receivedAt?: Instant;
  readonly timetable: TimetableVersions;
  /** The ticket itself is the complaint, which this review answers. */
  readonly ofMatter?: true;
}

/**
 * Who reviews, by who was left in the house when it opened: an inspector; those above where every inspector had a part in the ticket;
 * where they had as well, any of them whom it is not about.
 */
export type ReviewLevel = 'inspector' | 'above' | 'anybody';

/** Everything the rules need to know of a review: plain JSON, ids, codes and instants only. */
export interface ReviewState extends Omit<ReviewOpening, 'actor'> {
  /** Counts decisions; the opening is version 1. */
  readonly version: number;
  readonly status: ReviewStatus;
  /** The id of the command that made this version, so that its repeat is recognised; null where nobody's command did. */
  readonly cause: string | null;
  /** Absent: an inspector. */
  readonly reviewedBy?: ReviewLevel;
  readonly reviewer: StaffRef | null;
  readonly verdict: Verdict | null;
  /** The result was wrong: the ticket is re-opened when this is told. */
  readonly reopen: boolean;
  /** What the customer was told. */
  readonly toldTextId: string | null;
  /** Of which role whom it is about is, where he was named with the conclusion. */
  readonly subjectRole?: StaffRole;
  /** Who is called out for the ticket that it re-opens; absent where nobody has to be. */
  readonly duty?: CalledOut;
  readonly points: Points | null;
  readonly scoredBy: string | null;
  readonly clocks: readonly Clock<ReviewClockId>[];
}

/** What the rules make of one input: either all of it happens, or nothing. */
export type ReviewDecision =
  | {
      readonly ok: true;
      readonly state: ReviewState;
      readonly events: readonly ReviewEvent[];
      readonly notices: readonly Notice[];
      /** Whose upheld complaints of the month are to be counted; the answer comes back as `Counted`. */
      readonly count: UpheldCount | null;
    }
  | { readonly ok: false; readonly refusal: Refusal };

export interface UpheldCount {
  readonly staffNo: string;
  /** Any instant of the month. */
  readonly at: Instant;
}

/** How many upheld complaints this person has in the month, the present one among them. */
export interface Counted {
  readonly name: 'counted';
  readonly staffNo: string;
  readonly upheld: number;
}

/** A review that nobody has to do anything for any more. */
export function isOver({ status }: Pick<ReviewState, 'status'>): boolean {
  return status === 'TOLD' || status === 'FINAL';
}
