-- Where a remark stands among those of its month: by chance, so that neither order nor page tells its dossier.
alter table feedback.rating add column mixed uuid not null default gen_random_uuid();
