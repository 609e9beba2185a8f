import { CLOCK_STATUSES, TICKET_CLOCK_IDS } from '../clocks.ts';
import { instantSchema } from './text.ts';
import { z } from './zod.ts';

export const explanationSchema = z.strictObject({ zh: z.string(), en: z.string() }).openapi('Explanation');

const clockShape = {
  id: z.enum(TICKET_CLOCK_IDS),
  status: z.enum(CLOCK_STATUSES),
  startedAt: instantSchema,
  targetAt: instantSchema.nullable(),
  dueAt: instantSchema.nullable(),
  stoppedAt: instantSchema.nullable(),
  breached: z.boolean(),
  explanation: explanationSchema,
};

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
    provisional: z.boolean().openapi({ description: 'The calendar of a year it touches is not published yet' }),
    intervals: z.array(
      z.strictObject({
        state: z.enum(['running', 'paused', 'outage']).openapi({
          description: '`running` and `paused` follow one another; an `outage` lies over them: the desk stood still',
        }),
        from: instantSchema,
        to: instantSchema.nullable(),
        why: z.string().nullable().openapi({ description: 'Of an outage: measured or declared' }),
        who: z.string().nullable().openapi({ description: 'For whom it waits; of an outage: what stood still' }),
      }),
    ),
  })
  .openapi('ClockDetail');
export type ClockDetailAnswer = z.infer<typeof clockDetailSchema>;

export const clockListSchema = z.strictObject({ items: z.array(clockDetailSchema) }).openapi('ClockList');
