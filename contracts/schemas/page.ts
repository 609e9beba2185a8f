import { said } from './said.ts';
import { z } from './zod.ts';

/** How many items a page has where nobody asks for more or fewer. */
export const DEFAULT_LIMIT = 50;

/** A list's page size, 1 to 200. */
export const limitSchema = z
  .string()
  .regex(/^([1-9]\d?|1\d\d|200)$/, { error: said('1 至 200 的整数', 'a whole number from 1 to 200') })
  .transform(Number)
  .optional()
  .openapi({ type: 'integer', minimum: 1, maximum: 200, default: DEFAULT_LIMIT });

export const cursorSchema = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,512}$/, { error: said('先前应答中的 nextCursor', 'the nextCursor of an earlier answer') })
  .optional()
  .openapi({ description: '`nextCursor` of the page before' });

export const flagSchema = z
  .enum(['true', 'false'])
  .transform((text) => text === 'true')
  .optional()
  .openapi({ type: 'boolean' });

/** `{items, nextCursor}` of one kind of item. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.strictObject({ items: z.array(item), nextCursor: z.string().nullable() });
}
