import { sql } from 'kysely';

/** What `prepared` leaves at a statement's end. */
export const PREPARED_MARK = /\/\* prepare (\w+) \*\/\s*$/;

/**
 * Ends a statement (`.modifyEnd(prepared('name'))` where Kysely builds it) that PostgreSQL shall plan once per connection instead
 * of each time: for most statements of a command, planning costs more than running. The text of a name must be the same every
 * time, values only as parameters; and it names its columns, since a kept plan of `*` breaks when a migration adds one.
 */
export function prepared(name: string) {
  return sql.raw(`/* prepare ${name} */`);
}
