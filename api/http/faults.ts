import type { FieldError } from '../../contracts/errors.ts';
import type { z } from 'zod';

type Issue = z.core.$ZodIssue;

function pointer(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

function sized(issue: { origin: string }, size: string): string {
  if (issue.origin === 'string') return `${size} characters`;
  if (issue.origin === 'array') return `${size} items`;
  return size;
}

function expected(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? `${issue.expected} (required)` : issue.expected;
    case 'invalid_value':
      return `one of ${issue.values.map(String).join(', ')}`;
    case 'too_small':
      return sized(issue, `at least ${issue.minimum}`);
    case 'too_big':
      return sized(issue, `at most ${issue.maximum}`);
    case 'invalid_format':
      return issue.message.startsWith('Invalid') ? issue.format : issue.message;
    default:
      return issue.message;
  }
}

/** Every field that is wrong, with what was expected there; a field that does not exist is named itself. */
export function faultsOf(error: z.ZodError): FieldError[] {
  return error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({ pointer: pointer([...issue.path, key]), expected: 'no such field' }))
      : [{ pointer: pointer(issue.path), expected: expected(issue) }],
  );
}
