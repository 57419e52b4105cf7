-- What a person has to know about a dossier: for the own account only. The text names the dossier, nobody.
create table dossiers.notice (
  id uuid constraint notice_pk primary key,
  account_id uuid not null,
  dossier_id uuid not null references dossiers.dossier,
  kind text not null,
  text text not null,
  at timestamptz not null,
  read_at timestamptz
);
create index notice_account on dossiers.notice (account_id, at desc, id desc);
