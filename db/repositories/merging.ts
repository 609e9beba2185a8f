import { type Kysely, sql } from 'kysely';
import type { MessagePosted } from '../../contracts/commands.ts';
import type { TicketNo } from '../../contracts/ids.ts';
import type { Instant } from '../../contracts/instants.ts';
import type { OtherTicket } from '../../domain/ticket/duplicates.ts';
import type { TicketState } from '../../domain/ticket/state.ts';
import type { DB } from '../schema/rows.ts';

/** What is moved out of a merged ticket into another. */
export interface Move {
  readonly from: TicketNo;
  readonly into: TicketNo;
  /** Since when its customer waits for a word there. */
  readonly owedSince: Instant;
  /** What the other ticket's workflow is told of it. */
  readonly posted: MessagePosted;
}

/**
 * Adds what a merged ticket holds (its question and demand, its messages, its files; nothing internal) to the ticket it was merged into,
 * and tells that one's workflow. Nothing moves between companies. Times and authors stay those of the original, and so does to whom it may
 * be told: it remembers the categories in which it was said and stood, and the ticket in which it was said first. Stands in the
 * transaction that closes the merged ticket, so that it is done once.
 */
export async function moveMatter(tx: Kysely<DB>, { from, into, owedSince, posted }: Move): Promise<void> {
  await sql`
    with target as (
      select into_.ticket_no, into_.last_seq, into_.status, array_remove(array[from_.category], null) as left_in,
        case when from_.account_id is not distinct from into_.account_id then from_.demand end as asked
      from tickets into_ join tickets from_ on from_.company_id = into_.company_id
      where into_.ticket_no = ${into} and from_.ticket_no = ${from}
      for no key update of into_
    ), said as (
      select ticket_no as origin, created_at as at, concat_ws(E'\n', subject, description, '诉求：' || demand) as body,
        case when account_id is null then '{"kind": "system"}'::jsonb
          else jsonb_build_object('kind', 'customer', 'companyId', company_id, 'accountId', account_id) end as author,
        '{}'::text[] as said_in, '{}'::jsonb as data
      from tickets where ticket_no = ${from}
      union all
      select m.id::text, m.created_at, m.body, m.author, m.said_in, coalesce(e.data, '{}')
      from messages m left join ticket_events e on (e.ticket_no, e.seq) = (m.ticket_no, m.seq)
      where m.ticket_no = ${from} and not m.internal
    ), fresh as materialized (
      select gen_random_uuid() as id, row_number() over (order by at, origin) as n, said.* from said
      where not exists (select from messages m where m.ticket_no = ${into} and m.moved_from = said.origin)
    ), counted as (
      update tickets set last_seq = tickets.last_seq + (select count(*) from fresh)::int,
        reply_owed_since = least(tickets.reply_owed_since, ${owedSince}),
        demand = coalesce(tickets.demand, target.asked)
      from target where tickets.ticket_no = target.ticket_no
    ), messages_in as (
      insert into messages (id, ticket_no, seq, author, body, created_at, moved_from, said_in)
      select id, target.ticket_no, target.last_seq + n, author, body, at, origin, said_in || left_in from fresh, target
    ), files_in as (
      update attachments set ticket_no = target.ticket_no, said_in = said_in || left_in, moved_from = coalesce(moved_from, ${from})
      from target where attachments.ticket_no = ${from} and party is null and not internal
    ), outbox_in as (
      insert into outbox (ticket_no, kind, payload, due_at)
      select ticket_no, 'message', ${JSON.stringify(posted)}, ${posted.at} from target
    )
    insert into ticket_events (ticket_no, seq, type, at, actor, before_status, after_status, data, said_in)
    select target.ticket_no, target.last_seq + n, 'message', clock_timestamp(), author, target.status, target.status,
      jsonb_build_object('messageId', id, 'internal', false, 'movedFrom', coalesce(data->>'movedFrom', ${from}))
        || case when data ? 'attachments' then jsonb_build_object('attachments', data->'attachments') else '{}' end,
      said_in || left_in from fresh, target
  `.execute(tx);
}

/**
 * Whether a ticket is closed as a duplicate of the other, or of one that is, and so on. A duplicate that was opened again is
 * none any more.
 */
async function isDuplicateOf(db: Kysely<DB>, ticketNo: TicketNo, of: TicketNo): Promise<boolean> {
  const { rows } = await sql`
    with recursive leaning as (
      select ${ticketNo}::text as ticket_no
      union
      select l.to_ticket_no from leaning
      join tickets t on t.ticket_no = leaning.ticket_no and t.close_reason = 'DUPLICATE'
      join ticket_links l on l.ticket_no = t.ticket_no and l.kind = 'duplicate'
    )
    select from leaning where ticket_no = ${of}
  `.execute(db);
  return rows.length > 0;
}

/** Whether the account of a ticket reads other tickets of its company as well; a ticket without one has nobody to whom they are shown. */
const readsAll = sql<boolean>`not exists (select from accounts a where a.id = tickets.account_id
  and a.kind <> 'main' and not a.scopes ? 'ticket.company')`;

export interface LockedPair {
  /** The first ticket's own. */
  readonly own: TicketState;
  readonly replyOwedSince: Instant | null;
  readonly other: OtherTicket;
}

/**
 * The other ticket as it stands, while no other ticket of the company ends as a duplicate and neither of the two changes: to be
 * asked, and followed by the writing, in one transaction. Null where one of them is not there.
 */
export async function lockedForMerge(
  tx: Kysely<DB>,
  { ticketNo, companyId }: Pick<TicketState, 'ticketNo' | 'companyId'>,
  other: TicketNo,
): Promise<LockedPair | null> {
  // Chains of duplicates are longer than two rows.
  await sql`select pg_advisory_xact_lock(hashtextextended('merge:' || ${companyId}, 0))`.execute(tx);
  const rows = await tx
    .selectFrom('tickets')
    .select(['ticket_no', 'company_id', 'account_id', 'reply_owed_since', 'state', readsAll.as('reads_all')])
    .where('ticket_no', 'in', [ticketNo, other])
    .orderBy('ticket_no')
    .forNoKeyUpdate()
    .execute();
  const own = rows.find((row) => row.ticket_no === ticketNo);
  const found = rows.find((row) => row.ticket_no === other);
  if (own === undefined || found === undefined) return null;
  const isOneAccount = own.account_id !== null && own.account_id === found.account_id;
  const isOneCompany = own.company_id === found.company_id;
  return {
    own: own.state,
    replyOwedSince: own.reply_owed_since?.toISOString() ?? null,
    other: {
      state: found.state,
      leansBack: await isDuplicateOf(tx, other, ticketNo),
      isSeenFromHere: isOneCompany && (isOneAccount || own.reads_all),
      seesThis: isOneCompany && (isOneAccount || found.reads_all),
    },
  };
}
