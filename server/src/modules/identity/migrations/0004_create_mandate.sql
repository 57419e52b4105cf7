-- Who may act for whom: a parent for a child, an authorised person, the legal representative of a company. Names and
-- numbers stand sealed with the mandate's own key; people are found by the blind index of their number, so that a
-- mandate may be given to somebody who has not signed in yet.
create table identity.mandate (
  id uuid constraint mandate_pk primary key,
  kind text not null constraint mandate_kind check (kind in ('child', 'authorised', 'representative')),
  -- granted: by the person himself; register: told by the provider of identity; declared: by whoever acts.
  proof text not null constraint mandate_proof check (proof in ('granted', 'register', 'declared')),
  agent_index text not null,
  principal_index text not null,
  personal bytea not null,
  -- Null: all of them.
  procedures text[],
  valid_from date not null,
  -- The last day; null: until it is ended.
  valid_to date,
  created_by uuid not null references identity.account,
  created_at timestamptz not null,
  ended_by uuid references identity.account,
  ended_at timestamptz,
  constraint mandate_days check (valid_to is null or valid_to >= valid_from),
  constraint mandate_two_people check (agent_index <> principal_index)
);
create index mandate_agent on identity.mandate (agent_index) where ended_at is null;
create index mandate_principal on identity.mandate (principal_index) where ended_at is null;
