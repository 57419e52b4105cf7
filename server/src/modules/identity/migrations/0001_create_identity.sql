create table identity.account (
  id uuid constraint account_pk primary key,
  username text not null,
  kind text not null constraint account_kind check (kind in ('citizen', 'business', 'officer', 'partner')),
  name text not null,
  name_search text not null,
  -- Personal number of a citizen, enterprise number of a business; an officer has none here.
  id_number text,
  phone text,
  email text,
  address text,
  password_hash text,
  created_at timestamptz not null,
  closed_at timestamptz,
  constraint account_username_unique unique (username)
);
create unique index account_id_number on identity.account (id_number) where id_number is not null and closed_at is null;

create table identity.session (
  token_sha256 bytea constraint session_pk primary key,
  account_id uuid not null references identity.account,
  kind text not null constraint session_kind check (kind in ('person', 'system')),
  name text,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz
);
create index session_account on identity.session (account_id) where ended_at is null;

create table identity.sign_in_failure (
  username text not null,
  at timestamptz not null
);
create index sign_in_failure_username on identity.sign_in_failure (username, at);
