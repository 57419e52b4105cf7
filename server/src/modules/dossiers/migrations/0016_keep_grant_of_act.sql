-- The path by which the actor was let to do it, as `platform/access` decided; names ids only. Null: done before it was
-- kept, or nobody had to be asked.
alter table dossiers.act add column allowed_by text;
