import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { EventType } from '../../../contracts/events.ts';
import type { TicketNo } from '../../../contracts/ids.ts';
import type { DB } from '../../schema/rows.ts';
import { exactly } from './exactly.ts';
import { isFromUnread, unreadNames } from './namedTickets.ts';
import { inScope, type ReadScope } from './scope.ts';
import { isReviewOf, toldSeq, type Unaware } from './untold.ts';

/** Which events a reader may be told of: all, or those of the named types without internal messages. */
export type Visibility =
  /** `unaware` (a staff number) is not told that his work is reviewed before the result is told; null hears everything. */
  | { readonly kind: 'all'; readonly unaware: Unaware }
  | { readonly kind: 'only'; readonly types: readonly EventType[] }
  /** Only what happened in a dispute against this company, and only windows of these clocks. */
  | {
      readonly kind: 'against';
      readonly types: readonly EventType[];
      readonly companyId: string;
      readonly clocks: readonly string[];
    };

/** Of a re-plan the words are those of its job; only its events name one. */
const reasonOfJob = sql`case when ticket_events.type = 'replanned' then (
  select jsonb_build_object('reason', jobs.reason) from jobs
  where jobs.id = (ticket_events.data ->> 'job')::uuid and jobs.reason is not null) end`;

/** When an event was written, by the clock of the database; of those from before this was noted, when it happened. */
export const WRITTEN = sql<Date>`coalesce(ticket_events.written_at, ticket_events.at)`;

function unawareOf(visible: Visibility): Unaware {
  return visible.kind === 'all' ? visible.unaware : null;
}

/** Whether an event is this supplier's to read, as the ticket's disputes stand when it is asked: `periodsOf`. */
export function isOfDisputeWith(companyId: string): RawBuilder<boolean> {
  return sql<boolean>`exists (select from (
    select one.value ->> 'supplierCompanyId' as supplier, (one.value ->> 'openedAt')::timestamptz as since,
      lead((one.value ->> 'openedAt')::timestamptz) over (order by one.ordinality) as until
    from tickets disputed, jsonb_array_elements(
      coalesce(disputed.state -> 'pastDisputes', '[]') || coalesce(disputed.state -> 'dispute', '[]')
    ) with ordinality one
    where disputed.ticket_no = ticket_events.ticket_no) period
    where period.supplier = ${companyId} and ticket_events.at >= period.since
      and (period.until is null or ticket_events.at < period.until))`;
}

function events(db: Kysely<DB>, visible: Visibility) {
  const all = db
    .selectFrom('ticket_events')
    .innerJoin('tickets', 'tickets.ticket_no', 'ticket_events.ticket_no')
    .leftJoin('texts', 'texts.id', 'ticket_events.text_id')
    .selectAll('ticket_events')
    .select([
      'tickets.category as ticket_category',
      sql<unknown>`coalesce(texts.body, ${reasonOfJob})`.as('text'),
      exactly(WRITTEN).as('written'),
      toldSeq(unawareOf(visible), 'ticket_events').as('told_seq'),
    ]);
  if (visible.kind === 'all')
    return visible.unaware === null
      ? all
      : all.where(sql<boolean>`not ${isReviewOf(visible.unaware, 'ticket_events')}`);
  const named = all
    .where('ticket_events.type', '=', sql<EventType>`any(${visible.types})`)
    .where(sql<boolean>`coalesce((ticket_events.data ->> 'internal')::boolean, false) = false`);
  return visible.kind === 'only'
    ? named
    : named
        .where(isOfDisputeWith(visible.companyId))
        .where(sql<boolean>`coalesce(ticket_events.data ->> 'clock' = any(${[...visible.clocks]}), true)`);
}

/** Of the scope's tickets, with what names one outside it. */
export function eventsIn(db: Kysely<DB>, scope: ReadScope, visible: Visibility) {
  return events(db, visible)
    .select(unreadNames(scope, 'ticket_events.data', 'ticket_events.ticket_no').as('unread_names'))
    .where((eb) => inScope(eb, scope));
}
export type EventRow = Awaited<ReturnType<ReturnType<typeof eventsIn>['executeTakeFirstOrThrow']>>;

