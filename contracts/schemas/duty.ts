import { HANDOVER_STATUSES } from '../handovers.ts';
import { DEPARTMENTS, STAFF_ROLES } from '../people.ts';
import { labelSchema } from './period.ts';
import { shiftNameSchema } from './roster.ts';
import { daySchema, instantSchema, staffNoSchema, ticketNoSchema } from './text.ts';
import { orNull, z } from './zod.ts';

const person = z
  .strictObject({
    staffNo: staffNoSchema,
    name: z.string(),
    role: z.enum(STAFF_ROLES),
    department: z.enum(DEPARTMENTS),
  })
  .openapi('PersonOnDuty');

const shift = { day: daySchema, shift: shiftNameSchema, startsAt: instantSchema, endsAt: instantSchema };
const staffedShift = z.strictObject({ ...shift, people: z.array(person) }).openapi('StaffedShift');
export type StaffedShiftAnswer = z.infer<typeof staffedShift>;

export const dutyTimeQuerySchema = z.strictObject({
  at: instantSchema.optional().openapi({ description: 'Without it: now' }),
});

export const onDutySchema = z
  .strictObject({
    at: instantSchema,
    shift: z.strictObject(shift).openapi({ description: 'By the calendar in force' }),
    rostered: z.boolean().openapi({ description: 'A published roster names somebody' }),
    onDuty: z.array(person),
    urgent: orNull(person).openapi({ description: 'Who is given urgent matters outside staffed time' }),
    next: orNull(staffedShift).openapi({ description: 'The next shift with anybody in it' }),
    onCall: orNull(staffedShift).openapi({ description: 'The night that goes on or comes next' }),
    handover: z
      .strictObject({ handoverId: z.string(), status: z.enum(HANDOVER_STATUSES), self: z.string() })
      .nullable()
      .openapi({ description: 'The note for the shift on duty' }),
    startWith: z
      .array(
        z.strictObject({
          ticketNo: ticketNoSchema,
          kind: z.enum(['exception', 'left-message']),
          label: labelSchema,
          subject: z.string(),
          dueAt: instantSchema.nullable(),
          self: z.string(),
        }),
      )
      .openapi({
        description:
          'What a shift begins with, of tickets the caller may read: exceptions since yesterday (a limit missed, an order exception), then left messages; at most 100',
      }),
  })
  .openapi('OnDuty');
export type OnDutyAnswer = z.infer<typeof onDutySchema>;
