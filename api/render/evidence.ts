import { makeCaseId } from '../../contracts/ids.ts';
import type { EvidencePage } from '../../contracts/schemas/dispute.ts';
import type { EvidenceRow, EvidenceWindow } from '../../db/repositories/reading/evidence.ts';
import { type EvidenceReader, mayReadEvidence } from '../../domain/dispute/sealed.ts';
import { sealOf } from '../commands/evidence.ts';
import { shown, shownOrNull } from './instant.ts';

function renderOne(row: EvidenceRow): EvidencePage['items'][number] {
  const { statement = null, files = [] } = row.body ?? {};
  return {
    seq: row.seq,
    caseId: makeCaseId(row.ticket_no, row.case_no),
    party: row.party,
    at: shown(row.at),
    statement,
    files: [...files],
    sha256: row.sha256,
    intact: row.body !== null && sealOf({ statement, files }) === row.sha256,
  };
}

export function renderEvidence(
  rows: readonly EvidenceRow[],
  window: EvidenceWindow | null,
  reader: EvidenceReader,
): EvidencePage {
  const latest = reader.cases.at(-1);
  const unsealed = reader.party === null || (latest !== undefined && latest.unsealedAt !== null);
  return {
    items: rows.filter(({ party, case_no: caseNo }) => mayReadEvidence({ party, caseNo }, reader)).map(renderOne),
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
