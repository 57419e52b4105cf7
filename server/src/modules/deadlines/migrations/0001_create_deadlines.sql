-- The working week of a unit and of the units below it that have none of their own. Where two hold on a day, the
-- one that began later does: summer hours lie over the hours of the whole year.
create table deadlines.calendar (
  id uuid constraint calendar_pk primary key,
  unit_id uuid not null,
  season text not null,
  valid_from date,
  valid_to date,
  -- Seven lists, Monday first, of [start, end] in minutes after midnight.
  week jsonb not null,
  legal_basis text not null,
  constraint calendar_period check (valid_from <= valid_to),
  constraint calendar_once unique nulls not distinct (unit_id, valid_from)
);

-- Dates that do not follow the week: of the whole country (unit_id null), of a province, or of one unit.
create table deadlines.day_override (
  id uuid constraint day_override_pk primary key,
  scope text not null constraint day_override_scope check (scope in ('national', 'province', 'unit')),
  unit_id uuid,
  date date not null,
  kind text not null constraint day_override_kind check (kind in
    ('HOLIDAY', 'COMPENSATION', 'SWAPPED_OFF', 'WORKING_SWAP', 'LOCAL_OFF')),
  name text not null,
  swapped_with date,
  shifts jsonb,
  legal_basis text not null,
  provisional boolean not null default false,
  -- Kept equal to holidays.ts at every start; rows entered by people are left alone.
  seeded boolean not null default false,
  constraint day_override_unit check ((scope = 'national') = (unit_id is null)),
  constraint day_override_once unique nulls not distinct (unit_id, date)
);

-- Grows with every change of the two tables above; processes compare it with what they remember.
create table deadlines.revision (
  only_row boolean constraint revision_pk primary key default true constraint revision_only_row check (only_row),
  number bigint not null
);
insert into deadlines.revision (number) values (1);

-- The state of a clock after its last event. due_at is promised to the applicant; first_due_at decides late or not.
create table deadlines.clock (
  subject_id uuid constraint clock_pk primary key,
  unit_id uuid not null,
  limit_value numeric not null,
  limit_unit text not null constraint clock_limit_unit check (limit_unit in
    ('workingDays', 'days', 'workingHours', 'months')),
  mode text not null constraint clock_mode check (mode in ('RESTART', 'RESUME')),
  state text not null constraint clock_state check (state in ('running', 'paused', 'ended')),
  started_at timestamptz not null,
  counted_from timestamptz not null,
  due_at timestamptz not null,
  first_due_at timestamptz not null,
  last_at timestamptz not null,
  paused_at timestamptz,
  pause_reason text,
  apologised boolean not null,
  ended_at timestamptz,
  outcome text constraint clock_outcome check (outcome in ('early', 'on_time', 'late')),
  -- Number of events so far, the start included.
  version int not null,
  constraint clock_paused check ((state = 'paused') = (paused_at is not null)),
  constraint clock_ended check ((state = 'ended') = (ended_at is not null and outcome is not null))
);

-- The ledger: never changed, only added to. A due date once told stays explained by the line that told it.
create table deadlines.clock_event (
  subject_id uuid not null constraint clock_event_clock references deadlines.clock,
  seq int not null,
  kind text not null constraint clock_event_kind check (kind in
    ('START', 'PAUSE', 'RESUME', 'RESTART', 'APOLOGY', 'END')),
  at timestamptz not null,
  reason text not null,
  actor_id uuid not null,
  new_due timestamptz,
  due_after timestamptz not null,
  note text not null,
  legal_basis text,
  constraint clock_event_pk primary key (subject_id, seq)
);

-- A row for every warning and escalation that rang.
create table deadlines.alert (
  id uuid constraint alert_pk primary key,
  subject_id uuid not null,
  step_id uuid,
  unit_id uuid not null,
  kind text not null constraint alert_kind check (kind in ('due_soon', 'late', 'escalation', 'step_late')),
  at timestamptz not null,
  due_at timestamptz not null,
  to_role text not null,
  note text not null,
  constraint alert_once unique nulls not distinct (subject_id, step_id, kind, due_at)
);
create index alert_by_unit on deadlines.alert (unit_id, at);

-- What other modules may join.
create view deadlines.public_clock as
  select subject_id, unit_id, state, due_at, first_due_at, ended_at, outcome from deadlines.clock;
