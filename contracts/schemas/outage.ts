import { OUTAGE_CAUSES, OUTAGE_COMPONENTS } from '../outages.ts';
import { actorSchema } from './event.ts';
import { cursorSchema, limitSchema, pageOf } from './page.ts';
import { labelSchema } from './period.ts';
import { instantSchema, prose } from './text.ts';
import { z } from './zod.ts';

export const declareOutageSchema = z
  .strictObject({
    component: z.enum(OUTAGE_COMPONENTS),
    from: instantSchema.optional().openapi({ description: 'Not in the future; by default now' }),
    to: instantSchema.optional().openapi({ description: 'After `from`, not in the future; without it, it goes on' }),
    note: prose(500).optional(),
  })
  .openapi('DeclareOutage', { example: { component: 'phone', note: '运营商线路中断' } });

export const endOutageSchema = z
  .strictObject({ at: instantSchema.optional().openapi({ description: 'Not in the future; by default now' }) })
  .openapi('EndOutage');

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
    declaredBy: actorSchema.nullable(),
    endedBy: actorSchema.nullable(),
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
