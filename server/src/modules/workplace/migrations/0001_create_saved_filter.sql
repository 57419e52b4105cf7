-- What an officer looks for again and again, under a name of his own.
create table workplace.saved_filter (
  id uuid constraint saved_filter_pk primary key,
  account_id uuid not null,
  name text not null,
  screen text not null,
  -- The query of the screen's address.
  query jsonb not null,
  created_at timestamptz not null,
  constraint saved_filter_name unique (account_id, screen, name)
);
alter table workplace.saved_filter enable row level security;
create policy saved_filter_pass on workplace.saved_filter using (
  (select current_setting('motcua.pass', true)) = 'all'
  or account_id = (select nullif(current_setting('motcua.account', true), '')::uuid)
) with check (true);
