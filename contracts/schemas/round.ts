import { actorSchema } from './event.ts';
import { labelSchema } from './period.ts';
import { instantSchema } from './text.ts';
import { z } from './zod.ts';

const LEVELS = ['handler', 'senior-agent-or-specialist', 'supervisor', 'manager'] as const;
const said = z.strictObject({ text: z.string().nullable(), by: actorSchema, at: instantSchema });

const roundSchema = z
  .strictObject({
    round: z.int().min(0).openapi({ description: '0: the first proposal, before anything was refused' }),
    level: z.enum(LEVELS).openapi({ description: 'Who has to find the proposal' }),
    levelLabel: labelSchema,
    since: instantSchema,
    takeOverBy: instantSchema.nullable().openapi({ description: 'Until when somebody has to take it over' }),
    answerBy: instantSchema.nullable().openapi({ description: 'Until when the next proposal is due' }),
    takenOver: z.strictObject({ by: actorSchema, at: instantSchema }).nullable(),
    proposal: said.nullable(),
    refusal: said.extend({ how: z.enum(['rejected', 'reopened']) }).nullable(),
    finalAnswer: said.nullable().openapi({ description: 'The written end without agreement, with what remains to do' }),
    accepted: z.boolean(),
  })
  .openapi('Round');
export type RoundAnswer = z.infer<typeof roundSchema>;

export const roundListSchema = z.strictObject({ items: z.array(roundSchema) }).openapi('RoundList');
