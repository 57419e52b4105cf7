create extension if not exists pg_trgm;

-- Taken in blocks: a process keeps fifty numbers in memory.
create sequence dossiers.submission_number increment by 50;

create table dossiers.dossier (
  id uuid constraint dossier_pk primary key,
  submission_number text not null constraint dossier_submission_number_unique unique,
  -- Drawn at acceptance, never reused (TT 03/2025 art. 13).
  code text constraint dossier_code_unique unique,
  -- National status code 1-10 (domain.md 3.2).
  status smallint not null constraint dossier_status check (status between 1 and 10),
  procedure_version_id uuid not null,
  procedure_code text not null,
  procedure_name text not null,
  case_key text not null,
  channel text not null constraint dossier_channel check (channel in ('online', 'desk', 'post')),
  -- Where it was received, who owes the decision, where the result is returned.
  receiving_unit_id uuid not null,
  competent_unit_id uuid not null,
  return_unit_id uuid not null,
  submitted_by uuid not null,
  applicant_name text not null,
  applicant_id_number text not null,
  applicant_phone text,
  applicant_email text,
  applicant_address text,
  -- Filing for another: who the submitter is to the applicant, and the paper that says so.
  authorisation jsonb,
  answers jsonb not null,
  delivery jsonb not null,
  fees jsonb not null,
  tracking_secret text not null,
  -- Without tones: name, numbers and codes that people search by.
  search text not null,
  payment_state text not null default 'none',
  delivery_state text not null default 'none',
  sync_state text not null default 'none',
  transfer_state text not null default 'none',
  submitted_at timestamptz not null,
  accepted_at timestamptz,
  due_at timestamptz,
  first_due_at timestamptz,
  -- Whether the process has run to its end (the result may still have to be recorded).
  process_ended boolean not null default false,
  -- Whether the first step after reception is done: the way back from a pause is then 4, not 2.
  processing boolean not null default false,
  result_at timestamptz,
  finished_at timestamptz,
  closed_at timestamptz,
  version int not null default 1
) with (fillfactor = 85);
create index dossier_search on dossiers.dossier using gin (search gin_trgm_ops);
create index dossier_applicant on dossiers.dossier (applicant_id_number, id desc);
create index dossier_submitter on dossiers.dossier (submitted_by, id desc);

create table dossiers.paper (
  id uuid constraint paper_pk primary key,
  dossier_id uuid not null references dossiers.dossier,
  key text not null,
  name text not null,
  file_id uuid,
  originals int not null,
  copies int not null,
  added_at timestamptz not null,
  replaced_at timestamptz
);
create index paper_dossier on dossiers.paper (dossier_id);
create index paper_file on dossiers.paper (file_id) where file_id is not null;

-- The history: append only, a row for every act.
create table dossiers.act (
  id uuid constraint act_pk primary key,
  -- Order of the acts: two of one moment keep the order in which they were done.
  seq bigint generated always as identity,
  dossier_id uuid not null references dossiers.dossier,
  kind text not null,
  at timestamptz not null,
  actor_id uuid not null,
  actor_kind text not null,
  actor_name text not null,
  unit_id uuid,
  reason text,
  data jsonb not null default '{}',
  status_before smallint,
  status_after smallint not null
);
create index act_dossier on dossiers.act (dossier_id, seq);

-- NĐ 118/2025 art. 11: one supplement request only, hence the primary key.
create table dossiers.supplement_request (
  dossier_id uuid constraint supplement_request_pk primary key references dossiers.dossier,
  requested_at timestamptz not null,
  reply_by timestamptz not null,
  reason text not null,
  items jsonb not null,
  before_acceptance boolean not null,
  received_at timestamptz
);

create table dossiers.result (
  id uuid constraint result_pk primary key,
  dossier_id uuid not null references dossiers.dossier,
  outcome text not null constraint result_outcome check (outcome in ('granted', 'refused')),
  code text,
  name text not null,
  number text,
  signed_on date,
  file_id uuid,
  recorded_at timestamptz not null,
  recorded_by uuid not null
);
create index result_dossier on dossiers.result (dossier_id);
create index result_file on dossiers.result (file_id) where file_id is not null;

-- Who may see a dossier: written when it moves, so a list is one index scan for every clerk.
create table dossiers.scope (
  unit_id uuid not null,
  dossier_id uuid not null references dossiers.dossier,
  constraint scope_pk primary key (unit_id, dossier_id)
);
create index scope_dossier on dossiers.scope (dossier_id);

-- Which queues a dossier stands in now. A queue's list and its count read the same rows.
create table dossiers.queue_entry (
  dossier_id uuid not null references dossiers.dossier,
  queue text not null,
  unit_id uuid not null,
  role text not null,
  assignee_id uuid,
  procedure_code text not null,
  sort_at timestamptz not null,
  due_at timestamptz
);
create index queue_entry_unit on dossiers.queue_entry (unit_id, role, queue, sort_at, dossier_id);
create index queue_entry_assignee on dossiers.queue_entry (assignee_id, sort_at, dossier_id) where assignee_id is not null;
create index queue_entry_dossier on dossiers.queue_entry (dossier_id);

-- The last number of each agency and day; its lock is held until the acceptance commits, so there is no gap.
create table dossiers.code_counter (
  unit_id uuid not null,
  day date not null,
  last int not null,
  constraint code_counter_pk primary key (unit_id, day)
);

create table dossiers.draft (
  id uuid constraint draft_pk primary key,
  account_id uuid not null,
  procedure_code text not null,
  body jsonb not null,
  version int not null,
  created_at timestamptz not null,
  saved_at timestamptz not null
);
create index draft_account on dossiers.draft (account_id, saved_at);
