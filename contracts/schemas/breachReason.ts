import { instantSchema, line, prose, staffNoSchema, ticketNoSchema } from './text.ts';
import { z } from './zod.ts';

const key = line(60).openapi({ description: 'Which limit, as `key` of its clock', example: 'RESOLVE_SIMPLE#1' });

export const explainBreachSchema = z
  .strictObject({ key, reason: prose(1000) })
  .openapi('ExplainBreach', { example: { key: 'RESOLVE_SIMPLE#1', reason: '等待银行对账结果' } });

const explained = { key, reason: z.string(), by: staffNoSchema, at: instantSchema };

export const breachExplainedSchema = z
  .strictObject({ ticketNo: ticketNoSchema, ...explained })
  .openapi('BreachExplained');
export const reviewBreachExplainedSchema = z
  .strictObject({ reviewId: z.string().openapi({ example: 'KF20251103001-Q1' }), ...explained })
  .openapi('ReviewBreachExplained');
export const handoverBreachExplainedSchema = z
  .strictObject({ handoverId: z.string().openapi({ example: 'handover-2025-11-03-DAY' }), ...explained })
  .openapi('HandoverBreachExplained');

/** Why a limit was missed, as people said, oldest first. */
export const breachReasonsSchema = z
  .array(z.strictObject({ at: instantSchema, by: z.string().nullable(), reason: z.string() }))
  .openapi({ description: 'Why it was missed, by whoever answers for it, oldest first' });
export type BreachReasons = z.infer<typeof breachReasonsSchema>;
