import { type Kysely, type SqlBool, sql } from 'kysely';
import type { TicketEvent } from '../../contracts/events.ts';
import type { TicketNo } from '../../contracts/ids.ts';
import type { LinkKind } from '../../contracts/ticket.ts';
import type { Actor } from '../../contracts/people.ts';
import type { TicketState } from '../../domain/ticket/state.ts';
import type { DB } from '../schema/rows.ts';
import { inScope, type ReadScope } from './reading/scope.ts';

/** What was answered on an incident's head, and by whom. */
export interface IncidentAnswer {
  readonly actor: Actor;
  readonly textId: string | null;
  /** The categories in which it was said. */
  readonly saidIn: readonly string[];
  /** The head's version with it. */
  readonly version: number;
}

/** The events that answer the customers of a head. */
const ANSWERS: readonly TicketEvent['type'][] = ['answered', 'suggestion-reviewed'];

/** The head's answer as it stands: null where it has none yet, or the customer has refused it and another is sought. */
export async function standingAnswer(db: Kysely<DB>, head: TicketNo): Promise<IncidentAnswer | null> {
  const last = await db
    .selectFrom('ticket_events')
    .select(['actor', 'text_id as textId', 'said_in as saidIn', 'type', 'version'])
    .where('ticket_no', '=', head)
    .where('type', 'in', [...ANSWERS, 'rejected', 'reopened'])
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (last === undefined || last.version === null || !ANSWERS.includes(last.type)) return null;
  return { actor: last.actor, textId: last.textId, saidIn: last.saidIn, version: last.version };
}

function followersOf(db: Kysely<DB>, head: TicketNo) {
  return db
    .selectFrom('tickets')
    .where(sql<boolean>`state ->> 'incident' = ${head}`)
    .where('ticket_no', '<>', head);
}

/** The next followers that still wait for the head's answer, in order of their numbers. */
export async function nextFollowers(
  db: Kysely<DB>,
  { head, after, limit }: { head: TicketNo; after: TicketNo | null; limit: number },
): Promise<TicketState[]> {
  let rows = followersOf(db, head)
    .select('state')
    .where('status', 'not in', ['AWAITING_CONFIRMATION', 'CLOSED', 'ARCHIVED', 'PURGED'])
    .orderBy('ticket_no')
    .limit(limit);
  if (after !== null) rows = rows.where('ticket_no', '>', after);
  return (await rows.execute()).map(({ state }) => state);
}

interface FollowerPage {
  readonly head: TicketNo;
  readonly after: TicketNo | null;
  readonly limit: number;
  /** Of the reader: the head may be his to see, and a follower not. */
  readonly scope: ReadScope;
}

/** One page of a head's followers, in order of their numbers, with whether the head's answer reached them. */
export function listFollowers(db: Kysely<DB>, { head, after, limit, scope }: FollowerPage) {
  let rows = followersOf(db, head)
    .where((eb) => inScope(eb, scope))
    .select(['ticket_no', 'status', 'channel', 'company_id', 'department', 'assignee'])
    .select(answeredAt(head).as('answered_at'))
    .orderBy('ticket_no')
    .limit(limit);
  if (after !== null) rows = rows.where('ticket_no', '>', after);
  return rows.execute();
}
export type FollowerRow = Awaited<ReturnType<typeof listFollowers>>[number];

function answeredAt(head: TicketNo) {
  return sql<Date | null>`(select max(e.at) from ticket_events e
    where e.ticket_no = tickets.ticket_no and e.type = 'incident-answered' and e.data ->> 'incident' = ${head})`;
}

/** How many follow the head, of those in the reader's scope, how many of them have its answer, and how many followed it that whoever gave it may not answer. */
export async function countFollowers(
  db: Kysely<DB>,
  head: TicketNo,
  scope: ReadScope = { kind: 'all' },
): Promise<{ total: number; answered: number; leftOut: number }> {
  const counted = followersOf(db, head)
    .where((eb) => inScope(eb, scope))
    .select(sql<number>`count(*)::int`.as('total'))
    .select(sql<number>`count(${answeredAt(head)})::int`.as('answered'))
    .executeTakeFirstOrThrow();
  const leftOut = db
    .selectFrom('tickets')
    .innerJoin('ticket_links as l', 'l.ticket_no', 'tickets.ticket_no')
    .where('l.to_ticket_no', '=', head)
    .where('l.kind', '=', 'related')
    .where((eb) => inScope(eb, scope))
    .where(wasLeftOut(head))
    .select(sql<number>`count(*)::int`.as('leftOut'))
    .executeTakeFirstOrThrow();
  return { ...(await counted), ...(await leftOut) };
}

function wasLeftOut(head: TicketNo) {
  return sql<boolean>`tickets.state ->> 'incident' is distinct from ${head}
    and exists (select from ticket_events e where e.ticket_no = tickets.ticket_no
      and e.type = 'detached' and e.data ->> 'from' = ${head} and e.data -> 'unanswered' = 'true')`;
}

/** Whether a ticket names another in this way already. */
export async function hasLink(
  db: Kysely<DB>,
  { from, to, kind }: { readonly from: TicketNo; readonly to: TicketNo; readonly kind: LinkKind },
): Promise<boolean> {
  const row = await db
    .selectFrom('ticket_links')
    .select('kind')
    .where('ticket_no', '=', from)
    .where('to_ticket_no', '=', to)
    .where('kind', '=', kind)
    .executeTakeFirst();
  return row !== undefined;
}

/** A ticket's links to others and those of others to it, as far as the others are in the reader's scope; the ticket was read in it before. */
export function linksOf(db: Kysely<DB>, ticketNo: TicketNo, scope: ReadScope) {
  return db
    .selectFrom('ticket_links as l')
    .select(['l.ticket_no', 'l.to_ticket_no', 'l.kind'])
    .innerJoin('tickets', (join) =>
      join.on(
        sql<SqlBool>`tickets.ticket_no = case when l.ticket_no = ${ticketNo} then l.to_ticket_no else l.ticket_no end`,
      ),
    )
    .where((eb) => eb.or([eb('l.ticket_no', '=', ticketNo), eb('l.to_ticket_no', '=', ticketNo)]))
    .where((eb) => inScope(eb, scope))
    .orderBy('l.ticket_no')
    .orderBy('l.to_ticket_no')
    .execute();
}
export type LinkRow = Awaited<ReturnType<typeof linksOf>>[number];
