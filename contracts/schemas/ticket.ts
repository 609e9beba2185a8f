import { CHANNELS, CLOSE_REASONS, RATINGS, ROUTINGS, SLA_CLASSES, TICKET_STATUSES } from '../ticket.ts';
import { BOUNDARIES } from '../boundaries.ts';
import { DEPARTMENTS, SCOPES } from '../people.ts';
import { clockSchema } from './clock.ts';
import { labelSchema } from './period.ts';
import { flagSchema as redFlagSchema } from './flag.ts';
import { disputeSchema } from './dispute.ts';
import { cursorSchema, flagSchema, limitSchema, pageOf } from './page.ts';
import { hintsSchema } from './promise.ts';
import { said } from './said.ts';
import { idSchema, instantSchema, line, prose, staffNoSchema, ticketNoSchema } from './text.ts';
import { taskSchema } from './task.ts';
import { orNull, z } from './zod.ts';

export const contactSchema = z
  .strictObject({
    name: line(100),
    phone: line(32)
      .regex(/^\+?[\d\s()-]{5,32}$/, { error: said('电话号码', 'a phone number') })
      .optional(),
    email: z.email().max(254).optional(),
  })
  .openapi('Contact', { example: { name: '王芳', phone: '13800005678', email: 'wang@example.com' } });

export const openTicketSchema = z
  .strictObject({
    channel: z.enum(CHANNELS).openapi({ description: 'Where the answer goes' }),
    category: line(40).optional(),
    subject: line(200),
    description: prose(10_000),
    demand: prose(2000).optional(),
    orderNo: line(64).optional(),
    contact: contactSchema.optional(),
    urgent: z
      .strictObject({ reason: prose(500) })
      .optional()
      .openapi({
        description:
          '`account-stolen`, `merchant-unreachable`, `system-down`, or your own words, which a supervisor confirms',
      }),
    askedFor: staffNoSchema
      .optional()
      .openapi({ description: 'A staff number from an earlier contact: back to that agent, where he is ready' }),
    about: staffNoSchema.optional().openapi({
      description:
        'With SVC.COMPLAINT or SVC.RATING: of whom it is, by staff number; left out, the inspectors find out',
    }),
    attachments: z.array(idSchema).max(20).optional(),
    companyId: idSchema.optional().openapi({ description: 'From staff and integration only, and required there' }),
    account: idSchema.optional(),
    receivedAt: instantSchema.optional().openapi({ description: 'From integration only; not in the future' }),
  })
  .openapi('OpenTicket', {
    example: {
      channel: 'online',
      category: 'ORD.PAY.FAILED',
      subject: '支付失败',
      description: '订单 2025110700123 支付时提示“系统繁忙”，已重试三次。',
      demand: '请协助完成支付',
      orderNo: '2025110700123',
    },
  });
export type OpenTicketBody = z.infer<typeof openTicketSchema>;

export const ticketParamsSchema = z.strictObject({ ticketNo: ticketNoSchema });

export const ticketSchema = z
  .strictObject({
    ticketNo: ticketNoSchema,
    status: z.enum(TICKET_STATUSES),
    version: z.int(),
    channel: z.enum(CHANNELS),
    category: z.string().nullable(),
    slaClass: z.enum(SLA_CLASSES).nullable(),
    routing: z.enum(ROUTINGS).nullable(),
    department: z.enum(DEPARTMENTS),
    assignee: staffNoSchema.nullable(),
    lead: staffNoSchema.nullable().openapi({ description: 'Who leads the departments of its plan' }),
    firstContact: staffNoSchema.nullable(),
    urgent: z.boolean(),
    urgentReason: z.string().nullable(),
    subject: z.string(),
    description: z.string(),
    demand: z.string().nullable(),
    orderNo: z.string().nullable(),
    customer: z.strictObject({
      companyId: z.string(),
      companyName: z.string(),
      account: z.string().nullable(),
      verified: z.enum(['verified', 'partial', 'failed']),
      scopes: z.array(z.enum(SCOPES)),
    }),
    contact: z
      .strictObject({ name: z.string(), phone: z.string().nullable(), email: z.string().nullable() })
      .nullable(),
    createdAt: instantSchema,
    receivedAt: instantSchema,
    closedAt: instantSchema.nullable(),
    closeReason: z.enum(CLOSE_REASONS).nullable(),
    declined: z
      .strictObject({ boundary: z.enum(BOUNDARIES), reason: z.string(), pointer: labelSchema })
      .nullable()
      .openapi({ description: 'Why the desk does not take it on, and where the customer can turn' }),
    archive: z
      .strictObject({ at: instantSchema, keptUntil: instantSchema.nullable(), hold: z.enum(['dispute']).nullable() })
      .nullable()
      .openapi({ description: 'Since when it is archived, from when it may be purged, and what holds it so long' }),
    rating: z.strictObject({ rating: z.enum(RATINGS), comment: z.string().nullable(), at: instantSchema }).nullable(),
    incident: ticketNoSchema
      .nullable()
      .openapi({ description: 'Head of the incident it belongs to, its own number for the head; staff only' }),
    escalated: z.boolean().openapi({ description: 'The customer asked for a senior agent, and none has it yet' }),
    supervised: z.boolean(),
    flags: z
      .array(redFlagSchema)
      .nullable()
      .openapi({ description: 'Red flags: what was done at special request; null for all but staff' }),
    clocks: z.array(clockSchema),
    tasks: z.array(taskSchema),
    dispute: orNull(disputeSchema).openapi({ description: 'The latest in which this reader takes part' }),
    earlierDisputes: z.array(disputeSchema).openapi({ description: 'Those before it, oldest first' }),
    allowedCommands: z.array(z.string()).openapi({ description: 'What this caller may do now, spelt as in the URL' }),
    links: z.strictObject({ self: z.string(), events: z.string(), temporal: z.string().nullable() }),
  })
  .openapi('Ticket');
export type TicketAnswer = z.infer<typeof ticketSchema>;

/** After words to the customer that may promise a time. */
export const toldTicketSchema = z.strictObject({ ...ticketSchema.shape, hints: hintsSchema }).openapi('ToldTicket');

export const ticketPageSchema = pageOf(ticketSchema).openapi('TicketPage');

export const ticketQuerySchema = z.strictObject({
  status: z.enum(TICKET_STATUSES).optional(),
  category: line(40).optional(),
  department: z.enum(DEPARTMENTS).optional(),
  assignee: staffNoSchema.optional(),
  lead: staffNoSchema.optional().openapi({ description: 'Who leads its plan, whoever has the ticket beside him' }),
  companyId: idSchema.optional(),
  urgent: flagSchema,
  escalated: flagSchema.openapi({ description: 'Waits for a senior agent, whoever has it until then' }),
  breached: flagSchema.openapi({ description: 'Some clock breached; for staff also what is owed to a closed ticket' }),
  q: line(100).optional().openapi({ description: 'Part of the number, the subject or the description' }),
  sort: z.enum(['nextDue', '-createdAt']).optional().openapi({
    default: '-createdAt',
    description:
      'By `-createdAt` each ticket comes once, however long the pages are read. By `nextDue` each page is of its moment: a ticket whose limit moves meanwhile comes again where it moved on (the later of the two holds), and is missed where it moved before what was read; begin anew for one list without gaps',
  }),
  cursor: cursorSchema,
  limit: limitSchema,
});
export type TicketQuery = z.infer<typeof ticketQuerySchema>;
