import { ROSTER_STATUSES, SHIFT_NAMES } from '../rosters.ts';
import { actorSchema } from './event.ts';
import { cursorSchema, limitSchema, pageOf } from './page.ts';
import { daySchema, instantSchema, prose, staffNoSchema } from './text.ts';
import { versionSchema } from './version.ts';
import { orNull, z } from './zod.ts';

const people = z.array(staffNoSchema).max(200);

/** A week is named by the date of its Monday; what else stands there is told by the route. */
export const rosterParamsSchema = z.object({ week: z.string() });

export const putRosterSchema = z
  .strictObject({
    days: z
      .array(
        z.strictObject({
          day: daySchema,
          ONCALL: people.openapi({ description: '01:00–08:30 of this day; at least one person' }),
          DAY: people.openapi({ description: '08:30–17:30' }),
          LATE: people.openapi({ description: '17:30–01:00; belongs to the day on which it starts' }),
          REST: people.optional().openapi({ description: 'Who rests; whoever is not named rests as well' }),
        }),
      )
      .max(7)
      .openapi({ description: 'The seven days of the week, Monday first' }),
    note: prose(500).optional(),
  })
  .openapi('PutRoster');

export const publishRosterSchema = z
  .strictObject({
    version: versionSchema.optional().openapi({ description: 'Which draft; without it the one there is' }),
  })
  .openapi('PublishRoster');

const version = {
  version: z.int(),
  status: z.enum(ROSTER_STATUSES),
  note: z.string().nullable(),
  writtenBy: actorSchema,
  writtenAt: instantSchema,
  publishedBy: orNull(actorSchema),
  publishedAt: instantSchema.nullable(),
};

const rosterDaySchema = z
  .strictObject({ day: daySchema, ONCALL: people, DAY: people, LATE: people, REST: people })
  .openapi('RosterDay');

const rosterVersionSchema = z.strictObject({ ...version, days: z.array(rosterDaySchema) }).openapi('RosterVersion');
export type RosterVersionAnswer = z.infer<typeof rosterVersionSchema>;

export const rosterSchema = z
  .strictObject({
    week: daySchema,
    inForce: orNull(rosterVersionSchema),
    draft: orNull(rosterVersionSchema).openapi({ description: 'For those who write rosters' }),
    history: z.array(z.strictObject(version)).openapi({ description: 'Every version, the latest first' }),
    links: z.strictObject({ self: z.string() }),
  })
  .openapi('Roster');
export type RosterAnswer = z.infer<typeof rosterSchema>;

export const rosterQuerySchema = z.strictObject({ cursor: cursorSchema, limit: limitSchema });
const rosterItemSchema = z
  .strictObject({ week: daySchema, ...version, links: z.strictObject({ self: z.string() }) })
  .openapi('RosterItem');
export type RosterItemAnswer = z.infer<typeof rosterItemSchema>;
export const rosterPageSchema = pageOf(rosterItemSchema).openapi('RosterPage');

export const shiftNameSchema = z.enum(SHIFT_NAMES);
