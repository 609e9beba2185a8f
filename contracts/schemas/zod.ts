import { extendZodWithOpenApi } from '@asteasolutions/zod-to-openapi';
import { z } from 'zod';

// Schemas call `.openapi` while their modules load, so every schema file takes its `z` from here.
extendZodWithOpenApi(z);

/** A field that may be left out, and is never undefined where it is there. */
function mayBeLeftOut<T extends z.ZodType>(schema: T) {
  const [given, absent] = [schema.exactOptional(), schema.optional()];
  // Whoever describes the schema asks the field alone, whether undefined will do; an object asks its own way.
  return Object.assign(schema.exactOptional(), {
    safeParse: (value: unknown) => (value === undefined ? absent : given).safeParse(value),
  });
}

/** A schema with a name, or null: `nullable` would put the null into what the name stands for, or where no null passes. */
function orNull<T extends z.ZodType>(named: T) {
  return z.union([named, z.null()]);
}

export { mayBeLeftOut, orNull, z };
