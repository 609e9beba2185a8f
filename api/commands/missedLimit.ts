import { Problem } from '../http/problem.ts';

/** `key` names no limit of this ticket, review or hand-over. */
export function unknownLimit(owner: string, key: string): Problem {
  const expected = { zh: `${owner} 的时限所列的 key`, en: `a key of the limits of ${owner}` };
  return new Problem(
    'unknown-reference',
    { zh: `${owner} 没有时限 ${key}。`, en: `${owner} has no limit ${key}.` },
    { errors: [{ pointer: '/key', expected, got: key }] },
  );
}

export function notMissed(key: string): Problem {
  return new Problem('state-conflict', {
    zh: `时限 ${key} 没有超时，无须填写原因。`,
    en: `${key} is not missed: there is nothing to explain.`,
  });
}
