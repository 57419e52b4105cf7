-- The backstop (docs/adr/0011-row-security.md): the application's role sees a dossier only with a pass that names one
-- of its units, its account (as who filed it or has a step of it), its person, or its code for tracking; the system's
-- own work sees all. Who may do what is decided by policy.ts. Without a pass nothing is seen. Writing is not narrowed
-- further: what cannot be seen cannot be changed, and a new row comes before its scope.
-- Each setting is read once per statement, not once per row; `offset 0` keeps the planner from reading the scope of a
-- whole unit instead of one row's.
alter table dossiers.dossier enable row level security;
create policy dossier_pass on dossiers.dossier using (
  (select current_setting('motcua.pass', true)) = 'all'
  or exists (
    select from dossiers.scope c where c.dossier_id = dossier.id
      and c.unit_id = any ((select string_to_array(current_setting('motcua.units', true), ',')::uuid[])::uuid[]) offset 0
  )
  or submitted_by = (select nullif(current_setting('motcua.account', true), '')::uuid)
  or applicant_index = (select current_setting('motcua.person', true))
  or (select current_setting('motcua.tracked', true)) in (code, submission_number)
  -- A sub-dossier is seen with its parent.
  or parent_id is not null and exists (
    select from dossiers.scope c where c.dossier_id = dossier.parent_id
      and c.unit_id = any ((select string_to_array(current_setting('motcua.units', true), ',')::uuid[])::uuid[]) offset 0
  )
  or exists (
    select from dossiers.queue_entry e where e.dossier_id = dossier.id
      and e.assignee_id = (select nullif(current_setting('motcua.account', true), '')::uuid) offset 0
  )
) with check (true);

-- Whether the dossier of a part is seen by the policy of dossiers. A function, so that the plans of all statements stay
-- small: only applicants, and who follows a code, come to it.
create function dossiers.sees(dossier_id uuid) returns boolean stable cost 10000 language plpgsql as $$
begin
  return exists (select from dossiers.dossier d where d.id = dossier_id);
end $$;

do $$
declare part text;
begin
  foreach part in array array['paper', 'act', 'supplement_request', 'result', 'receipt'] loop
    execute format('alter table dossiers.%I enable row level security', part);
    execute format($policy$
      create policy %2$I on dossiers.%1$I using (
        (select current_setting('motcua.pass', true)) = 'all'
        or exists (
          select from dossiers.scope c where c.dossier_id = %1$I.dossier_id
            and c.unit_id = any ((select string_to_array(current_setting('motcua.units', true), ',')::uuid[])::uuid[]) offset 0
        )
        or dossiers.sees(dossier_id)
      ) with check (true)
    $policy$, part, part || '_pass');
  end loop;
end $$;

alter table dossiers.draft enable row level security;
create policy draft_pass on dossiers.draft using (
  (select current_setting('motcua.pass', true)) = 'all'
  or account_id = (select nullif(current_setting('motcua.account', true), '')::uuid)
) with check (true);

alter table dossiers.notice enable row level security;
create policy notice_pass on dossiers.notice using (
  (select current_setting('motcua.pass', true)) = 'all'
  or account_id = (select nullif(current_setting('motcua.account', true), '')::uuid)
) with check (true);

-- Figures count dossiers whoever asks, and show none: this view, of the owner, is past the policies.
create view dossiers.unfinished as
select competent_unit_id as unit_id, first_due_at from dossiers.dossier
 where finished_at is null and first_due_at is not null and parent_id is null and status in (2, 4);
