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
    without(
      given,
      nulls.map(({ path }) => path),
    ),
  );
}

/** The value without the fields at the ends of the paths. In a list nothing can be left out: what is null there is undefined, and wrong. */
function without(value: unknown, paths: readonly (readonly PropertyKey[])[]): unknown {
  if (paths.some(({ length }) => length === 0)) return undefined;
  if (typeof value !== 'object' || value === null) return value;
  const below = new Map<PropertyKey, PropertyKey[][]>();
  for (const [name = '', ...rest] of paths) {
    const beside = below.get(name);
    if (beside === undefined) below.set(name, [rest]);
    else beside.push(rest);
  }
  const left = (name: PropertyKey, kept: unknown): unknown => {
    const named = below.get(name);
    return named === undefined ? kept : without(kept, named);
  };
  if (Array.isArray(value)) return value.map((item: unknown, index) => left(index, item));
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, kept]: [string, unknown]) => {
      const inner = left(key, kept);
      return inner === undefined ? [] : [[key, inner]];
    }),
  );
}

/** The path's parts. What cannot be a number or id of ours is simply not there. */
export function parseParams<T extends z.ZodType>(schema: T | undefined, value: unknown): z.infer<T> {
  const result = schemaOf(schema).safeParse(value);
  if (!result.success) throw notFound();
  return result.data;
}
