import type { Refusal } from '../contracts/errors.ts';
import type { TicketNo } from '../contracts/ids.ts';
import type { Instant } from '../contracts/instants.ts';
import type { Principal } from '../contracts/people.ts';
import type { Channel } from '../contracts/ticket.ts';
import type { PlannedDecision } from '../db/repositories/decisionRows.ts';
import type { Slot } from '../db/repositories/people/agents.ts';
import type { TicketWords } from '../db/repositories/opening.ts';
import type { JsonValue } from '../db/schema/rows.ts';
import type { Timetable } from '../domain/clocks/timetable.ts';

/** What somebody asks for when opening a ticket, parsed; whose company it is for was taken from the caller or named by staff. */
export interface OpenRequest {
  readonly principal: Principal;
  readonly idempotency: { readonly route: string; readonly key: string; readonly hash: Buffer };
  readonly companyId: string;
  readonly accountId: string | null;
  readonly channel: Channel;
  readonly category: string | null;
  readonly subject: string;
  readonly description: string;
  readonly demand: string | null;
  readonly orderNo: string | null;
  readonly contact: TicketWords['contact'];
  readonly urgentReason: string | null;
  /** The staff number that the customer gives, to come back to that agent. */
  readonly askedFor?: string | null;
  /** Whom a complaint about the service is about, by staff number. */
  readonly about?: string | null;
  /** When the customer's request reached us elsewhere; null: now. */
  readonly receivedAt: Instant | null;
  /** Ids of the opener's own files that come with it. */
  readonly attachments?: readonly string[];
  /** Makes the answer that a repeat of the request gets again; stored with the ticket or not at all. */
  readonly render?: (opening: Opening) => unknown;
}

/** A ticket as it opens; its number is a stand-in, replaced everywhere when the real one is given. */
export interface Opening {
  readonly planned: PlannedDecision;
  readonly words: TicketWords;
  readonly companyName: string;
  /** The place in the hands of the agent who gets it; null where it waits in a queue. */
  readonly slot: Slot | null;
  /** What its limits were reckoned by. */
  readonly timetable: Timetable;
}

export type OpenedTicket =
  | {
      readonly kind: 'opened';
      readonly ticketNo: TicketNo;
      readonly replayed: boolean;
      /** The first answer as `render` made it; null where none was stored. */
      readonly answer: JsonValue;
    }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  /** One of the files is not the opener's, or another request has it. */
  | { readonly kind: 'unknown-file'; readonly index: number }
  | { readonly kind: 'key-reused' }
  | { readonly kind: 'in-progress' };
