import { sql } from 'kysely';

/**
 * In the `returning` of a statement of its own: its commit does not wait for the disk. Only for what may be lost with a server
 * that crashes in the next half second, since it comes again by itself; whatever is committed after it takes it to the disk too.
 */
export const NOT_FLUSHED = sql<string>`set_config('synchronous_commit', 'off', true)`;
