import type { Request } from 'express';
import { Problem } from './problem.ts';

/** One entity tag, what follows it in a list, and empty elements before it (RFC 9110, 5.6.1, 8.8.3 and 13.1.1). */
const ONE = /^[\s,]*(W\/)?"([\x21\x23-\x7e\x80-\xff]*)"\s*(?:,|$)/;

function malformed(): Problem {
  const expected = { zh: '*，或以逗号分隔的实体标签，如 "3"', en: '* or entity tags such as "3", separated by commas' };
  return new Problem(
    'validation',
    { zh: `If-Match 应为${expected.zh}。`, en: `If-Match has to be ${expected.en}.` },
    { errors: [{ pointer: '/If-Match', expected }] },
  );
}

/** A version as our tags spell it. */
const VERSION = /^(?:0|[1-9]\d{0,8})$/;
const ANYTHING = /[^\s,]/;

/** The tags of a list that can be a version of ours; a weak one never matches. Throws `validation` for what is no such list. */
function versionsIn(list: string): number[] {
  const versions: number[] = [];
  for (let rest = list; ANYTHING.test(rest);) {
    const [whole, weak, tag = ''] = ONE.exec(rest) ?? [];
    if (whole === undefined) throw malformed();
    if (weak === undefined && VERSION.test(tag)) versions.push(Number(tag));
    rest = rest.slice(whole.length);
  }
  return versions;
}

/**
 * The version that `If-Match` asks for, to be compared where the change is made: of several the current one, else any of them; one that
 * nothing can have where none is of ours; null where any will do. Throws `validation` for what is no list of entity tags.
 */
export function expectedVersionOf(req: Request, current: number | null): number | null {
  const wanted = req.get('if-match')?.trim();
  if (wanted === undefined || wanted === '*') return null;
  if (!ANYTHING.test(wanted)) throw malformed();
  const versions = versionsIn(wanted);
  return versions.find((version) => version === current) ?? versions[0] ?? -1;
}
