-- A paper as it was issued. Its bytes are a file of `files`; what it says is sealed with that file's key.
create table slips.slip (
  id uuid constraint slip_pk primary key,
  -- Null: a register, which is about a unit.
  dossier_id uuid,
  unit_id uuid not null,
  kind text not null constraint slip_kind check (kind in
    ('receipt', 'supplement', 'refusal', 'apology', 'stop', 'control', 'register', 'fee', 'handover')),
  -- 1, and more when the same paper was issued again.
  issue int not null constraint slip_issue_positive check (issue > 0),
  -- '' for papers without a number.
  number text not null,
  paper text not null constraint slip_paper check (paper in ('A4', 'A5')),
  template text not null,
  file_id uuid not null,
  issued_at timestamptz not null,
  issued_by uuid not null,
  issued_by_name text not null,
  sealed bytea not null,
  constraint slip_subject check ((dossier_id is null) = (kind = 'register')),
  constraint slip_issue unique (dossier_id, kind, issue)
);
create index slip_file on slips.slip (file_id);

create function slips.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'a paper that was issued is never changed';
end $$;
create trigger slip_immutable before update on slips.slip for each row execute function slips.refuse_change();

-- Locked while a paper is issued, so that two at once are two issues one after the other.
create table slips.issue_counter (
  dossier_id uuid not null,
  kind text not null,
  last int not null,
  constraint issue_counter_pk primary key (dossier_id, kind)
);

-- Numbers run from 1 in each year, for each unit and symbol (NĐ 30/2020 art. 15).
create table slips.number_counter (
  unit_id uuid not null,
  year int not null,
  symbol text not null,
  last int not null,
  constraint number_counter_pk primary key (unit_id, year, symbol)
);

-- One kind of paper of many dossiers, issued as a job and printed as one file.
create table slips.print_run (
  id uuid constraint print_run_pk primary key,
  account_id uuid not null,
  kind text not null,
  paper text not null,
  state text not null constraint print_run_state check (state in ('running', 'done')),
  created_at timestamptz not null,
  ended_at timestamptz,
  -- Null until the end, and when no paper could be issued.
  file_id uuid,
  constraint print_run_ended check ((state = 'done') = (ended_at is not null))
);
create index print_run_account on slips.print_run (account_id, id desc);

create table slips.print_item (
  run_id uuid not null constraint print_item_run references slips.print_run,
  seq int not null,
  dossier_id uuid not null,
  state text not null constraint print_item_state check (state in ('waiting', 'done', 'refused')),
  slip_id uuid,
  code text,
  sentence text,
  constraint print_item_pk primary key (run_id, seq),
  constraint print_item_dossier unique (run_id, dossier_id)
);
