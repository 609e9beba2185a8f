import { sql } from 'kysely';
import pg from 'pg';

const MARK = /\/\* prepare (\w+) \*\/\s*$/;

/**
 * Ends a statement (`.modifyEnd(prepared('name'))` where Kysely builds it) that PostgreSQL shall plan once per connection instead
 * of each time: for most statements of a command, planning costs more than running. The text of a name must be the same every
 * time, values only as parameters; and it names its columns, since a kept plan of `*` breaks when a migration adds one.
 */
export function prepared(name: string) {
  return sql.raw(`/* prepare ${name} */`);
}

/** A client that turns the mark of `prepared` into the protocol's named statement, which Kysely has no word for. */
export class PreparingClient extends pg.Client {
  // The driver has a dozen overloads; this one passes all of them on.
  override query = ((text: unknown, ...rest: unknown[]): unknown => {
    const name = typeof text === 'string' ? MARK.exec(text)?.[1] : undefined;
    const query: (...args: unknown[]) => unknown = super.query.bind(this) as never;
    if (name === undefined) return query(text, ...rest);
    const [values, ...callback] = rest;
    return query({ name, text, values }, ...callback);
  }) as never;
}
