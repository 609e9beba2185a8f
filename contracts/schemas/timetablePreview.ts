import { limitMoveCounts } from './limitMoves.ts';
import { instantSchema, ticketNoSchema } from './text.ts';
import { z } from './zod.ts';

const counts = {
  limits: z.int(),
  unchanged: z.int(),
  kept: z.int().openapi({
    description:
      'Breached, or the new limit or target would lie in the past: never judged again; or it would cut short what was told',
  }),
  ...limitMoveCounts,
  adjusted: z.int().openapi({ description: 'Same end and target; a warning or its finality changes' }),
  final: z.int().openapi({ description: 'Provisional until now' }),
  provisional: z.int().openapi({ description: 'Final until now' }),
  dayOff: z.int().openapi({ description: 'Dates agreed by hand that would be days off' }),
};

const limitShape = {
  ticketNo: ticketNoSchema,
  reviewId: z.string().optional().openapi({ description: 'Left out: the limit is the ticket’s own' }),
  clock: z.string(),
  key: z.string(),
};

const moveShape = { from: instantSchema.nullable(), to: instantSchema.nullable() };

export const previewReportSchema = z
  .strictObject({
    version: z.int().min(1),
    at: instantSchema,
    tickets: z
      .int()
      .openapi({ description: 'Open tickets looked at, and closed ones that are owed a follow-up or a review' }),
    reviews: z.int().openapi({ description: 'Quality reviews under way, also where the ticket has ended' }),
    totals: z.strictObject(counts),
    groups: z.array(z.strictObject({ department: z.string(), clock: z.string(), ...counts })),
    moved: z
      .array(
        z.strictObject({
          ...limitShape,
          ...moveShape,
          target: z.strictObject(moveShape).optional().openapi({ description: 'Left out: its target stays' }),
        }),
      )
      .openapi({ description: 'The first 200 limits that would move, or whose targets would' }),
    more: z.boolean().openapi({ description: 'More would move than are listed' }),
    affected: z
      .array(
        z.strictObject({
          ...limitShape,
          dueAt: instantSchema.nullable(),
          why: z.literal('day-off'),
        }),
      )
      .openapi({
        description:
          'The first 200 dates agreed by hand that would be days off: they stay, and whoever works on them is told',
      }),
    loses: z
      .strictObject({ years: z.array(z.int()), limits: z.int(), tickets: z.int() })
      .nullable()
      .openapi({
        description: 'Limits told as final that would lose the notice of their year: to restore it takes `force`',
      }),
  })
  .openapi('TimetablePreview');
export type PreviewReport = z.infer<typeof previewReportSchema>;
