import type { Boundary } from './boundaries.ts';
import type { TicketClockId } from './clocks.ts';
import { DISPUTE_COMMANDS, type DisputeCommandPayloads } from './disputes.ts';
import type { PlannedTask } from './plans.ts';
import type { LinkKind, Rating, Routing, SendBackReason, SlaClass, SuggestionOutcome } from './ticket.ts';
import type { ReassignmentReason } from './agents.ts';
import type { HandoverId } from './handovers.ts';
import type { Actor, Department, StaffRef, StaffRole } from './people.ts';
import type { ReviewId, TaskId, TicketNo } from './ids.ts';
import type { Instant } from './instants.ts';
import type { ReplannedLimit } from './jobs.ts';

/**
 * Who is called out where somebody is wanted outside staffed time; `nobody`: whoever is on duty is whom it is about, and no one of the
 * staff was there.
 */
export type CalledOut = StaffRef | 'nobody';

/** A word to the customer may promise by when he hears more. */
interface Promising {
  readonly promiseBy?: Instant;
}

/** Whoever is called out where an urgent ticket comes back outside staffed time. */
export interface ComesBack {
  readonly duty?: CalledOut | null;
}

/**
 * What travels to the workflow for each command, named as in the URL.
 * Ids, codes and instants only: free text is stored first and travels as `textId` (see `TicketCommand`).
 * Names of people, categories and days are resolved by the API before, so that replay never depends on a table.
 */
export interface TicketCommandPayloads extends DisputeCommandPayloads {
  /**
   * `duty`: who is called out where it becomes urgent outside staffed time; `reasoned`: whether it says why, absent before that was asked
   * for.
   */
  classify: {
    category: string;
    slaClass: SlaClass;
    routing: Routing;
    department: Department;
    urgent: boolean;
    readonly duty?: CalledOut | null;
    readonly reasoned?: boolean;
  };
  'take-over': Record<never, never>;
  'send-back': { readonly code?: SendBackReason };
  'hand-on': { to: StaffRef };
  /** From whom it was seen to be; `to` null: back to its queue. `tasks`: what he has of a plan as well, also where only that is his. */
  reassign: { from: string; to: StaffRef | null; why: ReassignmentReason; readonly tasks?: true };
  /**
   * `latestMilestoneAt` is the ticket's own limit under this plan, null where the case has none (special, before its date); `reasoned`: whether it says
   * why the measures of a ruling are planned anew; absent before that was asked for.
   */
  coordinate: { lead: StaffRef | null; tasks: PlannedTask[]; latestMilestoneAt: Instant | null; reasoned?: boolean };
  /** `reasoned`: it says why the customer is asked once more. */
  'request-material': Promising & { items: number; reasoned?: true };
  'waive-material': Record<never, never>;
  /** Positions (from 0) in the open request; -1 stands for a name that was never asked for. */
  'supply-material': { items: number[] };
  answer: Promising;
  /** `contained`: the harm of an urgent matter is stopped; `keepsPromises` false: it is not the word that was promised. */
  'progress-report': Promising & { readonly contained?: true; readonly keepsPromises?: false };
  'request-extension': MovedLimit;
  'refuse-extension': Record<never, never>;
  /** `reasoned`: whether it says why; absent before that was asked for. */
  'set-date': { dueAt: Instant; readonly reasoned?: boolean };
  accept: Record<never, never>;
  reject: ComesBack;
  rate: { rating: Rating };
  urge: { day: string };
  withdraw: Record<never, never>;
  reopen: ComesBack;
  escalate: Record<never, never>;
  extend: MovedLimit;
  supervise: Record<never, never>;
  'warn-abuse': Record<never, never>;
  'mark-incident': Record<never, never>;
  attach: { to: TicketNo };
  /** `from`: only where it still follows that head; `unanswered`: that was answered, by somebody who may not answer this one. */
  detach: { from?: TicketNo; readonly unanswered?: true };
  /** The answer of the incident's head, which the follower's customer gets too. `saidIn`: the categories in which it was said there. */
  'answer-incident': { head: TicketNo; readonly saidIn?: readonly string[] };
  /** The hand-over's id; `to` null: nobody of the next shift may take it. */
  'hand-over': { readonly from: string; readonly to: StaffRef | null; readonly handover: HandoverId };
  'review-suggestion': { outcome: SuggestionOutcome };
  'follow-up': ComesBack & { solved: boolean };
  'review-termination': ComesBack & { upheld: boolean };
  'confirm-urgent': { duty: CalledOut | null };
  'downgrade-urgent': Record<never, never>;
  'close-unresolved': Record<never, never>;
  'mark-duplicate': { of: TicketNo };
  merge: { into: TicketNo };
  /** Without it: OTHER. */
  decline: { readonly boundary?: Boundary };
  terminate: Record<never, never>;
  link: { to: TicketNo; kind: LinkKind };
  'open-dispute': { supplierCompanyId: string };
  /** About whom, by staff number; null: about whoever did the work, as the records say. */
  complain: { about: string | null; readonly aboutRole?: StaffRole };
  'open-review': { sampleId: string };
  /** Published versions that go on for the ticket and the named clocks, null where its own do; `inHouse` as that policy has it. */
  replan: {
    calendar: number | null;
    policy: number | null;
    inHouse: { readonly strict: boolean; readonly departments: readonly Department[] } | null;
    keys: readonly string[];
    /** The job it belongs to, and what it does to limits; commands of an older release do not say. */
    job?: string;
    limits?: readonly ReplannedLimit[];
  };
}

