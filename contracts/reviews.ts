import type { ComesBack } from './commands.ts';
import type { Instant } from './instants.ts';
import type { ReplannedLimit } from './jobs.ts';
import type { Actor, StaffRef, StaffRole } from './people.ts';

/** What made the service quality department look: a dissatisfied rating, a complaint about a person, or a sample. */
export const REVIEW_ORIGINS = ['rating', 'complaint', 'sample'] as const;
export type ReviewOrigin = (typeof REVIEW_ORIGINS)[number];

/** A rating's or complaint's review ends in TOLD, a sampled one is scored and ends in FINAL. */
export const REVIEW_STATUSES = [
  'OPEN',
  'INVESTIGATING',
  'UPHELD',
  'PARTLY',
  'NOT_UPHELD',
  'TOLD',
  'SCORED',
  'APPEALED',
  'FINAL',
] as const;
export type ReviewStatus = (typeof REVIEW_STATUSES)[number];

export const VERDICTS = ['UPHELD', 'PARTLY', 'NOT_UPHELD'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** What a sampled ticket is scored by; weights and words stand in the sheet of `domain/quality`. */
export const CRITERIA = ['IDENTITY', 'COURTESY', 'UNDERSTANDING', 'SOLUTION', 'TIMELINESS', 'RECORD'] as const;
export type Criterion = (typeof CRITERIA)[number];

/** Points from 0 to 100 for each criterion. */
export type Points = Readonly<Record<Criterion, number>>;

/** What travels to a review's workflow for each command, named as in the URL; words are stored first and travel as an id. */
export interface ReviewCommandPayloads {
  'take-over': Record<never, never>;
  note: Record<never, never>;
  'hand-on': { readonly to: StaffRef };
  /** Which words came with it, as the rules ask for some of them; `about`: whose work it was, where nobody was named before. */
  conclude: {
    readonly about?: string;
    readonly aboutRole?: StaffRole;
    readonly verdict: Verdict;
    readonly remedy: boolean;
    readonly coaching: boolean;
    readonly reopen: boolean;
  };
  /** `duty`: who is called out where the result re-opens an urgent ticket outside staffed time. */
  tell: ComesBack;
  score: { readonly points: Points };
  appeal: Record<never, never>;
  /** `points` null: the score stays. */
  'decide-appeal': { readonly points: Points | null };
  /** More of the same complaint: its words are said where it is looked into already. */
  'add-words': Record<never, never>;
  /** From whom it was seen to be; `to` null, or somebody who may not have it: back to the queue. */
  reassign: { readonly from: string; readonly to: StaffRef | null };
  /** Published versions that go on for the review and the named clocks, null where its own do; by which job, and what that does to limits. */
  replan: {
    readonly calendar: number | null;
    readonly policy: number | null;
    readonly keys: readonly string[];
    readonly job: string;
    readonly limits: readonly ReplannedLimit[];
  };
}

export const REVIEW_COMMANDS = [
  'take-over',
  'note',
  'hand-on',
  'conclude',
  'tell',
  'score',
  'appeal',
  'decide-appeal',
] as const satisfies readonly (keyof ReviewCommandPayloads)[];
export type ReviewCommandName = (typeof REVIEW_COMMANDS)[number];

/** Given by no call on a review: by the desk's own jobs, or as what is said on its ticket. */
export const DESK_REVIEW_COMMANDS = [
  'add-words',
  'replan',
  'reassign',
] as const satisfies readonly (keyof ReviewCommandPayloads)[];

export interface ReviewCommandOf<Name extends keyof ReviewCommandPayloads> {
  readonly name: Name;
  readonly actor: Actor;
  readonly textId: string | null;
  /** The version the caller has seen (`If-Match`), or null where any will do. */
  readonly expectedVersion: number | null;
  readonly payload: ReviewCommandPayloads[Name];
}

/** Discriminated by `name`. */
export type ReviewCommand = {
  [Name in keyof ReviewCommandPayloads]: ReviewCommandOf<Name>;
}[keyof ReviewCommandPayloads];

/** The command in past tense, and what happens without anybody's command. */
export const REVIEW_EVENTS = [
  'opened',
  'taken-over',
  'noted',
  'handed-on',
  'concluded',
  'told',
  'scored',
  'appealed',
  'appeal-decided',
  'words-added',
  'finished',
  'upheld-counted',
  'replanned',
  'clock-warned',
  'clock-breached',
  'clock-overdue',
  'clock-lapsed',
  'breach-explained',
] as const;
export type ReviewEventType = (typeof REVIEW_EVENTS)[number];

/** One line of a review's record; the store adds the gapless `seq`. */
export interface ReviewEvent {
  readonly type: ReviewEventType;
  readonly at: Instant;
  readonly actor: Actor;
  readonly before: ReviewStatus | null;
  readonly after: ReviewStatus;
  readonly textId: string | null;
  /** Codes, ids and numbers only. */
  readonly data: Readonly<Record<string, string | number | boolean | null>>;
}
