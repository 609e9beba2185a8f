import { createHash } from 'node:crypto';
import type { TicketCommandPayloads } from '../../contracts/commands.ts';
import type { TicketCommandBodies } from '../../contracts/schemas/ticketCommands.ts';
import { claimEvidence, type EvidenceFile, releaseEvidence } from '../../db/repositories/evidenceFiles.ts';
import { firstUnknownFile } from '../../db/repositories/takenFiles.ts';
import { canonicalJson } from '../../domain/dispute/canonicalJson.ts';
import { partyOf } from '../../domain/dispute/parties.ts';
import { principalName } from '../../intake/idempotency.ts';
import { actorOf } from '../http/principal.ts';
import type { Resolved, Surroundings } from './context.ts';
import { unknownFile } from './files.ts';

/** What evidence says, as it is stored and sealed. */
interface Evidence {
  readonly statement: string | null;
  readonly files: readonly EvidenceFile[];
}

/** What evidence is sealed by, in hex: it covers the statement and the bytes of each file. */
export function sealOf({ statement, files }: Evidence): string {
  return createHash('sha256').update(canonicalJson({ statement, files })).digest('hex');
}

/** The files are taken before the workflow is asked, so that two requests never seal the same one. Throws `unknown-reference`. */
export async function evidence(
  body: TicketCommandBodies['submit-evidence'],
  around: Surroundings,
): Promise<Resolved<TicketCommandPayloads['submit-evidence']>> {
  const { db, state, updateId: cause } = around;
  const { ticketNo } = state;
  const said: Evidence = { statement: body.statement ?? null, files: await claimed(body.attachments ?? [], around) };
  return {
    payload: { sha256: sealOf(said), files: said.files.length },
    text: { ...said },
    undo: () => releaseEvidence(db, { ticketNo, cause }),
  };
}

async function claimed(ids: readonly string[], around: Surroundings): Promise<readonly EvidenceFile[]> {
  const { db, state, principal, updateId: cause } = around;
  const party = partyOf(state, actorOf(principal));
  // Whoever is no party is refused by the rules, and has nothing taken.
  if (party === null || state.dispute === null) return [];
  const { caseNo } = state.dispute;
  const owner = principalName(principal);
  const unknown = await firstUnknownFile(db, { ids, owner, cause });
  if (unknown !== null) throw unknownFile(unknown);
  const files = await claimEvidence(db, { ids, owner, cause, ticketNo: state.ticketNo, party, caseNo });
  const lost = ids.findIndex((id) => !files.some((file) => file.id === id));
  if (lost >= 0) throw unknownFile(lost);
  return files;
}
