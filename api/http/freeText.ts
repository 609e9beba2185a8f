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
  // Of material that is supplied: names, as they stood in the request.
  'items',
  'name',
  'note',
  'offer',
  'orderNo',
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

export function freeTextsIn(body: unknown): FreeText[] {
  return textsOf(body, '', '');
}

/** What stands in a list goes by the list's name. */
function textsOf(value: unknown, name: string, pointer: string): FreeText[] {
  if (typeof value === 'string') return FREE_TEXTS.has(name) ? [{ pointer, text: value }] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) =>
    textsOf(part, Array.isArray(value) ? name : key, `${pointer}/${key}`),
  );
}

/** No body of ours nests so deep; what does is refused whole, and never followed down to the end of the stack. */
const DEEPEST = 20;

function isPlain(value: unknown): value is object {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

/** An order's number may be as long as a card's: this word before it says which it is. */
const ORDER = '订单';

function masked(name: string, text: string): string {
  return name === 'orderNo' ? maskSecrets(ORDER + text).slice(ORDER.length) : maskSecrets(text);
}

/** The body as it may be kept: no password, code or whole card number in what people wrote. What is no free text stays as it is. */
export function withoutSecrets(body: unknown): unknown {
  return kept(body, '', 0);
}

function kept(value: unknown, name: string, depth: number): unknown {
  if (typeof value === 'string') return FREE_TEXTS.has(name) ? masked(name, value) : value;
  if (depth > DEEPEST) return value;
  if (Array.isArray(value)) return value.map((item) => kept(item, name, depth + 1));
  // A file is an object too, and no words.
  if (!isPlain(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, kept(part, key, depth + 1)]));
}
