import { daySchema, instantSchema } from '../../contracts/schemas/text.ts';
import { invalid, type Problem } from './problem.ts';

type Part = string | number | null;

/** Where a list goes on: opaque to the client. `kind` keeps the cursor of one list from being used in another. */
export function makeCursor(kind: string, parts: readonly Part[]): string {
  return Buffer.from(JSON.stringify([kind, ...parts])).toString('base64url');
}

function decode(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
}

const isPart = (value: unknown): value is Part =>
  value === null || typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value));

/** The parts of a cursor of this list, null without one. Throws `validation` for what is none. */
export function parseCursor(kind: string, cursor: string | undefined): Part[] | null {
  if (cursor === undefined) return null;
  const value = decode(cursor);
  if (Array.isArray(value) && value[0] === kind) {
    const parts: unknown[] = value.slice(1);
    if (parts.every(isPart)) return parts;
  }
  throw badCursor();
}

export function badCursor(): Problem {
  return invalid('query', {
    pointer: '/cursor',
    expected: {
      zh: '同一查询先前应答中的 nextCursor',
      en: 'the nextCursor of an earlier answer to the same query',
    },
  });
}

/** Cursors of our own making are in UTC; PostgreSQL does not take every offset. */
const UTC = /(Z|\+00:00)$/;

/** An instant inside a cursor. Throws `validation` for what is none. */
export function instantPart(part: Part | undefined): string {
  const instant = instantSchema.safeParse(part);
  if (instant.success && UTC.test(instant.data)) return instant.data;
  throw badCursor();
}

/** A text inside a cursor; U+0000 would fail in PostgreSQL. Throws `validation` for what is none. */
export function textPart(part: Part | undefined): string {
  if (typeof part === 'string' && !part.includes('\u0000')) return part;
  throw badCursor();
}

/** A day inside a cursor. Throws `validation` for what is none. */
export function dayPart(part: Part | undefined): string {
  const day = daySchema.safeParse(part);
  if (day.success) return day.data;
  throw badCursor();
}

/** A row's number inside a cursor, which may be longer than a number of ours. Throws `validation` for what is none. */
export function rowPart(part: Part | undefined): string {
  if (typeof part === 'string' && /^\d{1,18}$/.test(part)) return part;
  throw badCursor();
}

/** A whole number inside a cursor. Throws `validation` for what is none. */
export function numberPart(part: Part | undefined): number {
  if (typeof part === 'number' && Number.isInteger(part) && Math.abs(part) < 2 ** 31) return part;
  throw badCursor();
}
