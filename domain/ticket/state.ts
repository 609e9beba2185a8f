import type { TaskId, TicketNo } from '../../contracts/ids.ts';
import type { Day, Instant } from '../../contracts/instants.ts';
import type { Actor, Department, StaffRef, StaffRole } from '../../contracts/people.ts';
import type { MessagePosted, ReviewTold } from '../../contracts/commands.ts';
import type { Notice } from '../../contracts/notices.ts';
import type { TicketEvent } from '../../contracts/events.ts';
import type { Refusal } from '../../contracts/errors.ts';
import type { TicketClockId } from '../../contracts/clocks.ts';
import type {
  Channel,
  CloseReason,
  Rating,
  Routing,
  SlaClass,
  TaskStatus,
  TicketStatus,
  UrgentReason,
} from '../../contracts/ticket.ts';
import type { Need } from '../assignment/candidate.ts';
import type { Choice } from '../assignment/choose.ts';
import type { InHouse } from '../clocks/inHouse.ts';
import type { TimetableVersions } from '../clocks/timetable.ts';
import type { Clock } from '../clocks/types.ts';
import type { ReviewOpening } from '../quality/state.ts';
import type { Dispute } from '../dispute/dispute.ts';

/** One department's part of a coordination plan. */
export interface Task {
  readonly taskId: TaskId;
  readonly department: Department;
  readonly responsible: StaffRef;
  readonly milestoneAt: Instant;
  readonly status: TaskStatus;
}

/** The list of material the customer was asked for; its words are stored under `textId`. */
export interface MaterialRequest {
  readonly textId: string | null;
  readonly items: number;
  /** Positions still missing. */
  readonly missing: readonly number[];
  readonly returnTo: 'IN_PROGRESS' | 'COORDINATING';
}

/** Who has a ticket in one of its rounds; `assignee` by staff number, null where nobody has taken it. */
export interface Hands {
  readonly round: number;
  readonly department: Department;
  readonly assignee: string | null;
}

/**
 * Everything the rules need to know of a ticket: plain JSON, carried through Temporal and from run to run.
 * Ids, codes and instants only; words and personal data stay in PostgreSQL.
 */
export interface TicketState {
  readonly ticketNo: TicketNo;
  /** Counts decisions; the opening is version 1. */
  readonly version: number;
  readonly status: TicketStatus;
  readonly companyId: string;
  readonly accountId: string | null;
  readonly channel: Channel;
  readonly category: string | null;
  readonly slaClass: SlaClass | null;
  readonly routing: Routing | null;
  readonly department: Department;
  /** Who works on it. */
  readonly assignee: StaffRef | null;
  /** Since when he has it; null where nobody does, or before that was kept. */
  readonly heldSince: Instant | null;
  /** The customer asked for a senior agent, and none has it yet. */
  readonly escalated: boolean;
  /**
   * In whose hands it was when one was asked for last, in which round; absent where nobody asked, or from before that was kept.
   * `waits`: none was found, and the supervisors know.
   */
  readonly escalatedFrom?: Hands & { readonly waits?: true };
  /** Who leads the departments of a plan. */
  readonly lead: StaffRef | null;
  /** The first staff member who took over or wrote: stays the customer's contact. */
  readonly firstContact: string | null;
  /** Who did a piece of work on it, the last one last; null: from before that was kept. */
  readonly workers: readonly string[] | null;
  readonly urgent: boolean;
  readonly urgentReason: UrgentReason | 'category' | 'confirmed' | null;
  /** Asked for with another reason; waits for `confirm-urgent`. */
  readonly urgentAsked: boolean;
  readonly createdAt: Instant;
  readonly receivedAt: Instant;
  readonly closedAt: Instant | null;
  readonly closeReason: CloseReason | null;
  /** Rejections and re-openings so far. */
  readonly round: number;
  /** Who made the proposal that stands with the customer, or stood there last. */
  readonly proposedBy: string | null;
  /** Of which role he was; absent from before that was kept. */
  readonly proposedRole?: StaffRole | null;
  /** In which categories it was said: its own, and those of the incident's head that answered; absent from before that was kept. */
  readonly proposedIn?: readonly string[];
  /** Whose proposals were refused: none of them may re-assess. */
  readonly pastHandlers: readonly string[];
  /** Of which roles they were, as far as that was kept; absent where nobody was refused. */
  readonly refusedRoles?: readonly StaffRole[];
  readonly material: MaterialRequest | null;
  /** Requests in this round; only the first pauses. */
  readonly materialRequests: number;
  readonly tasks: readonly Task[];
  /** Tasks ever made, so a cancelled task's id is not given again. */
  readonly taskCount: number;
  /** Departments that have sent it back, or refused or sent back a task of it, once. */
  readonly sentBackBy: readonly Department[];
  /** A supervisor has classified it after it was sent back: from then on it stays where it is put. */
  readonly ownerFixed: boolean;
  readonly extended: boolean;
  /** Somebody asked for an extension, and no supervisor has decided yet. */
  readonly extensionAsked: { readonly by: string; readonly dueAt: Instant } | null;
  readonly supervised: boolean;
  /** When its customer was last reported to; absent where that was not, or from before it was kept. */
  readonly reportedAt?: Instant;
  /** Warned once for insult, slander or threat. */
  readonly abuseWarned: boolean;
  /** The head of the incident it belongs to; its own number where it is the head. */
  readonly incident: TicketNo | null;
  /** What the desk still owes the closed ticket; `by` is who closed it. */
  readonly owed: { readonly duty: 'follow-up' | 'termination-review'; readonly by: string | null } | null;
  /** Which limit was urged on which day, and of which round it was; absent from before that was kept. */
  readonly urged: readonly { readonly clock: TicketClockId | 'none'; readonly day: Day; readonly round?: number }[];
  /** The latest dispute, also when it is over. */
  readonly dispute: Dispute | null;
  /** Those before it, oldest first; absent where there were none. */
  readonly pastDisputes?: readonly Dispute[];
  /** `reviewed`: dissatisfaction with this closing has opened its review. */
  readonly rating: { readonly rating: Rating; readonly at: Instant; readonly reviewed?: true } | null;
  /** Quality reviews ever opened, and those still open: the ticket is not archived before them. */
  readonly reviews: { readonly count: number; readonly open: readonly ReviewOpening[] };
  /** Whom the reviews of it as a matter of the service are about, or were, whatever became of its category; absent where nobody is. */
  readonly judged?: readonly string[];
  /** Of which roles they are, by number, as far as that was kept. */
  readonly judgedRoles?: Readonly<Record<string, StaffRole>>;
  /** What clocks that start from now on are reckoned by. */
  readonly timetable: TimetableVersions;
  /** What they were reckoned by before, oldest first; absent where no others were applied, or from before that was kept. */
  readonly timetablesBefore?: readonly { readonly until: Instant; readonly versions: TimetableVersions }[];
  readonly inHouse: InHouse;
  readonly clocks: readonly Clock[];
}

