import { JOB_KINDS, JOB_STATUSES, LIMIT_LISTS, WHAT_IF_CHANGES } from '../jobs.ts';
import { DEPARTMENTS, HOLDERS } from '../people.ts';
import { SLA_CLASSES } from '../ticket.ts';
import { actorSchema } from './event.ts';
import { cursorSchema, limitSchema, pageOf } from './page.ts';
import { labelSchema } from './period.ts';
import { keptSchema, limitMoveCounts } from './limitMoves.ts';
import { idSchema, instantSchema, prose, ticketNoSchema } from './text.ts';
import { versionSchema } from './version.ts';
import { orNull, z } from './zod.ts';

/** As many as fit on one screen of a colleague's list; more are better chosen by what they have in common. */
const MOST_TICKETS = 1000;

export const jobSelectionSchema = z
  .strictObject({
    departments: z.array(z.enum(DEPARTMENTS)).max(DEPARTMENTS.length).optional(),
    categories: z.array(idSchema).max(200).optional(),
    slaClasses: z.array(z.enum(SLA_CLASSES)).max(SLA_CLASSES.length).optional(),
    ticketNos: z.array(ticketNoSchema).max(MOST_TICKETS).optional(),
    provisional: z
      .literal(true)
      .optional()
      .openapi({ description: 'Only tickets with a running limit whose days are not all announced yet' }),
    finalIn: z
      .strictObject({ years: z.array(z.int().min(2000).max(2099)).min(1).max(100), zone: z.string().max(60) })
      .optional()
      .openapi({ description: 'Only tickets with a running limit told as final that touches one of these years' }),
    from: instantSchema.optional().openapi({ description: 'Received from then on; of a what-if only' }),
    to: instantSchema.optional().openapi({ description: 'Received before then; of a what-if only' }),
  })
  .openapi('JobSelection', { description: 'Each part narrows it down; left out as a whole: all tickets' });

export const orderJobSchema = z
  .strictObject({
    kind: z.enum(JOB_KINDS).openapi({
      description:
        '`what-if` reckons open and past tickets and changes nothing; `replan` moves limits of open ones and of reviews',
    }),
    calendar: versionSchema.optional(),
    policy: versionSchema.optional(),
    selection: jobSelectionSchema.optional(),
    reason: prose(1000).optional(),
  })
  .openapi('OrderJob', { example: { kind: 'what-if', policy: 2 } });

export const jobParamsSchema = z.object({ jobId: z.uuid() });
export const jobPageQuerySchema = z.strictObject({ cursor: cursorSchema, limit: limitSchema });

const whatIfCounts = {
  limits: z.int(),
  same: z.int(),
  wouldBreach: z.int(),
  saved: z.int(),
  ...limitMoveCounts,
  kept: z.int().openapi({
    description: 'Among these: running ones that a re-plan leaves as they are. The others move by it as counted',
  }),
  dayOff: z.int().openapi({ description: 'Dates agreed by hand that would be days off: they stay' }),
};

const whatIfLimit = {
  ticketNo: ticketNoSchema,
  reviewId: z.string().optional().openapi({ description: 'Left out: the limit is the ticket’s own' }),
  department: z.string(),
  clock: z.string(),
  key: z.string(),
  from: instantSchema.nullable().openapi({ description: 'Of the target, where that alone moves' }),
  to: instantSchema.nullable(),
};
const whatIfLimits = z.array(z.strictObject(whatIfLimit));

export const jobLimitQuerySchema = z.strictObject({
  change: z.enum(LIMIT_LISTS).optional(),
  department: z.enum(HOLDERS).optional(),
  cursor: cursorSchema,
  limit: limitSchema,
});
export const jobLimitPageSchema = pageOf(
  z.strictObject({
    change: z.enum(LIMIT_LISTS).openapi({
      description:
        '`day-off`: a date agreed by hand that is one by the new version; `kept`: a re-plan left it as it was',
    }),
    changeLabel: labelSchema,
    kept: keptSchema,
    ...whatIfLimit,
    departmentLabel: labelSchema,
    clockLabel: labelSchema,
  }),
).openapi('JobLimitPage');
export type JobLimitPageAnswer = z.infer<typeof jobLimitPageSchema>;

