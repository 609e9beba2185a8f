import { type Kysely, sql } from 'kysely';
import type { EventType } from '../../../contracts/events.ts';
import type { TicketNo } from '../../../contracts/ids.ts';
import type { DB } from '../../schema/rows.ts';
import { isOfDisputeWith, type Visibility } from './timeline.ts';

/** Dates set by hand and reasons for what was missed, which a limit tells of itself. */
const WORDED: readonly EventType[] = ['extended', 'date-set', 'task-extended', 'breach-explained'];

/** They concern a person who is not told at once, and no limit of a ticket hangs on them. */
const UNTOLD: readonly EventType[] = ['complained', 'sample-drawn', 'review-opened', 'review-ended'];

/**
 * What happened at the instants at which a ticket's clocks began, paused, went on or ended, its opening, waits that ran out, dates set by hand and reasons;
 * oldest first, with the words of dates and reasons, as far as the reader may know. The ticket was read in a scope before.
 */
export function clockEventsOf(
  db: Kysely<DB>,
  { ticketNo, visible, instants }: { ticketNo: TicketNo; visible: Visibility; instants: readonly Date[] },
) {
  const found = db
    .selectFrom('ticket_events')
    .leftJoin('texts', (join) =>
      join.onRef('texts.id', '=', 'ticket_events.text_id').on('ticket_events.type', 'in', WORDED),
    )
    .select(['seq', 'type', 'at', 'actor', 'data', 'said_in', sql<unknown>`texts.body`.as('text')])
    .where('ticket_events.ticket_no', '=', ticketNo)
    .where('type', 'not in', UNTOLD)
    .where((eb) =>
      eb.or([
        eb('at', '=', sql<Date>`any(${instants}::timestamptz[])`),
        eb('type', 'in', [...WORDED, 'opened', 'clock-lapsed']),
      ]),
    )
    .orderBy('seq');
  if (visible.kind === 'all') return found.execute();
  const told = found
    .where('type', '=', sql<EventType>`any(${visible.types})`)
    .where(sql<boolean>`coalesce((data ->> 'internal')::boolean, false) = false`);
  return (visible.kind === 'only' ? told : told.where(isOfDisputeWith(visible.companyId))).execute();
}
export type ClockEventRow = Awaited<ReturnType<typeof clockEventsOf>>[number];
