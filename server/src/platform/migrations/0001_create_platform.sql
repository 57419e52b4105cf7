create table platform.audit (
  id uuid constraint audit_pk primary key,
  at timestamptz not null,
  actor_id uuid not null,
  actor_kind text not null,
  action text not null,
  subject text,
  details jsonb
);
create index audit_subject on platform.audit (subject, at) where subject is not null;
create index audit_at on platform.audit using brin (at);

create table platform.access (
  id uuid constraint access_pk primary key,
  at timestamptz not null,
  actor_id uuid not null,
  actor_kind text not null,
  subject text not null,
  what text not null,
  reason text not null,
  -- The things shown together by one list.
  shown uuid[]
);
create index access_subject on platform.access (subject, at);
create index access_at on platform.access using brin (at);

create table platform.event (
  id uuid constraint event_pk primary key,
  at timestamptz not null,
  actor_id uuid not null,
  type text not null,
  subject text not null,
  data jsonb not null
);
create index event_at on platform.event using brin (at);
create index event_subject on platform.event (subject, at);

-- A row per event and subscriber: what makes a delivery happen once although jobs run at least once.
create table platform.delivery (
  event_id uuid not null references platform.event,
  subscriber text not null,
  at timestamptz not null,
  constraint delivery_pk primary key (event_id, subscriber)
);

create table platform.idempotency (
  actor_id uuid not null,
  key text not null,
  route text not null,
  body_sha256 text not null,
  at timestamptz not null,
  status int,
  -- json, not jsonb: the same answer means the same bytes.
  response json,
  constraint idempotency_pk primary key (actor_id, key)
);
create index idempotency_at on platform.idempotency using brin (at);