/** Something the ticket needs from outside before it can go on; its answer comes back as an input of its own. */
export interface RouteRequest {
  readonly want: 'department-lead' | 'senior-agent';
  readonly department: Department;
  /** What he must be able to do, where somebody is chosen among those who are ready. */
  readonly need?: Need;
  /** Whom it is about: no lead of theirs. Absent where it is about nobody. */
  readonly except?: readonly string[];
}

/** What the rules make of one input: either all of it happens, or nothing. */
export type Decision = Decided | { readonly ok: false; readonly refusal: Refusal };

/** All that happens; `at` in UTC. */
export interface Decided {
  readonly ok: true;
  readonly at: Instant;
  readonly state: TicketState;
  readonly events: readonly TicketEvent[];
  readonly notices: readonly Notice[];
  readonly route: RouteRequest | null;
}

/** The answer to a `RouteRequest`. */
export interface Routed {
  readonly name: 'routed';
  readonly request: RouteRequest;
  readonly to: StaffRef | null;
}

/** A quality review of this ticket has ended; its result was told to the customer with the stored words. */
export interface ReviewEnded extends ReviewTold {
  readonly name: 'review-ended';
}

export interface MessageArrived extends Omit<MessagePosted, 'messageId'> {
  readonly name: 'message-arrived';
}

/** The facts with which a ticket opens; the catalogue and the customer were looked up before. */
export interface OpeningFacts {
  readonly ticketNo: TicketNo;
  readonly actor: Actor;
  readonly companyId: string;
  readonly accountId: string | null;
  readonly channel: Channel;
  readonly category: string | null;
  readonly slaClass: SlaClass | null;
  readonly routing: Routing | null;
  readonly department: Department;
  readonly urgentReason: UrgentReason | 'category' | null;
  readonly urgentAsked: boolean;
  /** Which reply limit runs at first (channel and hour decide), null for phone and offline. */
  readonly replyClock: 'ONLINE_REPLY' | 'ONLINE_LEFT' | 'EMAIL_FIRST_REPLY' | 'URGENT_RESPONSE' | null;
  /** The duty agent, where it is urgent outside staffed time. */
  readonly duty: StaffRef | null;
  /** One of the three urgent reasons was given, but the company's last ones did not hold: it waits for consent. */
  readonly urgencyMisused?: boolean;
  /** The agent who gets it at once; `earlier` is the customer's open ticket whose first contact he is. */
  readonly assigned?: (Choice & { readonly earlier: TicketNo | null }) | null;
  /** The staff number that the customer gave, whether or not that agent could have it. */
  readonly askedFor?: string | null;
  /** The customer's latest ticket with that agent: whoever gets this one reads on there. */
  readonly history?: TicketNo | null;
  /** Another ticket of the same company and order in the last 30 days. */
  readonly repeatOf?: TicketNo | null;
  /** Whom a quality matter is about, by staff number. */
  readonly about?: string | null;
  readonly aboutRole?: StaffRole | null;
  readonly createdAt: Instant;
  readonly receivedAt: Instant;
  readonly timetable: TimetableVersions;
  readonly inHouse: InHouse;
}
