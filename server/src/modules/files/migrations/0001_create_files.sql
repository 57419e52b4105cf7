create table files.file (
  id uuid constraint file_pk primary key,
  sha256 text not null,
  size bigint not null,
  type text not null,
  name text not null,
  owner_id uuid not null,
  created_at timestamptz not null
);
create index file_sha256 on files.file (sha256);

-- What other modules show of a file.
create view files.public_file as select id, sha256, size, type, name, owner_id from files.file;
