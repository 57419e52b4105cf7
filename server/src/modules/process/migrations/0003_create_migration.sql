-- A move of running processes to another version of their file, done once and perhaps undone once.
create table process.migration (
  id uuid constraint migration_pk primary key,
  from_version_id uuid not null constraint migration_from references process.process_version,
  to_version_id uuid not null constraint migration_to references process.process_version,
  done_at timestamptz not null,
  done_by uuid not null,
  undone_at timestamptz,
  undone_by uuid
);

-- One process of it: `before` and `after` hold its open tasks, other tokens and timers as rows.
create table process.migrated_instance (
  migration_id uuid not null constraint migrated_instance_migration references process.migration,
  instance_id uuid not null constraint migrated_instance_instance references process.instance,
  before jsonb not null,
  after jsonb not null,
  -- instance.version right after the move: it can be undone while nothing else has happened.
  instance_version int not null,
  undone boolean not null default false,
  constraint migrated_instance_pk primary key (migration_id, instance_id)
);
create index instance_running_version on process.instance (version_id) where ended_at is null;
