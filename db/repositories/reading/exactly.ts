import { type RawBuilder, sql } from 'kysely';
import type { Instant } from '../../../contracts/instants.ts';

/** The instant of a column, or of what is reckoned from some, to the microsecond, as a cursor has to keep it; a Date holds milliseconds only. */
export function exactly(instant: string | RawBuilder<Date>): RawBuilder<Instant> {
  return sql<Instant>`to_jsonb(${typeof instant === 'string' ? sql.ref(instant) : instant}) #>> '{}'`;
}
