import { CLOCK_STATUSES, TICKET_CLOCK_IDS } from '../clocks.ts';
import { keptSchema } from './limitMoves.ts';
import { labelSchema } from './period.ts';
import { instantSchema } from './text.ts';
import { orNull, z } from './zod.ts';

export const explanationSchema = z.strictObject({ zh: z.string(), en: z.string() }).openapi('Explanation');

const clockShape = {
  id: z.enum(TICKET_CLOCK_IDS),
  status: z.enum(CLOCK_STATUSES),
  startedAt: instantSchema,
  targetAt: instantSchema.nullable(),
  dueAt: instantSchema.nullable(),
  stoppedAt: instantSchema.nullable(),
  breached: z.boolean(),
  provisional: z.boolean().openapi({ description: 'The calendar of a year it touches is not published yet' }),
  explanation: explanationSchema,
  timetable: z
    .strictObject({ calendar: z.int(), policy: z.int() })
    .nullable()
    .openapi({ description: 'By which published versions of calendar and policy it is reckoned; null once unknown' }),
};

const causeSchema = z
  .strictObject({
    seq: z.int().openapi({ description: 'The event of the timeline' }),
    why: z.string().openapi({ description: 'The type of the event', example: 'material-supplied' }),
    whyLabel: labelSchema,
    who: z.string().openapi({ description: 'A staff number, or customer, party, integration, system' }),
    whoLabel: labelSchema,
  })
  .openapi('ClockCause');
export type ClockCauseAnswer = z.infer<typeof causeSchema>;

export const clockSchema = z.strictObject(clockShape).openapi('Clock', {
  description:
    'One start of a limit. `running` and `paused` also past due; `breached` is true from the due instant on.',
});
export type ClockAnswer = z.infer<typeof clockSchema>;

export const clockDetailSchema = z
  .strictObject({
    ...clockShape,
    key: z.string().openapi({ example: 'PROGRESS_SYNC#2' }),
    taskId: z.string().nullable(),
    replans: z
      .array(
        z.strictObject({
          at: instantSchema,
          calendar: z.int().nullable(),
          policy: z.int().nullable(),
          from: instantSchema.nullable(),
          to: instantSchema.nullable(),
          target: z
            .strictObject({ from: instantSchema.nullable(), to: instantSchema.nullable() })
            .nullable()
            .openapi({ description: 'Null: its target stays' }),
          kept: keptSchema,
          dayOff: z.boolean().openapi({ description: 'A date agreed by hand that has become a day off' }),
          jobId: z.string().nullable(),
          reason: z.string().nullable(),
        }),
      )
      .openapi({ description: 'What later versions of calendar and policy did to it; job and reason for staff alone' }),
    extensions: z
      .array(
        z.strictObject({
          seq: z.int(),
          at: instantSchema,
          by: z.string().nullable().openapi({ description: 'Staff number' }),
          from: instantSchema.nullable().openapi({ description: 'The limit before; null where there was none' }),
          to: instantSchema.nullable(),
          reason: z.string().nullable().openapi({ description: 'For those who may read the words of the event' }),
        }),
      )
      .openapi({ description: 'Dates set by hand, oldest first' }),
    reasons: z
      .array(z.strictObject({ seq: z.int(), at: instantSchema, by: z.string().nullable(), reason: z.string() }))
      .openapi({ description: 'Why it was missed, by whoever answers for it, oldest first; for staff alone' }),
    intervals: z.array(
      z.strictObject({
        state: z.enum(['running', 'paused', 'outage']).openapi({
          description: '`running` and `paused` follow one another; an `outage` lies over them: the desk stood still',
        }),
        from: instantSchema,
        to: instantSchema.nullable(),
        why: z.string().nullable().openapi({
          description: 'Running: the type of the event that started or resumed it; of an outage: measured or declared',
        }),
        whyLabel: orNull(labelSchema),
        who: z.string().nullable().openapi({
          description: 'Running: who started or resumed it; paused: for whom it waits; of an outage: what stood still',
        }),
        whoLabel: orNull(labelSchema),
        begun: orNull(causeSchema).openapi({ description: 'What began it, as far as the reader may know' }),
        ended: orNull(causeSchema).openapi({ description: 'What ended it, as far as the reader may know' }),
      }),
    ),
  })
  .openapi('ClockDetail');
export type ClockDetailAnswer = z.infer<typeof clockDetailSchema>;

export const clockListSchema = z.strictObject({ items: z.array(clockDetailSchema) }).openapi('ClockList');
