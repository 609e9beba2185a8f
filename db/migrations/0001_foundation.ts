import { type Kysely, sql } from 'kysely';

/**
 * The foundation: who may ask, what was asked, what was decided, what is still owed.
 * `tickets`, `clocks`, `tasks`, `ticket_events` and `notices` are projections of workflow decisions (and of the opening one);
 * `messages`, `texts`, `outbox` and `idempotency_keys` are intake.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table companies (
      id text primary key,
      name text not null unique,
      kind text not null check (kind in ('buyer', 'supplier')),
      registered_at timestamptz not null default now()
    );

    create table accounts (
      id text primary key,
      company_id text not null references companies (id),
      kind text not null check (kind in ('main', 'sub')),
      name text not null,
      login text not null unique,
      phone text,
      email text,
      scopes jsonb not null default '[]',
      locale text not null default 'zh-CN' check (locale in ('zh-CN', 'en')),
      -- scrypt with its own salt; null: cannot sign in with a password.
      password_hash text,
      unique (company_id, id)
    );

    create table staff (
      staff_no text primary key check (staff_no ~ '^[0-9]{4,6}$'),
      name text not null,
      login text not null unique,
      role text not null,
      department text not null,
      is_lead boolean not null default false,
      email text,
      active boolean not null default true,
      password_hash text
    );
    create index staff_by_department on staff (department, role) where active;

    create table clients (
      id text primary key,
      name text not null
    );

    -- Only the SHA-256 of a key is kept; the key itself is shown once.
    create table api_keys (
      id uuid primary key default gen_random_uuid(),
      key_hash bytea not null unique,
      account_id text references accounts (id),
      staff_no text references staff (staff_no),
      client_id text references clients (id),
      created_at timestamptz not null default now(),
      revoked_at timestamptz,
      check (num_nonnulls(account_id, staff_no, client_id) = 1)
    );

    create table day_counters (
      day date primary key,
      last integer not null check (last > 0)
    );

    create table tickets (
      ticket_no text primary key check (ticket_no ~ '^KF[0-9]{8}[0-9]{3,}$'),
      company_id text not null references companies (id),
      account_id text references accounts (id),
      channel text not null,
      category text,
      sla_class text,
      routing text,
      department text not null,
      assignee text,
      first_contact text,
      status text not null,
      version integer not null,
      urgent boolean not null,
      urgent_reason text,
      subject text not null,
      description text not null,
      demand text,
      order_no text,
      contact jsonb,
      verified text not null default 'verified' check (verified in ('verified', 'partial', 'failed')),
      scopes jsonb not null default '[]',
      created_at timestamptz not null,
      received_at timestamptz not null,
      closed_at timestamptz,
      close_reason text,
      rating text,
      rating_text_id uuid,
      rated_at timestamptz,
      -- Earliest due instant of a running clock: lists sort by it.
      next_due_at timestamptz,
      -- Since when a customer message waits for a person; kept by intake under the row's lock.
      reply_owed_since timestamptz,
      last_seq integer not null default 0,
      -- The workflow's state as of "version": the API judges from it what is allowed, the relay starts workflows with it.
      state jsonb not null,
      -- What "version" was decided on: tells the repeat of a decision from a rival; null for the opening.
      cause text,
      archived_at timestamptz
    );
    create index tickets_open_by_due on tickets (next_due_at, ticket_no) where status not in ('CLOSED', 'ARCHIVED', 'PURGED');
    create index tickets_newest on tickets (created_at desc, ticket_no desc);
    create index tickets_by_company on tickets (company_id, created_at desc);
    create index tickets_by_department on tickets (department, status);
    create index tickets_by_assignee on tickets (assignee) where assignee is not null;

    create table texts (
      id uuid primary key,
      ticket_no text not null,
      body jsonb not null,
      -- Set when an event refers to it; what a refused command left behind stays unkept and is swept.
      kept boolean not null default false,
      created_at timestamptz not null default now()
    );
    create index texts_by_ticket on texts (ticket_no);
    create index texts_unkept on texts (created_at) where not kept;

    create table ticket_events (
      ticket_no text not null references tickets (ticket_no),
      seq integer not null,
      type text not null,
      at timestamptz not null,
      actor jsonb not null,
      before_status text,
      after_status text not null,
      text_id uuid,
      data jsonb not null default '{}',
      version integer,
      primary key (ticket_no, seq)
    );
    create index ticket_events_by_time on ticket_events (at, ticket_no, seq);

    create table messages (
      id uuid primary key,
      ticket_no text not null references tickets (ticket_no),
      seq integer not null,
      author jsonb not null,
      body text not null,
      internal boolean not null default false,
      created_at timestamptz not null default now(),
      -- The message (or ticket) of a merged ticket that this one repeats.
      moved_from text,
      unique (ticket_no, seq),
      unique (ticket_no, moved_from)
    );

    create table clocks (
      ticket_no text not null references tickets (ticket_no),
      key text not null,
      id text not null,
      position integer not null,
      task_id text,
      status text not null,
      started_at timestamptz not null,
      target_at timestamptz,
      due_at timestamptz,
      stopped_at timestamptz,
      breached boolean not null,
      provisional boolean not null default false,
      pauses jsonb not null default '[]',
      plan jsonb,
      explanation jsonb not null,
      primary key (ticket_no, key)
    );
    create index clocks_running_by_due on clocks (due_at) where status = 'running';
    create index clocks_breached on clocks (ticket_no) where breached;

    create table tasks (
      task_id text primary key,
      ticket_no text not null references tickets (ticket_no),
      department text not null,
      responsible text not null,
      status text not null,
      milestone_at timestamptz not null,
      deliverable text not null default '',
      result text
    );
    create index tasks_by_ticket on tasks (ticket_no);
    create index tasks_open_by_department on tasks (department, status);

    create table notices (
      dedupe_key text primary key,
      ticket_no text not null references tickets (ticket_no),
      version integer not null,
      template text not null,
      recipient_kind text not null check (recipient_kind in ('customer', 'company', 'staff', 'role', 'department')),
      recipient text not null,
      params jsonb not null default '{}',
      text_id uuid,
      created_at timestamptz not null,
      read_at timestamptz,
      mail_state text not null default 'none' check (mail_state in ('none', 'pending', 'sent', 'failed')),
      mail_error text,
      -- A sender holds the row until then, so that two never send it at once.
      mail_leased_until timestamptz,
      mailed_at timestamptz
    );
    create index notices_by_recipient on notices (recipient_kind, recipient, created_at desc);
    create index notices_to_mail on notices (ticket_no, version) where mail_state = 'pending';

    create table ticket_links (
      ticket_no text not null references tickets (ticket_no),
      to_ticket_no text not null references tickets (ticket_no),
      kind text not null,
      primary key (ticket_no, to_ticket_no, kind)
    );

    create table idempotency_keys (
      principal text not null,
      route text not null,
      key text not null,
      request_hash bytea not null,
      locked_at timestamptz not null default now(),
      -- The ticket that an opening made under this key.
      ticket_no text,
      status integer,
      headers jsonb,
      -- As text: a repeat is answered byte by byte as the first time.
      body json,
      created_at timestamptz not null default now(),
      primary key (principal, route, key)
    );
    create index idempotency_keys_by_age on idempotency_keys (created_at);

    -- What Temporal has still to be told; a row goes when it was told.
    create table outbox (
      id bigint generated always as identity primary key,
      ticket_no text not null references tickets (ticket_no),
      kind text not null check (kind in ('start', 'message')),
      payload jsonb not null default '{}',
      due_at timestamptz,
      attempts integer not null default 0,
      next_attempt_at timestamptz not null default now(),
      last_error text,
      created_at timestamptz not null default now()
    );
    create index outbox_next on outbox (next_attempt_at, due_at nulls last);
    create index outbox_by_ticket on outbox (ticket_no, id);

    -- Development only: what the service sent, for the page /dev/mailbox.
    create table dev_mailbox (
      id bigint generated always as identity primary key,
      raw bytea not null,
      received_at timestamptz not null default now()
    );
  `.execute(db);
}
