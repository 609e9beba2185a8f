import { type ClockId, REVIEW_CLOCK_IDS, TICKET_CLOCK_IDS } from '../clocks.ts';
import { DEPARTMENTS, HOLDERS } from '../people.ts';
import { explanationSchema } from './clock.ts';
import { cursorSchema, flagSchema, limitSchema, pageOf } from './page.ts';
import { labelSchema, periodShape } from './period.ts';
import { instantSchema, ticketNoSchema } from './text.ts';
import { z } from './zod.ts';

const department = z.enum(DEPARTMENTS);
const holder = z.enum(HOLDERS);
const LIMITS: readonly ClockId[] = [...new Set<ClockId>([...TICKET_CLOCK_IDS, ...REVIEW_CLOCK_IDS, 'SHIFT_HANDOVER'])];
const clock = z.enum(LIMITS);
const ms = z.int().min(0);

export const promiseQuerySchema = z.strictObject(periodShape);

const promiseFigures = {
  made: ms,
  kept: ms,
  broken: ms,
  open: ms,
  cancelled: ms.openapi({
    description: 'Called off before the time: the customer withdrew the matter, or the desk ended its service',
  }),
  rate: z
    .number()
    .min(0)
    .max(1)
    .nullable()
    .openapi({ description: 'kept / (kept + broken); null while none is decided' }),
};

export const promiseReportSchema = z
  .strictObject({
    from: instantSchema,
    to: instantSchema,
    totals: z.strictObject(promiseFigures),
    departments: z.array(z.strictObject({ department, label: labelSchema, ...promiseFigures })),
    staff: z.array(z.strictObject({ staffNo: z.string().nullable(), ...promiseFigures })),
  })
  .openapi('PromiseReport');
export type PromiseReportAnswer = z.infer<typeof promiseReportSchema>;

export const breachQuerySchema = z.strictObject({
  ...periodShape,
  department: holder.optional().openapi({ description: 'Who was answerable when the limit was missed' }),
  clock: clock.optional(),
  explained: flagSchema.openapi({ description: '`false`: those of which nobody has said why' }),
  cursor: cursorSchema,
  limit: limitSchema,
});
export type BreachQuery = z.infer<typeof breachQuerySchema>;

const time = { ms, workingMs: ms.openapi({ description: 'How much of it lay in the hours of service' }) };

const breachSchema = z
  .strictObject({
    ticketNo: ticketNoSchema.nullable().openapi({ description: 'Null: of a shift’s hand-over' }),
    reviewId: z.string().nullable().openapi({ description: 'Of a quality review, else null' }),
    handoverId: z.string().nullable().openapi({ description: 'Of a shift’s hand-over, else null' }),
    clock,
    key: z.string(),
    label: labelSchema,
    department: holder.openapi({ description: 'Who was answerable when it was missed' }),
    startedAt: instantSchema,
    dueAt: instantSchema,
    stoppedAt: instantSchema.nullable(),
    elapsedMs: ms,
    overrunMs: ms,
    explained: z.boolean().openapi({
      description: 'Somebody has said why: at the limit in `GET …/clocks`, of the review or of the hand-over',
    }),
    split: z
      .strictObject({
        customerMs: ms,
        customerWorkingMs: ms,
        outageMs: ms,
        outageWorkingMs: ms,
        departments: z.array(z.strictObject({ department: holder, ...time })),
      })
      .openapi({
        description:
          'customerMs is when the limit itself stood still. customerMs, outageMs and the departments’ ms add up to elapsedMs exactly',
      }),
    sentence: explanationSchema,
  })
  .openapi('Breach');
export type BreachAnswer = z.infer<typeof breachSchema>;

const breachTotalSchema = z.strictObject({
  department: holder,
  departmentLabel: labelSchema,
  clock,
  label: labelSchema,
  breaches: ms,
  overrunMs: ms,
});
export type BreachTotalAnswer = z.infer<typeof breachTotalSchema>;

export const breachReportSchema = pageOf(breachSchema)
  .extend({ from: instantSchema, to: instantSchema, totals: z.array(breachTotalSchema) })
  .openapi('BreachReport');
