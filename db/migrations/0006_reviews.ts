import { type Kysely, sql } from 'kysely';

/** Quality reviews: projections of their workflows' decisions, as a ticket's tables are of the ticket's. Words stand in `texts`. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table review_samples (
      id uuid primary key default gen_random_uuid(),
      -- YYYY-MM in the service centre's zone: the tickets were closed in it.
      month text not null check (month ~ '^[0-9]{4}-[0-9]{2}$'),
      department text,
      seed text not null,
      -- How many there were to draw from.
      population integer not null,
      drawn_by jsonb not null,
      drawn_at timestamptz not null default now()
    );
    create index review_samples_newest on review_samples (drawn_at desc, id desc);

    create table reviews (
      review_id text primary key check (review_id ~ '^KF[0-9]{11,}-Q[0-9]+$'),
      ticket_no text not null references tickets (ticket_no),
      n integer not null check (n > 0),
      origin text not null check (origin in ('rating', 'complaint', 'sample')),
      status text not null,
      version integer not null,
      department text not null,
      -- Whose work is reviewed.
      subject text,
      reviewer text,
      verdict text,
      score numeric(4, 1),
      opened_at timestamptz not null,
      concluded_at timestamptz,
      ended_at timestamptz,
      next_due_at timestamptz,
      breached boolean not null default false,
      sample_id uuid references review_samples (id),
      state jsonb not null,
      -- Each limit in words, by key; they never go through Temporal.
      explanations jsonb not null default '{}',
      last_seq integer not null default 0,
      unique (ticket_no, n)
    );
    create index reviews_open_by_due on reviews (next_due_at, review_id) where ended_at is null;
    create index reviews_newest on reviews (opened_at desc, review_id desc);
    create index reviews_by_subject on reviews (subject, opened_at desc) where subject is not null;
    create index reviews_upheld on reviews (subject, concluded_at) where verdict = 'UPHELD';
    -- A ticket is drawn once in a sample, also where the drawing is told twice.
    create unique index reviews_of_sample on reviews (sample_id, ticket_no) where sample_id is not null;

    -- Which tickets a sample drew, also those whose review is still to be opened.
    create table review_sample_tickets (
      sample_id uuid not null references review_samples (id),
      ticket_no text not null references tickets (ticket_no),
      position integer not null,
      -- Null: its review is still to be opened.
      opened_at timestamptz,
      primary key (sample_id, ticket_no)
    );
    create index review_sample_tickets_to_open on review_sample_tickets (sample_id, position) where opened_at is null;

    create table review_events (
      review_id text not null references reviews (review_id),
      seq integer not null,
      type text not null,
      at timestamptz not null,
      actor jsonb not null,
      before_status text,
      after_status text not null,
      text_id uuid,
      data jsonb not null default '{}',
      version integer not null,
      primary key (review_id, seq)
    );
    create index review_events_by_time on review_events (at, type);

    -- Both sheets where an appeal changed the first.
    create table scores (
      review_id text not null references reviews (review_id),
      round integer not null check (round in (1, 2)),
      criterion text not null,
      points integer not null check (points between 0 and 100),
      primary key (review_id, round, criterion)
    );

    create table coaching (
      review_id text primary key references reviews (review_id),
      staff_no text not null,
      text_id uuid not null,
      created_at timestamptz not null
    );
    create index coaching_by_staff on coaching (staff_no, created_at desc);
  `.execute(db);
}
