import { cursorSchema, limitSchema, pageOf } from './page.ts';
import { idSchema, instantSchema, prose, staffNoSchema, ticketNoSchema } from './text.ts';
import { z } from './zod.ts';

export const proposeLimitSchema = z
  .strictObject({
    accountId: idSchema,
    ticketNo: ticketNoSchema.openapi({ description: 'Where it happened: a ticket of that account’s company' }),
    reason: prose(2000),
  })
  .openapi('ProposeAccountLimit');

export const liftLimitSchema = z.strictObject({ reason: prose(2000) }).openapi('LiftAccountLimit');

export const accountLimitSchema = z
  .strictObject({
    id: z.string(),
    accountId: z.string(),
    ticketNo: ticketNoSchema,
    reason: z.string(),
    status: z.enum(['PROPOSED', 'IN_FORCE', 'REJECTED', 'LIFTED', 'OVER']),
    proposedBy: staffNoSchema,
    proposedAt: instantSchema,
    decidedBy: staffNoSchema.nullable(),
    decidedAt: instantSchema.nullable(),
    until: instantSchema.nullable(),
    liftedBy: staffNoSchema.nullable(),
    liftedAt: instantSchema.nullable(),
    liftReason: z.string().nullable(),
  })
  .openapi('AccountLimit');
export type AccountLimitAnswer = z.infer<typeof accountLimitSchema>;

export const accountLimitParamsSchema = z.object({ limitId: z.uuid() });
export const accountLimitQuerySchema = z.strictObject({
  accountId: idSchema.optional(),
  cursor: cursorSchema,
  limit: limitSchema,
});
export const accountLimitPageSchema = pageOf(accountLimitSchema).openapi('AccountLimitPage');