const whatIfSchema = z
  .strictObject({
    kind: z.literal('what-if'),
    totals: z.strictObject(whatIfCounts),
    groups: z.array(
      z.strictObject({
        department: z.string(),
        departmentLabel: labelSchema,
        clock: z.string(),
        clockLabel: labelSchema,
        ...whatIfCounts,
      }),
    ),
    named: z
      .array(
        z.strictObject({
          change: z.enum(WHAT_IF_CHANGES),
          label: labelSchema,
          limits: whatIfLimits,
        }),
      )
      .openapi({ description: 'The first 200 limits of each change' }),
    onDayOff: whatIfLimits.openapi({ description: 'The first 200 dates agreed by hand that would be days off' }),
    more: z
      .boolean()
      .openapi({ description: 'More changed than are listed: GET /v1/jobs/{jobId}/limits has them all' }),
  })
  .openapi('WhatIfResult');

const tallySchema = z.strictObject({ replanned: z.int(), unchanged: z.int(), skipped: z.int() });

const replanSchema = z
  .strictObject({
    kind: z.literal('replan'),
    tickets: tallySchema,
    reviews: tallySchema.openapi({ description: 'Their quality reviews under way, also where the ticket has ended' }),
    limits: z
      .strictObject({
        moved: z
          .int()
          .openapi({ description: 'Earlier, later, the target alone, begun or ended: as a what-if counts them' }),
        adjusted: z.int().openapi({ description: 'Same end and target; a warning or its finality changed' }),
        unchanged: z.int(),
        kept: z.int().openapi({
          description:
            'Breached, or the new limit or target would lie in the past: never judged again; or it would cut short what was told',
        }),
      })
      .openapi({ description: 'GET /v1/jobs/{jobId}/limits has each that moved or was kept' }),
  })
  .openapi('ReplanResult');

const headShape = {
  id: z.string(),
  kind: z.enum(JOB_KINDS),
  status: z.enum(JOB_STATUSES),
  label: labelSchema,
  calendar: versionSchema.nullable(),
  policy: versionSchema.nullable(),
  selection: orNull(jobSelectionSchema),
  by: actorSchema,
  reason: z.string().nullable().openapi({ description: 'Why it was asked for; shown with what it did to each ticket' }),
  total: z.int().openapi({ description: 'Tickets it is about; 0 before it has begun' }),
  done: z.int(),
  failed: z.int(),
  ratio: z.number().openapi({ description: 'From 0 to 1' }),
  cancelling: z.boolean().openapi({ description: 'It ends after the tickets it is at' }),
  createdAt: instantSchema,
  startedAt: instantSchema.nullable(),
  endedAt: instantSchema.nullable(),
  etaSeconds: z.int().nullable().openapi({ description: 'How long it will still take; null before it can be told' }),
  failure: z.string().nullable().openapi({ description: 'Why it could not be run to its end' }),
};

export const jobHeadSchema = z.strictObject(headShape).openapi('JobHead');
export type JobHeadAnswer = z.infer<typeof jobHeadSchema>;

export const jobSchema = z
  .strictObject({
    ...headShape,
    result: z.union([whatIfSchema, replanSchema]).nullable().openapi({ description: 'As far as it has come' }),
    failures: z
      .array(z.strictObject({ ticketNo: ticketNoSchema, reviewId: z.string().optional(), why: labelSchema }))
      .openapi({ description: 'The first 100 tickets and reviews that it could not deal with' }),
  })
  .openapi('Job');
export type JobAnswer = z.infer<typeof jobSchema>;

export const jobPageSchema = pageOf(jobHeadSchema).openapi('JobPage');
