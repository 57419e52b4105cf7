-- Wraps data keys; itself wrapped by the root key, which stands outside of the database.
create table platform.wrapping_key (
  id int constraint wrapping_key_pk primary key,
  wrapped bytea not null,
  made_at timestamptz not null,
  -- Since when no data key is wrapped by it any more.
  retired_at timestamptz
);

-- Other secrets of the installation under the root key: of the blind index, and of kept answers.
create table platform.secret (
  name text constraint secret_pk primary key,
  wrapped bytea not null
);

-- A key per dossier, draft, account, file. Deleting the row makes what it sealed unreadable for ever.
create table platform.data_key (
  id uuid constraint data_key_pk primary key,
  wrapping_key int not null,
  wrapped bytea not null
) with (fillfactor = 90);

-- A kept answer holds what the person sent: sealed. Existing rows are sealed at the next start, which then drops the
-- plain column; an empty table loses it here.
alter table platform.idempotency
  add column sealed bytea,
  -- What the command was about, so that erasing the thing erases the answer too.
  add column subject text;
alter table platform.idempotency rename column body_sha256 to body_digest;
do $$ begin
  if not exists (select from platform.idempotency) then
    alter table platform.idempotency drop column response;
  end if;
end $$;
