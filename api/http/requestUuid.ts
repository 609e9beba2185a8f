import { createHash } from 'node:crypto';

/** The same request makes the same thing, so that it stands once. */
export function requestUuid(what: string, updateId: string): string {
  const hex = createHash('sha256').update(`${what} ${updateId}`).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}
