-- The policies of 0009 with the pass in one setting (access/pass.ts), and with grants that are limited to procedures.
-- Parts of the setting: 1 reach; 2 units that are open for every procedure; 3 all units; 4 empty, or when some grant is
-- limited what is granted, as `unit/` or `unit/procedure`; 5 account; 6 person; 7 code that is tracked. They are asked
-- for in sub-selects, once per statement, and by expressions, not by a function: the planner would read its text anew
-- for every statement.
drop policy dossier_pass on dossiers.dossier;
create policy dossier_pass on dossiers.dossier using (
  (select split_part(current_setting('motcua.pass', true), '|', 1)) = 'all'
  or exists (
    select from dossiers.scope c where c.dossier_id = dossier.id
      and c.unit_id = any ((select string_to_array(split_part(current_setting('motcua.pass', true), '|', 3), ',')::uuid[])::uuid[])
      and coalesce(array[c.unit_id || '/', c.unit_id || '/' || procedure_code]
        && (select nullif(string_to_array(split_part(current_setting('motcua.pass', true), '|', 4), ','), '{}')), true) offset 0
  )
  or submitted_by = (select nullif(split_part(current_setting('motcua.pass', true), '|', 5), '')::uuid)
  or applicant_index = (select split_part(current_setting('motcua.pass', true), '|', 6))
  or (select split_part(current_setting('motcua.pass', true), '|', 7)) in (code, submission_number)
  -- A sub-dossier is seen with its parent.
  or parent_id is not null and exists (
    select from dossiers.scope c where c.dossier_id = dossier.parent_id
      and c.unit_id = any ((select string_to_array(split_part(current_setting('motcua.pass', true), '|', 3), ',')::uuid[])::uuid[]) offset 0
  )
  or exists (
    select from dossiers.queue_entry e where e.dossier_id = dossier.id
      and e.assignee_id = (select nullif(split_part(current_setting('motcua.pass', true), '|', 5), '')::uuid) offset 0
  )
) with check (true);

-- Parts of a dossier: whose grants are limited is asked about the dossier.
do $$
declare part text;
begin
  foreach part in array array['paper', 'act', 'supplement_request', 'result', 'receipt'] loop
    execute format('drop policy %2$I on dossiers.%1$I', part, part || '_pass');
    execute format($policy$
      create policy %2$I on dossiers.%1$I using (
        (select split_part(current_setting('motcua.pass', true), '|', 1)) = 'all'
        or exists (
          select from dossiers.scope c where c.dossier_id = %1$I.dossier_id
            and c.unit_id = any ((select string_to_array(split_part(current_setting('motcua.pass', true), '|', 2), ',')::uuid[])::uuid[])
            offset 0
        )
        or dossiers.sees(dossier_id)
      ) with check (true)
    $policy$, part, part || '_pass');
  end loop;
end $$;

drop policy draft_pass on dossiers.draft;
create policy draft_pass on dossiers.draft using (
  (select split_part(current_setting('motcua.pass', true), '|', 1)) = 'all'
  or account_id = (select nullif(split_part(current_setting('motcua.pass', true), '|', 5), '')::uuid)
) with check (true);

drop policy notice_pass on dossiers.notice;
create policy notice_pass on dossiers.notice using (
  (select split_part(current_setting('motcua.pass', true), '|', 1)) = 'all'
  or account_id = (select nullif(split_part(current_setting('motcua.pass', true), '|', 5), '')::uuid)
) with check (true);
