import { said } from './said.ts';
import { line } from './text.ts';
import { mayBeLeftOut, z } from './zod.ts';

const DATE = /^\d{4}-\d{2}-\d{2}$/;

const name = line(100);
const named = { zh: name, en: name };
const dayText = z
  .string()
  .regex(DATE, { error: said('日期，格式 YYYY-MM-DD', 'a day as YYYY-MM-DD') })
  .openapi({ format: 'date', example: '2026-10-01' });
const clockTime = z.string().max(5).openapi({ example: '09:00' });
const year = z.int().openapi({ example: 2026 });

const windowSchema = z.strictObject({ open: clockTime, close: clockTime }).readonly();
const windows = z.array(windowSchema).max(20).readonly();

const week = z
  .tuple([windows, windows, windows, windows, windows, windows, windows])
  .openapi({ minItems: 7, maxItems: 7 })
  .readonly();

const override = z
  .strictObject({
    ...named,
    from: dayText,
    to: dayText,
    kind: z.enum(['off', 'work']),
    windows: mayBeLeftOut(windows),
    notice: mayBeLeftOut(year),
  })
  .readonly();

/** The shape of a calendar; whether it can set limits is judged by `checkCalendar`, which names the ranges too. */
export const calendarSchema = z
  .strictObject({
    id: line(40),
    version: line(40),
    zone: z.strictObject({ name: line(60), utcOffsetMinutes: z.number().nullable() }).readonly(),
    week,
    fullHours: windows,
    phoneHours: mayBeLeftOut(windows),
    shifts: mayBeLeftOut(z.strictObject({ ONCALL: clockTime, DAY: clockTime, LATE: clockTime }).readonly()),
    reducedOnlineHours: windows,
    overrides: z.array(override).max(10_000).readonly(),
    publishedYears: z.array(year).max(200).readonly(),
    yearlyDaysOff: z
      .array(z.strictObject({ ...named, date: z.string().max(10) }).readonly())
      .max(400)
      .readonly(),
  })
  .openapi('Calendar', {
    description: 'Working time as data: the week, Sunday first, and the days that differ from it.',
  });
