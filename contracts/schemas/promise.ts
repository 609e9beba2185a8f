import { instantSchema, prose } from './text.ts';
import { z } from './zod.ts';

export const keepsPromisesSchema = z.boolean().openapi({
  description:
    'Whether these words are what was promised before. By default they are, unless they only name a time to come back, or, as a message, make a promise themselves',
});

/** What the author of words to a customer may want to do about them; nothing stands in the way. */
export const hintsSchema = z
  .array(
    z
      .strictObject({
        code: z.literal('time-without-promise'),
        found: z.string().openapi({ description: 'The words that name a time', example: '明天下午3点前回复' }),
        zh: z.string(),
        en: z.string(),
      })
      .openapi('Hint'),
  )
  .openapi({
    description: 'To staff: words to the customer that name a time, while nothing was promised by `promise`',
  });
export type HintsAnswer = z.infer<typeof hintsSchema>;

/** 'We tell you by …', as staff say it to the customer. */
export const promiseSchema = z
  .strictObject({
    by: instantSchema.openapi({ description: 'In the future and at most a year ahead' }),
    what: prose(500).optional(),
  })
  .openapi('Promise', { example: { by: '2025-11-07T15:00:00+08:00', what: '告知物流核实结果' } });
