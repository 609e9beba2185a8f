import { CLOCK_STATUSES, REVIEW_CLOCK_IDS } from '../clocks.ts';
import { DEPARTMENTS } from '../people.ts';
import {
  CRITERIA,
  REVIEW_COMMANDS,
  type ReviewCommandName,
  REVIEW_ORIGINS,
  REVIEW_STATUSES,
  VERDICTS,
} from '../reviews.ts';
import { breachReasonsSchema } from './breachReason.ts';
import { explanationSchema } from './clock.ts';
import { actorSchema } from './event.ts';
import { cursorSchema, flagSchema, limitSchema, pageOf } from './page.ts';
import { labelSchema } from './period.ts';
import { said } from './said.ts';
import { instantSchema, line, monthSchema, prose, staffNoSchema, ticketNoSchema } from './text.ts';
import { z } from './zod.ts';

const LONG = 10_000;
const REASON = 2000;

const reviewIdSchema = z
  .string()
  .regex(/^KF\d{11,20}-Q[1-9]\d{0,5}$/, {
    error: said('核查编号，如 KF20251107001-Q1', 'the id of a review such as KF20251107001-Q1'),
  })
  .openapi({ example: 'KF20251107001-Q1' });
const points = z.int().min(0).max(100);
const sheet = z.strictObject({
  IDENTITY: points,
  COURTESY: points,
  UNDERSTANDING: points,
  SOLUTION: points,
  TIMELINESS: points,
  RECORD: points,
});
const words = z.string().nullable();
const score = z.number().min(0).max(100).nullable();

/** The body of each command on a review. */
export const REVIEW_COMMAND_BODIES = {
  'take-over': z.strictObject({}),
  note: z.strictObject({ text: prose(LONG) }),
  'hand-on': z.strictObject({ to: staffNoSchema, reason: prose(REASON) }),
  conclude: z.strictObject({
    verdict: z.enum(VERDICTS),
    finding: prose(LONG),
    about: staffNoSchema.optional().openapi({ description: 'Whose work it was; only where nobody was named before' }),
    remedy: prose(REASON).optional().openapi({ description: 'What is done about it; needed where UPHELD' }),
    coaching: prose(REASON).optional().openapi({ description: 'What the person is to learn; needed where UPHELD' }),
    reopen: z.boolean().optional().openapi({ description: 'The result was wrong: the ticket goes back to work' }),
  }),
  tell: z.strictObject({ text: prose(LONG).openapi({ description: 'What the customer is told' }) }),
  score: z.strictObject({ points: sheet, comment: prose(REASON).optional() }),
  appeal: z.strictObject({ reason: prose(REASON) }),
  'decide-appeal': z.strictObject({
    reason: prose(REASON),
    points: sheet.optional().openapi({ description: 'Without it the score stays' }),
  }),
} as const satisfies Record<ReviewCommandName, z.ZodObject>;
export type ReviewCommandBodies = { [Name in ReviewCommandName]: z.infer<(typeof REVIEW_COMMAND_BODIES)[Name]> };

const summary = {
  reviewId: reviewIdSchema,
  ticketNo: ticketNoSchema,
  origin: z.enum(REVIEW_ORIGINS),
  status: z.enum(REVIEW_STATUSES),
  version: z.int(),
  department: z.enum(DEPARTMENTS).openapi({ description: 'Where the ticket was' }),
  about: z.string().nullable().openapi({ description: 'Whose work is reviewed; null: nobody is known' }),
  reviewer: z.string().nullable(),
  verdict: z.enum(VERDICTS).nullable(),
  score,
  breached: z.boolean(),
  nextDueAt: instantSchema.nullable(),
  openedAt: instantSchema,
  concludedAt: instantSchema.nullable(),
  endedAt: instantSchema.nullable(),
  sampleId: z.string().nullable(),
  label: labelSchema.openapi({ description: 'What it is and how it stands, in words' }),
};

export const reviewItemSchema = z.strictObject(summary).openapi('ReviewItem');
export type ReviewItemAnswer = z.infer<typeof reviewItemSchema>;

const reviewClockSchema = z
  .strictObject({
    id: z.enum(REVIEW_CLOCK_IDS),
    key: z.string(),
    status: z.enum(CLOCK_STATUSES),
    startedAt: instantSchema,
    targetAt: instantSchema.nullable(),
    dueAt: instantSchema.nullable(),
    stoppedAt: instantSchema.nullable(),
    breached: z.boolean(),
    provisional: z.boolean(),
    explanation: explanationSchema,
    reasons: breachReasonsSchema,
  })
  .openapi('ReviewClock');

