import { ERRORS } from '../errors.ts';
import { TICKET_STATUSES } from '../ticket.ts';
import { z } from './zod.ts';

/** RFC 9457; `type` is `/problems/<code>`. */
export const problemSchema = z
  .strictObject({
    type: z
      .enum(Object.keys(ERRORS).map((code) => `/problems/${code}`))
      .openapi({ description: 'Every code there is' }),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    instance: z.string(),
    requestId: z.string(),
    errors: z
      .array(
        z.strictObject({
          pointer: z.string(),
          expected: z.string(),
          got: z.string().optional(),
          line: z.int().optional().openapi({ description: 'Of a file, where the pointer leads into one' }),
        }),
      )
      .optional(),
    ticketStatus: z.enum(TICKET_STATUSES).optional(),
    reviewStatus: z.string().optional(),
    handoverStatus: z.string().optional(),
    outageId: z.string().optional().openapi({ description: 'The outage that stands against it' }),
    version: z.int().optional(),
    allowedCommands: z.array(z.string()).optional(),
    limits: z
      .array(z.strictObject({ ticketNo: z.string(), clock: z.string() }))
      .optional()
      .openapi({ description: 'Running limits that stand against it' }),
  })
  .openapi('Problem', {
    example: {
      type: '/problems/state-conflict',
      title: '当前状态不允许此操作',
      status: 409,
      detail: 'accept 需要：待确认。该工单为处理中。',
      instance: '/v1/tickets/KF20251107001/accept',
      requestId: '0b7c7c0e-7d0c-4b52-9a5e-6f1c1d0f5a11',
      ticketStatus: 'IN_PROGRESS',
      version: 3,
      allowedCommands: ['urge', 'withdraw', 'escalate'],
    },
  });
