import { said } from './said.ts';
import { z } from './zod.ts';

// Half a surrogate pair is refused like a control character: PostgreSQL stores neither it nor U+0000.
// On one line neither stands a separator of lines and paragraphs, nor what turns the direction of all that follows.
const CONTROL = /[\p{Control}\p{Surrogate}\p{Zl}\p{Zp}\u{202A}-\u{202E}\u{2066}-\u{2069}]/u;
// A number copied from a list of contacts brings U+202D and U+202C along, which turn nothing; U+202E shows what follows backwards.
const CONTROL_BUT_LINES = /[^\P{Control}\n\t]|\p{Surrogate}|\u{202E}/u;

// No script needs more marks on one letter (UAX #15, stream-safe text), and to compose a run of them costs the square of its length.
const PILED_UP = /\p{Mark}{31}/u;

/** Marks without end are left as they are: the schema refuses them. */
function tidy(text: string): string {
  const trimmed = text.replaceAll(/\r\n?/g, '\n').trim();
  return PILED_UP.test(trimmed) ? trimmed : trimmed.normalize('NFC');
}
const FEW_MARKS = { error: said('一个字上不超过 30 个附加符号的文本', 'text with at most 30 marks on a letter') };

function hasFewMarks(text: string): boolean {
  return !PILED_UP.test(text);
}

/** What takes no room on paper: joiners, marks of direction, variation selectors. */
const VISIBLE = /[^\p{Default_Ignorable_Code_Point}\p{Format}\s]/u;

/** An empty text is told as such by its length. */
function isEmptyOrVisible(text: string): boolean {
  return text === '' || VISIBLE.test(text);
}
const SOMETHING = { error: said('看得见的文字', 'text that can be seen') };

function textOf(max: number) {
  return z.string({ error: said(`1 至 ${max} 个字符的文本`, `a text of 1 to ${max} characters`) });
}

/** A single line of 1 to `max` characters after trimming, in NFC, without control characters. */
export function line(max: number) {
  return textOf(max)
    .overwrite(tidy)
    .min(1)
    .max(max)
    .refine(isEmptyOrVisible, SOMETHING)
    .refine(hasFewMarks, FEW_MARKS)
    .refine((text) => !CONTROL.test(text), {
      error: said('单行文本，不含控制字符', 'text on one line, without control characters'),
    })
    .openapi({ minLength: 1, maxLength: max });
}

/** Text of 1 to `max` characters after trimming, in NFC, in which only line breaks and tabs may control anything. */
export function prose(max: number) {
  return textOf(max)
    .overwrite(tidy)
    .min(1)
    .max(max)
    .refine(isEmptyOrVisible, SOMETHING)
    .refine(hasFewMarks, FEW_MARKS)
    .refine((text) => !CONTROL_BUT_LINES.test(text), {
      error: said('不含控制字符的文本', 'text without control characters'),
    })
    .openapi({ minLength: 1, maxLength: max });
}

// PostgreSQL knows no year 0, and what answers add to an instant must not need a fifth digit in its year.
const FIRST_MS = Date.UTC(1970, 0);
const LAST_MS = Date.UTC(9000, 0);
const WITHIN_YEARS = { error: said('1970 年至 8999 年之间的时间', 'a time in the years 1970 to 8999') };

/** To be asked about times alone, so their own checks abort: what is none is told as that, and not as out of these years too. */
function isWithinYears(text: string): boolean {
  const ms = Date.parse(text);
  return ms >= FIRST_MS && ms < LAST_MS;
}

/** A month as `YYYY-MM`. */
export const monthSchema = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])$/, { error: said('月份，如 2025-11', 'a month such as 2025-11'), abort: true })
  .refine(isWithinYears, WITHIN_YEARS)
  .openapi({ example: '2025-11' });

/** A day as `YYYY-MM-DD` that exists. */
export const daySchema = z.iso
  .date({ error: said('存在的日期，格式 YYYY-MM-DD', 'a day that exists, as YYYY-MM-DD'), abort: true })
  .refine(isWithinYears, WITHIN_YEARS)
  .openapi({ format: 'date', example: '2025-11-14' });

/** An instant with its offset; UTC `Z` is an offset too. */
export const instantSchema = z.iso
  .datetime({
    offset: true,
    error: said(
      '带时区偏移的时刻，如 2025-11-07T10:15:00+08:00',
      'an instant with its offset, as 2025-11-07T10:15:00+08:00',
    ),
    abort: true,
  })
  .refine(isWithinYears, WITHIN_YEARS)
  .openapi({ format: 'date-time', example: '2025-11-07T10:15:00+08:00' });

export const staffNoSchema = z
  .string()
  .regex(/^\d{4,6}$/, { error: said('四至六位数字的工号', 'a staff number of four to six digits') })
  .openapi({ example: '1001' });

export const ticketNoSchema = z
  .string()
  .regex(/^KF\d{8}\d{3,12}$/, { error: said('工单编号，如 KF20251107001', 'a ticket number such as KF20251107001') })
  .openapi({ example: 'KF20251107001' });

/** The id of a company, an account or an uploaded file. */
export const idSchema = z.string().regex(/^[A-Za-z0-9_.:-]{1,64}$/, {
  error: said('1 至 64 个字母、数字或 _ . : - 组成的标识', 'an id of 1 to 64 letters, digits or _ . : -'),
});
