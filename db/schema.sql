-- The schema as the migrations leave it, for reading. Written by db/dump.ts; do not edit.

create table account_limits (
  id uuid not null default gen_random_uuid(),
  account_id text not null,
  ticket_no text not null,
  reason text not null,
  proposed_by text not null,
  proposed_at timestamp with time zone not null default now(),
  decided_by text,
  decided_at timestamp with time zone,
  approved boolean,
  until timestamp with time zone,
  lifted_by text,
  lifted_at timestamp with time zone,
  lift_reason text,
  constraint account_limits_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id),
  constraint account_limits_check CHECK ((proposed_by <> decided_by)),
  constraint account_limits_check1 CHECK (((decided_at IS NULL) = (approved IS NULL))),
  constraint account_limits_check2 CHECK (((approved IS TRUE) = (until IS NOT NULL))),
  constraint account_limits_check3 CHECK (((lifted_at IS NULL) OR approved)),
  constraint account_limits_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES staff(staff_no),
  constraint account_limits_lifted_by_fkey FOREIGN KEY (lifted_by) REFERENCES staff(staff_no),
  constraint account_limits_pkey PRIMARY KEY (id),
  constraint account_limits_proposed_by_fkey FOREIGN KEY (proposed_by) REFERENCES staff(staff_no),
  constraint account_limits_ticket_no_fkey FOREIGN KEY (ticket_no) REFERENCES tickets(ticket_no)
);
CREATE INDEX account_limits_by_account ON account_limits USING btree (account_id, until) WHERE (approved AND (lifted_at IS NULL));
CREATE UNIQUE INDEX account_limits_undecided ON account_limits USING btree (account_id) WHERE (decided_at IS NULL);

create table accounts (
  id text not null,
  company_id text not null,
  kind text not null,
  name text not null,
  login text not null,
  phone text,
  email text,
  scopes jsonb not null default '[]'::jsonb,
  locale text not null default 'zh-CN'::text,
  password_hash text,
  constraint accounts_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(id),
  constraint accounts_company_id_id_key UNIQUE (company_id, id),
  constraint accounts_kind_check CHECK ((kind = ANY (ARRAY['main'::text, 'sub'::text]))),
  constraint accounts_locale_check CHECK ((locale = ANY (ARRAY['zh-CN'::text, 'en'::text]))),
  constraint accounts_login_key UNIQUE (login),
  constraint accounts_pkey PRIMARY KEY (id)
);

create table agent_changes (
  id bigint generated always as identity not null,
  staff_no text not null,
  kind text not null,
  before jsonb not null,
  after jsonb not null,
  reason text,
  by text,
  at timestamp with time zone not null default now(),
  due_at timestamp with time zone,
  told_at timestamp with time zone,
  ended_at timestamp with time zone,
  tickets text[],
  moved integer not null default 0,
  queued integer not null default 0,
  kept integer not null default 0,
  superseded boolean not null default false,
  constraint agent_changes_by_fkey FOREIGN KEY (by) REFERENCES staff(staff_no),
  constraint agent_changes_kind_check CHECK ((kind = ANY (ARRAY['state'::text, 'skills'::text, 'reassign'::text, 'mentor'::text]))),
  constraint agent_changes_pkey PRIMARY KEY (id),
  constraint agent_changes_staff_no_fkey FOREIGN KEY (staff_no) REFERENCES staff(staff_no)
);
CREATE INDEX agent_changes_by_staff ON agent_changes USING btree (staff_no, id DESC);
CREATE INDEX agent_changes_under_way ON agent_changes USING btree (at) WHERE ((due_at IS NOT NULL) AND (ended_at IS NULL));

create table agent_skills (
  staff_no text not null,
  skill text not null,
  constraint agent_skills_pkey PRIMARY KEY (staff_no, skill),
  constraint agent_skills_staff_no_fkey FOREIGN KEY (staff_no) REFERENCES staff(staff_no)
);

create table agent_states (
  staff_no text not null,
  state text not null default 'off'::text,
  reason text,
  since timestamp with time zone not null default now(),
  capacity integer not null default 5,
  claims bigint not null default 0,
  last_assigned_at timestamp with time zone,
  mentor text,
  constraint agent_states_capacity_check CHECK (((capacity >= 1) AND (capacity <= 50))),
  constraint agent_states_check CHECK ((mentor <> staff_no)),
  constraint agent_states_mentor_fkey FOREIGN KEY (mentor) REFERENCES staff(staff_no),
  constraint agent_states_pkey PRIMARY KEY (staff_no),
  constraint agent_states_staff_no_fkey FOREIGN KEY (staff_no) REFERENCES staff(staff_no),
  constraint agent_states_state_check CHECK ((state = ANY (ARRAY['ready'::text, 'away'::text, 'off'::text])))
);
CREATE INDEX agent_states_ready ON agent_states USING btree (staff_no) WHERE (state = 'ready'::text);

