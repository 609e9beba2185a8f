import { type Kysely, sql } from 'kysely';
import type { TicketEvent } from '../../contracts/events.ts';
import type { TicketNo } from '../../contracts/ids.ts';
import type { LinkKind } from '../../contracts/ticket.ts';
import type { Actor } from '../../contracts/people.ts';
import type { TicketState } from '../../domain/ticket/state.ts';
import type { DB } from '../schema/rows.ts';

/** What was answered on an incident's head, and by whom. */
export interface IncidentAnswer {
  readonly actor: Actor;
  readonly textId: string | null;
  /** The head's version with it. */
  readonly version: number;
}

/** The events that answer the customers of a head. */
const ANSWERS: readonly TicketEvent['type'][] = ['answered', 'suggestion-reviewed'];

/** The head's answer as it stands: null where it has none yet, or the customer has refused it and another is sought. */
export async function standingAnswer(db: Kysely<DB>, head: TicketNo): Promise<IncidentAnswer | null> {
  const last = await db
    .selectFrom('ticket_events')
    .select(['actor', 'text_id as textId', 'type', 'version'])
    .where('ticket_no', '=', head)
    .where('type', 'in', [...ANSWERS, 'rejected', 'reopened'])
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (last === undefined || last.version === null || !ANSWERS.includes(last.type)) return null;
  return { actor: last.actor, textId: last.textId, version: last.version };
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

/** One page of a head's followers, in order of their numbers, with whether the head's answer reached them. */
export function listFollowers(
  db: Kysely<DB>,
  { head, after, limit }: { head: TicketNo; after: TicketNo | null; limit: number },
) {
  let rows = followersOf(db, head)
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

/** How many follow the head, and how many of them have its answer. */
export async function countFollowers(db: Kysely<DB>, head: TicketNo): Promise<{ total: number; answered: number }> {
  const row = await followersOf(db, head)
    .select(sql<number>`count(*)::int`.as('total'))
    .select(sql<number>`count(${answeredAt(head)})::int`.as('answered'))
    .executeTakeFirstOrThrow();
  return row;
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

/** A ticket's links to others and those of others to it; the ticket was read in a scope before. */
export function linksOf(db: Kysely<DB>, ticketNo: TicketNo) {
  return db
    .selectFrom('ticket_links')
    .select(['ticket_no', 'to_ticket_no', 'kind'])
    .where((eb) => eb.or([eb('ticket_no', '=', ticketNo), eb('to_ticket_no', '=', ticketNo)]))
    .orderBy('ticket_no')
    .orderBy('to_ticket_no')
    .execute();
}
export type LinkRow = Awaited<ReturnType<typeof linksOf>>[number];
