import type { JsonValue } from '../db/schema/rows.ts';

/** The words of a stored text as paragraphs, in the order of its fields: a solution, a reason, the items of a list. */
export function wordsOf(body: JsonValue): readonly string[] {
  if (typeof body === 'string') return [body];
  if (Array.isArray(body)) return body.map((item) => `- ${wordsOf(item).join(' · ')}`);
  if (body === null || typeof body !== 'object') return [];
  return Object.values(body).flatMap((value) => wordsOf(value ?? null));
}