create table api_keys (
  id uuid not null default gen_random_uuid(),
  key_hash bytea not null,
  account_id text,
  staff_no text,
  client_id text,
  created_at timestamp with time zone not null default now(),
  revoked_at timestamp with time zone,
  constraint api_keys_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id),
  constraint api_keys_check CHECK ((num_nonnulls(account_id, staff_no, client_id) = 1)),
  constraint api_keys_client_id_fkey FOREIGN KEY (client_id) REFERENCES clients(id),
  constraint api_keys_key_hash_key UNIQUE (key_hash),
  constraint api_keys_pkey PRIMARY KEY (id),
  constraint api_keys_staff_no_fkey FOREIGN KEY (staff_no) REFERENCES staff(staff_no)
);

create table attachments (
  id uuid not null default gen_random_uuid(),
  owner text not null,
  name text not null,
  media_type text not null,
  size integer not null,
  sha256 text not null,
  content bytea not null,
  created_at timestamp with time zone not null default now(),
  ticket_no text,
  cause text,
  internal boolean not null default false,
  party text,
  case_no integer,
  sealed_at timestamp with time zone,
  said_in text[] not null default '{}'::text[],
  moved_from text,
  constraint attachments_check1 CHECK (((party IS NULL) = (case_no IS NULL))),
  constraint attachments_check2 CHECK (((sealed_at IS NULL) OR (party IS NOT NULL))),
  constraint attachments_media_type_check CHECK ((media_type = ANY (ARRAY['image/jpeg'::text, 'image/png'::text, 'application/pdf'::text]))),
  constraint attachments_party_check CHECK ((party = ANY (ARRAY['buyer'::text, 'supplier'::text]))),
  constraint attachments_pkey PRIMARY KEY (id),
  constraint attachments_size_check CHECK (((size >= 1) AND (size <= 10485760))),
  constraint attachments_taken_by CHECK (((ticket_no IS NULL) OR (cause IS NOT NULL))),
  constraint attachments_ticket_no_fkey FOREIGN KEY (ticket_no) REFERENCES tickets(ticket_no)
);
CREATE INDEX attachments_by_ticket ON attachments USING btree (ticket_no, created_at, id) WHERE (ticket_no IS NOT NULL);
CREATE INDEX attachments_held ON attachments USING btree (cause) WHERE ((ticket_no IS NULL) AND (cause IS NOT NULL));
CREATE INDEX attachments_loose ON attachments USING btree (owner, created_at) WHERE (ticket_no IS NULL);
CREATE INDEX attachments_unsealed ON attachments USING btree (created_at) WHERE ((party IS NOT NULL) AND (sealed_at IS NULL));

create table attempts (
  id bigint generated always as identity not null,
  ticket_no text not null,
  command text not null,
  task_id text,
  actor jsonb not null,
  code text not null,
  at timestamp with time zone not null default now(),
  constraint attempts_pkey PRIMARY KEY (id),
  constraint attempts_ticket_no_fkey FOREIGN KEY (ticket_no) REFERENCES tickets(ticket_no)
);
CREATE INDEX attempts_by_ticket ON attempts USING btree (ticket_no, id DESC);

create table clients (
  id text not null,
  name text not null,
  constraint clients_pkey PRIMARY KEY (id)
);

create table clocks (
  ticket_no text not null,
  key text not null,
  id text not null,
  "position" integer not null,
  task_id text,
  status text not null,
  started_at timestamp with time zone not null,
  target_at timestamp with time zone,
  due_at timestamp with time zone,
  stopped_at timestamp with time zone,
  breached boolean not null,
  provisional boolean not null default false,
  pauses jsonb not null default '[]'::jsonb,
  plan jsonb,
  explanation jsonb not null,
  constraint clocks_pkey PRIMARY KEY (ticket_no, key),
  constraint clocks_ticket_no_fkey FOREIGN KEY (ticket_no) REFERENCES tickets(ticket_no)
);
CREATE INDEX clocks_breached ON clocks USING btree (ticket_no) WHERE breached;
CREATE INDEX clocks_breached_by_due ON clocks USING btree (due_at) WHERE breached;
CREATE INDEX clocks_promised ON clocks USING btree (ticket_no) WHERE ((id = 'PROMISE'::text) AND (status = 'running'::text));
CREATE INDEX clocks_provisional ON clocks USING btree (ticket_no) WHERE (provisional AND (status = ANY (ARRAY['running'::text, 'paused'::text])));
CREATE INDEX clocks_running_by_due ON clocks USING btree (due_at) WHERE (status = 'running'::text);

create table coaching (
  review_id text not null,
  staff_no text not null,
  text_id uuid not null,
  created_at timestamp with time zone not null,
  constraint coaching_pkey PRIMARY KEY (review_id),
  constraint coaching_review_id_fkey FOREIGN KEY (review_id) REFERENCES reviews(review_id)
);
CREATE INDEX coaching_by_staff ON coaching USING btree (staff_no, created_at DESC);

