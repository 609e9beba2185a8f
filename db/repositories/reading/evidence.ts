import { type Kysely, sql } from 'kysely';
import type { Party } from '../../../contracts/disputes.ts';
import type { TicketNo } from '../../../contracts/ids.ts';
import type { DB } from '../../schema/rows.ts';
import type { EvidenceFile } from '../evidenceFiles.ts';

/** One submission as its event sealed it, with what was stored of it. */
export interface EvidenceRow {
  readonly ticket_no: TicketNo;
  readonly seq: number;
  readonly at: Date;
  readonly party: Party;
  readonly case_no: number;
  readonly sha256: string;
  readonly body: {
    readonly statement?: string | null;
    readonly files?: readonly EvidenceFile[];
  } | null;
}

/** All evidence of a ticket's disputes, oldest first. The ticket was read in a scope before; who may see what is judged by the caller. */
export async function listEvidence(db: Kysely<DB>, ticketNo: TicketNo): Promise<readonly EvidenceRow[]> {
  const { rows } = await sql<EvidenceRow>`
    select e.ticket_no, e.seq, e.at, e.data ->> 'party' as party, (e.data ->> 'caseNo')::integer as case_no,
      e.data ->> 'sha256' as sha256, said.body
    from ticket_events e left join texts said on said.id = e.text_id
    where e.ticket_no = ${ticketNo} and e.type = 'evidence-submitted' order by e.seq
  `.execute(db);
  return rows;
}

export interface EvidenceWindow {
  readonly started_at: Date;
  readonly due_at: Date | null;
  readonly stopped_at: Date | null;
  readonly status: string;
}

/** The windows for evidence of a ticket's disputes, oldest first. */
export function evidenceWindows(db: Kysely<DB>, ticketNo: TicketNo): Promise<readonly EvidenceWindow[]> {
  return db
    .selectFrom('clocks')
    .select(['started_at', 'due_at', 'stopped_at', 'status'])
    .where('ticket_no', '=', ticketNo)
    .where('id', '=', 'DISPUTE_EVIDENCE')
    .orderBy('position')
    .execute();
}
