import { DEPARTMENTS } from '../people.ts';
import type { TaskCommandName } from '../commands.ts';
import { SEND_BACK_REASONS, TASK_STATUSES } from '../ticket.ts';
import { cursorSchema, limitSchema, pageOf } from './page.ts';
import { daySchema, prose, staffNoSchema, ticketNoSchema } from './text.ts';
import { z } from './zod.ts';

const taskShape = {
  taskId: z.string().openapi({ example: 'KF20251107001-T1' }),
  department: z.enum(DEPARTMENTS),
  responsible: staffNoSchema,
  deliverable: z.string(),
  milestoneOn: daySchema,
  status: z.enum(TASK_STATUSES),
  result: z.string().nullable(),
};

/** A task as it stands inside its ticket. */
export const taskSchema = z.strictObject(taskShape).openapi('Task');
export type TaskAnswer = z.infer<typeof taskSchema>;

/** A task on its own, as its responsible sees it. */
export const taskItemSchema = z
  .strictObject({ ...taskShape, ticketNo: ticketNoSchema, subject: z.string(), allowedCommands: z.array(z.string()) })
  .openapi('TaskItem');
export type TaskItemAnswer = z.infer<typeof taskItemSchema>;

export const taskPageSchema = pageOf(taskItemSchema).openapi('TaskPage');

export const taskQuerySchema = z.strictObject({
  status: z.enum(TASK_STATUSES).optional(),
  department: z.enum(DEPARTMENTS).optional(),
  responsible: staffNoSchema.optional(),
  cursor: cursorSchema,
  limit: limitSchema,
});

export const taskParamsSchema = z.strictObject({
  taskId: z
    .string()
    .regex(/^KF\d{11,20}-T[1-9]\d{0,3}$/)
    .openapi({ example: 'KF20251107001-T1' }),
});

const reason = z.strictObject({ reason: prose(2000) });

/** Of a ticket and of a task alike. */
export const sendBackSchema = z.strictObject({
  reason: prose(2000),
  code: z
    .enum(SEND_BACK_REASONS)
    .optional()
    .openapi({ default: 'OTHER', description: 'One of `sendBackReasons` of GET /v1/catalog' }),
});

/** The body of each command on a department task. */
export const TASK_COMMAND_BODIES = {
  'take-over': z.strictObject({}),
  refuse: reason,
  'send-back': sendBackSchema,
  transfer: z.strictObject({ to: staffNoSchema, reason: prose(2000) }),
  complete: z.strictObject({ result: prose(10_000) }),
  extend: z.strictObject({ until: daySchema, reason: prose(2000) }),
  cancel: reason,
} as const satisfies Record<TaskCommandName, z.ZodObject>;

export type TaskCommandBodies = {
  [Name in TaskCommandName]: z.infer<(typeof TASK_COMMAND_BODIES)[Name]>;
};