create table companies (
  id text not null,
  name text not null,
  kind text not null,
  registered_at timestamp with time zone not null default now(),
  constraint companies_kind_check CHECK ((kind = ANY (ARRAY['buyer'::text, 'supplier'::text]))),
  constraint companies_name_key UNIQUE (name),
  constraint companies_pkey PRIMARY KEY (id)
);

create table contact_views (
  id bigint generated always as identity not null,
  ticket_no text not null,
  actor jsonb not null,
  reason text not null,
  at timestamp with time zone not null default now(),
  constraint contact_views_pkey PRIMARY KEY (id),
  constraint contact_views_ticket_no_fkey FOREIGN KEY (ticket_no) REFERENCES tickets(ticket_no)
);
CREATE INDEX contact_views_by_ticket ON contact_views USING btree (ticket_no, id DESC);

create table day_counters (
  day date not null,
  last integer not null,
  constraint day_counters_last_check CHECK ((last > 0)),
  constraint day_counters_pkey PRIMARY KEY (day)
);

create table decisions (
  ticket_no text not null,
  version integer not null,
  cause text not null,
  constraint decisions_pkey PRIMARY KEY (ticket_no, version),
  constraint decisions_ticket_no_fkey FOREIGN KEY (ticket_no) REFERENCES tickets(ticket_no) ON DELETE CASCADE
);

create table dev_mailbox (
  id bigint generated always as identity not null,
  raw bytea not null,
  received_at timestamp with time zone not null default now(),
  constraint dev_mailbox_pkey PRIMARY KEY (id)
);

create table handover_events (
  id bigint generated always as identity not null,
  handover_id text not null,
  type text not null,
  at timestamp with time zone not null,
  actor jsonb not null,
  data jsonb not null default '{}'::jsonb,
  version integer,
  "position" integer,
  constraint handover_events_handover_id_fkey FOREIGN KEY (handover_id) REFERENCES handovers(handover_id),
  constraint handover_events_handover_id_version_position_key UNIQUE (handover_id, version, "position"),
  constraint handover_events_pkey PRIMARY KEY (id)
);
CREATE INDEX handover_events_by_handover ON handover_events USING btree (handover_id, id);

create table handover_lines (
  handover_id text not null,
  ticket_no text not null,
  kind text not null,
  due_at timestamp with time zone,
  assignee text,
  note text,
  noted_by text,
  noted_at timestamp with time zone,
  outcome text,
  handed_to text,
  added_at timestamp with time zone not null default now(),
  constraint handover_lines_handover_id_fkey FOREIGN KEY (handover_id) REFERENCES handovers(handover_id),
  constraint handover_lines_kind_check CHECK ((kind = ANY (ARRAY['urgent'::text, 'left-message'::text, 'promise'::text]))),
  constraint handover_lines_outcome_check CHECK ((outcome = ANY (ARRAY['handed-over'::text, 'stays'::text, 'queued'::text, 'settled'::text]))),
  constraint handover_lines_pkey PRIMARY KEY (handover_id, ticket_no),
  constraint handover_lines_ticket_no_fkey FOREIGN KEY (ticket_no) REFERENCES tickets(ticket_no)
);

create table handovers (
  handover_id text not null,
  day text not null,
  shift text not null,
  starts_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  status text not null default 'PENDING'::text,
  version integer not null default 0,
  accepted_by text,
  accepted_at timestamp with time zone,
  due_at timestamp with time zone,
  breached boolean not null default false,
  opening jsonb not null,
  state jsonb,
  explanation jsonb not null default '{"en": "", "zh": ""}'::jsonb,
  note text,
  noted_by text,
  noted_at timestamp with time zone,
  touched_at timestamp with time zone not null default now(),
  constraint handovers_day_shift_key UNIQUE (day, shift),
  constraint handovers_handover_id_check CHECK ((handover_id ~ '^handover-[0-9]{4}-[0-9]{2}-[0-9]{2}-(ONCALL|DAY|LATE)$'::text)),
  constraint handovers_pkey PRIMARY KEY (handover_id),
  constraint handovers_shift_check CHECK ((shift = ANY (ARRAY['ONCALL'::text, 'DAY'::text, 'LATE'::text])))
);
CREATE INDEX handovers_newest ON handovers USING btree (ends_at DESC, handover_id DESC);
CREATE INDEX handovers_open ON handovers USING btree (ends_at) WHERE (status = ANY (ARRAY['PENDING'::text, 'OPEN'::text]));
CREATE INDEX handovers_to_start ON handovers USING btree (touched_at) WHERE (state IS NULL);

create table idempotency_keys (
  principal text not null,
  route text not null,
  key text not null,
  request_hash bytea not null,
  locked_at timestamp with time zone not null default now(),
  ticket_no text,
  status integer,
  headers jsonb,
  body json,
  created_at timestamp with time zone not null default now(),
  token uuid,
  made text,
  constraint idempotency_keys_pkey PRIMARY KEY (principal, route, key)
);
CREATE INDEX idempotency_keys_by_age ON idempotency_keys USING btree (created_at);

