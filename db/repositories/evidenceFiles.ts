import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { MediaType } from '../../contracts/attachments.ts';
import type { Party } from '../../contracts/disputes.ts';
import type { TicketNo } from '../../contracts/ids.ts';
import type { DB } from '../schema/rows.ts';
import type { Addition } from './takenFiles.ts';

/** A file as evidence names it. */
export interface EvidenceFile {
  readonly id: string;
  readonly name: string;
  readonly mediaType: MediaType;
  /** Bytes. */
  readonly size: number;
  /** Of its bytes, taken when they came and unchangeable since; in hex, lower case. */
  readonly sha256: string;
}

export interface EvidenceClaim extends Addition {
  readonly ticketNo: TicketNo;
  readonly party: Party;
  readonly caseNo: number;
}

/**
 * Takes the owner's files for a side of a dispute, all or none, so that no other request submits one of them; `writeDecision` seals
 * them with the event. Answers those of the ids that this request has now: the same again for its repetition.
 */
export async function claimEvidence(db: Kysely<DB>, claim: EvidenceClaim): Promise<readonly EvidenceFile[]> {
  const { ids, owner, cause, ticketNo, party, caseNo } = claim;
  if (ids.length === 0) return [];
  await sql`
    with loose as (
      select id from attachments where id = any(${ids}::uuid[]) and owner = ${owner} and cause is null order by id for update
    )
    update attachments set ticket_no = ${ticketNo}, cause = ${cause}, party = ${party}, case_no = ${caseNo}
    where id in (select id from loose) and (select count(*) from loose) = ${ids.length}
  `.execute(db);
  const { rows } = await sql<EvidenceFile>`
    select id, name, media_type as "mediaType", size, sha256 from attachments
    where id = any(${ids}::uuid[]) and owner = ${owner} and cause = ${cause} and party = ${party}
    order by array_position(${ids}::uuid[], id)
  `.execute(db);
  return rows;
}

/** Gives back the files of a request that came to nothing; those of one that was carried out are sealed and stay. */
export async function releaseEvidence(
  db: Kysely<DB>,
  { ticketNo, cause }: Pick<EvidenceClaim, 'ticketNo' | 'cause'>,
): Promise<void> {
  await db
    .updateTable('attachments')
    .set({ ticket_no: null, cause: null, party: null, case_no: null })
    .where('ticket_no', '=', ticketNo)
    .where('cause', '=', cause)
    .where('party', 'is not', null)
    .where('sealed_at', 'is', null)
    .execute();
}

/**
 * The part of a decision's statement (see `insertDecisionRows`) by which the files that its evidence names are sealed: from the instant of
 * the event on they change no more.
 */
export function sealFiles(textIds: readonly string[]): RawBuilder<unknown> {
  return sql`sealed_in as (
  update attachments set sealed_at = (select (e ->> 'at')::timestamptz from jsonb_array_elements(doc.d -> 'events') e
    where e ->> 'type' = 'evidence-submitted' limit 1)
  from doc where attachments.ticket_no = doc.ticket_no and attachments.party is not null and attachments.sealed_at is null
    and attachments.id in (select (file ->> 'id')::uuid from texts, jsonb_array_elements(texts.body -> 'files') file
      where texts.id = any(${textIds}::uuid[]))
)`;
}
