import type { ClockId } from './clocks.ts';
import type { ReviewId, TicketNo } from './ids.ts';
import type { Instant } from './instants.ts';
import type { Department, Holder } from './people.ts';
import type { SlaClass } from './ticket.ts';
import type { Words } from './words.ts';

/** `what-if` only reckons; `replan` moves the limits of open tickets and of their reviews. */
export const JOB_KINDS = ['what-if', 'replan'] as const;
export type JobKind = (typeof JOB_KINDS)[number];

export const JOB_STATUSES = ['queued', 'running', 'done', 'failed', 'cancelled'] as const;
export type JobStatus = (typeof JOB_STATUSES)[number];

/**
 * Why a limit goes on as it was: its end has come, by the new version it would be late at once or past its target, or it would end
 * earlier than whoever has to act in it was told.
 */
export const REPLAN_KEPT = ['breached', 'past', 'told'] as const;
export type ReplanKept = (typeof REPLAN_KEPT)[number];

/** What a re-plan does to one limit of a ticket, where there is something to tell. */
export interface ReplannedLimit {
  readonly key: string;
  readonly from: Instant | null;
  readonly to: Instant | null;
  /** Left out: its target stays. */
  readonly target?: { readonly from: Instant | null; readonly to: Instant | null };
  /** Null: it goes on by the new version. */
  readonly kept: ReplanKept | null;
  /** A date agreed by hand that is a day off by the new version: nobody moves it but whoever agreed it. */
  readonly dayOff: boolean;
}

/** Which tickets a job is about; each part narrows it down, what is left out chooses all. */
export interface JobSelection {
  readonly departments?: readonly Department[];
  readonly categories?: readonly string[];
  readonly slaClasses?: readonly SlaClass[];
  readonly ticketNos?: readonly TicketNo[];
  /** Only tickets with a running limit whose days are not all announced yet. */
  readonly provisional?: true;
  /** Only tickets with a running limit told as final that touches one of these years, as the zone counts days. */
  readonly finalIn?: { readonly years: readonly number[]; readonly zone: string };
  /** Received from then on. */
  readonly from?: Instant;
  /** Received before then. */
  readonly to?: Instant;
}

/** A ticket, or one of its reviews, that a job could not deal with, and why. */
export interface JobFailure {
  readonly ticketNo: TicketNo;
  readonly reviewId?: ReviewId;
  readonly why: Words;
}

/**
 * How a limit that runs moves by another version: its end, where that stays its target alone, or it had no end or has none any more, as a
 * department's own limit that a policy gives anew or gives up.
 */
export const LIMIT_MOVES = ['earlier', 'later', 'target', 'begins', 'ends'] as const;
export type LimitMove = (typeof LIMIT_MOVES)[number];

/** What other rules would have made of a limit; what runs moves exactly as a re-plan moves it. */
export const WHAT_IF_CHANGES = ['would-breach', 'saved', ...LIMIT_MOVES] as const;
export type WhatIfChange = (typeof WHAT_IF_CHANGES)[number];

/**
 * As what a limit of a job is listed: by what would become or became of it, as a date agreed by hand that is a day off by the new version,
 * or as one that a re-plan left as it was.
 */
export const LIMIT_LISTS = [...WHAT_IF_CHANGES, 'day-off', 'kept'] as const;
export type LimitList = (typeof LIMIT_LISTS)[number];

/** Limits by what would become of them. */
export type WhatIfCounts = Record<'limits' | 'same' | 'would-breach' | 'saved' | 'earlier' | 'later', number> & {
  /** Results from before these were told apart lack them. */
  target?: number;
  begins?: number;
  ends?: number;
  /** Among all those: running ones that a re-plan leaves as they are; older results lack it. */
  kept?: number;
  /** Dates agreed by hand that would be days off; results from before they were looked for lack it. */
  dayOff?: number;
};

export interface WhatIfLimit {
  readonly ticketNo: TicketNo;
  /** Left out: the ticket's own. */
  readonly reviewId?: ReviewId;
  /** Who is answerable for it. */
  readonly department: Holder;
  readonly clock: ClockId;
  readonly key: string;
  /** Of the target, where that alone moves. */
  readonly from: Instant | null;
  readonly to: Instant | null;
}

/** A limit with the list on which it stands. */
export interface ListedLimit extends WhatIfLimit {
  readonly change: LimitList;
  /** Why a re-plan left it as it was; on the other lists nothing is said. */
  readonly kept?: ReplanKept;
}

export type WhatIfGroup = WhatIfCounts & { readonly department: Holder; readonly clock: ClockId };

export interface WhatIfResult {
  readonly kind: 'what-if';
  readonly totals: WhatIfCounts;
  /** By `DEPARTMENT CLOCK`. */
  readonly groups: Record<string, WhatIfGroup>;
  /** The first tickets of each change. */
  readonly named: Partial<Record<WhatIfChange, WhatIfLimit[]>>;
  /** The first dates agreed by hand that would be days off; absent as their count. */
  onDayOff?: WhatIfLimit[];
}

/** Limits of open tickets and reviews by what applying a version makes of them; `moved` in any way, `kept`: see REPLAN_KEPT. */
export type ReplanCounts = Record<'moved' | 'adjusted' | 'unchanged' | 'kept', number>;

/** `replanned`: given the version; `unchanged`: has it already; `skipped`: closed meanwhile. */
export type ReplanTally = Record<'replanned' | 'unchanged' | 'skipped', number>;

export interface ReplanResult {
  readonly kind: 'replan';
  readonly tickets: ReplanTally;
  /** The same of quality reviews, also where the ticket has ended; results from before they were re-planned lack it. */
  readonly reviews?: ReplanTally;
  readonly limits: ReplanCounts;
}

export type JobResult = WhatIfResult | ReplanResult;

/** What the workflow knows of its job; everything else stays in the database. */
export interface JobProgress {
  readonly status: JobStatus;
  readonly title: string;
  readonly total: number;
  readonly done: number;
  readonly failed: number;
  readonly counts: Readonly<Record<string, number>>;
}
