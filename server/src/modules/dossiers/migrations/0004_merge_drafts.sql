-- What merging the writes of several tabs needs (draft-merge.ts), sealed like the body: stamps and replaced values.
alter table dossiers.draft add column sealed_merge bytea;
