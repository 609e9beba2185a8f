import { BOUNDARY_WORDS } from '../../contracts/boundaries.ts';
import type { TicketCommandName } from '../../contracts/commands.ts';
import type { Actor } from '../../contracts/people.ts';
import type { TaskAnswer } from '../../contracts/schemas/task.ts';
import type { TicketAnswer } from '../../contracts/schemas/ticket.ts';
import type { TicketRow } from '../../db/repositories/reading/tickets.ts';
import type { TicketState } from '../../domain/ticket/state.ts';
import type { Bounds } from '../../domain/ticket/covered.ts';
import { untoldDecisions } from '../../domain/ticket/workedOn.ts';
import type { Audience } from './audience.ts';
import { isShown, renderClock } from './clock.ts';
import { renderContact } from './contact.ts';
import { forSupplier, readsAsSupplier, renderDisputes } from './dispute.ts';
import { renderFlag } from './flag.ts';
import { shown, shownOrNull } from './instant.ts';
import { renderTask } from './task.ts';
import { temporalLink } from './temporalLink.ts';
import { inOneText, toldInstead } from './withheld.ts';

/** For whom and in which surroundings a ticket is shown. */
export interface TicketReader {
  readonly actor: Actor;
  /** Of what it is told. */
  readonly bounds: Bounds;
  readonly nowMs: number;
  /** Where operations staff look at workflows, or null. */
  readonly temporalUiUrl: string | null;
  /** Those that this reader could give now. */
  readonly commands: (state: TicketState) => readonly TicketCommandName[];
}

function audienceOf(row: TicketRow, actor: Actor): Audience {
  if (actor.kind !== 'customer') return 'staff';
  return readsAsSupplier(row, actor) ? 'supplier' : 'customer';
}

/** The standard words of where to turn, and the desk's own beside them. */
function renderDeclined({ declined, category }: TicketRow, bounds: Bounds): TicketAnswer['declined'] {
  if (declined === null) return null;
  const { boundary, words, saidIn } = declined;
  const instead = toldInstead(bounds, { speaking: 'of-matter', saidIn, category });
  const { zh, en } = BOUNDARY_WORDS[boundary].pointer;
  const own = instead !== null || words?.pointer === undefined ? [] : [words.pointer];
  return {
    boundary,
    reason: instead === null ? (words?.reason ?? '') : inOneText(instead),
    pointer: { zh: [zh, ...own].join('\n'), en: [en, ...own].join('\n') },
  };
}

function renderArchive({ archived_at: at, retention }: TicketRow): TicketAnswer['archive'] {
  if (at === null) return null;
  const { keptUntil = null, hold = null } = retention ?? {};
  return { at: shown(at), keptUntil: shownOrNull(keptUntil), hold };
}

function comment(ratingText: unknown): string | null {
  const words = typeof ratingText === 'object' && ratingText !== null ? Reflect.get(ratingText, 'comment') : null;
  return typeof words === 'string' ? words : null;
}

/** Where to go on from a ticket; the workflow is the house's own view. */
export function linksOf(ticketNo: string, actor: Actor, temporalUiUrl: string | null): TicketAnswer['links'] {
  const self = `/v1/tickets/${ticketNo}`;
  const temporal = actor.kind === 'customer' ? null : temporalLink(temporalUiUrl, ticketNo);
  return { self, events: `${self}/events`, temporal };
}

/** A customer sees the plan: who by number, what, until when. What a department found is for the desk to put into its answer. */
function renderPlanned(row: TicketRow, task: TicketRow['tasks'][number], { actor, bounds }: TicketReader): TaskAnswer {
  const told = renderTask(task);
  if (actor.kind !== 'customer') return told;
  const instead = toldInstead(bounds, { speaking: 'of-matter', saidIn: task.said_in, category: row.category });
  return { ...told, result: null, deliverable: instead === null ? told.deliverable : inOneText(instead) };
}

/** The ticket with what this reader may do now. */
export function renderTicket(row: TicketRow, reader: TicketReader): TicketAnswer {
  const whole = renderWhole(row, reader);
  const { actor } = reader;
  if (actor.kind !== 'customer' || !readsAsSupplier(row, actor)) return whole;
  return forSupplier(whole, row, actor.companyId);
}

function renderWhole(row: TicketRow, reader: TicketReader): TicketAnswer {
  return {
    ticketNo: row.ticket_no,
    status: row.status,
    version: row.version - untoldDecisions(row.state, reader.actor),
    channel: row.channel,
    category: row.category,
    slaClass: row.sla_class,
    routing: row.routing,
    department: row.department,
    assignee: row.assignee,
    lead: row.state.lead?.staffNo ?? null,
    firstContact: row.first_contact,
    urgent: row.urgent,
    urgentReason: row.urgent_reason ?? row.urgency_asked,
    subject: row.subject,
    description: row.description,
    demand: row.demand,
    orderNo: row.order_no,
    customer: {
      companyId: row.company_id,
      companyName: row.company_name,
      account: row.account_id,
      verified: row.verified,
      scopes: row.scopes,
    },
    contact: renderContact(row.contact, row.state, reader.actor),
    createdAt: shown(row.created_at),
    receivedAt: shown(row.received_at),
    closedAt: shownOrNull(row.closed_at),
    closeReason: row.close_reason,
    declined: renderDeclined(row, reader.bounds),
    archive: renderArchive(row),
    rating:
      row.rating === null || row.rated_at === null
        ? null
        : { rating: row.rating, comment: comment(row.rating_text), at: shown(row.rated_at) },
    // A head may be another company's ticket.
    incident: reader.actor.kind === 'customer' ? null : row.state.incident,
    escalated: row.state.escalated,
    supervised: reader.actor.kind !== 'customer' && row.state.supervised,
    flags: reader.actor.kind === 'staff' ? row.flags.map(renderFlag) : null,
    clocks: row.clocks
      .filter(({ id }) => isShown(audienceOf(row, reader.actor), id))
      .map((clock) => renderClock(clock, row.state, reader)),
    tasks: row.tasks.map((task) => renderPlanned(row, task, reader)),
    ...renderDisputes(row, reader),
    allowedCommands: [...reader.commands(row.state)],
    links: linksOf(row.ticket_no, reader.actor, reader.temporalUiUrl),
  };
}
