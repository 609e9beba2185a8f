import type { LimitMove } from '../jobs.ts';
import { z } from './zod.ts';

/** How many limits move in each way. */
export const limitMoveCounts = {
  earlier: z.int(),
  later: z.int(),
  target: z.int().openapi({ description: 'The same end; the target moves' }),
  begins: z.int().openapi({ description: 'No end before; a department’s own limit that the policy gives anew' }),
  ends: z.int().openapi({ description: 'No end any more; a department’s own limit that the policy gives up' }),
} as const satisfies Record<LimitMove, z.ZodType>;
