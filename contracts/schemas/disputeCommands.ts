import { RULINGS, type DisputeCommandName } from '../disputes.ts';
import { DEPARTMENTS } from '../people.ts';
import { said } from './said.ts';
import { daySchema, line, prose, staffNoSchema } from './text.ts';
import { z } from './zod.ts';

const LONG = 10_000;
const REASON = 2000;
const MOST_BYTES = 10 * 1024 * 1024;

const nothing = z.strictObject({});
const offer = z.strictObject({ offer: prose(LONG) });

/** A file that the party keeps: its name, size and hash are sealed, so it can be shown later to be the same. */
export const evidenceFileSchema = z
  .strictObject({
    name: line(255).regex(/\.(jpe?g|png|pdf)$/i, {
      error: said('JPG、PNG 或 PDF 文件的名称', 'the name of a JPG, PNG or PDF file'),
    }),
    size: z.int().min(1).max(MOST_BYTES),
    sha256: z.string().regex(/^[0-9a-f]{64}$/, {
      error: said('64 位小写十六进制的 SHA-256', 'a SHA-256 in 64 hexadecimal digits, lower case'),
    }),
  })
  .openapi('EvidenceFile');

const evidence = z
  .strictObject({ statement: prose(LONG).optional(), files: z.array(evidenceFileSchema).max(20).optional() })
  .refine(({ statement, files }) => statement !== undefined || (files !== undefined && files.length > 0), {
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
  'accept-settlement': nothing,
  'reject-settlement': z.strictObject({ reason: prose(REASON).optional() }),
  'submit-evidence': evidence,
  'complete-evidence': nothing,
  concede: offer,
  rule: ruling,
  appeal: z.strictObject({ reason: prose(LONG) }),
  'decide-appeal': ruling,
} as const satisfies Record<DisputeCommandName, z.ZodObject>;
