import { releaseHeld, takeFiles } from '../../db/repositories/takenFiles.ts';
import { principalName } from '../../intake/idempotency.ts';
import type { Problem } from '../http/problem.ts';
import { type Resolved, type Surroundings, unknownReference } from './context.ts';

export function unknownFile(index: number): Problem {
  return unknownReference(`/attachments/${index}`, {
    zh: '您已上传且尚未用于工单的文件标识',
    en: 'the id of a file that you uploaded and no ticket has yet',
  });
}

/**
 * Holds the files of a command until its decision takes them, or it is refused. Throws `unknown-reference` for the first that this caller did
 * not upload, or that another request has.
 */
export async function heldFiles(
  ids: readonly string[] | undefined,
  { db, principal, updateId: cause }: Surroundings,
): Promise<Pick<Resolved<never>, 'undo'>> {
  if (ids === undefined) return {};
  const owner = principalName(principal);
  const unknown = await takeFiles(db, { ids, owner, cause, ticketNo: null, internal: false });
  if (unknown !== null) throw unknownFile(unknown);
  return { undo: () => releaseHeld(db, cause) };
}
