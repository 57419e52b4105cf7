-- A batch may also move running dossiers to another version of their procedure: input is {toVersionId, reason, names}.
alter table dossiers.batch drop constraint batch_act;
alter table dossiers.batch add constraint batch_act check (act in ('accept', 'assign', 'complete', 'migrate'));
-- What the one who ordered it had looked at: an item that has changed since is not done.
alter table dossiers.batch_item add column seen text;
