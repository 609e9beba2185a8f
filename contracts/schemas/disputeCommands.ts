import { RULINGS, type DisputeCommandName } from '../disputes.ts';
import { DEPARTMENTS } from '../people.ts';
import { said } from './said.ts';
import { daySchema, idSchema, line, prose, staffNoSchema } from './text.ts';
import { z } from './zod.ts';

const LONG = 10_000;
const REASON = 2000;

const nothing = z.strictObject({});
const offer = z.strictObject({ offer: prose(LONG) });
const acceptance = z.strictObject({
  offerNo: z.int().min(1).optional().openapi({
    description:
      'The `dispute.offer.no` that was read; needed from the second offer of the case, by whatever command it came',
  }),
});

const evidence = z
  .strictObject({
    statement: prose(LONG).optional(),
    attachments: z
      .array(idSchema)
      .max(20)
      .refine((ids) => new Set(ids).size === ids.length, { error: said('每个文件一次', 'each file once') })
      .optional()
      .openapi({ description: 'Files that you uploaded; each is sealed by the SHA-256 of its bytes, once' }),
  })
  .refine(({ statement, attachments = [] }) => statement !== undefined || attachments.length > 0, {
    error: said('陈述或至少一个文件', 'a statement or at least one file'),
  });

const measure = z.strictObject({
  department: z.enum(DEPARTMENTS),
  responsible: staffNoSchema,
  deliverable: prose(REASON),
  milestoneOn: daySchema,
});

const ruling = z.strictObject({
  outcome: z.enum(RULINGS),
  findings: prose(LONG),
  ruleCited: line(500).openapi({ description: 'The rule of the platform or the law that decides it' }),
  measures: z.array(measure).max(20).optional().openapi({ description: 'What has to be done: tasks of the ticket' }),
});

/** The body of each command on a dispute. */
export const DISPUTE_COMMAND_BODIES = {
  compensate: offer,
  'refuse-claim': z.strictObject({ reason: prose(REASON) }),
  'offer-settlement': offer,
  'accept-settlement': acceptance,
  'reject-settlement': z.strictObject({ reason: prose(REASON).optional() }),
  'submit-evidence': evidence,
  'complete-evidence': nothing,
  concede: offer,
  rule: ruling,
  appeal: z.strictObject({ reason: prose(LONG) }),
  'decide-appeal': ruling,
} as const satisfies Record<DisputeCommandName, z.ZodObject>;
