import { SentFile } from '../../contracts/schemas/attachment.ts';
import { maskSecrets } from '../../domain/privacy/secrets.ts';

/** The fields in which people write what they like, in whatever body they stand. */
const FREE_TEXTS: ReadonlySet<string> = new Set([
  'claim',
  'coaching',
  'comment',
  'deliverable',
  'demand',
  'description',
  'finalAnswer',
  'finding',
  'findings',
  'format',
  'name',
  'note',
  'offer',
  'pointer',
  'reason',
  'remedy',
  'result',
  'ruleCited',
  'sample',
  'solution',
  'statement',
  'subject',
  'text',
  'what',
  'why',
]);

/** A free text of a body and where it stands (RFC 6901; the names hold nothing to escape). */
export interface FreeText {
  readonly pointer: string;
  readonly text: string;
}

export function freeTextsIn(body: unknown, pointer = ''): FreeText[] {
  if (typeof body !== 'object' || body === null) return [];
  return Object.entries(body).flatMap(([name, value]) => {
    const at = `${pointer}/${name}`;
    if (typeof value === 'string') return FREE_TEXTS.has(name) ? [{ pointer: at, text: value }] : [];
    return freeTextsIn(value, at);
  });
}

/** The body as it may be kept: no password, code or whole card number in what people wrote. What is no free text stays as it is, and so does a file. */
export function withoutSecrets(body: unknown): unknown {
  if (Array.isArray(body)) return body.map(withoutSecrets);
  if (typeof body !== 'object' || body === null || body instanceof SentFile) return body;
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [
      name,
      typeof value === 'string' && FREE_TEXTS.has(name) ? maskSecrets(value) : withoutSecrets(value),
    ]),
  );
}
