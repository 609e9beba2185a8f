import type { Kysely } from 'kysely';
import type { TicketNo } from '../../contracts/ids.ts';
import type { Principal } from '../../contracts/people.ts';
import { addableAttachments, addAttachments } from '../../db/repositories/attachments.ts';
import type { DB } from '../../db/schema/rows.ts';
import { principalName } from '../../intake/idempotency.ts';
import type { Problem } from '../http/problem.ts';
import { unknownReference } from './context.ts';

/** The files that a request names, and the request itself: its repetition names them again. */
export interface NamedFiles {
  readonly attachments: readonly string[] | undefined;
  readonly principal: Principal;
  readonly updateId: string;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export function unknownFile(index: number): Problem {
  return unknownReference(`/attachments/${index}`, {
    zh: '您已上传且尚未用于工单的文件标识',
    en: 'the id of a file that you uploaded and no ticket has yet',
  });
}

/** Throws `unknown-reference` for the first file that this caller did not upload or that was added elsewhere. */
export async function refuseUnknownFiles(db: Kysely<DB>, named: NamedFiles): Promise<void> {
  const { attachments: ids = [], principal, updateId: cause } = named;
  const odd = ids.findIndex((id) => !UUID.test(id));
  if (odd >= 0) throw unknownFile(odd);
  const known = await addableAttachments(db, { ids, owner: principalName(principal), cause });
  const missing = ids.findIndex((id) => !known.includes(id));
  if (missing >= 0) throw unknownFile(missing);
}

/** After what they came with was done: done again it changes nothing. */
export async function addFiles(
  db: Kysely<DB>,
  { attachments: ids = [], principal, updateId: cause }: NamedFiles,
  { ticketNo, internal = false }: { readonly ticketNo: TicketNo; readonly internal?: boolean | undefined },
): Promise<void> {
  await addAttachments(db, { ids, owner: principalName(principal), cause, ticketNo, internal });
}

/** The files in a command's body, where it can have any. */
export function filesIn(body: unknown): readonly string[] | undefined {
  const ids: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, 'attachments') : null;
  return Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : undefined;
}
