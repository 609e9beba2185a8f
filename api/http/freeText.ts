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

/** No body of ours nests so deep; what does is refused whole, and never followed down to the end of the stack. */
const DEEPEST = 20;

function isPlain(value: unknown): value is object {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

/** The body as it may be kept: no password, code or whole card number in what people wrote. What is no free text stays as it is. */
export function withoutSecrets(body: unknown, depth = 0): unknown {
  if (depth > DEEPEST) return body;
  if (Array.isArray(body)) return body.map((item) => withoutSecrets(item, depth + 1));
  // A file is an object too, and no words.
  if (!isPlain(body)) return body;
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [
      name,
      typeof value === 'string' && FREE_TEXTS.has(name) ? maskSecrets(value) : withoutSecrets(value, depth + 1),
    ]),
  );
}
