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
  if (what === 'body') return parseBody(schemaOf(schema), withoutSecrets(value));
  const result = schemaOf(schema).safeParse(value, { reportInput: true });
  if (result.success) return result.data;
  throw invalid(what, ...faultsOf(result.error));
}

/** A field that is null where no null belongs is taken as left out: answers have it so, and what is read may be sent back. */
function parseBody<T extends z.ZodType>(schema: T, given: unknown): z.infer<T> {
  const result = schema.safeParse(given, { reportInput: true });
  if (result.success) return result.data;
  const nulls = result.error.issues.filter(({ input, path }) => input === null && path.length > 0);
  if (nulls.length === 0) throw invalid('body', ...faultsOf(result.error));
  return parseBody(
    schema,
    nulls.reduce((left, { path }) => without(left, path), given),
  );
}

/** The value without the field at the end of the path. In a list nothing can be left out: what is null there is undefined, and wrong. */
function without(value: unknown, [name, ...rest]: readonly PropertyKey[]): unknown {
  if (typeof value !== 'object' || value === null || name === undefined) return value;
  const inner: unknown = rest.length === 0 ? undefined : without(Reflect.get(value, name), rest);
  if (Array.isArray(value)) return value.map((item: unknown, index) => (index === name ? inner : item));
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, kept]: [string, unknown]) =>
      key !== name ? [[key, kept]] : inner === undefined ? [] : [[key, inner]],
    ),
  );
}

/** The path's parts. What cannot be a number or id of ours is simply not there. */
export function parseParams<T extends z.ZodType>(schema: T | undefined, value: unknown): z.infer<T> {
  const result = schemaOf(schema).safeParse(value);
  if (!result.success) throw notFound();
  return result.data;
}
