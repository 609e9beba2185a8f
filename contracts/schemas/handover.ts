import { HANDOVER_EVENTS, HANDOVER_STATUSES, LINE_KINDS, LINE_OUTCOMES } from '../handovers.ts';
import { CLOCK_STATUSES } from '../clocks.ts';
import { breachReasonsSchema } from './breachReason.ts';
import { explanationSchema } from './clock.ts';
import { actorSchema } from './event.ts';
import { labelSchema } from './period.ts';
import { cursorSchema, flagSchema, limitSchema, pageOf } from './page.ts';
import { namedSchema } from './staff.ts';
import { shiftNameSchema } from './roster.ts';
import { said } from './said.ts';
import { daySchema, instantSchema, prose, staffNoSchema, ticketNoSchema } from './text.ts';
import { z } from './zod.ts';

/** What is no id of ours is simply not there. */
export const handoverParamsSchema = z.object({
  handoverId: z.string().regex(/^handover-\d{4}-\d{2}-\d{2}-(ONCALL|DAY|LATE)$/),
});

export const noteHandoverSchema = z
  .strictObject({
    text: prose(5000).optional().openapi({ description: 'About the whole' }),
    lines: z
      .array(z.strictObject({ ticketNo: ticketNoSchema, text: prose(1000) }))
      .max(200)
      .optional()
      .openapi({ description: 'About single tickets on the note' }),
  })
  .refine(({ text, lines = [] }) => text !== undefined || lines.length > 0, {
    error: said('text 或 lines 至少其一', 'text, or at least one of lines'),
    path: ['text'],
  })
  .openapi('NoteHandover', { example: { text: '客户晚间会再来电。' } });

const words = z.strictObject({ text: z.string(), by: staffNoSchema, at: instantSchema }).nullable();

const people = z.array(namedSchema);

const summary = {
  handoverId: z.string().openapi({ example: 'handover-2026-11-22-DAY' }),
  day: daySchema,
  shift: shiftNameSchema,
  startsAt: instantSchema,
  endsAt: instantSchema,
  status: z.enum(HANDOVER_STATUSES),
  version: z.int(),
  lines: z.int(),
  acceptedBy: staffNoSchema.nullable(),
  acceptedAt: instantSchema.nullable(),
  dueAt: instantSchema.nullable(),
  breached: z.boolean(),
  label: labelSchema.openapi({ description: 'Which shift, and how its hand-over stands, in words' }),
  outgoing: people.openapi({ description: 'Whose work is handed over' }),
  next: z
    .strictObject({ day: daySchema, shift: shiftNameSchema, people })
    .nullable()
    .openapi({ description: 'Who may accept; null: no shift follows, and a duty agent accepts' }),
};

export const handoverItemSchema = z
  .strictObject({ ...summary, links: z.strictObject({ self: z.string() }) })
  .openapi('HandoverItem');
export type HandoverItemAnswer = z.infer<typeof handoverItemSchema>;
export const handoverPageSchema = pageOf(handoverItemSchema).openapi('HandoverPage');

export const handoverQuerySchema = z.strictObject({
  status: z.enum(HANDOVER_STATUSES).optional(),
  day: daySchema.optional(),
  shift: shiftNameSchema.optional(),
  breached: flagSchema,
  cursor: cursorSchema,
  limit: limitSchema,
});

export const handoverSchema = z
  .strictObject({
    ...summary,
    note: words,
    tickets: z
      .array(
        z.strictObject({
          ticketNo: ticketNoSchema,
          kind: z.enum(LINE_KINDS),
          dueAt: instantSchema.nullable(),
          assignee: staffNoSchema.nullable().openapi({ description: 'Who had it when it came onto the note' }),
          note: words,
          outcome: z.enum(LINE_OUTCOMES).nullable(),
          handedTo: staffNoSchema.nullable(),
          self: z.string(),
        }),
      )
      .openapi({ description: 'Urgent ones first, then left messages, then promises' }),
    clock: z
      .strictObject({
        id: z.literal('SHIFT_HANDOVER'),
        key: z.string(),
        status: z.enum(CLOCK_STATUSES),
        startedAt: instantSchema,
        dueAt: instantSchema.nullable(),
        stoppedAt: instantSchema.nullable(),
        breached: z.boolean(),
        explanation: explanationSchema,
        reasons: breachReasonsSchema,
      })
      .nullable(),
    events: z.array(
      z.strictObject({
        type: z.enum(HANDOVER_EVENTS),
        at: instantSchema,
        actor: actorSchema,
        data: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
      }),
    ),
    allowedCommands: z.array(z.enum(['note', 'accept'])),
    links: z.strictObject({ self: z.string(), temporal: z.string().nullable() }),
  })
  .openapi('Handover');
export type HandoverAnswer = z.infer<typeof handoverSchema>;