create table job_limits (
  id bigint generated always as identity not null,
  job_id uuid not null,
  change text not null,
  ticket_no text not null,
  review_id text,
  department text not null,
  clock text not null,
  key text not null,
  from_at timestamp with time zone,
  to_at timestamp with time zone,
  kept text,
  constraint job_limits_change_check CHECK ((change = ANY (ARRAY['would-breach'::text, 'saved'::text, 'earlier'::text, 'later'::text, 'target'::text, 'begins'::text, 'ends'::text, 'day-off'::text, 'kept'::text]))),
  constraint job_limits_job_id_fkey FOREIGN KEY (job_id) REFERENCES jobs(id),
  constraint job_limits_kept_check CHECK ((kept = ANY (ARRAY['breached'::text, 'past'::text, 'told'::text]))),
  constraint job_limits_kept_has_why CHECK (((change = 'kept'::text) = (kept IS NOT NULL))),
  constraint job_limits_pkey PRIMARY KEY (id)
);
CREATE INDEX job_limits_by_change ON job_limits USING btree (job_id, change, id);

create table jobs (
  id uuid not null default gen_random_uuid(),
  number bigint generated always as identity not null,
  kind text not null,
  calendar integer,
  policy integer,
  contents jsonb not null,
  selection jsonb not null,
  actor jsonb not null,
  status text not null default 'queued'::text,
  total integer not null default 0,
  done integer not null default 0,
  failed integer not null default 0,
  failures jsonb not null default '[]'::jsonb,
  cursor text,
  page jsonb,
  result jsonb,
  failure text,
  cancelled_by jsonb,
  created_at timestamp with time zone not null default now(),
  started_at timestamp with time zone,
  touched_at timestamp with time zone not null default now(),
  ended_at timestamp with time zone,
  reason text,
  constraint jobs_check CHECK (((calendar IS NOT NULL) OR (policy IS NOT NULL))),
  constraint jobs_check1 CHECK (((status = ANY (ARRAY['done'::text, 'failed'::text, 'cancelled'::text])) = (ended_at IS NOT NULL))),
  constraint jobs_kind_check CHECK ((kind = ANY (ARRAY['what-if'::text, 'replan'::text]))),
  constraint jobs_number_key UNIQUE (number),
  constraint jobs_pkey PRIMARY KEY (id),
  constraint jobs_status_check CHECK ((status = ANY (ARRAY['queued'::text, 'running'::text, 'done'::text, 'failed'::text, 'cancelled'::text])))
);
CREATE INDEX jobs_under_way ON jobs USING btree (touched_at) WHERE (status = ANY (ARRAY['queued'::text, 'running'::text]));

create table late_reviews (
  review_id text not null,
  ticket_no text not null,
  cause text not null,
  opening jsonb not null,
  asked_at timestamp with time zone not null default now(),
  started_at timestamp with time zone,
  constraint late_reviews_cause_key UNIQUE (cause),
  constraint late_reviews_pkey PRIMARY KEY (review_id),
  constraint late_reviews_ticket_no_fkey FOREIGN KEY (ticket_no) REFERENCES tickets(ticket_no)
);
CREATE INDEX late_reviews_by_ticket ON late_reviews USING btree (ticket_no);
CREATE INDEX late_reviews_to_start ON late_reviews USING btree (asked_at) WHERE (started_at IS NULL);

create table messages (
  id uuid not null,
  ticket_no text not null,
  seq integer not null,
  author jsonb not null,
  body text not null,
  internal boolean not null default false,
  created_at timestamp with time zone not null default now(),
  moved_from text,
  promise_by timestamp with time zone,
  promise_what text,
  flag boolean not null default false,
  said_in text[] not null default '{}'::text[],
  posted jsonb,
  constraint messages_pkey PRIMARY KEY (id),
  constraint messages_ticket_no_fkey FOREIGN KEY (ticket_no) REFERENCES tickets(ticket_no),
  constraint messages_ticket_no_moved_from_key UNIQUE (ticket_no, moved_from),
  constraint messages_ticket_no_seq_key UNIQUE (ticket_no, seq)
);
CREATE INDEX messages_flagged ON messages USING btree (ticket_no, seq) WHERE flag;
CREATE INDEX messages_with_promise ON messages USING btree (ticket_no) WHERE (promise_by IS NOT NULL);

