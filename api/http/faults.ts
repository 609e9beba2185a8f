import type { z } from 'zod';
import type { FieldError } from '../../contracts/errors.ts';
import type { Words } from '../../contracts/words.ts';
import { expectedAt } from './expected.ts';

export const NO_SUCH_FIELD: Words = { zh: '不应有此字段', en: 'no such field' };

/** The path as a JSON pointer (RFC 6901). */
function pointer(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** A value of another type may break the rules of its length as well, of which nobody need hear then. */
function withoutRulesOfAnotherType(issues: readonly z.core.$ZodIssue[]): readonly z.core.$ZodIssue[] {
  const first = new Map<string, z.core.$ZodIssue>();
  return issues.filter((issue) => {
    const at = pointer(issue.path);
    const earlier = first.get(at);
    if (earlier === undefined) first.set(at, issue);
    return earlier?.code !== 'invalid_type';
  });
}

/** Every field that is wrong, with what was expected there; a field that does not exist is named itself. */
export function faultsOf(error: z.ZodError): FieldError[] {
  const issues = withoutRulesOfAnotherType(error.issues);
  return issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({ pointer: pointer([...issue.path, key]), expected: NO_SUCH_FIELD }))
      : [{ pointer: pointer(issue.path), expected: expectedAt(issue) }],
  );
}
