import { OUTAGE_ACTIONS, OUTAGE_CAUSES, OUTAGE_COMPONENTS } from '../outages.ts';
import { actorSchema } from './event.ts';
import { cursorSchema, limitSchema, pageOf } from './page.ts';
import { labelSchema } from './period.ts';
import { instantSchema, prose } from './text.ts';
import { orNull, z } from './zod.ts';

export const declareOutageSchema = z
  .strictObject({
    component: z.enum(OUTAGE_COMPONENTS),
    from: instantSchema.optional().openapi({ description: 'Not in the future, at most 30 days ago; by default now' }),
    to: instantSchema.optional().openapi({ description: 'After `from`, not in the future; without it, it goes on' }),
    note: prose(500).optional(),
  })
  .openapi('DeclareOutage', { example: { component: 'phone', note: '运营商线路中断' } });

export const endOutageSchema = z
  .strictObject({ at: instantSchema.optional().openapi({ description: 'Not in the future; by default now' }) })
  .openapi('EndOutage');

export const correctOutageSchema = z
  .strictObject({
    component: z.enum(OUTAGE_COMPONENTS).optional(),
    from: instantSchema.optional().openapi({ description: 'At most 30 days before it was declared' }),
    to: instantSchema.nullable().optional().openapi({ description: 'null: it goes on' }),
    note: prose(500).nullable().optional(),
    reason: prose(500),
  })
  .openapi('CorrectOutage', { example: { to: '2026-03-02T11:30:00+08:00', reason: '恢复时间有误' } });

export const withdrawOutageSchema = z.strictObject({ reason: prose(500) }).openapi('WithdrawOutage');

export const outageSchema = z
  .strictObject({
    id: z.string(),
    cause: z.enum(OUTAGE_CAUSES).openapi({
      description: '`measured`: limits were looked at too late; `declared`: somebody on duty said so',
    }),
    component: z.enum(OUTAGE_COMPONENTS),
    label: labelSchema,
    from: instantSchema,
    to: instantSchema.nullable().openapi({ description: 'null: goes on' }),
    note: z.string().nullable(),
    declaredBy: orNull(actorSchema),
    endedBy: orNull(actorSchema),
    withdrawnAt: instantSchema.nullable().openapi({ description: 'Since then it explains nothing any more' }),
  })
  .openapi('Outage');
export type OutageAnswer = z.infer<typeof outageSchema>;

export const outageParamsSchema = z.object({ outageId: z.uuid() });
export const outageQuerySchema = z.strictObject({
  cause: z.enum(OUTAGE_CAUSES).optional(),
  cursor: cursorSchema,
  limit: limitSchema,
});
export const outagePageSchema = pageOf(outageSchema).openapi('OutagePage');

const factsSchema = z
  .strictObject({
    component: z.enum(OUTAGE_COMPONENTS),
    from: instantSchema,
    to: instantSchema.nullable(),
    note: z.string().nullable(),
  })
  .openapi('OutageFacts');
export type OutageFactsAnswer = z.infer<typeof factsSchema>;

export const outageAuditSchema = z
  .strictObject({
    items: z.array(
      z.strictObject({
        action: z.enum(OUTAGE_ACTIONS),
        actor: actorSchema,
        at: instantSchema,
        reason: z.string().nullable(),
        before: orNull(factsSchema),
        after: factsSchema,
      }),
    ),
  })
  .openapi('OutageAudit');