create table notices (
  dedupe_key text not null,
  ticket_no text,
  version integer not null,
  template text not null,
  recipient_kind text not null,
  recipient text not null,
  params jsonb not null default '{}'::jsonb,
  text_id uuid,
  created_at timestamp with time zone not null,
  read_at timestamp with time zone,
  mail_state text not null default 'none'::text,
  mail_error text,
  mail_leased_until timestamp with time zone,
  mailed_at timestamp with time zone,
  said_in text[] not null default '{}'::text[],
  mailed_to text[] not null default '{}'::text[],
  constraint notices_mail_state_check CHECK ((mail_state = ANY (ARRAY['none'::text, 'pending'::text, 'sent'::text, 'failed'::text]))),
  constraint notices_pkey PRIMARY KEY (dedupe_key),
  constraint notices_recipient_kind_check CHECK ((recipient_kind = ANY (ARRAY['customer'::text, 'company'::text, 'staff'::text, 'role'::text, 'department'::text]))),
  constraint notices_ticket_no_fkey FOREIGN KEY (ticket_no) REFERENCES tickets(ticket_no)
);
CREATE INDEX notices_by_recipient ON notices USING btree (recipient_kind, recipient, created_at DESC);
CREATE INDEX notices_by_ticket ON notices USING btree (ticket_no, created_at DESC);
CREATE INDEX notices_mail_failed ON notices USING btree (created_at) WHERE (mail_state = 'failed'::text);
CREATE INDEX notices_mail_pending ON notices USING btree (created_at) WHERE (mail_state = 'pending'::text);
CREATE INDEX notices_to_mail ON notices USING btree (ticket_no, version) WHERE (mail_state = 'pending'::text);

create table orders (
  order_no text not null,
  buyer_company_id text not null,
  supplier_company_id text not null,
  constraint orders_buyer_company_id_fkey FOREIGN KEY (buyer_company_id) REFERENCES companies(id),
  constraint orders_pkey PRIMARY KEY (order_no),
  constraint orders_supplier_company_id_fkey FOREIGN KEY (supplier_company_id) REFERENCES companies(id)
);

create table outage_audit (
  id bigint generated always as identity not null,
  outage_id uuid not null,
  action text not null,
  actor jsonb not null,
  at timestamp with time zone not null default now(),
  reason text,
  before jsonb,
  after jsonb not null,
  constraint outage_audit_action_check CHECK ((action = ANY (ARRAY['declared'::text, 'ended'::text, 'corrected'::text, 'withdrawn'::text]))),
  constraint outage_audit_outage_id_fkey FOREIGN KEY (outage_id) REFERENCES outages(id),
  constraint outage_audit_pkey PRIMARY KEY (id)
);
CREATE INDEX outage_audit_by_outage ON outage_audit USING btree (outage_id, id);

create table outages (
  id uuid not null default gen_random_uuid(),
  cause text not null,
  component text not null,
  from_at timestamp with time zone not null,
  to_at timestamp with time zone,
  note text,
  declared_by jsonb,
  ended_by jsonb,
  created_at timestamp with time zone not null default now(),
  withdrawn_at timestamp with time zone,
  constraint outages_cause_check CHECK ((cause = ANY (ARRAY['measured'::text, 'declared'::text]))),
  constraint outages_check CHECK ((to_at > from_at)),
  constraint outages_check1 CHECK (((cause = 'declared'::text) = (declared_by IS NOT NULL))),
  constraint outages_check2 CHECK (((cause = 'declared'::text) OR (to_at IS NOT NULL))),
  constraint outages_pkey PRIMARY KEY (id)
);
CREATE INDEX outages_by_start ON outages USING btree (from_at DESC, id DESC);
CREATE UNIQUE INDEX outages_going_on ON outages USING btree (component) WHERE ((to_at IS NULL) AND (withdrawn_at IS NULL));

create table outbox (
  id bigint generated always as identity not null,
  ticket_no text not null,
  kind text not null,
  payload jsonb not null default '{}'::jsonb,
  due_at timestamp with time zone,
  attempts integer not null default 0,
  next_attempt_at timestamp with time zone not null default now(),
  last_error text,
  created_at timestamp with time zone not null default now(),
  constraint outbox_kind_check CHECK ((kind = ANY (ARRAY['start'::text, 'message'::text, 'recorded'::text]))),
  constraint outbox_pkey PRIMARY KEY (id),
  constraint outbox_ticket_no_fkey FOREIGN KEY (ticket_no) REFERENCES tickets(ticket_no)
);
CREATE INDEX outbox_by_ticket ON outbox USING btree (ticket_no, id);
CREATE INDEX outbox_next ON outbox USING btree (next_attempt_at, due_at);

create table review_events (
  review_id text not null,
  seq integer not null,
  type text not null,
  at timestamp with time zone not null,
  actor jsonb not null,
  before_status text,
  after_status text not null,
  text_id uuid,
  data jsonb not null default '{}'::jsonb,
  version integer not null,
  constraint review_events_pkey PRIMARY KEY (review_id, seq),
  constraint review_events_review_id_fkey FOREIGN KEY (review_id) REFERENCES reviews(review_id)
);
CREATE INDEX review_events_by_time ON review_events USING btree (at, type);

create table review_sample_tickets (
  sample_id uuid not null,
  ticket_no text not null,
  "position" integer not null,
  opened_at timestamp with time zone,
  constraint review_sample_tickets_pkey PRIMARY KEY (sample_id, ticket_no),
  constraint review_sample_tickets_sample_id_fkey FOREIGN KEY (sample_id) REFERENCES review_samples(id),
  constraint review_sample_tickets_ticket_no_fkey FOREIGN KEY (ticket_no) REFERENCES tickets(ticket_no)
);
CREATE INDEX review_sample_tickets_to_open ON review_sample_tickets USING btree (sample_id, "position") WHERE (opened_at IS NULL);

