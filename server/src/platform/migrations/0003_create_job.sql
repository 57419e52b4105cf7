-- Planned work. A row is taken away by the transaction that does its work, so it is done once; nothing is notified,
-- because commits with a notification wait for one another.
create table platform.job (
  -- Order of planning.
  id bigint generated always as identity constraint job_pk primary key,
  -- A later plan under the same key replaces the earlier one, and gets an id of its own.
  key text constraint job_key_unique unique,
  name text not null,
  payload jsonb not null,
  run_at timestamptz not null,
  attempts int not null default 0,
  last_error text
);
-- 10 attempts, then a job is parked.
create index job_due on platform.job (run_at, id) where attempts < 10;

-- Installations of before kept their jobs in the tables of a library.
do $$
begin
  if to_regclass('graphile_worker._private_jobs') is not null then
    execute 'insert into platform.job (key, name, payload, run_at, attempts, last_error)
      select j.key, t.identifier, j.payload, j.run_at, j.attempts, j.last_error
        from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id order by j.id';
    execute 'drop schema graphile_worker cascade';
  end if;
end $$;
