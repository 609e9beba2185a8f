import { z } from './zod.ts';

const check = z.enum(['ok', 'failed']);

export const healthSchema = z
  .strictObject({
    status: z.enum(['ok', 'unavailable']),
    checks: z
      .record(z.string(), check)
      .openapi({ description: 'What was looked at: serving, postgres, temporal, worker', example: { postgres: 'ok' } }),
  })
  .openapi('Health');

export const readyQuerySchema = z.strictObject({
  for: z.literal('intake').optional().openapi({ description: 'Of PostgreSQL alone, which is all that intake needs' }),
});
