import { type Kysely, sql } from 'kysely';
import type { TicketNo } from '../../contracts/ids.ts';
import type { DB } from '../schema/rows.ts';

/**
 * Adds what a merged ticket holds (its question, its messages, no internal ones) to the ticket it was merged into, each once:
 * repeating adds nothing. Nothing moves between companies. Times and authors stay those of the original.
 */
export async function moveMessages(db: Kysely<DB>, { from, into }: { from: TicketNo; into: TicketNo }): Promise<void> {
  await sql`
    with target as (
      select into_.ticket_no, into_.last_seq, into_.status
      from tickets into_ join tickets from_ on from_.company_id = into_.company_id
      where into_.ticket_no = ${into} and from_.ticket_no = ${from}
      for update of into_
    ), said as (
      select ticket_no as origin, created_at as at, subject || E'\n' || description as body,
        case when account_id is null then '{"kind": "system"}'::jsonb
          else jsonb_build_object('kind', 'customer', 'companyId', company_id, 'accountId', account_id) end as author
      from tickets where ticket_no = ${from}
      union all
      select id::text, created_at, body, author from messages where ticket_no = ${from} and not internal
    ), fresh as materialized (
      select gen_random_uuid() as id, row_number() over (order by at, origin) as n, said.* from said
      where not exists (select from messages m where m.ticket_no = ${into} and m.moved_from = said.origin)
    ), counted as (
      update tickets set last_seq = tickets.last_seq + (select count(*) from fresh)::int
      from target where tickets.ticket_no = target.ticket_no
    ), messages_in as (
      insert into messages (id, ticket_no, seq, author, body, created_at, moved_from)
      select id, target.ticket_no, target.last_seq + n, author, body, at, origin from fresh, target
    )
    insert into ticket_events (ticket_no, seq, type, at, actor, before_status, after_status, data)
    select target.ticket_no, target.last_seq + n, 'message', clock_timestamp(), author, target.status, target.status,
      jsonb_build_object('messageId', id, 'internal', false, 'movedFrom', ${from}::text) from fresh, target
  `.execute(db);
}
