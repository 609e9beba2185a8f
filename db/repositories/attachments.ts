import { type Kysely, type RawBuilder, type Selectable, sql } from 'kysely';
import type { MediaType } from '../../contracts/attachments.ts';
import type { TicketNo } from '../../contracts/ids.ts';
import type { DB } from '../schema/rows.ts';
import { inBatches } from './inBatches.ts';
import { exactly } from './reading/exactly.ts';
import { isFromUnread } from './reading/namedTickets.ts';
import type { ReadScope } from './reading/scope.ts';

/** More that belong to no ticket yet are no work but a store of somebody's files. */
const MOST_LOOSE = 50;

export interface NewAttachment {
  readonly owner: string;
  readonly name: string;
  readonly mediaType: MediaType;
  readonly sha256: string;
  readonly content: Uint8Array;
}

const SHOWN = [
  'id',
  'name',
  'media_type',
  'size',
  'sha256',
  'internal',
  'created_at',
  'ticket_no',
  'owner',
  'party',
  'case_no',
  'sealed_at',
  'said_in',
  'moved_from',
] as const;
export type AttachmentRow = Pick<Selectable<DB['attachments']>, (typeof SHOWN)[number]>;

/** Keeps a file that belongs to no ticket yet, for a day. Null where its owner has too many of them. */
export async function storeAttachment(db: Kysely<DB>, file: NewAttachment): Promise<AttachmentRow | null> {
  const { owner, name, mediaType, sha256, content } = file;
  const { rows } = await sql<AttachmentRow>`
    insert into attachments (owner, name, media_type, size, sha256, content)
    select ${owner}, ${name}, ${mediaType}, ${content.byteLength}::integer, ${sha256}, ${content}::bytea
    where (select count(*) from attachments where owner = ${owner} and ticket_no is null) < ${MOST_LOOSE}
    returning ${sql.raw(SHOWN.join(', '))}
  `.execute(db);
  return rows[0] ?? null;
}

/** What is known of a file; who may see it is decided by its ticket, or by its owner while it has none. */
export async function findAttachment(db: Kysely<DB>, id: string): Promise<AttachmentRow | null> {
  const row = await db.selectFrom('attachments').select(SHOWN).where('id', '=', id).executeTakeFirst();
  return row ?? null;
}

export async function readAttachment(db: Kysely<DB>, id: string): Promise<Buffer> {
  const { content } = await db
    .selectFrom('attachments')
    .select('content')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return content;
}

/** The rule of `isWithheld` (domain/ticket/covered.ts) for files, as a condition. */
function isWithheldFrom({ scope, beyond }: { scope: ReadScope; beyond: readonly string[] }): RawBuilder<boolean> {
  const categories = sql`(said_in || (select t.category from tickets t where t.ticket_no = attachments.ticket_no))`;
  return sql<boolean>`(${isFromUnread(scope, sql`attachments.moved_from`)}
    or (owner not like 'account:%' and ${categories} && ${[...beyond]}::text[]))`;
}

/** One page of a ticket's files, the oldest first, after the one of that instant and id; evidence is listed by itself. */
export function listAttachments(
  db: Kysely<DB>,
  wanted: {
    readonly ticketNo: TicketNo;
    /** With those of internal notes. */
    readonly internal: boolean;
    /** Without what a merge brought from outside his scope, and what the desk sent in these categories; left out: everybody's. */
    readonly reader?: { readonly scope: ReadScope; readonly beyond: readonly string[] };
    readonly after: { readonly at: string; readonly id: string } | null;
    readonly limit: number;
  },
) {
  const { ticketNo, internal, reader, after, limit } = wanted;
  let rows = db
    .selectFrom('attachments')
    .select(SHOWN)
    .select(exactly('created_at').as('exactly_created_at'))
    .where('ticket_no', '=', ticketNo)
    .where('party', 'is', null)
    .orderBy('created_at')
    .orderBy('id')
    .limit(limit);
  if (!internal) rows = rows.where('internal', '=', false);
  if (reader !== undefined) rows = rows.where(sql<boolean>`not ${isWithheldFrom(reader)}`);
  if (after !== null) rows = rows.where(sql<boolean>`(created_at, id) > (${after.at}::timestamptz, ${after.id}::uuid)`);
  return rows.execute();
}

/** Of 10 MB each: more at once would outlast a statement's time. */
const MOST_SWEPT = 10;

const isUntaken = sql<boolean>`(
  (ticket_no is null and cause is null and created_at < now() - interval '1 day')
  or (ticket_no is null and created_at < now() - interval '2 days')
  or (party is not null and sealed_at is null and created_at < now() - interval '2 days'))`;

/**
 * Removes files that no request took within a day, and those whose command never brought them to a ticket, or made evidence of them, within
 * two; answers how many.
 */
export async function sweepAttachments(db: Kysely<DB>): Promise<number> {
  return inBatches(MOST_SWEPT, async (most) => {
    const { numAffectedRows } = await sql`
      delete from attachments where ${isUntaken} and id = any(array(
        select id from attachments where ${isUntaken} order by created_at limit ${most}
      ))
    `.execute(db);
    return numAffectedRows;
  });
}
