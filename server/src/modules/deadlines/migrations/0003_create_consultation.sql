-- An opinion asked of another unit within a limit of its own. Where the law says so, silence to the end is consent.
create table deadlines.consultation (
  id uuid constraint consultation_pk primary key,
  subject_id uuid not null,
  unit_id uuid not null,
  limit_value numeric not null,
  limit_unit text not null constraint consultation_limit_unit check (limit_unit in
    ('workingDays', 'days', 'workingHours', 'months')),
  on_silence text not null constraint consultation_on_silence check (on_silence in ('CONSENT', 'WAIT')),
  legal_basis text,
  asked_by uuid not null,
  asked_at timestamptz not null,
  due_at timestamptz not null,
  state text not null constraint consultation_state check (state in ('open', 'answered', 'silent', 'withdrawn')),
  -- Since when nothing was heard in time, though it is waited on.
  overdue_at timestamptz,
  closed_by uuid,
  closed_at timestamptz,
  consents boolean,
  note text,
  constraint consultation_closed check ((state = 'open') = (closed_at is null)),
  constraint consultation_consents check ((state in ('answered', 'silent')) = (consents is not null))
);
create index consultation_by_subject on deadlines.consultation (subject_id);
create unique index consultation_open_once on deadlines.consultation (subject_id, unit_id) where state = 'open';
