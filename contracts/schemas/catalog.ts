import { DEPARTMENTS } from '../people.ts';
import { ROUTINGS, SEND_BACK_REASONS, SLA_CLASSES } from '../ticket.ts';
import { z } from './zod.ts';

const words = { zh: z.string(), en: z.string() };

export const catalogSchema = z
  .strictObject({
    categories: z.array(
      z.strictObject({
        code: z.string(),
        ...words,
        slaClass: z.enum(SLA_CLASSES),
        routing: z.enum(ROUTINGS),
        department: z.enum(DEPARTMENTS),
        urgent: z.enum(['always', 'with-consent', 'no']),
        requiredFacts: z.array(z.strictObject({ code: z.string(), ...words })),
      }),
    ),
    departments: z.array(z.strictObject({ code: z.enum(DEPARTMENTS), ...words })),
    classes: z.array(z.strictObject({ code: z.enum(SLA_CLASSES), ...words })),
    sendBackReasons: z.array(z.strictObject({ code: z.enum(SEND_BACK_REASONS), ...words })),
    clocks: z.array(z.strictObject({ id: z.string(), ...words, source: z.string() })),
  })
  .openapi('Catalog');
export type CatalogAnswer = z.infer<typeof catalogSchema>;
