import { randomInt, randomUUID } from 'node:crypto';
import { makeTicketNo, type TicketNo } from '../contracts/ids.ts';
import type { Scope } from '../contracts/people.ts';
import { slotOf } from '../db/repositories/people/agents.ts';
import { planDecision } from '../db/repositories/decisionRows.ts';
import type { TicketWords } from '../db/repositories/opening.ts';
import type { OpeningBackground } from '../db/repositories/openingBackground.ts';
import type { Timetable } from '../domain/clocks/timetable.ts';
import { openTicket } from '../domain/ticket/open.ts';
import type { OpeningFacts } from '../domain/ticket/state.ts';
import { explainedPlan } from '../domain/clocks/explaining/explainedPlan.ts';
import type { Opening, OpenRequest } from './openRequest.ts';

export interface AcceptedOpening {
  readonly facts: Omit<OpeningFacts, 'ticketNo'>;
  readonly scopes: readonly Scope[];
  readonly background: OpeningBackground;
}

/** Takes the opening decision and plans its clocks, all in memory, before anything is locked. */
export function prepareOpening(request: OpenRequest, accepted: AcceptedOpening, timetable: Timetable): Opening {
  const { facts, background } = accepted;
  const decision = openTicket({ ...facts, ticketNo: standInNo() });
  const words = wordsOf(request, accepted);
  const events = decision.events.map((event) =>
    event.type === 'opened' && words.text !== null ? { ...event, textId: words.text.id } : event,
  );
  const planned = planDecision({ ...decision, events, touched: decision.state.clocks.map(({ key }) => key) }, (clock) =>
    explainedPlan(clock, timetable),
  );
  const slot = facts.assigned ? slotOf(background.agents, facts.assigned) : null;
  return { planned, words, companyName: background.companyName ?? '', slot, timetable };
}

/** Replaced as text, so nobody may be able to write it into a subject beforehand. */
function standInNo(): TicketNo {
  return makeTicketNo('0000-00-00', 10 ** 14 + randomInt(2 ** 47));
}

function wordsOf(request: OpenRequest, { facts, scopes }: AcceptedOpening): TicketWords {
  const { subject, description, demand, orderNo, contact, urgentReason } = request;
  return {
    subject,
    description,
    demand,
    orderNo,
    contact,
    // Company and account match; without an account only the company is known.
    verified: request.accountId === null ? 'partial' : 'verified',
    scopes,
    replyOwedSince: facts.replyClock === null ? null : facts.receivedAt,
    text: facts.urgentAsked ? { id: randomUUID(), body: { urgentReason } } : null,
  };
}
