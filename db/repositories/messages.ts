import { type Kysely, sql } from 'kysely';
import type { MessagePosted } from '../../contracts/commands.ts';
import type { TicketNo } from '../../contracts/ids.ts';
import type { Instant } from '../../contracts/instants.ts';
import type { Actor } from '../../contracts/people.ts';
import type { TicketStatus } from '../../contracts/ticket.ts';
import { ENDED_BY_WORD } from '../../domain/ticket/clockwork.ts';
import type { Conversation } from '../../domain/ticket/conversation.ts';
import { NOT_FLUSHED } from '../notFlushed.ts';
import { prepared } from '../prepare.ts';
import type { DB } from '../schema/rows.ts';
import type { RequestKey } from './idempotency.ts';

/** What decides how a message is taken; read with the ticket's row locked until the transaction ends. */
export interface LockedConversation extends Conversation {
  readonly status: TicketStatus;
  readonly replyOwedSince: Instant | null;
  /** PostgreSQL's time, after the lock was got: messages of a ticket never go back in time. */
  readonly at: Instant;
}

/** A promise's limit runs, or the workflow has not yet recorded every one that was made in a message. */
const promiseOpen = sql<boolean>`(
  exists (select from clocks c where c.ticket_no = tickets.ticket_no and c.id = 'PROMISE' and c.status = 'running')
  or (select count(*) from messages m where m.ticket_no = tickets.ticket_no and m.promise_by is not null)
    > (select count(*) from clocks c where c.ticket_no = tickets.ticket_no and c.id = 'PROMISE')
)`;

const wordAwaited = sql<boolean>`exists (select from clocks c
  where c.ticket_no = tickets.ticket_no and c.status = 'running' and c.id = any(${ENDED_BY_WORD}))`;

/** Staff who record what the customer said speak for the customer. */
const heardAt = sql<Date>`greatest(tickets.created_at, (select max(m.created_at) from messages m
  where m.ticket_no = tickets.ticket_no and (m.author->>'kind' <> 'staff' or m.author->'onBehalf' = 'true')))`;

export async function lockConversation(tx: Kysely<DB>, ticketNo: TicketNo): Promise<LockedConversation | null> {
  // By itself, as a statement that waits for a lock finds all but the locked row as it was before it waited.
  await sql`select from tickets where ticket_no = ${ticketNo} for no key update ${prepared('lock_conversation')}`.execute(
    tx,
  );
  const row = await tx
    .selectFrom('tickets')
    .select(['status', 'channel', 'urgent', 'first_contact', 'reply_owed_since', promiseOpen.as('promise_open')])
    .select([wordAwaited.as('word_awaited'), heardAt.as('heard_at')])
    .select(sql<Date>`clock_timestamp()`.as('at'))
    .where('ticket_no', '=', ticketNo)
    .executeTakeFirst();
  if (row === undefined) return null;
  return {
    status: row.status,
    channel: row.channel,
    urgent: row.urgent,
    heardAt: row.heard_at.toISOString(),
    firstContact: row.first_contact,
    replyOwedSince: row.reply_owed_since?.toISOString() ?? null,
    customerWaits: row.reply_owed_since !== null,
    wordAwaited: row.word_awaited,
    promiseOpen: row.promise_open,
    at: row.at.toISOString(),
  };
}

/** By when the customer was told to hear more, and of what; the words stay here. */
export interface MessagePromise {
  readonly by: Instant;
  readonly what: string | null;
}

export interface MessageWrite {
  readonly key: RequestKey;
  readonly id: string;
  readonly ticketNo: TicketNo;
  readonly author: Actor;
  readonly text: string;
  readonly internal: boolean;
  readonly promise: MessagePromise | null;
  /** Ids of files that come with it. */
  readonly attachments?: readonly string[];
  readonly conversation: LockedConversation;
  readonly replyOwedSince: Instant | null;
  /** What the workflow has to know; null where the message changes nothing for it. */
  readonly posted: MessagePosted | null;
}

export interface WrittenMessage {
  readonly id: string;
  readonly ticketNo: TicketNo;
  readonly seq: number;
  readonly author: Actor;
  readonly text: string;
  readonly internal: boolean;
  /** Not in answers that were stored before there were promises. */
  readonly promise?: MessagePromise | null;
  /** Nor where none came with it. */
  readonly attachments?: readonly string[];
  readonly at: Instant;
}