export const reviewSchema = z
  .strictObject({
    ...summary,
    reason: words.openapi({ description: 'The words of the complaint or the rating' }),
    finding: words,
    remedy: words,
    coaching: words,
    told: words,
    reopen: z.boolean(),
    sheets: z.array(z.strictObject({ round: z.int(), points: z.partialRecord(z.enum(CRITERIA), points) })),
    clocks: z.array(reviewClockSchema),
    allowedCommands: z.array(z.enum(REVIEW_COMMANDS)),
    links: z.strictObject({
      self: z.string(),
      ticket: z.string(),
      events: z.string(),
      temporal: z.string().nullable(),
    }),
  })
  .openapi('Review');
export type ReviewAnswer = z.infer<typeof reviewSchema>;

export const reviewParamsSchema = z.object({ reviewId: z.string() });
export const reviewQuerySchema = z.strictObject({
  status: z.enum(REVIEW_STATUSES).optional(),
  origin: z.enum(REVIEW_ORIGINS).optional(),
  department: z.enum(DEPARTMENTS).optional(),
  about: staffNoSchema.optional(),
  reviewer: staffNoSchema.optional(),
  ticketNo: ticketNoSchema.optional(),
  breached: flagSchema,
  cursor: cursorSchema,
  limit: limitSchema,
});
export const reviewPageSchema = pageOf(reviewItemSchema).openapi('ReviewPage');

export const reviewEventListSchema = z
  .strictObject({
    items: z.array(
      z.strictObject({
        seq: z.int(),
        type: z.string().openapi({ example: 'concluded' }),
        at: instantSchema,
        actor: actorSchema,
        before: z.enum(REVIEW_STATUSES).nullable(),
        after: z.enum(REVIEW_STATUSES),
        text: z.record(z.string(), z.unknown()).nullable(),
        data: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
      }),
    ),
  })
  .openapi('ReviewEventList');
export type ReviewEventAnswer = z.infer<typeof reviewEventListSchema>['items'][number];

export const criteriaSchema = z
  .strictObject({
    items: z.array(
      z.strictObject({ criterion: z.enum(CRITERIA), label: labelSchema, weight: z.int(), source: z.string() }),
    ),
  })
  .openapi('ReviewCriteria');

export const drawSampleSchema = z
  .strictObject({
    month: monthSchema.openapi({ description: 'Tickets closed in it; not in the future' }),
    count: z.int().min(1).max(1000).optional(),
    percent: z.number().gt(0).max(100).optional(),
    department: z.enum(DEPARTMENTS).optional(),
    seed: line(64).openapi({ description: 'The same seed draws the same tickets of the same month' }),
  })
  .refine(({ count, percent }) => (count === undefined) !== (percent === undefined), {
    error: said('count 与 percent 二选一', 'either count or percent, and not both'),
    path: ['count'],
  })
  .openapi('DrawSample', { example: { month: '2025-11', percent: 2, seed: '2025-11/1' } });

const sampleShape = {
  sampleId: z.string(),
  month: monthSchema,
  department: z.enum(DEPARTMENTS).nullable(),
  seed: z.string(),
  population: z.int().openapi({ description: 'How many there were to draw from' }),
  size: z.int(),
  drawnBy: actorSchema,
  drawnAt: instantSchema,
};
export const sampleItemSchema = z.strictObject(sampleShape).openapi('ReviewSampleItem');
export type SampleItemAnswer = z.infer<typeof sampleItemSchema>;
export const sampleSchema = z
  .strictObject({
    ...sampleShape,
    tickets: z.array(
      z.strictObject({
        ticketNo: ticketNoSchema,
        reviewId: reviewIdSchema.nullable().openapi({ description: 'null: is being opened' }),
        status: z.enum(REVIEW_STATUSES).nullable(),
        score,
      }),
    ),
  })
  .openapi('ReviewSample');
export type SampleAnswer = z.infer<typeof sampleSchema>;
export const sampleParamsSchema = z.object({ sampleId: z.uuid() });
export const samplePageSchema = pageOf(sampleItemSchema).openapi('ReviewSamplePage');
