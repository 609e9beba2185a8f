import { BOUNDARIES } from '../boundaries.ts';
import { DEPARTMENTS } from '../people.ts';
import { LINK_KINDS, RATINGS, SLA_CLASSES, SUGGESTION_OUTCOMES } from '../ticket.ts';
import type { TicketCommandName } from '../commands.ts';
import { DISPUTE_COMMAND_BODIES } from './disputeCommands.ts';
import { keepsPromisesSchema, promiseSchema } from './promise.ts';
import { said } from './said.ts';
import { sendBackSchema } from './task.ts';
import { daySchema, idSchema, instantSchema, line, prose, staffNoSchema, ticketNoSchema } from './text.ts';
import { z } from './zod.ts';

const LONG = 10_000;
const REASON = 2000;

const reason = z.strictObject({ reason: prose(REASON) });
const nothing = z.strictObject({});
const onBehalf = z.boolean().optional().openapi({ description: 'Staff recording what the customer said' });
const until = z.strictObject({ until: daySchema, reason: prose(REASON) });
const categoryCode = line(40).openapi({ example: 'ORD.PAY.FAILED' });

const planTask = z.strictObject({
  department: z.enum(DEPARTMENTS),
  responsible: staffNoSchema,
  deliverable: prose(REASON),
  milestoneOn: daySchema,
});

const materialItem = z.strictObject({
  name: line(100),
  why: prose(500),
  format: line(100).optional(),
  sample: line(500).optional(),
});

/** The body of each command on a ticket. */
export const TICKET_COMMAND_BODIES = {
  classify: z.strictObject({
    category: categoryCode,
    slaClass: z.enum(SLA_CLASSES).optional(),
    reason: prose(REASON).optional().openapi({
      description:
        'Needed where a class is asked for that is laxer than that of the category, unless it was given for the class that the ticket has',
    }),
  }),
  'take-over': nothing,
  'send-back': sendBackSchema,
  'hand-on': z.strictObject({ to: staffNoSchema, reason: prose(REASON) }),
  reassign: z.strictObject({
    to: staffNoSchema.optional().openapi({ description: 'Without it: the next free agent, or back to the queue' }),
    reason: prose(REASON),
  }),
  coordinate: z.strictObject({
    lead: staffNoSchema.optional(),
    tasks: z.array(planTask).max(20),
    reason: prose(REASON).optional().openapi({
      description: 'Needed where the measures of a ruling are planned anew: both parties are told',
    }),
  }),
  'request-material': z.strictObject({
    items: z
      .array(materialItem)
      .min(1)
      .max(20)
      // What is supplied is known by its name.
      .refine((items) => new Set(items.map(({ name }) => name)).size === items.length, {
        error: said('名称互不相同的材料', 'items of different names'),
      }),
    reason: prose(REASON).optional().openapi({
      description:
        'Why the customer is asked once more: needed from the second request of a round on, which a supervisor makes',
    }),
    promise: promiseSchema.optional(),
  }),
  'waive-material': reason,
  'supply-material': z.strictObject({
    items: z.array(line(100)).min(1).max(20),
    text: prose(LONG).optional(),
    attachments: z.array(idSchema).max(20).optional(),
    onBehalf,
  }),
  answer: z.strictObject({ solution: prose(LONG), promise: promiseSchema.optional() }),
  'progress-report': z.strictObject({
    text: prose(LONG),
    promise: promiseSchema.optional(),
    keepsPromises: keepsPromisesSchema.optional(),
    contained: z.boolean().optional().openapi({
      description: 'The harm of an urgent matter is contained: account frozen, order held. Meets URGENT_CONTAIN',
    }),
  }),
  'request-extension': until,
  'refuse-extension': reason,
  'set-date': z.strictObject({
    dueOn: daySchema,
    reason: prose(REASON).optional().openapi({ description: 'Needed where a date that was told moves later' }),
  }),
  accept: z.strictObject({ onBehalf }),
  reject: z.strictObject({ reason: prose(REASON).optional(), onBehalf }),
  rate: z.strictObject({ rating: z.enum(RATINGS), comment: prose(REASON).optional(), onBehalf }),
  urge: z.strictObject({ reason: prose(REASON).optional(), onBehalf }),
  withdraw: z.strictObject({ reason: prose(REASON).optional(), onBehalf }),
  reopen: z.strictObject({ reason: prose(REASON), onBehalf }),
  escalate: z.strictObject({ reason: prose(REASON), onBehalf }),
  extend: until,
  supervise: reason,
  'warn-abuse': reason,
  'mark-incident': reason,
  attach: z.strictObject({ to: ticketNoSchema }),
  detach: reason,
  'review-suggestion': z.strictObject({ outcome: z.enum(SUGGESTION_OUTCOMES), reason: prose(REASON) }),
  'follow-up': z.strictObject({ solved: z.boolean(), note: prose(REASON) }),
  'review-termination': z.strictObject({ upheld: z.boolean(), reason: prose(REASON) }),
  'confirm-urgent': nothing,
  'downgrade-urgent': reason,
  'close-unresolved': z.strictObject({ finalAnswer: prose(LONG) }),
  'mark-duplicate': z.strictObject({ of: ticketNoSchema }),
  merge: z.strictObject({ into: ticketNoSchema }),
  decline: reason.extend({
    boundary: z.enum(BOUNDARIES).optional().openapi({
      description:
        'What it is that the desk does not take on: the customer is told the standard words of where to turn',
    }),
    pointer: prose(500).optional().openapi({ description: 'Who can help instead, in your own words' }),
  }),
  terminate: reason,
  link: z.strictObject({ to: ticketNoSchema, kind: z.enum(LINK_KINDS) }),
  'open-dispute': z.strictObject({
    supplierCompanyId: idSchema,
    orderNo: line(64).optional().openapi({
      description: 'The order with this supplier that it is about; without it, the one that the ticket names',
    }),
    claim: prose(LONG),
    demand: prose(REASON),
    attachments: z.array(idSchema).max(20).optional(),
  }),
  ...DISPUTE_COMMAND_BODIES,
  complain: z.strictObject({
    staffNo: staffNoSchema.optional().openapi({ description: 'Without it, the records say who it was' }),
    at: instantSchema.optional().openapi({ description: 'When it happened; not in the future' }),
    reason: prose(REASON).openapi({
      description: 'Said of the same person while a review looks into it already, it is added to that review',
    }),
    onBehalf,
  }),
} as const satisfies Record<TicketCommandName, z.ZodObject>;

export type TicketCommandBodies = {
  [Name in TicketCommandName]: z.infer<(typeof TICKET_COMMAND_BODIES)[Name]>;
};