/**
 * Adds a message to the ticket, its line to the timeline, its answer to the key, and the outbox row where the workflow is to know.
 * Throws where the key is taken (constraint `idempotency_keys_pkey`). `outboxId` is null where nothing is to be told, or where an
 * earlier row of the ticket has to go first: the relay keeps the order.
 */
export async function writeMessage(
  tx: Kysely<DB>,
  write: MessageWrite,
): Promise<{ message: WrittenMessage; outboxId: string | null }> {
  const { key, id, ticketNo, author, text, internal, promise, conversation, posted, attachments = [] } = write;
  const actor = JSON.stringify(author);
  const tells = posted === null ? null : JSON.stringify(posted);
  const files = JSON.stringify(attachments.length === 0 ? {} : { attachments });
  const { rows } = await sql<{ message: WrittenMessage; outboxId: string | null }>`
    with ticket as (
      update tickets set last_seq = last_seq + 1, reply_owed_since = ${write.replyOwedSince} where ticket_no = ${ticketNo}
      returning last_seq as seq, array_remove(array[category], null) as said_in
    ), message_in as (
      insert into messages (id, ticket_no, seq, author, body, internal, created_at, promise_by, promise_what, said_in, posted)
      select ${id}, ${ticketNo}, seq, ${actor}, ${text}, ${internal}, ${conversation.at},
        ${promise?.by ?? null}::timestamptz, ${promise?.what ?? null}, said_in, ${tells}::jsonb from ticket
    ), event_in as (
      insert into ticket_events (ticket_no, seq, type, at, actor, before_status, after_status, data, said_in)
      select ${ticketNo}, seq, 'message', ${conversation.at}, ${actor}, ${conversation.status}, ${conversation.status},
        jsonb_build_object('messageId', ${id}::text, 'internal', ${internal}::boolean) || ${files}::jsonb, said_in from ticket
    ), earlier as (
      select exists (select from outbox where ticket_no = ${ticketNo}) as waiting
    ), outbox_in as (
      insert into outbox (ticket_no, kind, payload, due_at, next_attempt_at)
      select ${ticketNo}, 'message', ${tells}::jsonb, ${conversation.at},
        case when waiting then now() else now() + interval '3 seconds' end
      from earlier where ${tells !== null}
      returning id
    ), answer as (
      select jsonb_build_object('id', ${id}::text, 'ticketNo', ${ticketNo}::text, 'seq', seq, 'author', ${actor}::jsonb, 'text', ${text}::text,
        'internal', ${internal}::boolean, 'promise', ${JSON.stringify(promise)}::jsonb,
        'at', ${conversation.at}::text) || ${files}::jsonb as message from ticket
    ), key_in as (
      insert into idempotency_keys (principal, route, key, request_hash, ticket_no, status, body)
      select ${key.principal}, ${key.route}, ${key.key}, ${key.hash}, ${ticketNo}, 201, message::json from answer
    )
    select message, (select id from outbox_in where not (select waiting from earlier)) as "outboxId" from answer ${prepared('write_message')}
  `.execute(tx);
  const row = rows[0];
  if (row === undefined) throw new Error(`ticket ${ticketNo} vanished while its row was locked`);
  return row;
}

/**
 * The messages of a ticket up to an instant (UTC, past) that it has not decided on, whether or not Temporal was told; in no order.
 * Those that it was merged with stand in the outbox only.
 * Whoever is writing one at this moment is waited for; one that comes later is later than that.
 */
export async function undecidedMessages(
  db: Kysely<DB>,
  ticketNo: TicketNo,
  until: Instant,
): Promise<readonly MessagePosted[]> {
  return db.transaction().execute(async (tx) => {
    // As messages are written with the ticket's row locked. Nothing is changed, so nothing need reach the disk.
    await sql`select ${NOT_FLUSHED} from tickets where ticket_no = ${ticketNo} for share ${prepared('wait_for_writers')}`.execute(
      tx,
    );
    const { rows } = await sql<{ posted: MessagePosted }>`
      select posted from (
        select posted from messages where ticket_no = ${ticketNo} and posted is not null
        union select payload from outbox where ticket_no = ${ticketNo} and kind = 'message'
      ) told
      where (posted->>'at')::timestamptz <= ${until}::timestamptz
        and not exists (select from decisions d where d.ticket_no = ${ticketNo} and d.cause = posted->>'messageId')
      ${prepared('undecided_messages')}
    `.execute(tx);
    return rows.map(({ posted }) => posted);
  });
}
