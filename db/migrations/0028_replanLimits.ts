import { type Kysely, sql } from 'kysely';

/** Re-plans list their limits as what-ifs do, with those that they left as they were and why. Of earlier ones the events of the tickets tell it. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    alter table job_limits add column kept text check (kept in ('breached', 'past', 'told'));
    alter table job_limits drop constraint job_limits_change_check;
    alter table job_limits add constraint job_limits_change_check
      check (change in ('would-breach', 'saved', 'earlier', 'later', 'target', 'begins', 'ends', 'day-off', 'kept'));
    alter table job_limits add constraint job_limits_kept_has_why check ((change = 'kept') = (kept is not null));
  `.execute(db);
}
