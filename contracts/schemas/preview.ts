import { DEPARTMENTS } from '../people.ts';
import { explanationSchema } from './clock.ts';
import { said } from './said.ts';
import { instantSchema, line } from './text.ts';
import { z } from './zod.ts';

// The days of a pause are told one by one.
const LONGEST_PAUSE_MS = 5 * 366 * 86_400_000;
const pause = z
  .tuple([instantSchema, instantSchema])
  .refine(([from, to]) => Date.parse(to) - Date.parse(from) <= LONGEST_PAUSE_MS, {
    error: said('不超过五年的一段时间', 'a time of at most five years'),
  })
  .openapi({ minItems: 2, maxItems: 2 });

/** What can be previewed; which limits there are, the rules know. */
export const previewRequestSchema = (isClock: (id: string) => boolean) =>
  z
    .strictObject({
      clock: line(40).refine(isClock, {
        error: said('GET /v1/catalog 所列时限的标识', 'an id of the clocks in GET /v1/catalog'),
      }),
      at: instantSchema,
      urgent: z.boolean().optional(),
      profile: line(60).optional().openapi({
        description: 'A profile of the policy in force, or `standard` for none; left out: the one in force',
        example: 'strict',
      }),
      pauses: z.array(pause).max(20).optional(),
      department: z
        .enum(DEPARTMENTS)
        .optional()
        .openapi({ description: 'Whose limit it would be: of DEPARTMENT_INTERNAL only, and for staff' }),
      workdays: z
        .int()
        .min(1)
        .max(60)
        .optional()
        .openapi({ description: 'Another number of them; of limits in workdays only' }),
    })
    .openapi('ClockPreviewRequest', { example: { clock: 'RESOLVE_COMPLEX', at: '2025-09-26T10:00:00+08:00' } });

export const previewSchema = z
  .strictObject({
    clock: z.string(),
    startedAt: instantSchema,
    dueAt: instantSchema.nullable(),
    targetAt: instantSchema.optional(),
    warnAt: instantSchema.optional(),
    reminders: z.array(instantSchema).optional(),
    earliestAt: instantSchema.optional(),
    provisional: z.boolean(),
    explanation: explanationSchema,
  })
  .openapi('ClockPreview');
export type PreviewAnswer = z.infer<typeof previewSchema>;
export type PreviewBody = z.infer<ReturnType<typeof previewRequestSchema>>;
