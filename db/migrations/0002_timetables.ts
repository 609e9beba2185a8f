import { type Kysely, sql } from 'kysely';

/**
 * Calendars and policies in versions, each kind counted by itself: drafts that may change, published versions that never do.
 * Which one is in force is a pointer of its own, so that an older one can be put in force again.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table timetable_versions (
      kind text not null check (kind in ('calendar', 'policy')),
      version integer not null check (version > 0),
      status text not null check (status in ('draft', 'published', 'discarded')),
      -- Counts the changes of a draft.
      revision integer not null default 1,
      -- The version it was made from; null for the built-in one.
      based_on integer,
      note text not null default '',
      -- As text: the order of the fields is the author's.
      content json not null,
      created_at timestamptz not null default now(),
      created_by jsonb not null,
      published_at timestamptz,
      published_by jsonb,
      primary key (kind, version),
      foreign key (kind, based_on) references timetable_versions (kind, version),
      check ((status = 'published') = (published_at is not null))
    );

    create table timetables_in_force (
      kind text primary key,
      version integer not null,
      since timestamptz not null default now(),
      foreign key (kind, version) references timetable_versions (kind, version)
    );

    create table timetable_audit (
      id bigint generated always as identity primary key,
      kind text not null,
      version integer not null,
      action text not null check (action in ('created', 'changed', 'discarded', 'published', 'restored')),
      actor jsonb not null,
      at timestamptz not null default now(),
      reason text,
      -- What was in force until then; null where the action puts nothing in force.
      replaces integer,
      foreign key (kind, version) references timetable_versions (kind, version)
    );
    create index timetable_audit_newest on timetable_audit (kind, id desc);

    create function keep_as_written() returns trigger language plpgsql as $$
      begin
        raise exception '% of % is never changed', tg_op, tg_table_name;
      end $$;
    create trigger settled_version before update or delete on timetable_versions
      for each row when (old.status <> 'draft') execute function keep_as_written();
    create trigger written_audit before update or delete on timetable_audit
      for each row execute function keep_as_written();
  `.execute(db);
}
