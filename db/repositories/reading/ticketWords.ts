import { sql } from 'kysely';
import type { Boundary } from '../../../contracts/boundaries.ts';
import type { TicketStatus } from '../../../contracts/ticket.ts';
import type { Retention } from '../../../domain/clocks/planning/retention.ts';
import type { Flag } from '../people/flags.ts';

/** The words in which urgency was asked for, while nobody has judged them; looked up for those tickets alone. */
export const urgencyAsked = sql<string | null>`case when (tickets.state ->> 'urgentAsked')::boolean then (
  select asked.body ->> 'urgentReason' from ticket_events opening join texts asked on asked.id = opening.text_id
  where opening.ticket_no = tickets.ticket_no and opening.seq = 1
) end`;

/** The words of each dispute, oldest first, looked up for tickets that have one; of rulings on one case those of the last. `followed`: by the next claim. */
export const disputeWords = sql<
  readonly DisputeWords[] | null
>`case when jsonb_typeof(tickets.state -> 'dispute') = 'object' then (
  select jsonb_agg(jsonb_build_object('caseNo', one -> 'caseNo', 'supplierName', supplier.name, 'claim', claim.body,
    'offer', (select said.body from texts said where said.id = (one #>> '{offer,textId}')::uuid),
    'ruling', (select said.body || jsonb_build_object('saidIn', e.said_in) from ticket_events e join texts said on said.id = e.text_id
      where e.ticket_no = tickets.ticket_no and e.type in ('ruled', 'appeal-decided') and e.seq > claim.seq
        and e.seq < coalesce(claim.next_seq, e.seq + 1) order by e.seq desc limit 1),
    'followed', case when claim.next_seq is not null then
      jsonb_build_object('status', claim.next_before, 'version', claim.next_version - 1) end))
  from jsonb_array_elements(coalesce(tickets.state -> 'pastDisputes', '[]') || jsonb_build_array(tickets.state -> 'dispute')) one
    join companies supplier on supplier.id = one ->> 'supplierCompanyId'
    left join lateral (
      select opened.*, said.body from (
        select e.seq, e.text_id, row_number() over oldest as case_no, lead(e.seq) over oldest as next_seq,
          lead(e.before_status) over oldest as next_before, lead(e.version) over oldest as next_version
        from ticket_events e where e.ticket_no = tickets.ticket_no and e.type = 'dispute-opened'
        window oldest as (order by e.seq)) opened
      left join texts said on said.id = opened.text_id where opened.case_no = (one ->> 'caseNo')::int) claim on true) end`;

export interface DisputeWords {
  readonly caseNo: number;
  readonly supplierName: string;
  readonly claim: { readonly orderNo?: string; readonly claim?: string; readonly demand?: string } | null;
  readonly offer: { readonly offer?: string } | null;
  readonly ruling: {
    readonly findings?: string;
    readonly ruleCited?: string;
    readonly saidIn: readonly string[];
  } | null;
  /** How the ticket stood when the next claim was made on it; null: this is the latest. */
  readonly followed: { readonly status: TicketStatus; readonly version: number } | null;
}

/** Why a ticket was declined and where its customer was pointed to, looked up for those tickets alone. */
export const declined = sql<Declined | null>`case when tickets.close_reason = 'DECLINED' then (
  select jsonb_build_object('boundary', coalesce(e.data ->> 'boundary', 'OTHER'), 'words', said.body, 'saidIn', e.said_in)
  from ticket_events e left join texts said on said.id = e.text_id
  where e.ticket_no = tickets.ticket_no and e.type = 'declined' order by e.seq desc limit 1
) end`;

export interface Declined {
  readonly boundary: Boundary;
  readonly words: { readonly reason?: string; readonly pointer?: string } | null;
  readonly saidIn: readonly string[];
}

/** How long the record of an archived ticket is kept, as it was written when it was archived. */
export const retention = sql<Partial<Retention> | null>`case when tickets.archived_at is not null then (
  select e.data from ticket_events e where e.ticket_no = tickets.ticket_no and e.type = 'archived' order by e.seq desc limit 1
) end`;

/** Red flags, in the order in which they were put up. */
export const flags = sql<readonly Flag[]>`(
  select coalesce(jsonb_agg(jsonb_build_object('id', m.id, 'text', m.body, 'author', m.author, 'at', m.created_at) order by m.seq), '[]')
  from messages m where m.ticket_no = tickets.ticket_no and m.flag)`;
