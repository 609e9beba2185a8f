import { calendarSchema } from './calendar.ts';
import { cursorSchema, limitSchema, pageOf } from './page.ts';
import { policySchema } from './policy.ts';
import { previewReportSchema } from './timetablePreview.ts';
import { said } from './said.ts';
import { instantSchema, prose } from './text.ts';
import { versionSchema } from './version.ts';
import { z } from './zod.ts';

const versionNumber = versionSchema.openapi({ example: 2 });
const reason = prose(1000).openapi({ example: '国务院办公厅关于2027年部分节假日安排的通知' });
const note = prose(1000).optional();

export const versionParamsSchema = z.strictObject({
  version: z
    .string()
    .regex(/^[1-9]\d{0,8}$/)
    .transform(Number)
    .openapi({ type: 'integer', minimum: 1 }),
});
export const versionPageQuerySchema = z.strictObject({ cursor: cursorSchema, limit: limitSchema });

const byWhom = z.strictObject({ kind: z.string(), staffNo: z.string().nullable() });
const headShape = {
  version: versionNumber,
  status: z.enum(['draft', 'published', 'discarded']),
  inForce: z.boolean().openapi({ description: 'New tickets follow it' }),
  revision: z.int().openapi({ description: 'Counts the changes of a draft; its ETag' }),
  basedOn: versionNumber.nullable(),
  note: z.string(),
  createdAt: instantSchema,
  createdBy: byWhom,
  publishedAt: instantSchema.nullable(),
  publishedBy: byWhom.nullable(),
};

export const headSchema = z.strictObject(headShape).openapi('TimetableVersionHead');
export type HeadAnswer = z.infer<typeof headSchema>;

const advice = z
  .strictObject({
    code: z.enum(['does-not-fit', 'internal-longer', 'never-warned', 'notice-days-missing']),
    pointer: z.string(),
    zh: z.string(),
    en: z.string(),
  })
  .openapi('DraftWarning');
const warnings = z.array(advice).openapi({
  description:
    'Of a draft: what to look at before it is published; `does-not-fit` is refused then, `notice-days-missing` unless it is said to be meant',
});
export type DraftWarning = z.infer<typeof advice>;

export const calendarVersionSchema = z
  .strictObject({ ...headShape, content: calendarSchema, warnings })
  .openapi('CalendarVersion');
export const policyVersionSchema = z
  .strictObject({ ...headShape, content: policySchema, warnings })
  .openapi('PolicyVersion');

const warning = z
  .strictObject({ code: z.literal('unpublished-year'), year: z.int(), zh: z.string(), en: z.string() })
  .openapi('CalendarWarning');
export type CalendarWarning = z.infer<typeof warning>;

export const versionPageSchema = z
  .strictObject({
    ...pageOf(headSchema).shape,
    inForce: versionNumber,
    warnings: z.array(warning).openapi({ description: 'Years whose notice should be loaded by now and is not' }),
  })
  .openapi('TimetableVersionPage');

export const deedPageSchema = pageOf(
  z.strictObject({
    version: versionNumber,
    action: z.enum(['created', 'changed', 'discarded', 'published', 'restored']),
    actor: byWhom,
    at: instantSchema,
    reason: z.string().nullable(),
    replaces: versionNumber.nullable().openapi({ description: 'What was in force until then' }),
    forced: z.boolean().openapi({
      description: 'Although running limits lost the notice of their year, or a notice says otherwise',
    }),
  }),
).openapi('TimetableDeedPage');

/** A new draft: from whole content, or as a copy of a version. */
export function draftBodySchema<Content extends z.ZodType>(content: Content) {
  return z
    .strictObject({ content: content.optional(), basedOn: versionNumber.optional(), note })
    .refine(({ content: given, basedOn }) => given !== undefined || basedOn !== undefined, {
      error: said('content，或以 basedOn 复制某一版本', 'content, or basedOn to copy a version'),
    });
}
export function replaceBodySchema<Content extends z.ZodType>(content: Content) {
  return z.strictObject({ content, note });
}
export const publishBodySchema = z.strictObject({
  reason,
  force: z
    .boolean()
    .optional()
    .openapi({ description: 'Also where another version was put in force since this draft was made' }),
  againstNotice: z.boolean().optional().openapi({
    description: 'Also where it says otherwise than an official notice that is loaded; the audit keeps that',
  }),
  apply: z
    .literal('provisional')
    .optional()
    .openapi({ description: 'Re-plans the open tickets with provisional limits by it at once' }),
});
/** What publishing leaves to be done: limits told as provisional may be final now. */
const applied = z
  .strictObject({
    provisionalTickets: z.int().openapi({ description: 'Open tickets with provisional limits' }),
    jobId: z.string().nullable().openapi({ description: 'The re-plan that was asked for with it' }),
    otherReplans: z.array(z.string()).openapi({
      description:
        'Re-plans not over yet that apply other versions than those in force now: cancel them where that is not meant',
    }),
    order: z
      .strictObject({
        method: z.literal('POST'),
        href: z.literal('/v1/jobs'),
        body: z.record(z.string(), z.unknown()),
      })
      .openapi({ description: 'The call that re-plans them' }),
  })
  .openapi('ProvisionalLimits');
export type ProvisionalAnswer = z.infer<typeof applied>;
export const restoreBodySchema = z.strictObject({
  reason,
  force: z.boolean().optional().openapi({
    description: 'Also where running limits lose the notice of their year: a re-plan makes them provisional again',
  }),
});

export const importNoticeSchema = z
  .strictObject({
    format: z.enum(['holiday-cn', 'csv', 'ics']),
    year: z.int().openapi({ description: 'The year that the notice must be for' }),
    text: z.string().min(1).openapi({ description: 'The file as it is' }),
    note,
  })
  .openapi('NoticeImport');
export const importPolicySchema = z
  .strictObject({ text: z.string().min(1).openapi({ description: 'The YAML file as it is' }), note })
  .openapi('PolicyImport', { description: 'Or the file itself as the body, as application/yaml' });

/** The version in force and what is left to be done. */
export function publishedSchema(version: z.ZodObject) {
  return z.strictObject({ ...version.shape, provisional: applied });
}
export const calendarImportedSchema = z
  .strictObject({ ...calendarVersionSchema.shape, preview: previewReportSchema })
  .openapi('CalendarImported');
export const policyImportedSchema = z
  .strictObject({ ...policyVersionSchema.shape, preview: previewReportSchema })
  .openapi('PolicyImported');
