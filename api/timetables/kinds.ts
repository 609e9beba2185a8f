import { calendarSchema } from '../../contracts/schemas/calendar.ts';
import { policySchema } from '../../contracts/schemas/policy.ts';
import { calendarVersionSchema, policyVersionSchema } from '../../contracts/schemas/timetables.ts';
import type { z } from '../../contracts/schemas/zod.ts';
import type { Contents, TimetableKind } from '../../db/repositories/timetables/timetables.ts';
import { checkCalendar } from '../../domain/calendar/check.ts';
import { refuseFaults, soundPolicy } from '../../intake/timetables/kinds.ts';
import type { Tag } from '../http/tags.ts';

/** A calendar of many years and a policy with every department's own limits stay far below. */
export const MAX_KILOBYTES = 512;

/** What HTTP needs to know of a kind of versions. */
export interface VersionedKind<K extends TimetableKind, Shape> {
  readonly kind: K;
  readonly path: string;
  readonly tag: Tag;
  /** As the summaries call one. */
  readonly name: string;
  readonly content: z.ZodType<Shape>;
  readonly version: z.ZodObject;
  /** Throws TimetableRefused for what has the shape and cannot set limits. */
  readonly sound: (shape: Shape) => Contents[K];
}

export const CALENDARS: VersionedKind<'calendar', z.infer<typeof calendarSchema>> = {
  kind: 'calendar',
  path: '/v1/calendars',
  tag: 'calendars',
  name: 'calendar',
  content: calendarSchema,
  version: calendarVersionSchema,
  sound: (shape) => {
    refuseFaults(checkCalendar(shape));
    return shape;
  },
};

export const POLICIES: VersionedKind<'policy', z.infer<typeof policySchema>> = {
  kind: 'policy',
  path: '/v1/policies',
  tag: 'policies',
  name: 'policy',
  content: policySchema,
  version: policyVersionSchema,
  sound: soundPolicy,
};
