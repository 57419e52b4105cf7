-- Files that arrive in chunks. An acknowledged chunk is on disk and in this table, so a killed server loses none.
create table files.upload (
  id uuid constraint upload_pk primary key,
  owner_id uuid not null,
  -- Name and promised digest, sealed with the upload's own key, like its chunks.
  sealed bytea not null,
  size bigint not null,
  received bigint not null default 0,
  -- The file it became.
  file_id uuid,
  created_at timestamptz not null,
  expires_at timestamptz not null
);
create index upload_owner on files.upload (owner_id) where file_id is null;

create table files.upload_chunk (
  upload_id uuid not null references files.upload,
  -- Its own key is derived from that of the upload and this id.
  id uuid not null,
  start bigint not null,
  size int not null,
  -- Name in the store: the SHA-256 of the sealed bytes.
  stored_as text not null,
  constraint upload_chunk_pk primary key (upload_id, start)
);
