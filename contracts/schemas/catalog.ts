import { BOUNDARIES } from '../boundaries.ts';
import { DEPARTMENTS } from '../people.ts';
import { ROUTINGS, SEND_BACK_REASONS, SLA_CLASSES } from '../ticket.ts';
import { orNull, z } from './zod.ts';

const words = { zh: z.string(), en: z.string() };

const amount = z
  .strictObject({
    n: z.number().nullable(),
    unit: z.enum(['ms', 'ms-open', 'workdays', 'calendar-days', 'months']).nullable().openapi({
      description: '`ms` runs round the clock, `ms-open` in open hours; null where only the words say it',
    }),
    ...words,
  })
  .openapi('ClockAmount', { example: { n: 7, unit: 'workdays', zh: '7个工作日', en: '7 workdays' } });

const told = z.strictObject(words);
const people = z.array(z.string());
const ladder = z.strictObject({ near: people, target: people, due: people, overdue: people }).openapi('ClockLadder');

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
    boundaries: z
      .array(z.strictObject({ code: z.enum(BOUNDARIES), ...words, pointer: z.strictObject(words) }))
      .openapi({ description: 'What the desk does not take on, and where the customer can turn' }),
    sendBackReasons: z.array(z.strictObject({ code: z.enum(SEND_BACK_REASONS), ...words })),
    timetable: z
      .strictObject({ calendar: z.int(), policy: z.int(), profile: z.string().nullable() })
      .openapi({ description: 'The versions in force, by which the limits below are told' }),
    clocks: z.array(
      z.strictObject({
        id: z.string(),
        ...words,
        source: told.openapi({ description: 'Which text says so, S0 to S4; DECISION: the texts are silent' }),
        atDue: z.enum(['breach', 'lapse', 'measure']).openapi({ description: 'What the end of the time means' }),
        pausable: z.boolean(),
        starts: told.openapi({ description: 'Which event starts it' }),
        stops: told.openapi({ description: 'Which event ends it' }),
        pauses: told.nullable().openapi({ description: 'When it stands still, null: never' }),
        calendar: z
          .strictObject({
            code: z.enum(['round-the-clock', 'open-hours', 'workdays', 'calendar-days', 'shifts']),
            ...words,
          })
          .openapi({ description: 'Which time counts' }),
        told: orNull(ladder).openapi({ description: 'Who is told at each step; for staff, null for customers' }),
        profiles: z.array(z.string()).openapi({ description: 'The profiles of the policy that set it anew' }),
        profile: z.string().nullable().openapi({ description: 'The profile in force that sets it, null: none' }),
        length: orNull(amount).openapi({ description: 'Null where the house keeps it to itself' }),
        target: orNull(amount).openapi({ description: 'An earlier limit; missing it is told, not a breach' }),
        warnings: z.array(amount).openapi({ description: 'When somebody is told before the end, in order of time' }),
      }),
    ),
  })
  .openapi('Catalog');
export type CatalogAnswer = z.infer<typeof catalogSchema>;
