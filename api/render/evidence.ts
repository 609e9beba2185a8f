import type { EvidencePage } from '../../contracts/schemas/dispute.ts';
import type { EvidenceRow, EvidenceWindow } from '../../db/repositories/reading/evidence.ts';
import type { Party } from '../../contracts/disputes.ts';
import type { Dispute } from '../../domain/dispute/dispute.ts';
import { sealOf } from '../commands/disputeCommands.ts';
import { caseIdOf } from './dispute.ts';
import { shown, shownOrNull } from './instant.ts';

/** Who looks at it; null: the house. */
export interface EvidenceReader {
  readonly party: Party | null;
  readonly dispute: Dispute | null;
}

/** A party sees its own at once, the other's of the same dispute once the window has ended; the supplier nothing of other disputes. */
function mayRead({ party, case_no: caseNo }: EvidenceRow, reader: EvidenceReader): boolean {
  const { dispute } = reader;
  if (reader.party === null) return true;
  const ofThisCase = caseNo === dispute?.caseNo;
  if (party === reader.party) return ofThisCase || reader.party === 'buyer';
  return ofThisCase && dispute.unsealedAt !== null;
}

function renderOne(row: EvidenceRow): EvidencePage['items'][number] {
  const { statement = null, files = [] } = row.body ?? {};
  return {
    seq: row.seq,
    caseId: caseIdOf(row.ticket_no, row.case_no),
    party: row.party,
    at: shown(row.at),
    statement,
    files: files.map(({ name, size, sha256 }) => ({ name, size, sha256 })),
    sha256: row.sha256,
    intact: row.body !== null && sealOf({ statement, files }) === row.sha256,
  };
}

export function renderEvidence(
  rows: readonly EvidenceRow[],
  window: EvidenceWindow | null,
  reader: EvidenceReader,
): EvidencePage {
  const unsealed = reader.party === null || (reader.dispute !== null && reader.dispute.unsealedAt !== null);
  return {
    items: rows.filter((row) => mayRead(row, reader)).map(renderOne),
    nextCursor: null,
    window:
      window === null
        ? null
        : {
            startedAt: shown(window.started_at),
            endsAt: shownOrNull(window.stopped_at ?? window.due_at),
            open: window.status === 'running',
          },
    otherSide: unsealed ? 'open' : 'sealed',
  };
}
