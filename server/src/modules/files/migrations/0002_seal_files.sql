-- Contents stand sealed with the file's own key, named in the store by the SHA-256 of the sealed bytes (`sha256`), so
-- that a store can be checked without keys. Name and digest of the plain content are in `sealed`. Files that exist are
-- sealed at the next start, which then drops the plain columns; an empty table loses them here.
drop view files.public_file;
alter table files.file
  add column sealed bytea,
  -- Name in the store of a content that is to be removed there, now that it is sealed.
  add column plain_sha256 text,
  alter column name drop not null;
do $$ begin
  if not exists (select from files.file) then
    alter table files.file drop column name, drop column plain_sha256, alter column sealed set not null;
  end if;
end $$;
