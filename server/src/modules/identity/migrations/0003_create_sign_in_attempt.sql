-- How surely the person of a session is who he says: level of the national identity and when it was proven.
alter table identity.session
  add column assurance smallint constraint session_assurance check (assurance in (1, 2)),
  add column identified_at timestamptz;

-- A visitor on his way to the provider of national identity and back: taken away when he returns.
create table identity.sign_in_attempt (
  state_sha256 bytea constraint sign_in_attempt_pk primary key,
  -- The browser that set out: nobody finishes the way of another.
  browser_sha256 bytea not null,
  code_verifier text not null,
  nonce text not null,
  level smallint not null constraint sign_in_attempt_level check (level in (1, 2)),
  return_to text not null,
  -- Who was signed in already and only proves again who he is.
  account_id uuid references identity.account,
  created_at timestamptz not null
);
create index sign_in_attempt_created on identity.sign_in_attempt (created_at);

-- An officer is a citizen too: he has one account in each of the two.
drop index identity.account_id_number_index;
create unique index account_id_number_index on identity.account (id_number_index, (kind = 'officer'))
  where id_number_index is not null and closed_at is null;
