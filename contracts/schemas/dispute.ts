import { TICKET_CLOCK_IDS } from '../clocks.ts';
import { DISPUTE_STAGES, PARTIES, RULINGS } from '../disputes.ts';
import { attachmentSchema } from './attachment.ts';
import { cursorSchema, limitSchema } from './page.ts';
import { instantSchema } from './text.ts';
import { z } from './zod.ts';

const partySchema = z.enum(PARTIES);

/** A dispute of a ticket; both parties and the desk are shown the same. */
export const disputeSchema = z
  .strictObject({
    caseId: z.string().openapi({ example: 'KF20251107001-D1' }),
    stage: z.enum(DISPUTE_STAGES),
    waitsOn: z.enum(['buyer', 'supplier', 'parties', 'supervisor', 'manager']).nullable(),
    supplier: z.strictObject({ companyId: z.string(), companyName: z.string() }),
    orderNo: z.string().openapi({ description: 'The order that ties the two' }),
    claim: z.string(),
    demand: z.string(),
    openedAt: instantSchema,
    window: z
      .strictObject({ clock: z.enum(TICKET_CLOCK_IDS), dueAt: instantSchema })
      .nullable()
      .openapi({ description: 'What runs now, the same for both parties' }),
    offer: z
      .strictObject({
        by: partySchema,
        offer: z.string(),
        no: z.int().optional().openapi({ description: 'Of the settlements offered in this case; accepted by it' }),
      })
      .nullable(),
    lastChoice: z.boolean().openapi({ description: 'Refused now, the offer leads to the ruling' }),
    complete: z.array(partySchema).openapi({ description: 'Who has declared the evidence complete' }),
    tacit: z.boolean().openapi({ description: 'Settled because the buyer was silent' }),
    ruling: z
      .strictObject({
        outcome: z.enum(RULINGS),
        findings: z.string(),
        ruleCited: z.string(),
        at: instantSchema,
        final: z.boolean(),
      })
      .nullable(),
    appealUntil: instantSchema.nullable(),
    reconsiderUntil: instantSchema.nullable().openapi({ description: 'A tacit settlement may be taken back until' }),
    penaltyMark: z.boolean(),
    rules: z.int().openapi({ description: 'The version of the rules this dispute keeps for good' }),
  })
  .openapi('Dispute');
export type DisputeAnswer = z.infer<typeof disputeSchema>;

export const disputeQuerySchema = z.strictObject({
  stage: z.enum(DISPUTE_STAGES).optional(),
  cursor: cursorSchema,
  limit: limitSchema,
});

const evidenceSchema = z
  .strictObject({
    seq: z.int().openapi({ description: 'Of the event that sealed it' }),
    caseId: z.string(),
    party: partySchema,
    at: instantSchema,
    statement: z.string().nullable(),
    files: z.array(attachmentSchema).openapi({ description: 'To be had at `/v1/attachments/{id}`' }),
    sha256: z.string().openapi({ description: 'Over the canonical JSON of `{files, statement}`' }),
    intact: z.boolean().openapi({ description: 'What is stored still has this hash' }),
  })
  .openapi('Evidence');

export const evidencePageSchema = z
  .strictObject({
    items: z.array(evidenceSchema),
    nextCursor: z.string().nullable(),
    window: z
      .strictObject({ startedAt: instantSchema, endsAt: instantSchema.nullable(), open: z.boolean() })
      .nullable(),
    otherSide: z.enum(['sealed', 'open']).openapi({ description: 'Whether the evidence of the other side is shown' }),
  })
  .openapi('EvidencePage');
export type EvidencePage = z.infer<typeof evidencePageSchema>;
