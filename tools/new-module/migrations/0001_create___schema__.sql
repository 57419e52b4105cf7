create table __schema__.__table__ (
  id uuid constraint __table___pk primary key,
  name text not null,
  owner_id uuid not null,
  created_at timestamptz not null
);
create index __table___owner on __schema__.__table__ (owner_id, id);
