import { AGENT_CHANGES, AGENT_STATES } from '../agents.ts';
import { DEPARTMENTS, STAFF_ROLES } from '../people.ts';
import { SHIFT_NAMES } from '../rosters.ts';
import { cursorSchema, limitSchema, pageOf } from './page.ts';
import { labelSchema } from './period.ts';
import { said } from './said.ts';
import { daySchema, instantSchema, line, prose, staffNoSchema, ticketNoSchema } from './text.ts';
import { z } from './zod.ts';

const REASON = 500;
const MOST_AT_ONCE = 50;
const MOST_SKILLS = 50;

export const ownStateSchema = z
  .strictObject({ state: z.enum(AGENT_STATES), reason: prose(REASON).optional() })
  .openapi('AgentState', { example: { state: 'away', reason: '午休' } });

export const signOffSchema = z
  .strictObject({
    state: z.enum(['away', 'off']).openapi({ description: 'Only the agent says that he is ready' }),
    reason: prose(REASON),
  })
  .openapi('SignOff');

export const skillsSchema = z
  .strictObject({
    skills: z
      .array(line(40))
      .max(MOST_SKILLS)
      .refine((skills) => new Set(skills).size === skills.length, { error: said('不重复的技能', 'each skill once') })
      .openapi({ description: 'Departments, categories, or groups of them', example: ['ORD', 'ACC.LOGIN'] }),
    capacity: z
      .int()
      .min(1)
      .max(MOST_AT_ONCE)
      .openapi({ description: 'Conversations that are led at once', default: 5 }),
  })
  .openapi('StaffSkills');

export const mentorSchema = z
  .strictObject({ mentor: staffNoSchema.nullable().openapi({ description: 'Null: he needs none any more' }) })
  .openapi('Mentor', { example: { mentor: '1003' } });

export const reassignStaffSchema = z
  .strictObject({
    to: staffNoSchema.optional().openapi({ description: 'Without it: free agents, or back to the queues' }),
    reason: prose(REASON),
  })
  .openapi('ReassignStaff');

/** Somebody by number and name, for colleagues; customers are shown numbers. */
export const namedSchema = z.strictObject({ staffNo: staffNoSchema, name: z.string() }).openapi('NamedStaff');

export const staffSchema = z
  .strictObject({
    staffNo: staffNoSchema,
    name: z.string(),
    role: z.enum(STAFF_ROLES),
    department: z.enum(DEPARTMENTS),
    state: z.enum(AGENT_STATES),
    since: instantSchema.nullable(),
    reason: z.string().nullable(),
    reassignedAt: instantSchema
      .nullable()
      .openapi({ description: 'When customers who wait for his word go to others, unless he is back before' }),
    mentor: staffNoSchema.nullable().openapi({ description: 'Who is new works in the shifts of this person only' }),
    load: z.int().openapi({ description: 'Tickets in hand' }),
    capacity: z.int(),
    skills: z.array(z.string()),
    lastAssignedAt: instantSchema.nullable(),
    shift: z
      .strictObject({
        shift: z.enum(SHIFT_NAMES),
        day: daySchema,
        startsAt: instantSchema,
        endsAt: instantSchema,
      })
      .nullable()
      .openapi({ description: 'By the roster, now' }),
  })
  .openapi('Staff');
export type StaffAnswer = z.infer<typeof staffSchema>;

export const staffPageSchema = pageOf(staffSchema).openapi('StaffPage');
export const staffParamsSchema = z.strictObject({ staffNo: staffNoSchema });

export const staffQuerySchema = z.strictObject({
  state: z.enum(AGENT_STATES).optional(),
  department: z.enum(DEPARTMENTS).optional(),
  role: z.enum(STAFF_ROLES).optional(),
  cursor: cursorSchema,
  limit: limitSchema,
});

const factsSchema = z.strictObject({
  state: z.enum(AGENT_STATES).optional(),
  capacity: z.int().optional(),
  skills: z.array(z.string()).optional(),
  to: staffNoSchema.nullable().optional(),
  mentor: staffNoSchema.nullable().optional(),
  role: z
    .enum(STAFF_ROLES)
    .optional()
    .openapi({ description: 'The desk gave his tickets to others: he has left, or this role takes none' }),
  active: z.boolean().optional().openapi({ description: 'False: he has left the house' }),
});

export const staffChangeSchema = z
  .strictObject({
    id: z.int(),
    staffNo: staffNoSchema,
    kind: z.enum(AGENT_CHANGES),
    before: factsSchema,
    after: factsSchema,
    reason: z.string().nullable(),
    by: staffNoSchema.nullable().openapi({ description: 'Null: the desk itself, as he works with tickets no more' }),
    at: instantSchema,
    reassignment: z
      .strictObject({
        dueAt: instantSchema,
        endedAt: instantSchema.nullable(),
        superseded: z.boolean().openapi({ description: 'His state changed before it was due' }),
        tickets: z.int().nullable(),
        moved: z.int(),
        queued: z.int(),
        kept: z.int(),
        staying: z
          .array(z.strictObject({ ticketNo: ticketNoSchema, why: labelSchema }))
          .openapi({ description: 'The tickets that were kept, and why' }),
      })
      .nullable()
      .openapi({ description: 'What becomes of his tickets' }),
  })
  .openapi('StaffChange');
export type StaffChangeAnswer = z.infer<typeof staffChangeSchema>;

export const staffChangePageSchema = pageOf(staffChangeSchema).openapi('StaffChangePage');
