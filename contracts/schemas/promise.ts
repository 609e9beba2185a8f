import { instantSchema, prose } from './text.ts';
import { z } from './zod.ts';

/** 'We tell you by …', as staff say it to the customer. */
export const promiseSchema = z
  .strictObject({
    by: instantSchema.openapi({ description: 'In the future and at most a year ahead' }),
    what: prose(500).optional(),
  })
  .openapi('Promise', { example: { by: '2025-11-07T15:00:00+08:00', what: '告知物流核实结果' } });
