-- What was printed about a person is seen by whoever sees the dossier; a register by the unit that it is about; a print
-- run by whoever ordered it (docs/adr/0011-row-security.md). Parts of the pass: 1 reach, 3 all units, 5 account.
alter table slips.slip enable row level security;
create policy slip_pass on slips.slip using (
  (select split_part(current_setting('motcua.pass', true), '|', 1)) = 'all'
  or dossier_id is null
    and unit_id = any ((select string_to_array(split_part(current_setting('motcua.pass', true), '|', 3), ',')::uuid[])::uuid[])
  or dossier_id is not null and dossiers.public_sees(dossier_id)
) with check (true);

alter table slips.print_run enable row level security;
create policy print_run_pass on slips.print_run using (
  (select split_part(current_setting('motcua.pass', true), '|', 1)) = 'all'
  or account_id = (select nullif(split_part(current_setting('motcua.pass', true), '|', 5), '')::uuid)
) with check (true);

alter table slips.print_item enable row level security;
create policy print_item_pass on slips.print_item using (
  (select split_part(current_setting('motcua.pass', true), '|', 1)) = 'all'
  or exists (select from slips.print_run r where r.id = print_item.run_id)
) with check (true);
