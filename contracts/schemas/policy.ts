import { said } from './said.ts';
import { mayBeLeftOut, z } from './zod.ts';

const part = mayBeLeftOut(z.number());
const duration = { hours: part, minutes: part, seconds: part };
const amount = z.number();

const lengthSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('elapsed'), ...duration }).readonly(),
    z.strictObject({ kind: z.literal('elapsed-with-workday'), ...duration }).readonly(),
    z.strictObject({ kind: z.literal('elapsed-then-opening'), ...duration }).readonly(),
    z.strictObject({ kind: z.literal('working-time'), ...duration }).readonly(),
    z.strictObject({ kind: z.literal('workdays'), n: amount }).readonly(),
    z.strictObject({ kind: z.literal('mail') }).readonly(),
    z.strictObject({ kind: z.literal('first-opening-day') }).readonly(),
    z.strictObject({ kind: z.literal('calendar-days'), n: amount }).readonly(),
    z.strictObject({ kind: z.literal('next-month') }).readonly(),
    z.strictObject({ kind: z.literal('months'), n: amount }).readonly(),
    z.strictObject({ kind: z.literal('months-back'), n: amount }).readonly(),
    z.strictObject({ kind: z.literal('lead-workdays'), n: amount }).readonly(),
    z.strictObject({ kind: z.literal('shift-end') }).readonly(),
    z.strictObject({ kind: z.literal('set-date'), setWithinWorkdays: mayBeLeftOut(amount) }).readonly(),
  ])
  .openapi('ClockLength');

const nearSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('none') }).readonly(),
    z.strictObject({ kind: z.literal('day-rule'), ...duration }).readonly(),
    z.strictObject({ kind: z.literal('working-time'), ...duration }).readonly(),
    z.strictObject({ kind: z.literal('after'), ...duration }).readonly(),
    z
      .strictObject({
        kind: z.literal('left'),
        before: z.array(z.strictObject(duration).readonly()).max(20).readonly(),
        as: z.enum(['warn', 'remind']),
      })
      .readonly(),
    z.strictObject({ kind: z.literal('remind-workdays'), n: z.array(amount).max(20).readonly() }).readonly(),
    z.strictObject({ kind: z.literal('remind-day'), n: amount }).readonly(),
  ])
  .openapi('ClockNear');

// The domain owns the list; a name that is not on it is found by `checkPolicy`.
const told = z
  .array(z.string().max(40))
  .max(20)
  .readonly()
  .openapi({ example: ['owner', 'supervisor'] });
const ladder = z
  .strictObject({
    near: mayBeLeftOut(told),
    target: mayBeLeftOut(told),
    due: mayBeLeftOut(told),
    overdue: mayBeLeftOut(told),
  })
  .readonly();

const setting = { length: lengthSchema, target: mayBeLeftOut(lengthSchema), near: nearSchema, told: ladder };
const settingSchema = z.strictObject(setting).openapi('ClockSetting');
const changesSchema = z
  .strictObject({
    length: mayBeLeftOut(lengthSchema),
    target: mayBeLeftOut(lengthSchema),
    near: mayBeLeftOut(nearSchema),
    told: mayBeLeftOut(ladder),
  })
  .openapi('ClockSettingChanges');

const id = z.string().regex(/^[A-Za-z][A-Za-z0-9_.-]{0,59}$/, {
  error: said('由字母、数字和 _ . - 组成的名称', 'a name of letters, digits and _ . -'),
});

/** The shape of a policy; clocks, departments, ranges and what belongs together are judged by `checkPolicy`. */
export const policySchema = z
  .strictObject({
    clocks: z.record(id, settingSchema).openapi({ description: 'Every id of the clocks in GET /v1/catalog' }),
    profiles: z
      .record(id, z.record(id, changesSchema))
      .openapi({ description: 'Named sets of settings that take the place of those above' }),
    profile: id.nullable().openapi({ description: 'The profile in force, null: none' }),
    internal: z
      .record(id, changesSchema)
      .openapi({ description: 'By department: a limit of its own beside the customer’s' }),
  })
  .openapi('Policy', { description: 'How long every limit runs and who hears of it.' });
