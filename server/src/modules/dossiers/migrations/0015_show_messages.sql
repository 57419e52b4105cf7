-- Whoever may read a dossier may read what was told about it to whoever filed it; the rows of the dossier decide.
create policy notice_told on dossiers.notice for select using (
  exists (
    select from dossiers.dossier d where d.id = notice.dossier_id and d.submitted_by = notice.account_id
  )
);
