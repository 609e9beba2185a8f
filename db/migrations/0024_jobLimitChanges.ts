import { type Kysely, sql } from 'kysely';

/** A what-if tells more changes apart than the table of 0020 allowed; those were written as `later`, with their own name before the key. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    alter table job_limits drop constraint job_limits_change_check;
    update job_limits set change = split_part(key, ':', 1), key = split_part(key, ':', 2) where key like '%:%';
    alter table job_limits add constraint job_limits_change_check
      check (change in ('would-breach', 'saved', 'earlier', 'later', 'target', 'begins', 'ends', 'day-off'));
  `.execute(db);
}
