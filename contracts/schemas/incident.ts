import { DEPARTMENTS } from '../people.ts';
import { CHANNELS, LINK_KINDS, TICKET_STATUSES } from '../ticket.ts';
import { instantSchema, staffNoSchema, ticketNoSchema } from './text.ts';
import { z } from './zod.ts';

const followerSchema = z
  .strictObject({
    ticketNo: ticketNoSchema,
    status: z.enum(TICKET_STATUSES),
    channel: z.enum(CHANNELS),
    companyId: z.string(),
    department: z.enum(DEPARTMENTS),
    assignee: staffNoSchema.nullable(),
    answeredAt: instantSchema.nullable().openapi({ description: 'When the incident’s answer reached it' }),
  })
  .openapi('Follower');
export type FollowerAnswer = z.infer<typeof followerSchema>;

export const followerPageSchema = z
  .strictObject({
    items: z.array(followerSchema),
    nextCursor: z.string().nullable(),
    total: z.int(),
    answered: z.int().openapi({ description: 'How far the one answer has come' }),
    leftOut: z.int().openapi({
      description:
        'Followers that do not get the answer, as whoever gave it may not answer them: they are about him, his proposal was refused in them, or they have climbed above him. Taken off the incident, they are dealt with by themselves',
    }),
  })
  .openapi('FollowerPage');

const linkSchema = z
  .strictObject({
    ticketNo: ticketNoSchema.openapi({ description: 'The other ticket' }),
    kind: z.enum(LINK_KINDS),
    direction: z
      .enum(['to', 'from'])
      .openapi({ description: '`to`: this ticket names the other; `from`: it is named' }),
  })
  .openapi('TicketLink');
export type LinkAnswer = z.infer<typeof linkSchema>;

export const linkListSchema = z.strictObject({ items: z.array(linkSchema) }).openapi('TicketLinkList');
