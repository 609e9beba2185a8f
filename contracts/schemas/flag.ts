import { actorSchema } from './event.ts';
import { instantSchema, prose } from './text.ts';
import { z } from './zod.ts';

export const postFlagSchema = z
  .strictObject({ text: prose(2000) })
  .openapi('PostFlag', { example: { text: '客户电话要求加急改址，主管 3001 同意' } });

export const flagSchema = z
  .strictObject({ id: z.string(), text: z.string(), by: actorSchema, at: instantSchema })
  .openapi('Flag');
export type FlagAnswer = z.infer<typeof flagSchema>;