/** Commands on a department task; wire names of the updates are `task-` + the command of the URL. */
export interface TaskCommandPayloads {
  'task-take-over': { taskId: TaskId };
  'task-refuse': { taskId: TaskId };
  'task-send-back': { taskId: TaskId; readonly code?: SendBackReason };
  'task-transfer': { taskId: TaskId; to: StaffRef };
  'task-complete': { taskId: TaskId };
  /** `latestMeasureAt`: how far a measure of a ruling may be moved; absent before there was a bound. */
  'task-extend': { taskId: TaskId; dueAt: Instant; latestMeasureAt?: Instant };
  'task-cancel': { taskId: TaskId };
}

/** A new limit and the latest one that the rules allow (null: never), both computed by the calendar before the workflow sees them. */
export interface MovedLimit {
  readonly dueAt: Instant;
  readonly latestDueAt: Instant | null;
}

export type CommandPayloads = TicketCommandPayloads & TaskCommandPayloads;
export type CommandName = keyof CommandPayloads;

/** One command as the workflow's update receives it. */
export interface CommandOf<Name extends CommandName> {
  readonly name: Name;
  readonly actor: Actor;
  /** The stored free text (solution, reason, deliverables, list of material), or null. */
  readonly textId: string | null;
  /** The version the caller has seen (`If-Match`), or null where any will do. */
  readonly expectedVersion: number | null;
  readonly payload: CommandPayloads[Name];
  /** The version that stood in PostgreSQL as it was given; absent where whoever gives it did not look. A run that has not come so far looks there first. */
  readonly stands?: number;
}

/** Discriminated by `name`. */
export type Command = { [Name in CommandName]: CommandOf<Name> }[CommandName];

/** What an update answers: the version in which the command's effect can be read from PostgreSQL. */
export interface CommandOutcome {
  readonly version: number;
}

export const TICKET_COMMANDS = [
  'classify',
  'take-over',
  'send-back',
  'hand-on',
  'reassign',
  'coordinate',
  'request-material',
  'waive-material',
  'supply-material',
  'answer',
  'progress-report',
  'request-extension',
  'refuse-extension',
  'set-date',
  'accept',
  'reject',
  'rate',
  'urge',
  'withdraw',
  'reopen',
  'escalate',
  'extend',
  'supervise',
  'warn-abuse',
  'mark-incident',
  'attach',
  'detach',
  'review-suggestion',
  'follow-up',
  'review-termination',
  'confirm-urgent',
  'downgrade-urgent',
  'close-unresolved',
  'mark-duplicate',
  'merge',
  'decline',
  'terminate',
  'link',
  'open-dispute',
  'complain',
  ...DISPUTE_COMMANDS,
] as const satisfies readonly (keyof TicketCommandPayloads)[];
export type TicketCommandName = (typeof TICKET_COMMANDS)[number];

