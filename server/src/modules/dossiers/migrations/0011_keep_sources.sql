-- Where answers come from and what the applicant says is wrong with them, sealed with the key of the dossier:
-- {sources: {pointer: {source, at}}, marks: {pointer: {right, at}}}. Null: all was typed in.
alter table dossiers.dossier add column sealed_sources bytea;
