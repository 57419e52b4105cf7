-- A version of a procedure that is being written. Its unit says who may see and change it.
create table studio.draft (
  id uuid constraint draft_pk primary key,
  unit_id uuid not null,
  -- Copied from the procedure part, for lists.
  code text not null,
  name text not null,
  search_text text not null,
  -- The version it was begun from; null for a procedure that is new.
  base_version_id uuid,
  created_at timestamptz not null,
  created_by uuid not null,
  changed_at timestamptz not null,
  changed_by uuid not null,
  published_version_id uuid,
  ended_at timestamptz,
  constraint draft_published check (published_version_id is null or ended_at is not null)
);
-- Two that write the same procedure at once would undo each other's work at publication.
create unique index draft_code_once on studio.draft (code) where ended_at is null;
create index draft_by_unit on studio.draft (unit_id, changed_at desc);

-- What the draft is made of. `position` is the step of the history that holds now, `last` the newest one that can be
-- gone forward to; `revision` grows with every change, also with one taken back.
create table studio.part (
  draft_id uuid not null constraint part_draft references studio.draft,
  part text not null constraint part_name check (part in ('procedure', 'form', 'process', 'cases')),
  revision int not null,
  position int not null,
  last int not null,
  constraint part_pk primary key (draft_id, part),
  constraint part_position check (position <= last)
);

create table studio.step (
  draft_id uuid not null,
  part text not null,
  position int not null,
  content jsonb not null,
  saved_at timestamptz not null,
  saved_by uuid not null,
  constraint step_pk primary key (draft_id, part, position),
  constraint step_part foreign key (draft_id, part) references studio.part
);
