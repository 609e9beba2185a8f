import { actorSchema } from './event.ts';
import { promiseSchema } from './promise.ts';
import { idSchema, instantSchema, prose, ticketNoSchema } from './text.ts';
import { pageOf } from './page.ts';
import { z } from './zod.ts';

export const postMessageSchema = z
  .strictObject({
    text: prose(10_000),
    attachments: z.array(idSchema).max(20).optional(),
    internal: z.boolean().optional().openapi({ description: 'Seen by staff only; from staff only' }),
    promise: promiseSchema
      .optional()
      .openapi({ description: 'By when the customer hears more; from staff, and not in internal messages' }),
    keepsPromises: z.boolean().optional().openapi({
      description:
        'Whether these words are what was promised before. By default they are, unless they make a promise themselves or name a time to come back; from staff only',
    }),
  })
  .openapi('PostMessage', { example: { text: '请问处理到哪一步了？' } });

const messageSchema = z
  .strictObject({
    id: z.string(),
    ticketNo: ticketNoSchema,
    seq: z.int(),
    author: actorSchema,
    text: z.string(),
    internal: z.boolean(),
    promise: z.strictObject({ by: instantSchema, what: z.string().nullable() }).nullable(),
    at: instantSchema,
  })
  .openapi('Message');
export type MessageAnswer = z.infer<typeof messageSchema>;

/** What its author may want to do about it; nothing stands in the way. */
export const postedMessageSchema = z
  .strictObject({
    ...messageSchema.shape,
    hints: z
      .array(
        z.strictObject({
          code: z.literal('time-without-promise'),
          found: z.string().openapi({ description: 'The words that name a time', example: '明天下午3点前回复' }),
          zh: z.string(),
          en: z.string(),
        }),
      )
      .openapi({
        description: 'To staff: words to the customer that name a time, while nothing was promised by `promise`',
      }),
  })
  .openapi('PostedMessage');

export const messagePageSchema = pageOf(messageSchema).openapi('MessagePage');
