import type { Kysely } from 'kysely';
import type { EventType } from '../../../contracts/events.ts';
import type { TicketNo } from '../../../contracts/ids.ts';
import type { DB } from '../../schema/rows.ts';

/** A ticket's events of some types with their words, oldest first. The ticket was read in a scope before. */
export function eventsOfTypes(db: Kysely<DB>, ticketNo: TicketNo, types: readonly EventType[]) {
  return db
    .selectFrom('ticket_events')
    .leftJoin('texts', 'texts.id', 'ticket_events.text_id')
    .select([
      'ticket_events.type',
      'ticket_events.at',
      'ticket_events.actor',
      'ticket_events.said_in',
      'texts.body as text',
    ])
    .where('ticket_events.ticket_no', '=', ticketNo)
    .where('ticket_events.type', 'in', [...types])
    .orderBy('ticket_events.seq')
    .execute();
}
