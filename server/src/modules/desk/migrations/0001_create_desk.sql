-- Answers that a desk gives again and again to the form of a procedure: never those of a person.
create table desk.quick_fill (
  id uuid constraint quick_fill_pk primary key,
  unit_id uuid not null,
  procedure_code text not null,
  name text not null,
  answers jsonb not null,
  created_at timestamptz not null,
  constraint quick_fill_name unique (unit_id, procedure_code, name)
);

-- Dossiers of many people brought at once in a spreadsheet. What stands in its rows is in the file only, which is
-- sealed; here is which row became what.
create table desk.group_intake (
  id uuid constraint group_intake_pk primary key,
  account_id uuid not null,
  unit_id uuid not null,
  procedure_code text not null,
  procedure_version_id uuid not null,
  file_id uuid not null,
  name text not null,
  state text not null constraint group_intake_state check (state in ('checked', 'running', 'done')),
  created_at timestamptz not null,
  ended_at timestamptz
);
create index group_intake_account on desk.group_intake (account_id, id desc);

create table desk.group_row (
  group_id uuid not null references desk.group_intake,
  -- As the spreadsheet counts its rows.
  line int not null,
  state text not null constraint group_row_state check (state in ('waiting', 'done', 'refused', 'skipped')),
  dossier_id uuid,
  code text,
  sentence text,
  constraint group_row_pk primary key (group_id, line)
);

-- One-time codes by which somebody far from a pen says that he has received: never the code itself.
create table desk.handover_code (
  dossier_id uuid constraint handover_code_pk primary key,
  proof text not null,
  sent_at timestamptz not null,
  expires_at timestamptz not null,
  attempts int not null default 0,
  sends int not null default 1,
  account_id uuid not null
);