/** As in the URL of a task. */
export const TASK_COMMANDS = ['take-over', 'refuse', 'send-back', 'transfer', 'complete', 'extend', 'cancel'] as const;
export type TaskCommandName = (typeof TASK_COMMANDS)[number];

/** Given by the desk's own jobs, to many tickets at once, and by no call on one ticket. */
export const DESK_COMMANDS = [
  'hand-over',
  'answer-incident',
  'replan',
  'open-review',
] as const satisfies readonly (keyof TicketCommandPayloads)[];

export const COMMAND_NAMES: readonly CommandName[] = [
  ...TICKET_COMMANDS,
  ...TASK_COMMANDS.map((name) => `task-${name}` as const),
  ...DESK_COMMANDS,
];

/** The signal by which a quality review tells its ticket that it has ended. */
export interface ReviewTold {
  readonly reviewId: ReviewId;
  /** The result was wrong: the ticket goes back to work, on the customer's behalf. */
  readonly reopen: boolean;
  /** Whom it was about in the end, also where he was named only with the conclusion; left out by what was told before that was known. */
  readonly subject?: string | null;
  /** Of which role he is, as far as that was kept. */
  readonly subjectRole?: StaffRole;
  readonly actor: Actor;
  /** Who is called out where that makes an urgent ticket live again; left out by what was told before this was known. */
  readonly duty?: CalledOut | null;
  /** What the customer was told. */
  readonly textId: string | null;
}

/** The signal that tells the workflow of a stored message which changes who owes whom a reply. */
export interface MessagePosted {
  readonly messageId: string;
  readonly from: 'customer' | 'staff';
  readonly staffNo: string | null;
  readonly at: Instant;
  /** Which reply limit an unanswered customer message starts, decided at intake by channel and hour. */
  readonly replyClock: 'ONLINE_REPLY' | 'ONLINE_LEFT' | 'NEXT_REPLY_EMAIL' | 'URGENT_RESPONSE' | null;
  /** By when staff promised to come back; the words of it are stored with the message. */
  readonly promiseBy?: Instant;
  /** False: this word to the customer is not the one that was promised. */
  readonly keepsPromises?: boolean;
  /** The customer has written: nothing closes for his silence before he was answered. Left out by what was told before this was a rule. */
  readonly breaksSilence?: true;
  /** The online conversation was over when staff wrote: the customer did not read it at once. Left out by what was told before this was known. */
  readonly conversationOver?: true;
  /** Another ticket was merged into this one, where its customer has waited since. */
  readonly merged?: MergedMatter;
}

/** The signal that tells a run of a ticket how far it has come in PostgreSQL. */
export interface Recorded {
  readonly version: number;
}

/** What the other ticket is told of the one that was merged into it; what is left out was told before it was known. */
export interface MergedMatter {
  readonly ticketNo: TicketNo;
  /** The first word there that nobody has answered; the merge, where all of them were. */
  readonly since: Instant;
  readonly limits?: readonly LimitGoingOn[];
  /** It waits for a supervisor's word whether it is urgent. */
  readonly urgentAsked?: true;
}

/** A limit of a merged ticket that goes on in the other, as its customer was told it. */
export interface LimitGoingOn {
  readonly id: TicketClockId;
  readonly startedAt: Instant;
  readonly dueAt: Instant;
  /** The published versions it is reckoned by. */
  readonly timetable: { readonly calendar: number; readonly policy: number };
  /** When it stood still, all of it over; left out where it never did, or was told before this was known. */
  readonly pauses?: readonly { readonly from: Instant; readonly to: Instant; readonly why: 'material' | 'dispute' }[];
  /** Its customer was told no instant of it: only since when it counts goes along. */
  readonly untold?: true;
}
