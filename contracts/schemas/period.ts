import { instantSchema } from './text.ts';
import { z } from './zod.ts';

/** The query of a report: from when, until when. */
export const periodShape = {
  from: instantSchema.optional().openapi({ description: 'Included; by default 30 days before `to`' }),
  to: instantSchema.optional().openapi({ description: 'Not included; by default now' }),
};

/** What a code is called by people. */
export const labelSchema = z.strictObject({ zh: z.string(), en: z.string() }).openapi('Label');
