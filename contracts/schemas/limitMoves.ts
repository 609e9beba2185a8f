import { type LimitMove, REPLAN_KEPT } from '../jobs.ts';
import { z } from './zod.ts';

/** How many limits move in each way. */
export const limitMoveCounts = {
  earlier: z.int(),
  later: z.int(),
  target: z.int().openapi({ description: 'The same end; the target moves' }),
  begins: z.int().openapi({ description: 'No end before; a department’s own limit that the policy gives anew' }),
  ends: z.int().openapi({ description: 'No end any more; a department’s own limit that the policy gives up' }),
} as const satisfies Record<LimitMove, z.ZodType>;

/** Why a re-plan left a limit as it was. */
export const keptSchema = z
  .strictObject({ code: z.enum(REPLAN_KEPT), zh: z.string(), en: z.string() })
  .nullable()
  .openapi({ description: 'Why it goes on as it was; null: it goes on by the new version' });
export type KeptAnswer = z.infer<typeof keptSchema>;
