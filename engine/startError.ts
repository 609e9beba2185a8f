/** Something the person who starts the service can mend: printed as it stands, without a stack. */
export class StartError extends Error {
  override readonly name = 'StartError';
}

export function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === '') return error.errors.map(reasonOf).join('; ');
  return error instanceof Error ? error.message : String(error);
}

const ANOTHER_FOLDER = 'set KEFU_DATA_DIR to another folder';
/** What a file system refuses, and what helps. */
const REFUSED: Readonly<Record<string, readonly [cause: string, remedy: string]>> = {
  ENOSPC: ['The disk is full', `Free some space, or ${ANOTHER_FOLDER}.`],
  EDQUOT: ['The disk quota is used up', `Free some space, or ${ANOTHER_FOLDER}.`],
  EROFS: ['This disk is read-only', `Mount it for writing, or ${ANOTHER_FOLDER}.`],
  EACCES: ['No right to write', `Give this user the right, or ${ANOTHER_FOLDER}.`],
  EPERM: ['No right to write', `Give this user the right, or ${ANOTHER_FOLDER}.`],
  ENOTDIR: ['A part of this path is a file and no folder', `Move it, or ${ANOTHER_FOLDER}.`],
  EEXIST: ['This is a file and no folder', `Move it, or ${ANOTHER_FOLDER}.`],
  ENOENT: ['No folder can be made here', `Please ${ANOTHER_FOLDER}.`],
};
const ON_FOLDERS = new Set(['mkdir', 'access', 'open', 'write', 'rename', 'fsync', 'chown', 'copyfile', 'cp']);

function textOf(error: Error, name: 'code' | 'syscall' | 'path'): string {
  const value: unknown = Reflect.get(error, name);
  return typeof value === 'string' ? value : '';
}

/** What ended the start, for whoever started it: one line with its remedy where that is known, else with where it happened. */
export function explained(error: unknown): string {
  if (error instanceof StartError || !(error instanceof Error)) return reasonOf(error);
  const refused = REFUSED[textOf(error, 'code')];
  if (refused === undefined || !ON_FOLDERS.has(textOf(error, 'syscall'))) return error.stack ?? error.message;
  const [cause, remedy] = refused;
  const path = textOf(error, 'path');
  return `${cause}${path === '' ? '' : `: ${path}`} (${textOf(error, 'code')}). ${remedy}`;
}

const CAUSE = /(?:error|FATAL|PANIC): +(.+)/;

/** What a program that failed wrote, its cause first. */
export function causeFirst(output: string): string {
  if (output.includes('No space left on device')) return `The disk is full. Free some space, or ${ANOTHER_FOLDER}.`;
  const lines = output.trim().split('\n');
  return CAUSE.exec(output)?.[1] ?? lines.at(-1) ?? '';
}
