import { actorSchema } from './event.ts';
import { pageOf } from './page.ts';
import { instantSchema, ticketNoSchema } from './text.ts';
import { z } from './zod.ts';

export const attemptSchema = z
  .strictObject({
    ticketNo: ticketNoSchema,
    command: z.string().openapi({ example: 'answer' }),
    taskId: z.string().nullable(),
    actor: actorSchema,
    code: z.string().openapi({ example: 'forbidden', description: 'Code of the problem that was answered' }),
    at: instantSchema,
  })
  .openapi('Attempt');
export type AttemptAnswer = z.infer<typeof attemptSchema>;

export const attemptPageSchema = pageOf(attemptSchema).openapi('AttemptPage');