/** A ticket's events after `seq`, oldest first. */
export function listEvents(
  db: Kysely<DB>,
  scope: ReadScope,
  { ticketNo, visible, after, limit }: { ticketNo: TicketNo; visible: Visibility; after: number; limit: number },
): Promise<EventRow[]> {
  return eventsIn(db, scope, visible)
    .where('ticket_events.ticket_no', '=', ticketNo)
    .where('ticket_events.seq', '>', after)
    .orderBy('ticket_events.seq')
    .limit(limit)
    .execute();
}

/** The `seq` of the last event that this reader knows by the number `told` or a lower one, 0 for none. */
export async function seqBehind(
  db: Kysely<DB>,
  { ticketNo, visible, told }: { ticketNo: TicketNo; visible: Visibility; told: number },
): Promise<number> {
  const unaware = unawareOf(visible);
  if (unaware === null) return told;
  const row = await events(db, visible)
    .clearSelect()
    .select((eb) => eb.fn.max('ticket_events.seq').as('seq'))
    .where('ticket_events.ticket_no', '=', ticketNo)
    .where(sql<boolean>`${toldSeq(unaware, 'ticket_events')} <= ${told}`)
    .executeTakeFirst();
  return row?.seq ?? 0;
}

/** The number by which this reader knows a message. */
export async function toldSeqOf(
  db: Kysely<DB>,
  { ticketNo, seq }: { ticketNo: TicketNo; seq: number },
  unaware: Unaware,
): Promise<number> {
  if (unaware === null) return seq;
  const row = await db
    .selectFrom('messages')
    .innerJoin('tickets', 'tickets.ticket_no', 'messages.ticket_no')
    .select(toldSeq(unaware, 'messages').as('told'))
    .where('messages.ticket_no', '=', ticketNo)
    .where('messages.seq', '=', seq)
    .executeTakeFirst();
  return row?.told ?? seq;
}

interface MessagesWanted {
  readonly ticketNo: TicketNo;
  readonly internal: boolean;
  readonly unaware: Unaware;
  readonly after: number;
  readonly limit: number;
}

/** Its line of the timeline knows them. */
const filesOfMessage = sql<string[]>`coalesce((select e.data->'attachments' from ticket_events e
  where e.ticket_no = messages.ticket_no and e.seq = messages.seq), '[]')`;

/** A ticket's messages after the one that this reader knows by `after`, oldest first; internal ones never for customers. */
export function listMessages(
  db: Kysely<DB>,
  scope: ReadScope,
  { ticketNo, internal, unaware, after, limit }: MessagesWanted,
) {
  const told = toldSeq(unaware, 'messages');
  const all = db
    .selectFrom('messages')
    .innerJoin('tickets', 'tickets.ticket_no', 'messages.ticket_no')
    .selectAll('messages')
    .select(['tickets.category as ticket_category', told.as('told_seq'), filesOfMessage.as('attachments')])
    .select(
      isFromUnread(
        scope,
        sql`(select e.data ->> 'movedFrom' from ticket_events e
      where e.ticket_no = messages.ticket_no and e.seq = messages.seq)`,
      ).as('from_unread'),
    )
    .where((eb) => inScope(eb, scope))
    .where('messages.ticket_no', '=', ticketNo)
    // Nobody knows a line by a higher number than its own.
    .where('messages.seq', '>', after)
    .where(sql<boolean>`${told} > ${after}`)
    .orderBy('messages.seq')
    .limit(limit);
  return (internal ? all : all.where('messages.internal', '=', false)).execute();
}
export type MessageRow = Awaited<ReturnType<typeof listMessages>>[number];

/** What re-plans have done to a ticket's limits, oldest first. The ticket was read in a scope before. */
export function replansOf(db: Kysely<DB>, ticketNo: TicketNo) {
  return db
    .selectFrom('ticket_events')
    .leftJoin('jobs', (join) => join.on(sql<boolean>`jobs.id = (ticket_events.data ->> 'job')::uuid`))
    .select(['ticket_events.at', 'ticket_events.data', 'jobs.id as jobId', 'jobs.reason'])
    .where('ticket_events.ticket_no', '=', ticketNo)
    .where('ticket_events.type', '=', 'replanned')
    .orderBy('ticket_events.seq')
    .execute();
}
export type ReplanRow = Awaited<ReturnType<typeof replansOf>>[number];
