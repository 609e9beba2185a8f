import { type Kysely, sql } from 'kysely';
import type { TicketNo } from '../../../contracts/ids.ts';
import type { Instant } from '../../../contracts/instants.ts';
import type { DB } from '../../schema/rows.ts';
import { inScope, type ReadScope } from './scope.ts';

export interface StartRow {
  readonly ticketNo: TicketNo;
  readonly kind: 'exception' | 'left-message';
  readonly subject: string;
  readonly dueAt: Date | null;
}

/**
 * What a shift begins with, of tickets in the reader's scope: open ones of which a limit was missed or that are order exceptions since an
 * instant, then left messages that wait; each ticket once, what is due first before.
 */
export async function shiftStart(
  db: Kysely<DB>,
  { scope, since, limit }: { readonly scope: ReadScope; readonly since: Instant; readonly limit: number },
): Promise<StartRow[]> {
  const missed = sql<Date | null>`(select min(c.due_at) from clocks c where c.ticket_no = tickets.ticket_no
    and c.breached and c.due_at >= ${since}::timestamptz)`;
  const waiting = sql<Date | null>`(select min(c.due_at) from clocks c where c.ticket_no = tickets.ticket_no
    and c.id = 'ONLINE_LEFT' and c.status = 'running')`;
  const found = db
    .selectFrom('tickets')
    .select(['ticket_no', 'subject', missed.as('missed'), waiting.as('waiting')])
    .select(sql<boolean>`(category = 'ORD.FULFIL.ANOMALY' and created_at >= ${since}::timestamptz)`.as('anomaly'))
    .where((eb) => inScope(eb, scope))
    .where('status', 'not in', ['CLOSED', 'ARCHIVED', 'PURGED']);
  return db
    .selectFrom(found.as('found'))
    .select(['ticket_no as ticketNo', 'subject'])
    .select(
      sql<StartRow['kind']>`case when missed is not null or anomaly then 'exception' else 'left-message' end`.as(
        'kind',
      ),
    )
    .select(sql<Date | null>`coalesce(missed, waiting)`.as('dueAt'))
    .where(sql<boolean>`missed is not null or anomaly or waiting is not null`)
    .orderBy('kind')
    .orderBy('dueAt')
    .orderBy('ticketNo')
    .limit(limit)
    .execute();
}
