import { expressionBuilder, type Kysely, type RawBuilder, sql } from 'kysely';
import type { DB } from '../../schema/rows.ts';
import { inScope, type Reader, type ReadScope, readScopeOf } from './scope.ts';

const tickets = expressionBuilder<DB, 'tickets'>();

/** Whether a text is the number of a ticket that the scope does not hold. */
function isUnread(scope: ReadScope, ticketNo: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql<boolean>`${ticketNo} ~ '^KF[0-9]+$' and not exists (select from tickets
    where tickets.ticket_no = ${ticketNo} and ${inScope(tickets, scope)})`;
}

/** The names under which data of an event, or params of a notice, hold the number of a ticket outside the reader's scope, other than `own`. */
export function unreadNames(
  scope: ReadScope,
  named: 'ticket_events.data' | 'notices.params',
  own: 'ticket_events.ticket_no' | 'notices.ticket_no',
): RawBuilder<string[]> {
  if (scope.kind === 'all') return sql<string[]>`'{}'::text[]`;
  return sql<string[]>`array(select named.key from jsonb_each_text(${sql.ref(named)}) named
    where named.value is distinct from ${sql.ref(own)} and ${isUnread(scope, sql`named.value`)})`;
}

/** The names under which a notice holds the number of a ticket, other than its own, that one of these readers may not read. */
export async function unreadByAny(db: Kysely<DB>, dedupeKey: string, readers: readonly Reader[]): Promise<string[]> {
  const found = await Promise.all(
    readers.map((reader) =>
      db
        .selectFrom('notices')
        .select(unreadNames(readScopeOf(reader), 'notices.params', 'notices.ticket_no').as('names'))
        .where('dedupe_key', '=', dedupeKey)
        .executeTakeFirstOrThrow(),
    ),
  );
  return found.flatMap(({ names }) => names);
}

/** Whether what a merge brought from a ticket (null: none did) came out of one that the scope does not hold. */
export function isFromUnread(scope: ReadScope, movedFrom: RawBuilder<unknown>): RawBuilder<boolean> {
  // Whoever reads all of a company reads what was moved within it, and the desk what it works on.
  if (scope.kind !== 'account') return sql<boolean>`false`;
  return sql<boolean>`coalesce(${isUnread(scope, movedFrom)}, false)`;
}
