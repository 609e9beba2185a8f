import { instantSchema, prose, staffNoSchema, ticketNoSchema } from './text.ts';
import { z } from './zod.ts';

const key = z
  .string()
  .min(1)
  .max(60)
  .openapi({ description: 'Which limit, as `key` of its clock', example: 'RESOLVE_SIMPLE#1' });

export const explainBreachSchema = z
  .strictObject({ key, reason: prose(1000) })
  .openapi('ExplainBreach', { example: { key: 'RESOLVE_SIMPLE#1', reason: '等待银行对账结果' } });

export const breachExplainedSchema = z
  .strictObject({ ticketNo: ticketNoSchema, key, reason: z.string(), by: staffNoSchema, at: instantSchema })
  .openapi('BreachExplained');
