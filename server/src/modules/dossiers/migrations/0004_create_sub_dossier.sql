-- A sub-dossier: opened in another unit by a step of its parent's process (a call or a message).
alter table dossiers.dossier add column parent_id uuid references dossiers.dossier;
-- The call that waits for it; null when the parent goes on without waiting.
alter table dossiers.dossier add column parent_token uuid;
alter table dossiers.dossier add column parent_step text;
create index dossier_parent on dossiers.dossier (parent_id) where parent_id is not null;
-- A call opens one sub-dossier, however often the event comes.
create unique index dossier_parent_call on dossiers.dossier (parent_id, parent_step, parent_token)
  nulls not distinct where parent_id is not null and parent_token is not null;
