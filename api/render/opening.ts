import type { Principal } from '../../contracts/people.ts';
import type { TicketAnswer } from '../../contracts/schemas/ticket.ts';
import { explainClock } from '../../domain/clocks/explaining/explain.ts';
import type { Timetable } from '../../domain/clocks/timetable.ts';
import { allowedCommands } from '../../domain/ticket/allowed.ts';
import type { Clock } from '../../domain/clocks/types.ts';
import type { Opening } from '../../intake/openRequest.ts';
import { actorOf } from '../http/principal.ts';
import { mayKnow } from './clock.ts';
import { renderContact } from './contact.ts';
import { shown, shownOrNull } from './instant.ts';
import { linksOf } from './ticket.ts';

/** In whose surroundings the first answer is made. */
export interface OpeningReader {
  readonly principal: Principal;
  readonly temporalUiUrl: string | null;
}

function renderClock(clock: Clock, timetable: Timetable): TicketAnswer['clocks'] {
  if (clock.plan === null) return [];
  return [
    {
      id: clock.id,
      status: clock.status,
      startedAt: shown(clock.startedAt),
      targetAt: shownOrNull(clock.plan.targetAt),
      dueAt: shownOrNull(clock.plan.dueAt),
      stoppedAt: shownOrNull(clock.stoppedAt),
      breached: clock.breached,
      provisional: clock.plan.provisional,
      explanation: explainClock(clock, clock.plan, timetable),
      timetable: { calendar: clock.timetable.calendar, policy: clock.timetable.policy },
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
      .flatMap((clock) => renderClock(clock, timetable)),
    tasks: [],
    dispute: null,
    earlierDisputes: [],
    allowedCommands: allowedCommands(state, actor),
    links: linksOf(state.ticketNo, actor, reader.temporalUiUrl),
  };
}
