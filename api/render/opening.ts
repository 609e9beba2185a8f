import type { Principal } from '../../contracts/people.ts';
import type { TicketAnswer } from '../../contracts/schemas/ticket.ts';
import type { TicketRow } from '../../db/repositories/reading/tickets.ts';
import { explainClock } from '../../domain/clocks/explaining/explain.ts';
import type { Timetable } from '../../domain/clocks/timetable.ts';
import type { Clock } from '../../domain/clocks/types.ts';
import type { Opening } from '../../intake/openRequest.ts';
import { commandsFor } from '../commands/accountScope.ts';
import { actorOf } from '../http/principal.ts';
import { mayKnow, renderClock } from './clock.ts';
import { renderContact } from './contact.ts';
import { shown } from './instant.ts';
import { linksOf } from './ticket.ts';

/** In whose surroundings the first answer is made. */
export interface OpeningReader {
  readonly principal: Principal;
  readonly temporalUiUrl: string | null;
}

/** A clock as the reading answers find it. */
function rowOf({ plan, ...clock }: Clock, timetable: Timetable): TicketRow['clocks'] {
  if (plan === null) return [];
  const { key, id, status, breached, startedAt, stoppedAt } = clock;
  return [
    {
      key,
      id,
      status,
      started_at: startedAt,
      target_at: plan.targetAt,
      due_at: plan.dueAt,
      stopped_at: stoppedAt,
      breached,
      provisional: plan.provisional,
      explanation: explainClock({ ...clock, plan }, plan, timetable),
    },
  ];
}

/** The ticket as it opens, without reading anything back: stored with it, so a repeat gets the very same answer. */
export function renderOpening(
  { planned: { state }, words, companyName, timetable }: Opening,
  reader: OpeningReader,
): TicketAnswer {
  const actor = actorOf(reader.principal);
  return {
    ticketNo: state.ticketNo,
    status: state.status,
    version: state.version,
    channel: state.channel,
    category: state.category,
    slaClass: state.slaClass,
    routing: state.routing,
    department: state.department,
    assignee: state.assignee?.staffNo ?? null,
    lead: null,
    firstContact: state.firstContact,
    urgent: state.urgent,
    urgentReason: state.urgentReason ?? words.text?.body.urgentReason ?? null,
    subject: words.subject,
    description: words.description,
    demand: words.demand,
    orderNo: words.orderNo,
    customer: {
      companyId: state.companyId,
      companyName,
      account: state.accountId,
      verified: words.verified,
      scopes: [...words.scopes],
    },
    contact: renderContact(words.contact, state, actor),
    createdAt: shown(state.createdAt),
    receivedAt: shown(state.receivedAt),
    closedAt: null,
    declined: null,
    archive: null,
    closeReason: null,
    rating: null,
    incident: null,
    escalated: false,
    supervised: false,
    flags: actor.kind === 'staff' ? [] : null,
    clocks: state.clocks
      .filter(({ id }) => mayKnow(actor.kind === 'customer' ? 'customer' : 'staff', id))
      .flatMap((clock) => rowOf(clock, timetable))
      .map((row) => renderClock(row, state, { nowMs: Date.parse(state.createdAt) })),
    tasks: [],
    dispute: null,
    earlierDisputes: [],
    allowedCommands: commandsFor(reader.principal, state),
    links: linksOf(state.ticketNo, actor, reader.temporalUiUrl),
  };
}
