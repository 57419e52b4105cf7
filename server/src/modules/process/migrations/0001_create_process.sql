-- A published process file and its compiled graph. Running processes and closed dossiers refer to it for ever.
create table process.process_version (
  id uuid constraint process_version_pk primary key,
  key text not null,
  version int not null,
  xml text not null,
  graph jsonb not null,
  sha256 text not null,
  created_at timestamptz not null,
  created_by uuid not null,
  constraint process_version_number unique (key, version),
  -- Publishing the same file again is the same version.
  constraint process_version_content unique (key, sha256)
);

create function process.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'a published process version is never changed';
end $$;
create trigger process_version_immutable before update or delete on process.process_version
  for each row execute function process.refuse_change();

-- One run of a process for one subject (a dossier). Its row is locked by every command that moves it.
create table process.instance (
  id uuid constraint instance_pk primary key,
  version_id uuid not null constraint instance_version references process.process_version,
  subject_id uuid not null,
  -- Code of the procedure, for grants that are limited to some procedures.
  procedure text,
  -- {competent, receiving, return}: the units behind the symbolic names of the file.
  units jsonb not null,
  vars jsonb not null,
  -- Tokens, tasks and timers are numbered in the order in which they were made.
  next_seq int not null,
  version int not null,
  started_at timestamptz not null,
  ended_at timestamptz,
  cancelled boolean not null default false
);
create unique index instance_running on process.instance (subject_id) where ended_at is null;
create index instance_subject on process.instance (subject_id);

-- An open task is a token of the process; a closed one is its history.
create table process.task (
  id uuid constraint task_pk primary key,
  instance_id uuid not null constraint task_instance references process.instance,
  subject_id uuid not null,
  procedure text,
  seq int not null,
  node text not null,
  name text not null,
  unit_id uuid not null,
  roles text[] not null,
  -- [{key, name}], the usual one first.
  outcomes jsonb not null,
  form text,
  hours numeric,
  counted boolean not null,
  clock_effect text not null constraint task_clock check (clock_effect in ('run', 'pause')),
  national_status smallint constraint task_status check (national_status between 1 and 10),
  opened_at timestamptz not null,
  due_at timestamptz,
  assignee_id uuid,
  claimed_at timestamptz,
  completed_at timestamptz,
  completed_by uuid,
  outcome text,
  note text,
  cancelled_at timestamptz,
  constraint task_closed_once check (completed_at is null or cancelled_at is null),
  constraint task_completed check ((completed_at is null) = (completed_by is null) and (completed_at is null) = (outcome is null)),
  constraint task_claimed check ((assignee_id is null) = (claimed_at is null))
);
create index task_by_instance on process.task (instance_id, seq);
create index task_by_subject on process.task (subject_id, seq);
create index task_open_by_unit on process.task (unit_id, due_at, id) where completed_at is null and cancelled_at is null;
create index task_open_by_assignee on process.task (assignee_id, due_at, id)
  where completed_at is null and cancelled_at is null;
create index task_open_by_subject on process.task (subject_id, seq) where completed_at is null and cancelled_at is null;

-- Tokens that wait at a parallel gateway for the other flows.
create table process.join_token (
  id uuid constraint join_token_pk primary key,
  instance_id uuid not null constraint join_token_instance references process.instance,
  seq int not null,
  node text not null,
  flow text not null
);
create index join_token_by_instance on process.join_token (instance_id, seq);

create table process.timer (
  id uuid constraint timer_pk primary key,
  instance_id uuid not null constraint timer_instance references process.instance,
  task_id uuid not null constraint timer_task references process.task,
  seq int not null,
  node text not null,
  due_at timestamptz not null,
  fired_at timestamptz,
  cancelled_at timestamptz,
  constraint timer_ended_once check (fired_at is null or cancelled_at is null)
);
create index timer_running on process.timer (instance_id, seq) where fired_at is null and cancelled_at is null;

-- For lists of neighbours: only open work.
create view process.public_open_task as
  select id, subject_id, procedure, node, name, unit_id, roles, clock_effect, national_status, opened_at, due_at, assignee_id
    from process.task
   where completed_at is null and cancelled_at is null;
