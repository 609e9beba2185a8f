import { instantSchema } from './text.ts';
import { z } from './zod.ts';

/** What the service sent, as the development mailbox tells it: newest first. */
export const devMailListSchema = z
  .array(
    z.strictObject({
      from: z.string().nullable(),
      to: z.array(z.string()),
      subject: z.string().nullable(),
      text: z.string().nullable(),
      html: z.string().nullable(),
      messageId: z.string().nullable(),
      headers: z.record(z.string(), z.string()),
      at: instantSchema,
    }),
  )
  .openapi('DevMailList');
export type DevMailAnswer = z.infer<typeof devMailListSchema>[number];
