import { actorSchema } from './event.ts';
import { hintsSchema, keepsPromisesSchema, promiseSchema } from './promise.ts';
import { idSchema, instantSchema, prose, ticketNoSchema } from './text.ts';
import { pageOf } from './page.ts';
import { z } from './zod.ts';

export const postMessageSchema = z
  .strictObject({
    text: prose(10_000),
    attachments: z.array(idSchema).max(20).optional(),
    internal: z.boolean().optional().openapi({ description: 'Never seen by customers; from staff only' }),
    promise: promiseSchema
      .optional()
      .openapi({ description: 'By when the customer hears more; from staff, and not in internal messages' }),
    keepsPromises: keepsPromisesSchema.optional(),
  })
  .openapi('PostMessage', { example: { text: '请问处理到哪一步了？' } });

const messageSchema = z
  .strictObject({
    id: z.string(),
    ticketNo: ticketNoSchema,
    seq: z.int(),
    author: actorSchema,
    text: z.string(),
    attachments: z.array(idSchema).openapi({ description: 'The files that came with it' }),
    internal: z.boolean(),
    promise: z.strictObject({ by: instantSchema, what: z.string().nullable() }).nullable(),
    at: instantSchema,
  })
  .openapi('Message');
export type MessageAnswer = z.infer<typeof messageSchema>;

export const postedMessageSchema = z
  .strictObject({ ...messageSchema.shape, hints: hintsSchema })
  .openapi('PostedMessage');

export const messagePageSchema = pageOf(messageSchema).openapi('MessagePage');
