import { expressionBuilder, type RawBuilder, sql } from 'kysely';
import type { DB } from '../../schema/rows.ts';
import { inScope, type ReadScope } from './scope.ts';

const tickets = expressionBuilder<DB, 'tickets'>();

/** The names under which an event's data hold the number of a ticket outside the reader's scope. */
export function unreadNames(scope: ReadScope): RawBuilder<string[]> {
  if (scope.kind === 'all') return sql<string[]>`'{}'::text[]`;
  return sql<string[]>`array(select named.key from jsonb_each_text(ticket_events.data) named
    where named.value ~ '^KF[0-9]+$' and not exists (select from tickets
      where tickets.ticket_no = named.value and ${inScope(tickets, scope)}))`;
}
