import { TICKET_CLOCK_IDS } from '../clocks.ts';
import { DEPARTMENTS } from '../people.ts';
import { CHANNELS, CLOSE_REASONS, TICKET_STATUSES } from '../ticket.ts';
import { cursorSchema, limitSchema, pageOf } from './page.ts';
import { labelSchema } from './period.ts';
import { instantSchema, staffNoSchema, ticketNoSchema } from './text.ts';
import { z } from './zod.ts';

const DUTIES = ['follow-up', 'promise', 'termination-review'] as const;

const dutySchema = z
  .strictObject({
    ticketNo: ticketNoSchema,
    duty: z.enum(DUTIES).openapi({
      description:
        'Done by the command of the same name, `review-termination` for the last; a promise by the next message to the customer',
    }),
    label: labelSchema,
    subject: z.string(),
    category: z.string().nullable(),
    channel: z.enum(CHANNELS),
    assignee: staffNoSchema
      .nullable()
      .openapi({ description: 'Who had the ticket last, and keeps what was promised on it' }),
    closeReason: z.enum(CLOSE_REASONS).nullable(),
    closedAt: instantSchema,
    dueAt: instantSchema.nullable().openapi({
      description: 'Of a promise the time told, else the closing of the first workday after it was closed',
    }),
    late: z.boolean(),
  })
  .openapi('Duty');
export type DutyAnswer = z.infer<typeof dutySchema>;

export const dutyPageSchema = pageOf(dutySchema).openapi('DutyPage');
export const dutyQuerySchema = z.strictObject({
  duty: z.enum(DUTIES).optional(),
  assignee: staffNoSchema.optional(),
  cursor: cursorSchema,
  limit: limitSchema,
});

const redSchema = z
  .strictObject({
    ticketNo: ticketNoSchema,
    status: z.enum(TICKET_STATUSES),
    department: z.enum(DEPARTMENTS),
    assignee: staffNoSchema.nullable(),
    urgent: z.boolean(),
    supervisedAt: instantSchema.nullable(),
    lastReportAt: instantSchema.nullable(),
    reportDueAt: instantSchema.nullable(),
    breaches: z.array(
      z.strictObject({ clock: z.enum(TICKET_CLOCK_IDS), dueAt: instantSchema, overrunMs: z.int().min(0) }),
    ),
  })
  .openapi('RedListEntry');
export type RedAnswer = z.infer<typeof redSchema>;

export const redPageSchema = pageOf(redSchema).openapi('RedList');
export const redQuerySchema = z.strictObject({
  department: z.enum(DEPARTMENTS).optional(),
  cursor: cursorSchema,
  limit: limitSchema,
});
