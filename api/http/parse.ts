import { z } from '../../contracts/schemas/zod.ts';
import { faultsOf } from './faults.ts';
import { withoutSecrets } from './freeText.ts';
import { invalid, notFound } from './problem.ts';

export const nothing = z.strictObject({});

function schemaOf<T extends z.ZodType>(schema: T | undefined): T {
  // Without a schema the route's type says `nothing`, so this is the T that the caller means.
  return schema ?? (nothing as z.ZodType as T);
}

/** The value in its schema's form; secrets in a body go no further than here. Throws `validation` naming every field that is wrong. */
export function parse<T extends z.ZodType>(schema: T | undefined, value: unknown, what: 'query' | 'body'): z.infer<T> {
  const given = what === 'body' ? withoutSecrets(value) : value;
  const result = schemaOf(schema).safeParse(given, { reportInput: true });
  if (result.success) return result.data;
  throw invalid(what, ...faultsOf(result.error));
}

/** The path's parts. What cannot be a number or id of ours is simply not there. */
export function parseParams<T extends z.ZodType>(schema: T | undefined, value: unknown): z.infer<T> {
  const result = schemaOf(schema).safeParse(value);
  if (!result.success) throw notFound();
  return result.data;
}
