-- One act on many dossiers, ordered by one officer and done item by item as a job.
create table dossiers.batch (
  id uuid constraint batch_pk primary key,
  account_id uuid not null,
  act text not null constraint batch_act check (act in ('accept', 'assign', 'complete')),
  -- {account} or {outcome}: what the act needs.
  input jsonb not null,
  state text not null constraint batch_state check (state in
    ('waiting', 'running', 'done', 'cancelled', 'undoing', 'undone')),
  created_at timestamptz not null,
  -- Until then it can be cancelled whole.
  run_at timestamptz not null,
  -- When its last item was tried, or the rest was cancelled: it can be undone for a while from here.
  ended_at timestamptz,
  undone_at timestamptz,
  constraint batch_ended check ((state in ('waiting', 'running')) = (ended_at is null))
);
create index batch_account on dossiers.batch (account_id, id desc);

-- An item and what came of it, written in the transaction that did it: each is done once.
create table dossiers.batch_item (
  batch_id uuid not null constraint batch_item_batch references dossiers.batch,
  seq int not null,
  -- A dossier to accept, a task to assign or complete.
  target_id uuid not null,
  state text not null constraint batch_item_state check (state in ('waiting', 'done', 'refused', 'cancelled')),
  code text,
  sentence text,
  tried_at timestamptz,
  -- What is needed to take it back.
  undo jsonb,
  undo_state text constraint batch_item_undo_state check (undo_state in ('waiting', 'undone', 'refused')),
  undo_code text,
  undo_sentence text,
  constraint batch_item_pk primary key (batch_id, seq),
  constraint batch_item_target unique (batch_id, target_id)
);
