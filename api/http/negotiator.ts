import type { Request } from 'express';
import { Problem } from './problem.ts';
import { mediaTypesOf, type RouteWords } from './words.ts';

/** Refuses a caller who takes none of the forms in which a route answers. Files and streams come as what they are. */
export function negotiator({ answers }: RouteWords): (req: Request) => void {
  const offered = [...new Set(Object.values(answers).flatMap(mediaTypesOf))];
  if (!offered.includes('application/json')) return () => undefined;
  // With a charset a wish is for another type, as far as negotiation goes.
  const spelt = [...offered, 'application/problem+json'].flatMap((type) => [type, `${type}; charset=utf-8`]);
  const types = offered.join(', ');
  return (req) => {
    if (req.accepts(spelt) !== false) return;
    throw new Problem('not-acceptable', { zh: `此处提供：${types}。`, en: `Offered here: ${types}.` });
  };
}