create table review_samples (
  id uuid not null default gen_random_uuid(),
  month text not null,
  department text,
  seed text not null,
  population integer not null,
  drawn_by jsonb not null,
  drawn_at timestamp with time zone not null default now(),
  wished integer,
  constraint review_samples_month_check CHECK ((month ~ '^[0-9]{4}-[0-9]{2}$'::text)),
  constraint review_samples_pkey PRIMARY KEY (id)
);
CREATE INDEX review_samples_newest ON review_samples USING btree (drawn_at DESC, id DESC);

create table reviews (
  review_id text not null,
  ticket_no text not null,
  n integer not null,
  origin text not null,
  status text not null,
  version integer not null,
  department text not null,
  subject text,
  reviewer text,
  verdict text,
  score numeric(4,1),
  opened_at timestamp with time zone not null,
  concluded_at timestamp with time zone,
  ended_at timestamp with time zone,
  next_due_at timestamp with time zone,
  breached boolean not null default false,
  sample_id uuid,
  state jsonb not null,
  explanations jsonb not null default '{}'::jsonb,
  last_seq integer not null default 0,
  complained_of text,
  constraint reviews_n_check CHECK ((n > 0)),
  constraint reviews_origin_check CHECK ((origin = ANY (ARRAY['rating'::text, 'complaint'::text, 'sample'::text]))),
  constraint reviews_pkey PRIMARY KEY (review_id),
  constraint reviews_review_id_check CHECK ((review_id ~ '^KF[0-9]{11,}-Q[0-9]+$'::text)),
  constraint reviews_sample_id_fkey FOREIGN KEY (sample_id) REFERENCES review_samples(id),
  constraint reviews_ticket_no_fkey FOREIGN KEY (ticket_no) REFERENCES tickets(ticket_no),
  constraint reviews_ticket_no_n_key UNIQUE (ticket_no, n)
);
CREATE INDEX reviews_by_subject ON reviews USING btree (subject, opened_at DESC) WHERE (subject IS NOT NULL);
CREATE UNIQUE INDEX reviews_complaint_under_way ON reviews USING btree (ticket_no, complained_of) WHERE ((complained_of IS NOT NULL) AND (status <> ALL (ARRAY['TOLD'::text, 'SCORED'::text, 'APPEALED'::text, 'FINAL'::text])));
CREATE INDEX reviews_newest ON reviews USING btree (opened_at DESC, review_id DESC);
CREATE UNIQUE INDEX reviews_of_sample ON reviews USING btree (sample_id, ticket_no) WHERE (sample_id IS NOT NULL);
CREATE INDEX reviews_open_by_due ON reviews USING btree (next_due_at, review_id) WHERE (ended_at IS NULL);
CREATE INDEX reviews_upheld ON reviews USING btree (subject, concluded_at) WHERE (verdict = 'UPHELD'::text);

create table roster_duties (
  week text not null,
  day text not null,
  shift text not null,
  staff_no text not null,
  "position" integer not null,
  starts_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  constraint roster_duties_check CHECK ((starts_at < ends_at)),
  constraint roster_duties_pkey PRIMARY KEY (day, shift, staff_no),
  constraint roster_duties_shift_check CHECK ((shift = ANY (ARRAY['ONCALL'::text, 'DAY'::text, 'LATE'::text]))),
  constraint roster_duties_staff_no_fkey FOREIGN KEY (staff_no) REFERENCES staff(staff_no)
);
CREATE INDEX roster_duties_by_end ON roster_duties USING btree (ends_at, starts_at);
CREATE INDEX roster_duties_by_week ON roster_duties USING btree (week);

