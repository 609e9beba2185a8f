import { TICKET_STATUSES } from '../ticket.ts';
import { labelSchema } from './period.ts';
import { instantSchema, ticketNoSchema } from './text.ts';
import { orNull, z } from './zod.ts';

export const actorSchema = z
  .strictObject({
    kind: z.enum(['customer', 'staff', 'integration', 'system']),
    staffNo: z.string().optional(),
    accountId: z.string().optional(),
    onBehalf: z.boolean().optional(),
  })
  .openapi('Actor');
export type ActorAnswer = z.infer<typeof actorSchema>;

export const eventSchema = z
  .strictObject({
    ticketNo: ticketNoSchema,
    seq: z.int(),
    type: z.string().openapi({ example: 'taken-over' }),
    at: instantSchema,
    actor: actorSchema,
    before: z.enum(TICKET_STATUSES).nullable(),
    after: z.enum(TICKET_STATUSES),
    text: z.record(z.string(), z.unknown()).nullable().openapi({ description: 'The words that belong to it' }),
    words: orNull(labelSchema).openapi({
      description:
        'Of a dispute: what happened, who is waited on next and until when; of `declined`: where the customer can turn; of `archived`: how long the record is kept',
    }),
    data: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())])),
  })
  .openapi('TicketEvent');
export type EventAnswer = z.infer<typeof eventSchema>;

export const eventPageSchema = z
  .strictObject({ items: z.array(eventSchema), nextCursor: z.string().nullable() })
  .openapi('TicketEventPage');
