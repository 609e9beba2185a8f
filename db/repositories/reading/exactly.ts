import { type RawBuilder, sql } from 'kysely';
import type { Instant } from '../../../contracts/instants.ts';

/** A column's instant to the microsecond, as a cursor has to keep it; a Date holds milliseconds only. */
export function exactly(column: string): RawBuilder<Instant> {
  return sql<Instant>`to_jsonb(${sql.ref(column)}) #>> '{}'`;
}