create table roster_versions (
  week text not null,
  version integer not null,
  status text not null,
  days jsonb not null,
  note text,
  written_by jsonb not null,
  written_at timestamp with time zone not null default now(),
  published_by jsonb,
  published_at timestamp with time zone,
  constraint roster_versions_check CHECK (((published_at IS NOT NULL) = (status = ANY (ARRAY['published'::text, 'superseded'::text])))),
  constraint roster_versions_pkey PRIMARY KEY (week, version),
  constraint roster_versions_status_check CHECK ((status = ANY (ARRAY['draft'::text, 'replaced'::text, 'published'::text, 'superseded'::text]))),
  constraint roster_versions_version_check CHECK ((version > 0)),
  constraint roster_versions_week_check CHECK ((week ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'::text))
);
CREATE UNIQUE INDEX roster_versions_draft ON roster_versions USING btree (week) WHERE (status = 'draft'::text);
CREATE UNIQUE INDEX roster_versions_in_force ON roster_versions USING btree (week) WHERE (status = 'published'::text);

create table scores (
  review_id text not null,
  round integer not null,
  criterion text not null,
  points integer not null,
  constraint scores_pkey PRIMARY KEY (review_id, round, criterion),
  constraint scores_points_check CHECK (((points >= 0) AND (points <= 100))),
  constraint scores_review_id_fkey FOREIGN KEY (review_id) REFERENCES reviews(review_id),
  constraint scores_round_check CHECK ((round = ANY (ARRAY[1, 2])))
);

create table staff (
  staff_no text not null,
  name text not null,
  login text not null,
  role text not null,
  department text not null,
  is_lead boolean not null default false,
  email text,
  active boolean not null default true,
  password_hash text,
  constraint staff_login_key UNIQUE (login),
  constraint staff_pkey PRIMARY KEY (staff_no),
  constraint staff_staff_no_check CHECK ((staff_no ~ '^[0-9]{4,6}$'::text))
);
CREATE INDEX staff_by_department ON staff USING btree (department, role) WHERE active;

create table tasks (
  task_id text not null,
  ticket_no text not null,
  department text not null,
  responsible text not null,
  status text not null,
  milestone_at timestamp with time zone not null,
  deliverable text not null default ''::text,
  result text,
  said_in text[] not null default '{}'::text[],
  constraint tasks_pkey PRIMARY KEY (task_id),
  constraint tasks_ticket_no_fkey FOREIGN KEY (ticket_no) REFERENCES tickets(ticket_no)
);
CREATE INDEX tasks_by_milestone ON tasks USING btree (milestone_at, task_id);
CREATE INDEX tasks_by_ticket ON tasks USING btree (ticket_no);
CREATE INDEX tasks_open_by_department ON tasks USING btree (department, status);

create table texts (
  id uuid not null,
  ticket_no text not null,
  body jsonb not null,
  kept boolean not null default false,
  created_at timestamp with time zone not null default now(),
  constraint texts_pkey PRIMARY KEY (id)
);
CREATE INDEX texts_by_ticket ON texts USING btree (ticket_no);
CREATE INDEX texts_unkept ON texts USING btree (created_at) WHERE (NOT kept);

create table ticket_events (
  ticket_no text not null,
  seq integer not null,
  type text not null,
  at timestamp with time zone not null,
  actor jsonb not null,
  before_status text,
  after_status text not null,
  text_id uuid,
  data jsonb not null default '{}'::jsonb,
  version integer,
  holder text,
  said_in text[] not null default '{}'::text[],
  written_at timestamp with time zone default clock_timestamp(),
  constraint ticket_events_pkey PRIMARY KEY (ticket_no, seq),
  constraint ticket_events_ticket_no_fkey FOREIGN KEY (ticket_no) REFERENCES tickets(ticket_no)
);
CREATE INDEX ticket_events_by_time ON ticket_events USING btree (at, ticket_no, seq);
CREATE INDEX ticket_events_by_writing ON ticket_events USING btree (COALESCE(written_at, at), ticket_no, seq);
CREATE INDEX ticket_events_downgraded ON ticket_events USING btree (at) WHERE (type = 'urgent-downgraded'::text);
CREATE INDEX ticket_events_promised ON ticket_events USING btree (at) WHERE (type = 'promised'::text);
CREATE INDEX ticket_events_replanned ON ticket_events USING btree (ticket_no, seq) WHERE (type = 'replanned'::text);

create table ticket_links (
  ticket_no text not null,
  to_ticket_no text not null,
  kind text not null,
  constraint ticket_links_pkey PRIMARY KEY (ticket_no, to_ticket_no, kind),
  constraint ticket_links_ticket_no_fkey FOREIGN KEY (ticket_no) REFERENCES tickets(ticket_no),
  constraint ticket_links_to_ticket_no_fkey FOREIGN KEY (to_ticket_no) REFERENCES tickets(ticket_no)
);
CREATE INDEX ticket_links_by_target ON ticket_links USING btree (to_ticket_no);

create table tickets (
  ticket_no text not null,
  company_id text not null,
  account_id text,
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
  verified text not null default 'verified'::text,
  scopes jsonb not null default '[]'::jsonb,
  created_at timestamp with time zone not null,
  received_at timestamp with time zone not null,
  closed_at timestamp with time zone,
  close_reason text,
  rating text,
  rating_text_id uuid,
  rated_at timestamp with time zone,
  next_due_at timestamp with time zone,
  reply_owed_since timestamp with time zone,
  last_seq integer not null default 0,
  state jsonb not null,
  archived_at timestamp with time zone,
  lead text generated always as ((state #>> '{lead,staffNo}'::text[])) stored,
  judged jsonb generated always as (NULLIF((state -> 'judged'::text), '[]'::jsonb)) stored,
  suppliers jsonb generated always as (NULLIF((jsonb_path_query_array(state, '$."pastDisputes"[*]."supplierCompanyId"'::jsonpath) || jsonb_path_query_array(state, '$."dispute"."supplierCompanyId"'::jsonpath)), '[]'::jsonb)) stored,
  owed text generated always as ((state #>> '{owed,duty}'::text[])) stored,
  constraint tickets_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id),
  constraint tickets_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(id),
  constraint tickets_pkey PRIMARY KEY (ticket_no),
  constraint tickets_ticket_no_check CHECK ((ticket_no ~ '^KF[0-9]{8}[0-9]{3,}$'::text)),
  constraint tickets_verified_check CHECK ((verified = ANY (ARRAY['verified'::text, 'partial'::text, 'failed'::text])))
);
CREATE INDEX tickets_against ON tickets USING gin (suppliers jsonb_path_ops) WHERE (suppliers IS NOT NULL);
CREATE INDEX tickets_by_account ON tickets USING btree (company_id, account_id, created_at DESC);
CREATE INDEX tickets_by_assignee ON tickets USING btree (assignee) WHERE (assignee IS NOT NULL);
CREATE INDEX tickets_by_company ON tickets USING btree (company_id, created_at DESC);
CREATE INDEX tickets_by_department ON tickets USING btree (department, status);
CREATE INDEX tickets_by_due ON tickets USING btree (next_due_at, ticket_no);
CREATE INDEX tickets_by_duty ON tickets USING btree (owed, closed_at, ticket_no) WHERE ((status = 'CLOSED'::text) AND (owed IS NOT NULL));
CREATE INDEX tickets_by_lead ON tickets USING btree (lead) WHERE (lead IS NOT NULL);
CREATE INDEX tickets_by_order ON tickets USING btree (company_id, order_no, created_at DESC) WHERE (order_no IS NOT NULL);
CREATE INDEX tickets_disputed ON tickets USING btree (created_at DESC, ticket_no DESC) WHERE (suppliers IS NOT NULL);
CREATE INDEX tickets_escalated ON tickets USING btree (created_at, ticket_no) WHERE ((state ->> 'escalated'::text))::boolean;
CREATE INDEX tickets_in_hand ON tickets USING btree (assignee) WHERE (status = 'IN_PROGRESS'::text);
CREATE INDEX tickets_newest ON tickets USING btree (created_at DESC, ticket_no DESC);
CREATE INDEX tickets_of_incident ON tickets USING btree (((state ->> 'incident'::text)), ticket_no) WHERE ((state ->> 'incident'::text) IS NOT NULL);
CREATE INDEX tickets_open_by_due ON tickets USING btree (next_due_at, ticket_no) WHERE (status <> ALL (ARRAY['CLOSED'::text, 'ARCHIVED'::text, 'PURGED'::text]));
CREATE INDEX tickets_supervised ON tickets USING btree (ticket_no) WHERE ((state ->> 'supervised'::text))::boolean;
CREATE INDEX tickets_with_contact ON tickets USING btree (company_id, created_at DESC) WHERE ((closed_at IS NULL) AND (first_contact IS NOT NULL));

create table timetable_audit (
  id bigint generated always as identity not null,
  kind text not null,
  version integer not null,
  action text not null,
  actor jsonb not null,
  at timestamp with time zone not null default now(),
  reason text,
  replaces integer,
  forced boolean not null default false,
  constraint timetable_audit_action_check CHECK ((action = ANY (ARRAY['created'::text, 'changed'::text, 'discarded'::text, 'published'::text, 'restored'::text]))),
  constraint timetable_audit_kind_version_fkey FOREIGN KEY (kind, version) REFERENCES timetable_versions(kind, version),
  constraint timetable_audit_pkey PRIMARY KEY (id)
);
CREATE INDEX timetable_audit_newest ON timetable_audit USING btree (kind, id DESC);

create table timetable_versions (
  kind text not null,
  version integer not null,
  status text not null,
  revision integer not null default 1,
  based_on integer,
  note text not null default ''::text,
  content json not null,
  created_at timestamp with time zone not null default now(),
  created_by jsonb not null,
  published_at timestamp with time zone,
  published_by jsonb,
  constraint timetable_versions_check CHECK (((status = 'published'::text) = (published_at IS NOT NULL))),
  constraint timetable_versions_kind_based_on_fkey FOREIGN KEY (kind, based_on) REFERENCES timetable_versions(kind, version),
  constraint timetable_versions_kind_check CHECK ((kind = ANY (ARRAY['calendar'::text, 'policy'::text]))),
  constraint timetable_versions_pkey PRIMARY KEY (kind, version),
  constraint timetable_versions_status_check CHECK ((status = ANY (ARRAY['draft'::text, 'published'::text, 'discarded'::text]))),
  constraint timetable_versions_version_check CHECK ((version > 0))
);

create table timetables_in_force (
  kind text not null,
  version integer not null,
  since timestamp with time zone not null default now(),
  constraint timetables_in_force_kind_version_fkey FOREIGN KEY (kind, version) REFERENCES timetable_versions(kind, version),
  constraint timetables_in_force_pkey PRIMARY KEY (kind)
);

create table worker_signs (
  process_id uuid not null,
  at timestamp with time zone not null default now(),
  stopped boolean not null default false,
  constraint worker_signs_pkey PRIMARY KEY (process_id)
);
