import type { EventType, TicketEvent } from '../../contracts/events.ts';
import type { Instant } from '../../contracts/instants.ts';
import type { Notice, NoticeTemplate, Recipient } from '../../contracts/notices.ts';
import type { Actor } from '../../contracts/people.ts';
import type { TicketStatus } from '../../contracts/ticket.ts';
import { withDeputies } from './people/deputies.ts';
import type { Decided, RouteRequest, TicketState } from './state.ts';

/** A decision in the making: one input's changes, gathered before anybody sees them. */
export interface Draft {
  readonly at: Instant;
  readonly actor: Actor;
  readonly textId: string | null;
  readonly before: TicketStatus | null;
  state: TicketState;
  readonly events: TicketEvent[];
  readonly notices: Notice[];
  route: RouteRequest | null;
}

export interface DraftInput {
  readonly state: TicketState;
  readonly at: Instant;
  readonly actor: Actor;
  readonly textId: string | null;
}

export function draftOf(input: DraftInput): Draft {
  return {
    at: input.at,
    actor: input.actor,
    textId: input.textId,
    before: input.state.status,
    state: { ...input.state, version: input.state.version + 1 },
    events: [],
    notices: [],
    route: null,
  };
}

export function finished(draft: Draft): Decided {
  const { at, state, events, notices, route } = draft;
  return { ok: true, at, state, events, notices, route };
}

/** Nobody leads departments here: no plan runs yet, or the one that ran is over. */
const WITHOUT_LEAD: readonly TicketStatus[] = ['RECEIVED', 'ASSIGNED', 'IN_PROGRESS', 'REASSESSING'];

export function change(draft: Draft, patch: Partial<TicketState>): void {
  const { assignee } = draft.state;
  draft.state = { ...draft.state, ...patch };
  if (WITHOUT_LEAD.includes(draft.state.status)) draft.state = { ...draft.state, lead: null };
  const now = draft.state.assignee;
  if (now?.staffNo !== assignee?.staffNo) draft.state = { ...draft.state, heldSince: now === null ? null : draft.at };
}

/** Adds a line to the timeline; `after` is the status at this moment, so change the state first. */
export function happened(draft: Draft, type: EventType, data: TicketEvent['data'] = {}): void {
  draft.events.push({
    type,
    at: draft.at,
    actor: draft.actor,
    before: draft.before,
    after: draft.state.status,
    textId: draft.textId,
    data,
  });
}

type NoticeParams = Notice['params'];

function tell(
  draft: Draft,
  to: Recipient,
  { template, params, mail }: Pick<Notice, 'template' | 'params' | 'mail'>,
): void {
  const { textId, state } = draft;
  const notice = {
    template,
    to,
    mail,
    textId,
    params: { ticketNo: state.ticketNo, category: state.category, ...params },
  };
  const said = draft.notices.findIndex((earlier) => saysTheSame(earlier, notice));
  if (said < 0) draft.notices.push(notice);
  else if (mail) draft.notices[said] = notice;
}

/** Whoever is concerned twice over, as a ticket's lead and its supervisor, is told once. */
export function saysTheSame(one: Notice, other: Notice): boolean {
  return (
    JSON.stringify([one.template, one.to, one.params]) === JSON.stringify([other.template, other.to, other.params])
  );
}

/** The customer is told by the original channel: a ticket that came by mail is answered by mail, all others find it in the inbox. */
export function tellCustomer(draft: Draft, template: NoticeTemplate, params: NoticeParams = {}): void {
  tell(draft, { kind: 'customer' }, { template, params, mail: draft.state.channel === 'email' });
}

type Recipients = Recipient | readonly Recipient[];

/** What is meant for a role reaches whoever acts for it in this ticket. */
function allOf({ state }: Draft, to: Recipients): readonly Recipient[] {
  return [to].flat().flatMap((each) => withDeputies(state, each));
}

export function tellStaff(draft: Draft, to: Recipients, template: NoticeTemplate, params: NoticeParams = {}): void {
  for (const each of allOf(draft, to)) tell(draft, each, { template, params, mail: false });
}

/** What must not wait for somebody to look: urgent matters and a manager's alerts leave the house as well. */
export function alarm(draft: Draft, to: Recipients, template: NoticeTemplate, params: NoticeParams = {}): void {
  for (const each of allOf(draft, to)) tell(draft, each, { template, params, mail: true });
}
