import { instantSchema, ticketNoSchema } from './text.ts';
import { pageOf } from './page.ts';
import { z } from './zod.ts';

export const inboxItemSchema = z
  .strictObject({
    id: z.string(),
    ticketNo: ticketNoSchema.nullable().openapi({ description: 'null: it is about no single ticket' }),
    template: z.string(),
    subject: z.string(),
    text: z.string(),
    at: instantSchema,
  })
  .openapi('InboxItem');
export type InboxItemAnswer = z.infer<typeof inboxItemSchema>;

export const inboxPageSchema = pageOf(inboxItemSchema).openapi('InboxPage');
